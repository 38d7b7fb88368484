"""Answering away from the product, as the pages do it."""

from __future__ import annotations

import io
import json
import re
from urllib.parse import unquote

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from scorecard import services
from scorecard.forms import uploads as upload_forms
from scorecard.models import Assessment, ObligationResponse, Response, Role
from tests.factories import answer, declare, make_assessment, make_membership, make_user
from tests.scorecard.workbook.books import edited

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(assessment):
    return reverse("scorecard:upload-answers", args=[assessment.code])


@pytest.fixture
def download(as_owner, assessment):
    def run() -> bytes:
        response = as_owner.get(reverse("scorecard:workbook", args=[assessment.code]))
        return bytes(response.content)

    return run


@pytest.fixture
def upload(as_owner, url):
    """Send a file; its name says nothing about it."""

    def run(content: bytes | str, name: str = "answers.bin"):
        data = content.encode() if isinstance(content, str) else content
        return as_owner.post(url, {"file": SimpleUploadedFile(name, data)})

    return run


@pytest.fixture
def save(as_owner, url):
    """Press the button of a preview."""

    def run(preview, **choices: str):
        sealed = re.search(r'name="sealed" value="([^"]+)"', preview.content.decode())
        assert sealed
        keep = {f"keep-{key.replace('_', '-')}": choice for key, choice in choices.items()}
        return as_owner.post(url, {"sealed": sealed[1], **keep})

    return run


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def response_of(key: str) -> Response:
    return Response.objects.get(question__key=key)


def test_the_workbook_holds_what_is_asked_and_answered(assessment, download):
    answer(assessment, "TRA-02", 3, note="Register", evidence=2)
    declare(assessment, "ID-01", "partial")

    book = openpyxl.load_workbook(io.BytesIO(download()))

    questions = {row[0].value: row for row in book["Questions"].iter_rows(min_row=2)}
    assert list(questions) == ["TRA-01", "TRA-02", "FAI-01", "GEN-01", "XBR-01"]
    assert questions["TRA-02"][9].value == "3 Operating"
    obligations = {row[0].value: row[7].value for row in book["Obligations"].iter_rows(min_row=2)}
    assert obligations == {"SG-01": None, "ID-01": "Partly met"}


def test_its_name_survives_in_any_script(as_owner, owner):
    assessment = make_assessment(by=owner, title="ធនាគារ / ธนาคาร")

    response = as_owner.get(reverse("scorecard:workbook", args=[assessment.code]))

    disposition = unquote(response.headers["Content-Disposition"])
    assert disposition.startswith("attachment;")
    assert "ធនាគារ - ธนาคาร.xlsx" in disposition


def test_whoever_reads_may_download_and_only_answerers_upload(client, assessment, url):
    viewer = make_membership(assessment.organisation, Role.VIEWER).user
    client.force_login(viewer)

    page = client.get(reverse("scorecard:workbook", args=[assessment.code]))

    assert page.status_code == 200
    assert client.get(url).status_code == 403
    assert b"questions.xlsx" in client.get(assessment.get_absolute_url()).content
    assert url.encode() not in client.get(assessment.get_absolute_url()).content


@pytest.mark.parametrize("name", ["workbook", "upload-answers"])
def test_a_stranger_finds_nothing(client, assessment, name):
    client.force_login(make_user())

    assert client.get(reverse(f"scorecard:{name}", args=[assessment.code])).status_code == 404


def test_a_closed_assessment_takes_no_file(as_owner, assessment, url):
    Assessment.objects.update(status="in_review")

    response = as_owner.get(url)

    assert response.status_code == 403
    assert "no longer a draft" in text(response)


def test_the_task_list_leads_to_both(as_owner, assessment, url):
    page = as_owner.get(assessment.get_absolute_url()).content.decode()

    assert url in page
    assert reverse("scorecard:workbook", args=[assessment.code]) in page


