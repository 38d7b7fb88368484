"""Page, PDF, XLSX, JSON and `manage.py score` tell one document: their numbers are read back.

These seventeen generated assessments are of a small edition; `test_same_numbers_in_full.py` has
three more, of the shipped edition with ten markets.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from openpyxl import load_workbook
from pypdf import PdfReader

from frameworks.fixtures import write_fixtures
from scorecard.reports import Report, render_json, render_pdf
from scorecard.scoring import Declaration, ObligationState
from tests.scorecard.reports.numbers import (
    in_print,
    in_the_document,
    on_the_page,
    only_off_the_page,
    units_of,
)
from tests.scorecard.reports.samples import (
    generated_responses,
    make_report,
    make_sample_edition,
)
from tests.scorecard.reports.sheets import by, opened, rows
from tests.scorecard.reports.workbook_numbers import in_the_workbook

SEEDS = range(17)
STATES: tuple[ObligationState, ...] = ("met", "partial", "unmet")


def make_generated(seed: int) -> Report:
    return make_report(
        facts={"uses_generative_ai": True},
        markets=("SG", "ID"),
        responses=generated_responses(seed),
        obligations={"SG-01": Declaration(STATES[seed % 3]), "ID-01": Declaration("met")},
    )


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("seed", SEEDS)
def test_page_print_workbook_and_data_show_the_same_numbers(seed):
    report, edition = make_generated(seed), make_sample_edition()
    expected = in_the_document(json.loads(render_json(report)), edition)

    page = on_the_page(report, edition)
    printed = in_print(pages_of(render_pdf(report)), report)

    assert page == {name: n for name, n in expected.items() if not only_off_the_page(name)}
    assert printed == expected
    assert in_the_workbook(opened(report), edition) == expected


Exact = dict[str, tuple[int | None, str | None]]


def exact_in(document: Mapping[str, Any]) -> Exact:
    """What a workbook shows with its exact value: the overall result, units, readiness."""
    overall = document["overall"] or {}
    found = {
        "Overall score": both(overall.get("score")),
        "Coverage, %": both(document["coverage"]),
        "Confidence, %": both(overall.get("confidence")),
        "Points backed by evidence": both(overall.get("evidenced")),
    }
    found |= {CODES[key]: both(unit["score"]) for key, unit in units_of(document).items()}
    for code, market in document["market_readiness"].items():
        known = market["status"] != "INSUFFICIENT_INFORMATION"
        found[code] = both(market["readiness"] if known else None)
    return found


def exact_read_back(book: Any) -> Exact:
    figures = by(book, "Summary", "Figure")
    names = ("Overall score", "Coverage, %", "Confidence, %", "Points backed by evidence")
    found = {name: (figures[name]["Shown"], text(figures[name]["Exact"])) for name in names}
    for row in rows(book, "Principles"):
        found[row["Code"]] = row["Score"], text(row["Score, exact"])
    for row in rows(book, "Markets"):
        found[row["Code"]] = row["Readiness, %"], text(row["Readiness, exact"])
    return found


CODES = {
    "transparency": "TRA",
    "fairness": "FAI",
    "privacy": "PRI",
    "genai": "GEN",
    "cross_border": "XBR",
}


def both(number: dict[str, Any] | None) -> tuple[int | None, str | None]:
    return (None, None) if number is None else (number["shown"], number["exact"])


def text(exact: int | str | None) -> str | None:
    return None if exact is None else str(exact)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_workbook_holds_every_number_exactly_and_every_answer(seed):
    report = make_generated(seed)
    book = opened(report)

    assert exact_read_back(book) == exact_in(report.document)
    assert [row["Level"] for row in rows(book, "Answers")] == [
        report.document["responses"].get(question, {}).get("level") for question in asked(report)
    ]


def asked(report: Report) -> list[str]:
    return [question for u in units_of(report.document).values() for question in u["questions"]]


def test_the_generated_assessments_are_of_every_kind():
    documents = [make_generated(seed).document for seed in SEEDS]

    assert {document["status"] for document in documents} >= {"PROVISIONAL", "INSUFFICIENT"}
    markets = [market for document in documents for market in document["market_readiness"].values()]
    assert len({market["status"] for market in markets}) >= 3


def test_the_command_scores_an_exported_result_to_the_same_numbers(tmp_path):
    write_fixtures(make_sample_edition(), tmp_path / "edition")
    for seed in SEEDS:
        report = make_generated(seed)
        file, sheets = tmp_path / "result.json", tmp_path / "result.xlsx"
        file.write_bytes(render_json(report))

        out = StringIO()
        fixtures = ("--fixtures", str(tmp_path / "edition"))
        call_command(
            "score", str(file), *fixtures, "--format", "json", "--xlsx", str(sheets), stdout=out
        )

        document = json.loads(out.getvalue())
        assert without_origin(document) == without_origin(report.document)
        assert exact_read_back(load_workbook(sheets)) == exact_in(report.document)


def without_origin(document: Mapping[str, Any]) -> dict[str, Any]:
    """The samples stand for no file, so that their digest is made up."""
    return {key: value for key, value in document.items() if key not in ("edition", "sha256")}


def test_json_is_the_document_in_plain_utf8():
    report = make_report(responses={}, organisation="ธนาคาร")

    text = render_json(report).decode()

    assert '"organisation": "ธนาคาร"' in text
    assert json.loads(text) == report.document
