"""Answers files, what is never taken from a file, and files that are none."""

from __future__ import annotations

import html
import io
import json
import re
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from scorecard.models import ObligationResponse
from tests.factories import answer, declare, make_assessment, set_status
from tests.scorecard.offline.pages import response_of, sealed_in, text, ticked_in

pytestmark = pytest.mark.django_db


def test_a_closed_assessment_takes_no_file(as_owner, assessment, url):
    set_status("in_review")

    response = as_owner.get(url)

    assert response.status_code == 403
    assert "no longer a draft" in text(response)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"x" * 5_000_001, "This file is larger than 5 MB."),
        (b"PK\x03\x04 no archive", "broken"),
        (b"\xd0\xcf\x11\xe0 old", "protected with a password"),
        (b"\xff\xfe\x00", "Line 1: is not UTF-8 text"),
        (b"just words", "an answers file is a mapping"),
    ],
    ids=["empty", "large", "broken", "old", "binary", "words"],
)
def test_what_cannot_be_read_is_said(upload, content, words):
    page = upload(content, name="answers.xlsx")

    assert page.status_code == 422
    assert words in text(page)


def letter() -> bytes:
    """A document of a word processor: an archive as a workbook is, with other things in it."""
    out = io.BytesIO()
    with ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", "<document/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (letter(), ""),
        (b"%PDF-1.7 \xff", "Line 1: is not UTF-8 text"),
        (b"TRA-01 is at level three.", "Line 1: an answers file is a mapping"),
        (b"Dear all,\nour answers: TRA-01: 3\n\tRegards", "Line 2:"),
        (b"Id,Answer\nTRA-01,3\n", "Line 1: an answers file is a mapping"),
        (b"name: somebody's settings", "unknown key name"),
        (b" ", "Line 1: an answers file is a mapping"),
    ],
    ids=["docx", "pdf", "txt", "colons", "csv", "yaml", "space"],
)
def test_a_wrong_kind_of_file_is_said_before_any_detail(upload, content, detail):
    page = upload(content, name="answers.txt")

    words = text(page)
    assert page.status_code == 422
    lead = words.index("This is neither our workbook nor an answers file")
    assert words.index("Download the questions as a workbook") > lead
    assert "problem in this file" not in words
    assert words.index(detail, lead) > lead if detail else "Line 1" not in words


@pytest.mark.parametrize(
    "content", ["responses: {TRA-01: 9}", '{"responses": {"TRA-01": 9}}', "\ufefffacts:\n\t- x"]
)
def test_a_broken_answers_file_is_still_one(upload, content):
    page = upload(content)

    assert "1 problem in this file" in text(page)
    assert "neither our workbook" not in text(page)


def test_the_page_says_in_plain_words_what_an_answers_file_is(as_owner, url):
    page = as_owner.get(url)

    assert "For people who script" in text(page)
    assert "manage.py" not in text(page)


def test_the_sample_on_the_page_is_a_file_that_can_be_uploaded(as_owner, url, upload):
    page = as_owner.get(url).content.decode()
    sample = re.search(r"<details[^>]*>.*?<pre[^>]*>(.*?)</pre>", page, re.DOTALL)
    assert sample

    preview = upload(html.unescape(sample[1]))

    assert preview.status_code == 200
    assert "Changes 5 Conflicts 0" in text(preview)
    assert "Not taken over" not in text(preview)


def test_no_file_is_said_at_the_field(as_owner, url):
    page = as_owner.post(url)

    assert page.status_code == 422
    assert 'href="#id_file"' in page.content.decode()
    assert "Choose the file with the answers." in text(page)


def test_an_answers_file_is_compared_with_now(assessment, upload, save):
    answer(assessment, "TRA-01", 1)
    answer(assessment, "TRA-02", 2)

    page = upload(
        """
        responses:
          TRA-01: {level: 3, evidence: 1, note: Register}
          TRA-02: 2
        obligations: {SG-01: met}
        """
    )
    assert "Changes 2 Conflicts 0 The same as now 1" in text(page)
    save(page)

    row = response_of("TRA-01")
    assert (row.level, row.evidence, row.note) == (3, 1, "Register")
    assert ObligationResponse.objects.get().state == "met"