def test_a_workbook_as_downloaded_changes_nothing(assessment, download, upload):
    answer(assessment, "TRA-01", 3, note="=1+1", evidence=1)

    page = upload(download())

    assert page.status_code == 200
    assert "Nothing changes" in text(page)
    assert "Save these answers" not in text(page)


def test_every_problem_is_listed_and_nothing_is_saved(download, upload):
    page = upload(edited(download(), Questions_J2="five", Obligations_H2="n/a"))

    assert page.status_code == 422
    assert "2 problems in this file" in text(page)
    assert "Questions!J2: “five” is no answer here" in text(page)
    assert "Obligations!I2: Say why it does not apply to you." in text(page)
    assert not Response.objects.exists()


def test_a_preview_shows_before_and_after_and_saves_nothing(assessment, download, upload):
    answer(assessment, "TRA-01", 1, note="Draft")

    page = upload(edited(download(), Questions_J2="3", Questions_L2="Register", Questions_M2="2"))

    words = text(page)
    assert page.status_code == 200
    assert re.search(r"Stored 1 Ad hoc Stated only Note: Draft After saving 3 Operating", words)
    assert "A document is linked or at hand Note: Register" in words
    assert "The same as now 6" in words
    assert response_of("TRA-01").level == 1


def test_saving_a_preview_stores_it(assessment, download, upload, save):
    cells = {
        "Questions_J2": "3",
        "Questions_J3": "n/a",
        "Questions_K3": "None",
        "Obligations_H2": "Met",
    }
    page = upload(edited(download(), **cells))

    response = save(page)

    assert (response.status_code, response.url) == (302, assessment.get_absolute_url())
    assert response_of("TRA-01").level == 3
    assert response_of("TRA-02").reason == "None"
    assert ObligationResponse.objects.get().state == "met"


def test_the_task_list_says_how_many_were_saved(as_owner, assessment, download, upload, save):
    save(upload(edited(download(), Questions_J2="3", Obligations_H2="Met")))

    assert "2 answers are saved." in text(as_owner.get(assessment.get_absolute_url()))


def test_an_emptied_cell_clears_the_answer_and_the_preview_says_so(
    assessment, download, upload, save
):
    answer(assessment, "TRA-01", 3)

    page = upload(edited(download(), Questions_J2=None, Questions_M2=None))
    assert "The file clears this answer." in text(page)
    save(page)

    assert response_of("TRA-01").value is None


def test_a_claim_waits_for_a_second_person(download, upload):
    page = upload(edited(download(), Obligations_H2="n/a", Obligations_I2="No such system"))

    assert "once a second person accepts it" in text(page)


def test_a_quicker_answer_is_a_conflict_and_stays_unless_chosen(assessment, download, upload, save):
    content = edited(download(), Questions_J2="4", Questions_J3="4")
    answer(assessment, "TRA-01", 1)
    answer(assessment, "TRA-02", 1)

    page = upload(content)
    assert "2 conflicts" in text(page)
    assert "0 changes" not in text(page)
    save(page, TRA_02="file")

    assert response_of("TRA-01").level == 1
    assert response_of("TRA-02").level == 4


def test_keeping_everything_stored_says_so(as_owner, assessment, download, upload, save):
    content = edited(download(), Questions_J2="4")
    answer(assessment, "TRA-01", 1)

    save(upload(content))

    assert response_of("TRA-01").level == 1
    assert "what is stored was kept" in text(as_owner.get(assessment.get_absolute_url()))


def test_a_row_nobody_filled_in_never_takes_back_a_newer_answer(assessment, download, upload, save):
    content = edited(download(), Questions_J3="2")
    answer(assessment, "TRA-01", 4)

    page = upload(content)
    assert "1 answer changed here after the file was made" in text(page)
    assert "conflicts" not in text(page).lower().replace("conflicts 0", "")
    save(page)

    assert response_of("TRA-01").level == 4
    assert response_of("TRA-02").level == 2


def test_a_colleague_who_gave_the_same_answer_is_no_conflict(assessment, download, upload):
    content = edited(download(), Questions_J2="4", Questions_M2=0)
    answer(assessment, "TRA-01", 4)

    assert "Nothing changes" in text(upload(content))


