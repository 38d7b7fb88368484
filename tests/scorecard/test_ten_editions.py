"""A finished result stays as it is to the last byte, whatever editors publish afterwards."""

from __future__ import annotations

import copy
import hashlib

import pytest
from django.db import connection
from django.urls import reverse

from frameworks import editing
from frameworks.models import Edition
from scorecard import services
from scorecard.models import Assessment, Result
from scorecard.reports import render_pdf
from scorecard.services.reporting import printable_of_result
from scorecard.services.verification import differences
from tests.factories import answer_all, make_editor, make_result

pytestmark = pytest.mark.django_db

LABELS = tuple(f"{year}.1" for year in range(2027, 2037))


@pytest.fixture
def result(assessment) -> Result:
    answer_all(assessment)
    return make_result(assessment)


def publish_ten() -> None:
    """As two editors do it: each edition rewords, reweighs and asks more of Singapore."""
    author, second = make_editor(), make_editor()
    newest = Edition.objects.get()
    for number, label in enumerate(LABELS):
        draft = editing.start_draft(newest, label=label, by=author)
        document = copy.deepcopy(draft.document)
        question = document["principles"][0]["questions"][0]
        question["text"] = f"What of it in {label}?"
        question["weight"] = number % 3 + 1
        document["markets"][0]["obligations"][0]["statement"] = f"The duty of {label}."
        document["markets"][0]["floors"]["transparency"]["floor"] = number % 5
        draft = editing.save_part(draft, document, read_revision=draft.revision, by=author)
        notes = f"What is new in {label}."
        draft = editing.propose(draft, release_notes=notes, read_revision=draft.revision, by=author)
        newest = editing.publish_draft(
            draft, release_notes=notes, read_revision=draft.revision, by=second
        )


def stored_bytes(result: Result) -> bytes:
    """Every column of the row as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM scorecard_result WHERE id = %s", [result.pk])
        return repr(cursor.fetchall()).encode()


def printed(assessment: Assessment) -> bytes:
    result = Result.objects.select_related("approved_by", "submitted_by").get()
    return render_pdf(printable_of_result(assessment, result).report())


def downloads(client, assessment: Assessment) -> list[str]:
    """SHA-256 of the data and the workbook as people download them."""
    addresses = [
        reverse("scorecard:approved-report", args=[assessment.code, 1, extension])
        for extension in ("json", "xlsx")
    ]
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [200, 200]
    return [hashlib.sha256(answer.content).hexdigest() for answer in answers]


def test_ten_editions_of_editors_leave_every_byte_of_a_finished_result(
    as_owner, assessment, result
):
    stored, data, pdf = stored_bytes(result), downloads(as_owner, assessment), printed(assessment)

    publish_ten()

    assert (
        tuple(
            Edition.objects.exclude(label="2026.1").order_by("pk").values_list("label", flat=True)
        )
        == LABELS
    )
    assert stored_bytes(result) == stored
    assert downloads(as_owner, assessment) == data
    assert printed(assessment) == pdf
    assert services.current_document(assessment)["sha256"] == result.sha256
    assert differences(Result.objects.get()) == []
