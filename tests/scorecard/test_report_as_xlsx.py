"""The result as a workbook: from the page, and from the commands."""

from __future__ import annotations

import io
import json
from io import StringIO
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from frameworks.fixtures import write_fixtures
from tests.factories import (
    answer_all,
    make_assessment,
    make_edition_definition,
    make_membership,
    make_user,
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

pytestmark = pytest.mark.django_db


def report_url(assessment, extension="xlsx"):
    return reverse("scorecard:report", args=[assessment.code, extension])


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def score_in(book: Any) -> Any:
    return next(row[1].value for row in book["Summary"] if row[0].value == "Overall score")


def test_the_results_page_links_to_it(as_owner, assessment):
    page = as_owner.get(reverse("scorecard:results", args=[assessment.code])).content.decode()

    assert f'href="{report_url(assessment)}"' in page
    assert "Tables (XLSX)" in page


def test_it_comes_as_a_download_with_the_result(as_owner, assessment):
    answer_all(assessment, level=3)

    response = as_owner.get(report_url(assessment))

    assert response["Content-Type"] == XLSX
    assert response["Content-Disposition"] == 'attachment; filename="Acme, Retail bank, 2026.xlsx"'
    assert score_in(opened(response.content)) == 75


def test_a_draft_without_an_answer_has_a_workbook_too(as_owner, assessment):
    book = opened(as_owner.get(report_url(assessment)).content)

    assert score_in(book) is None
    assert [book["Summary"][cell].value for cell in ("B5", "B6")] == ["Draft", "Not enough answers"]


def test_a_stranger_finds_nothing(client, assessment):
    client.force_login(make_user())

    assert client.get(report_url(assessment)).status_code == 404


def test_a_member_who_only_reads_may_have_it(client, assessment):
    reader = make_user()
    make_membership(organisation=assessment.organisation, user=reader, role="viewer")
    client.force_login(reader)

    assert client.get(report_url(assessment)).status_code == 200


def test_signed_out_is_sent_to_sign_in(client, assessment):
    assert client.get(report_url(assessment)).status_code == 302


@pytest.mark.parametrize("title", ["ธนาคาร ๒๕๖๙", "ធនាគារ", "ທະນາຄານ", "ဘဏ်"])
def test_names_in_any_script_survive_in_the_file_name(client, owner, title):
    assessment = make_assessment(by=owner, title=title)
    client.force_login(owner)

    header = client.get(report_url(assessment))["Content-Disposition"]

    assert header.isascii()
    assert unquote(header) == f"attachment; filename*=utf-8''Acme, {title}.xlsx"


def test_it_takes_few_queries_however_much_there_is(
    as_owner, assessment, django_assert_max_num_queries
):
    answer_all(assessment)

    with django_assert_max_num_queries(12):
        as_owner.get(report_url(assessment))


def test_export_report_writes_what_the_page_downloads(as_owner, assessment, tmp_path):
    answer_all(assessment)
    out = tmp_path / "report.xlsx"

    call_command("export_report", str(assessment.code), "--xlsx", str(out), stderr=StringIO())

    assert out.read_bytes() == as_owner.get(report_url(assessment)).content


def test_score_writes_the_workbook_beside_what_it_prints(tmp_path):
    write_fixtures(make_edition_definition(), tmp_path / "edition")
    answers, out = tmp_path / "answers.json", tmp_path / "report.xlsx"
    answers.write_text(json.dumps({"organisation": "Meridian", "responses": {"TRA-01": 3}}))
    fixtures = ("--fixtures", str(tmp_path / "edition"))

    call_command("score", str(answers), *fixtures, "--xlsx", str(out), stdout=StringIO())

    assert opened(out.read_bytes())["Summary"]["A2"].value == "Meridian, draft"


def test_score_refuses_a_folder_that_is_not_there_before_any_work(tmp_path):
    out = tmp_path / "nowhere" / "report.xlsx"

    with pytest.raises(CommandError, match="no such folder") as refused:
        call_command("score", str(tmp_path / "nothing.yaml"), "--xlsx", str(out))

    assert refused.value.returncode == 2


def test_score_refuses_a_file_that_cannot_be_written(tmp_path):
    answers, out = tmp_path / "answers.json", tmp_path / "taken"
    answers.write_text(json.dumps({"organisation": "Meridian", "responses": {}}))
    out.mkdir()

    with pytest.raises(CommandError, match="cannot be written") as refused:
        call_command("score", str(answers), "--xlsx", str(out), stdout=StringIO())

    assert refused.value.returncode == 2