def test_what_changed_after_the_preview_is_shown_again_and_the_rest_saved(
    assessment, download, upload, save
):
    page = upload(edited(download(), Questions_J2="4", Questions_J3="2", Obligations_H2="Met"))
    answer(assessment, "TRA-01", 1)
    declare(assessment, "SG-01", "unmet")

    again = save(page)

    assert again.status_code == 409
    assert "1 answer is saved. 2 answers were changed by somebody else" in text(again)
    assert response_of("TRA-01").level == 1
    assert response_of("TRA-02").level == 2
    assert save(again, TRA_01="file").status_code == 302
    assert response_of("TRA-01").level == 4
    assert ObligationResponse.objects.get().state == "unmet"


def test_a_file_wins_only_over_the_answer_that_was_shown(assessment, download, upload, save):
    content = edited(download(), Questions_J2="4")
    answer(assessment, "TRA-01", 1)
    page = upload(content)
    answer(assessment, "TRA-01", 2)

    again = save(page, TRA_01="file")

    assert again.status_code == 409
    assert response_of("TRA-01").level == 2


@pytest.mark.parametrize("sealed", ["", "nonsense", "a:b:c"])
def test_a_preview_that_was_not_ours_is_refused(as_owner, url, sealed):
    response = as_owner.post(url, {"sealed": sealed})

    assert response.status_code == 422
    assert not Response.objects.exists()


def test_nobody_saves_the_preview_of_somebody_else(client, assessment, url, download, upload):
    page = upload(edited(download(), Questions_J2="4"))
    sealed = re.search(r'name="sealed" value="([^"]+)"', page.content.decode())
    client.force_login(make_membership(assessment.organisation, Role.ASSESSOR).user)

    response = client.post(url, {"sealed": sealed and sealed[1]})

    assert response.status_code == 422
    assert "Upload the file again" in text(response)
    assert not Response.objects.exists()


def test_a_preview_grows_old(monkeypatch, download, upload, save):
    page = upload(edited(download(), Questions_J2="4"))
    monkeypatch.setattr(upload_forms, "HOURS_VALID", -1)

    assert save(page).status_code == 422


def test_an_assessment_that_was_closed_after_the_preview_is_left_alone(
    monkeypatch, assessment, download, upload, save
):
    page = upload(edited(download(), Questions_J2="4"))
    Assessment.objects.update(status="approved")
    monkeypatch.setattr(Assessment, "is_draft", True)  # as the view read it a moment before
    locked = services.record_responses

    def closed(*args, **kwargs):
        monkeypatch.undo()
        return locked(*args, **kwargs)

    monkeypatch.setattr("scorecard.services.uploads.record_responses", closed)

    assert save(page).status_code == 403
    assert not Response.objects.exists()


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
    sealed = re.search(r'name="sealed" value="([^"]+)"', page.content.decode())
    as_owner.post(url, {"sealed": sealed and sealed[1]})

    assert "kept and not counted" in text(page)
    assert response_of("GEN-01").level == 2
    assessment.refresh_from_db()
    assert assessment.answered_count == 0


def test_markup_in_a_file_is_text(upload):
    page = upload("responses: {TRA-01: {level: 1, note: <b id=x>}, '<i>': 1}")

    assert b"<b id=x>" not in page.content
    assert b"<i>" not in page.content


def test_a_preview_takes_few_queries(django_assert_max_num_queries, assessment, download, upload):
    answer(assessment, "TRA-01", 1)
    content = edited(download(), Questions_J2="4", Questions_J3="2", Obligations_H2="Met")

    with django_assert_max_num_queries(12):
        upload(content)


def test_a_file_that_changes_too_much_text_is_refused_before_it_is_lost(monkeypatch, upload):
    monkeypatch.setattr("scorecard.views.offline.MAX_SEALED", 10)

    page = upload("responses: {TRA-01: 1}")

    assert page.status_code == 422
    assert "Upload it in two parts" in text(page)
