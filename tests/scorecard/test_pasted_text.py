"""Text with characters that nobody sees, as word processors put on the clipboard."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from frameworks.forms.written import LineField, TextField
from scorecard.models import Response
from scorecard.services.verification import differences
from tests.factories import answer_all, make_assessment, make_result
from tests.scorecard.pages import filled_in

PASTED = "First line\x0bsecond line\x0c\x7f\x85third\x07"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (TextField(max_length=50), "First line\nsecond line\n\nthird"),
        (LineField(max_length=50), "First line second line  third"),
    ],
    ids=["text", "line"],
)
def test_pasted_text_becomes_what_can_be_printed(field: Any, text: str) -> None:
    assert field.clean(PASTED) == text


def test_every_character_of_every_script_stays() -> None:
    text = "ການປົກຄອງ ព្រះរាជ ธรรมาภิบาล 数据 \u200b🙂\tÉ"

    assert TextField(max_length=80).clean(text) == text


@pytest.mark.django_db
def test_what_was_pasted_is_approved_verified_and_taken_back_in(owner, as_owner, tmp_path):
    assessment = make_assessment(by=owner)
    answer_all(assessment, level=3)
    url = reverse("scorecard:section", args=[assessment.code, "transparency"])
    as_owner.post(url, filled_in(as_owner.get(url), TRA_01__note=PASTED))
    assert Response.objects.get(question__key="TRA-01").note.startswith("First line\nsecond")

    result = make_result(assessment)
    call_command("verify_results", stdout=StringIO(), stderr=StringIO())

    export = tmp_path / "result.json"
    export.write_text(json.dumps(result.document), encoding="utf-8")
    out = StringIO()
    call_command("score", export, "--stored", "--format", "json", stdout=out)
    assert json.loads(out.getvalue())["sha256"]


@pytest.mark.django_db
def test_a_stored_answer_that_cannot_be_read_is_named_and_the_next_result_looked_at(owner):
    """As one that was stored before such characters were left out."""
    assessment = make_assessment(by=owner)
    answer_all(assessment, level=3)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE scorecard_response SET note = %s", ["a\x0bb"])
    result = make_result(assessment)

    found = differences(result)

    assert found
    assert all("cannot be read again: responses." in sentence for sentence in found)
