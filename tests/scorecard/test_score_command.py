"""`manage.py score`: what it prints, what it refuses, and that it needs no database."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from frameworks import services
from frameworks.fixtures import write_fixtures
from frameworks.parsing import digest, to_document
from scorecard.reports import PdfIsUnavailable
from scorecard.scoring import is_sealed
from scorecard.scoring.document import with_acceptances
from tests.factories import make_edition_definition
from tests.frameworks.editions import tamper
from tests.scorecard.schemas import faults

EDITION = make_edition_definition()
ANSWERS = """\
edition: "2026.1"
organisation: Meridian
facts: {uses_generative_ai: no}
seats: [SG]
markets: [SG]
responses: {TRA-01: 3, TRA-02: {level: 1, evidence: 2}, FAI-01: dont_know}
obligations: {SG-01: met}
"""


@pytest.fixture(scope="module")
def fixtures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fixtures")
    write_fixtures(EDITION, folder)
    return folder


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


def run(*arguments: Any) -> str:
    out = StringIO()
    call_command("score", *map(str, arguments), stdout=out)
    return out.getvalue()


def refusal(*arguments: Any) -> tuple[CommandError, list[str]]:
    err = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("score", *map(str, arguments), stdout=StringIO(), stderr=err)
    return refused.value, err.getvalue().splitlines()


def test_json_is_the_whole_result(answers, fixtures):
    result = json.loads(run(answers, "--fixtures", fixtures, "--format", "json"))

    assert faults("scorecard-result-1", result) == []
    assert is_sealed(result)
    assert result["edition"] == {"label": "2026.1", "digest": digest(to_document(EDITION))}
    # 100 * (3 * 3 + 1 * 1) / 16, below the ceiling of 100 that TRA-01 at 3 leaves
    assert result["principles"]["transparency"]["score"] == {"exact": "125/2", "shown": 62}


def test_text_names_result_principles_markets_and_steps(answers, fixtures):
    text = run(answers, "--fixtures", fixtures)

    assert "Meridian" in text
    assert "Transparency in full  62, level 3 Operating" in text
    assert "Fairness in full      0 (up to 100), level 0 Absent" in text
    assert "Generative AI" not in text
    assert "Singapore: conditional, readiness 50" in text
    assert "1. FAI-01: from an open answer to level 1" in text


def test_an_exported_result_scores_the_same_again(answers, fixtures, tmp_path):
    first = run(answers, "--fixtures", fixtures, "--format", "json")
    exported = tmp_path / "result.json"
    exported.write_text(first, encoding="utf-8")

    assert run(exported, "--fixtures", fixtures, "--format", "json") == first


def test_an_exported_result_keeps_who_accepted_what_and_so_its_seal(answers, fixtures, tmp_path):
    plain = json.loads(run(answers, "--fixtures", fixtures, "--format", "json"))
    accepted = {"TRA-02": {"by": "Rina Reviewer", "on": "2026-11-30"}}
    exported = tmp_path / "result.json"
    exported.write_text(json.dumps(with_acceptances(plain, accepted)), encoding="utf-8")

    again = json.loads(run(exported, "--fixtures", fixtures, "--format", "json"))

    assert again == with_acceptances(plain, accepted)
    assert again["sha256"] != plain["sha256"]


def test_mistakes_go_to_stderr_with_their_lines_and_exit_with_2(answers, fixtures):
    answers.write_text("markets: [XX]\nresponses:\n  TRA-01: 9\n", encoding="utf-8")

    error, lines = refusal(answers, "--fixtures", fixtures)

    assert error.returncode == 2
    assert str(error) == f"{answers} was not scored: 2 mistakes"
    assert lines == [
        f"{answers}:1: markets[0]: unknown market XX",
        f"{answers}:3: responses.TRA-01: must be a level from 0 to 4, not 9",
    ]


def test_a_missing_file_exits_with_2(fixtures, tmp_path):
    error, _ = refusal(tmp_path / "nothing.yaml", "--fixtures", fixtures)

    assert error.returncode == 2


def test_a_folder_without_an_edition_exits_with_2(answers, tmp_path):
    error, lines = refusal(answers, "--fixtures", tmp_path / "nowhere")

    assert error.returncode == 2
    assert len(lines) == 1


def test_another_edition_than_the_one_named_is_refused(answers, fixtures):
    answers.write_text(ANSWERS.replace("2026.1", "1999.1"), encoding="utf-8")

    error, (line,) = refusal(answers, "--fixtures", fixtures)

    assert error.returncode == 2
    assert line == f"{answers}:1: edition: is '1999.1', but the edition is '2026.1'"


@pytest.mark.django_db
def test_stored_takes_the_published_edition(answers, fixtures):
    services.publish(services.save_draft(EDITION))

    from_store = run(answers, "--stored", "--format", "json")

    assert from_store == run(answers, "--fixtures", fixtures, "--format", "json")
    answers.write_text(ANSWERS.replace('edition: "2026.1"\n', ""), encoding="utf-8")
    assert run(answers, "--stored", "--format", "json") == from_store


@pytest.mark.django_db
def test_stored_says_what_to_do_about_a_database_without_tables(answers):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE frameworks_edition RENAME TO frameworks_elsewhere")

    error, _ = refusal(answers, "--stored")

    assert "run migrate" in str(error)
    assert "\n" not in str(error)


@pytest.mark.django_db
def test_stored_says_what_to_do_about_content_that_was_changed(answers):
    edition = services.publish(services.save_draft(EDITION))
    tamper(edition, digest="1" * 64)

    error, _ = refusal(answers, "--stored")

    assert "Edition 2026.1 does not match its digest: run load_frameworks" in str(error)


@pytest.mark.django_db
def test_stored_refuses_a_draft(answers):
    services.save_draft(EDITION)

    error, _ = refusal(answers, "--stored")

    assert error.returncode == 2
    assert str(error) == "No edition 2026.1 is published here"


def test_the_shipped_content_is_the_default(tmp_path):
    file = tmp_path / "answers.yaml"
    file.write_text("organisation: Meridian\nresponses: {TRA-01: 3}\n", encoding="utf-8")

    result = json.loads(run(file, "--format", "json"))

    assert result["edition"]["label"] == "2026.1"
    assert faults("scorecard-result-1", result) == []


def test_the_report_is_written_beside(answers, fixtures, tmp_path):
    out = tmp_path / "report.pdf"

    try:
        run(answers, "--fixtures", fixtures, "--pdf", out)
    except CommandError as error:
        if str(error) == PdfIsUnavailable.advice:
            pytest.skip(PdfIsUnavailable.advice)
        raise

    assert out.read_bytes().startswith(b"%PDF-")


def test_a_report_without_a_folder_is_refused_before_any_work(answers, fixtures, tmp_path):
    error, _ = refusal(answers, "--fixtures", fixtures, "--pdf", tmp_path / "nowhere" / "x.pdf")

    assert error.returncode == 2
    assert "no such folder" in str(error)
