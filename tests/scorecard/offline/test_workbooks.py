"""The questions as a workbook: downloaded, filled in, previewed and saved."""

from __future__ import annotations

import io
import re
from urllib.parse import unquote

import openpyxl
import pytest
from django.urls import reverse

from scorecard.models import ObligationResponse, Response, Role
from tests.factories import answer, declare, make_assessment, make_membership, make_user
from tests.scorecard.offline.pages import response_of, text
from tests.scorecard.workbook.books import edited

pytestmark = pytest.mark.django_db


def test_the_workbook_holds_what_is_asked_and_answered(assessment, download):
    answer(assessment, "TRA-02", 3, note="Register", evidence=2)
    declare(assessment, "ID-01", "partial")

    book = openpyxl.load_workbook(io.BytesIO(download()))

    questions = {row[0].value: row for row in book["Questions"].iter_rows(min_row=2)}
    assert list(questions) == ["TRA-01", "TRA-02", "FAI-01", "GEN-01", "XBR-01"]
    assert questions["TRA-02"][10].value == "3 Operating"
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
    page = upload(edited(download(), Questions_K2="five", Obligations_H2="n/a"))

    assert page.status_code == 422
    assert "2 problems in this file" in text(page)
    assert "Questions!K2: “five” is no answer here" in text(page)
    assert "Obligations!I2: Say why it does not apply to you." in text(page)
    assert not Response.objects.exists()


def test_a_preview_shows_before_and_after_and_saves_nothing(assessment, download, upload):
    answer(assessment, "TRA-01", 1, note="Draft")

    page = upload(edited(download(), Questions_K2="3", Questions_M2="Register", Questions_N2="2"))

    words = text(page)
    assert page.status_code == 200
    assert re.search(r"Stored 1 Ad hoc Stated only Note: Draft After saving 3 Operating", words)
    assert "A document is linked or at hand Note: Register" in words
    assert "The same as now 6" in words
    assert response_of("TRA-01").level == 1


def test_saving_a_preview_stores_it(assessment, download, upload, save):
    cells = {
        "Questions_K2": "3",
        "Questions_K3": "n/a",
        "Questions_L3": "None",
        "Obligations_H2": "Met",
    }
    page = upload(edited(download(), **cells))

    response = save(page)

    assert (response.status_code, response.url) == (302, assessment.get_absolute_url())
    assert response_of("TRA-01").level == 3
    assert response_of("TRA-02").reason == "None"
    assert ObligationResponse.objects.get().state == "met"


def test_the_task_list_says_how_many_were_saved(as_owner, assessment, download, upload, save):
    save(upload(edited(download(), Questions_K2="3", Obligations_H2="Met")))

    assert "2 answers are saved." in text(as_owner.get(assessment.get_absolute_url()))


def test_an_emptied_cell_clears_the_answer_and_the_preview_says_so(
    assessment, download, upload, save
):
    answer(assessment, "TRA-01", 3)

    page = upload(edited(download(), Questions_K2=None, Questions_N2=None))
    assert "Clears an answer The file has no answer here." in text(page)
    save(page)

    assert response_of("TRA-01").value is None


def test_a_claim_waits_for_a_second_person(download, upload):
    page = upload(edited(download(), Obligations_H2="n/a", Obligations_I2="No such system"))

    assert "A second person accepts this claim in the product." in text(page)


def test_a_preview_takes_few_queries(django_assert_max_num_queries, assessment, download, upload):
    answer(assessment, "TRA-01", 1)
    content = edited(download(), Questions_K2="4", Questions_K3="2", Obligations_H2="Met")

    with django_assert_max_num_queries(12):
        upload(content)


def test_a_download_takes_few_queries(django_assert_max_num_queries, assessment, download):
    answer(assessment, "TRA-01", 1)

    with django_assert_max_num_queries(6):
        download()