def test_a_json_export_comes_back_unchanged(as_owner, assessment, upload):
    answer(assessment, "TRA-01", 3, note="Register", evidence=2)
    answer(assessment, "TRA-02", None, note="Later")
    answer(assessment, "FAI-01", 2, reason="left from before")
    declare(assessment, "SG-01", "partial", note="Soon")
    export = as_owner.get(reverse("scorecard:report", args=[assessment.code, "json"])).content

    page = upload(export)

    assert "Nothing changes" in text(page)
    assert "Not taken over" not in text(page)


def test_problems_of_an_answers_file_name_their_line(upload):
    long = "x" * 5001
    page = upload(f"responses:\n  TRA-01: 7\n  TRA-02: {{level: 1, note: {long}}}\n  NO-01: 1\n")

    assert page.status_code == 422
    assert "Line 2: responses.TRA-01: must be a level from 0 to 4, not 7" in text(page)
    assert "Line 3: responses.TRA-02.note: has 5001 characters: shorten it to 5000" in text(page)
    assert "Line 4: responses.NO-01: unknown question NO-01" in text(page)


def test_the_scope_is_never_taken_from_a_file(assessment, upload, save):
    document = {
        "organisation": "Other",
        "facts": {"uses_generative_ai": True},
        "seats": ["ID"],
        "markets": ["SG"],
        "responses": {"TRA-01": 1},
    }

    page = upload(json.dumps(document))
    words = text(page)
    save(page)

    assert "the file names Other" in words
    assert "The file says yes, the scope says unknown" in words
    assert "Seats: the file says ID, the scope says SG" in words
    assert "Markets: the file says SG, the scope says ID, SG" in words
    assert "change the scope on its page" in words
    assessment.refresh_from_db()
    assert (assessment.seats, assessment.markets) == (["SG"], ["SG", "ID"])


def test_an_acceptance_is_never_taken_from_a_file(upload, save):
    page = upload("obligations: {SG-01: {not_applicable: No such system, accepted: true}}")

    assert "SG-01, accepted: a second person accepts it in the product" in text(page)
    save(page)

    row = ObligationResponse.objects.get()
    assert (row.state, row.accepted_by) == ("not_applicable", None)


def test_obligations_of_other_markets_are_left_out(as_owner, owner):
    assessment = make_assessment(by=owner, markets=("SG",))
    url = reverse("scorecard:upload-answers", args=[assessment.code])
    file = SimpleUploadedFile("a", b"obligations: {ID-01: met}")

    page = as_owner.post(url, {"file": file})

    assert "ID-01: Indonesia is not in scope" in text(page)
    assert "Nothing changes" in text(page)


def test_an_answer_to_a_hidden_question_is_kept_and_not_counted(as_owner, owner, save):
    assessment = make_assessment(by=owner, facts={"uses_generative_ai": False})
    url = reverse("scorecard:upload-answers", args=[assessment.code])
    file = SimpleUploadedFile("a", b"responses: {GEN-01: 2}")

    page = as_owner.post(url, {"file": file})
    as_owner.post(url, {"sealed": sealed_in(page), **ticked_in(page)})

    assert "kept and not counted" in text(page)
    assert response_of("GEN-01").level == 2
    assessment.refresh_from_db()
    assert assessment.answered_count == 0


def test_markup_in_a_file_is_text(upload):
    page = upload("responses: {TRA-01: {level: 1, note: <b id=x>}, '<i>': 1}")

    assert b"<b id=x>" not in page.content
    assert b"<i>" not in page.content


def test_a_file_that_changes_too_much_text_is_refused_before_it_is_lost(monkeypatch, upload):
    monkeypatch.setattr("scorecard.views.offline.MAX_SEALED", 10)

    page = upload("responses: {TRA-01: 1}")

    assert page.status_code == 422
    assert "Upload it in two parts" in text(page)
