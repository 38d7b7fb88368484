from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.factories import answer_all, make_assessment, make_user

pytestmark = pytest.mark.django_db


def report_url(assessment, extension="json"):
    return reverse("scorecard:report", args=[assessment.code, extension])


def test_the_pdf_comes_as_a_download(as_owner, assessment):
    answer_all(assessment)
    as_owner.get(report_url(assessment, "pdf"))
    call_command("render_reports")

    response = as_owner.get(report_url(assessment, "pdf"))

    assert response.content.startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="Acme, Retail bank, 2026.pdf"'


def test_the_json_is_the_result_document(as_owner, assessment):
    document = json.loads(as_owner.get(report_url(assessment)).content)

    assert document["schema"] == "scorecard-result/1"
    assert document["organisation"] == "Acme"


@pytest.mark.parametrize("extension", ["xls", "html", "PDF", "exe"])
def test_an_unknown_format_is_not_found(as_owner, assessment, extension):
    assert as_owner.get(report_url(assessment, extension)).status_code == 404


@pytest.mark.parametrize("extension", ["pdf", "json"])
def test_a_stranger_finds_nothing(client, assessment, extension):
    client.force_login(make_user())

    assert client.get(report_url(assessment, extension)).status_code == 404


@pytest.mark.parametrize("extension", ["pdf", "json"])
def test_signed_out_is_sent_to_sign_in(client, assessment, extension):
    assert client.get(report_url(assessment, extension)).status_code == 302


def test_names_in_any_script_survive_in_the_file_name(client, owner):
    assessment = make_assessment(by=owner, title="ธนาคาร/ធនាគារ: 2026")
    client.force_login(owner)

    header = client.get(report_url(assessment))["Content-Disposition"]

    assert header.startswith("attachment; filename*=utf-8''Acme%2C%20%E0%B8%98")
    assert "%2F" not in header


def test_a_very_long_title_gives_a_file_name_that_can_be_saved(client, owner):
    assessment = make_assessment(by=owner, title="T" * 200)
    client.force_login(owner)

    header = client.get(report_url(assessment))["Content-Disposition"]

    assert len(header) < 220


def test_the_command_writes_what_the_page_downloads(as_owner, assessment, tmp_path):
    answer_all(assessment)
    written = {"pdf": tmp_path / "r.pdf", "json": tmp_path / "r.json"}

    call_command("export_report", str(assessment.code), **written)

    assert written["pdf"].read_bytes().startswith(b"%PDF-")
    assert written["json"].read_bytes() == as_owner.get(report_url(assessment)).content


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({}, "Say what to write"),
        ({"json": "/nowhere/at/all.json"}, "Cannot write /nowhere/at/all.json"),
    ],
)
def test_the_command_refuses_bad_input_with_2(assessment, arguments, sentence):
    paths = {name: Path(path) for name, path in arguments.items()}

    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("export_report", str(assessment.code), **paths)

    assert refused.value.returncode == 2


def test_the_command_knows_no_other_assessment(tmp_path):
    with pytest.raises(CommandError, match="There is no assessment"):
        call_command("export_report", str(uuid4()), json=tmp_path / "r.json")
