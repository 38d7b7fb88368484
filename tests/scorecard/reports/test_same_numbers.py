"""Page, PDF, XLSX, JSON and `manage.py score` tell one document: their numbers are read back.

Every format is compared on the same generated assessments; the PDF, which takes a second each, on
fewer of them.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from io import StringIO
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from openpyxl import load_workbook
from pypdf import PdfReader

from frameworks.fixtures import write_fixtures
from scorecard.reports import Report, render_json, render_pdf
from scorecard.reports.viewmodel.words import NO_SCORE, percent, range_words
from scorecard.scoring import Declaration, ObligationState
from tests.scorecard.reports.samples import (
    generated_responses,
    make_report,
    make_sample_edition,
)
from tests.scorecard.reports.sheets import by, opened, rows

SEEDS = range(20)
STATES: tuple[ObligationState, ...] = ("met", "partial", "unmet")


def make_generated(seed: int) -> Report:
    return make_report(
        facts={"uses_generative_ai": True},
        markets=("SG", "ID"),
        responses=generated_responses(seed),
        obligations={"SG-01": Declaration(STATES[seed % 3]), "ID-01": Declaration("met")},
    )


def shown(number: dict[str, Any] | None) -> int | None:
    return None if number is None else number["shown"]


def expected(document: Mapping[str, Any]) -> dict[str, tuple[str, str, str]]:
    """Figure, coverage and confidence of each principle, by its short name."""
    return {
        key.capitalize(): (
            range_words(unit["score"]["shown"], shown(unit["high"])) if unit["score"] else NO_SCORE,
            percent(shown(unit["coverage"])),
            percent(shown(unit["confidence"])),
        )
        for key, unit in document["principles"].items()
    }


def on_the_page(report: Report) -> dict[str, tuple[str, str, str]]:
    context = {"report": report, "assessment": SimpleNamespace(code=UUID(int=1))}
    markup = render_to_string("scorecard/results/shape.html", context)
    seen = re.sub(r'<span class="visually-hidden">.*?</span>|</?(?:a|span)\b[^>]*>', "", markup)
    rows = re.findall(r'<tr><th scope="row">(\w+)</th>(.*?)</tr>', seen)
    cells = {name: re.findall(r"<td[^>]*>(.*?)</td>", row) for name, row in rows}
    return {name: (c[0], c[2], c[3]) for name, c in cells.items() if name != "Overall"}


def in_the_pdf(pages: list[str]) -> dict[str, tuple[str, str, str]]:
    table = next(page for page in pages if "Principle Level" in " ".join(page.split()))
    found = re.findall(
        rf"(Transparency|Fairness|Privacy)\s+[0-4{NO_SCORE}]\s*(?:[A-Z][a-z]+(?: [a-z]+)*)\s+"
        rf"({NO_SCORE}|\d+(?:\s\(up\sto\s\d+\))?)\s+\d+\s+(\d+%|{NO_SCORE})\s+(\d+%|{NO_SCORE})",
        table,
    )
    return {name: (" ".join(figure.split()), *rest) for name, figure, *rest in found}


@pytest.mark.parametrize("seed", SEEDS)
def test_page_pdf_and_json_agree(seed):
    report = make_generated(seed)
    document = json.loads(render_json(report))
    pages = [p.extract_text() for p in PdfReader(io.BytesIO(render_pdf(report))).pages]

    assert document == report.document
    assert on_the_page(report) == expected(document)
    assert in_the_pdf(pages) == expected(document)
    overall = document["overall"]
    words = f"{shown(overall['score'])} of 100" if overall else "No score yet"
    assert words in pages[0]
    for market in report.markets:
        result = document["market_readiness"][market.code]
        known = result["status"] != "INSUFFICIENT_INFORMATION"
        assert market.readiness == percent(shown(result["readiness"]) if known else None)
        assert any(f"Readiness {market.readiness}" in " ".join(page.split()) for page in pages)


Numbers = dict[str, tuple[Any, ...]]


def numbers_in(document: Mapping[str, Any]) -> Numbers:
    """What a workbook has to show, by name: the overall result, each unit, each market."""
    overall = document["overall"] or {}
    found: Numbers = {
        "overall": (*both(overall.get("score")), overall.get("level"), *both(document["coverage"])),
        "confidence": both(overall.get("confidence")),
        "evidenced": both(overall.get("evidenced")),
    }
    units = {**document["principles"], "genai": document["genai"]}
    for key, unit in (units | {"cross_border": document["cross_border"]}).items():
        high = unit["high"] if unit["score"] else None
        coverage, confidence = shown(unit["coverage"]), shown(unit["confidence"])
        found[key] = (*both(unit["score"]), shown(high), unit["level"], coverage, confidence)
    for code, market in document["market_readiness"].items():
        known = market["status"] != "INSUFFICIENT_INFORMATION"
        fits = shown(market["obligation_fit"]), shown(market["baseline_fit"])
        found[code] = (*both(market["readiness"] if known else None), *fits)
    return found


def numbers_read_back(book: Any) -> Numbers:
    figures = by(book, "Summary", "Figure")
    overall, coverage = figures["Overall score"], figures["Coverage, %"]
    level = figures["Level"]["Shown"]
    found: Numbers = {
        "overall": (*pair(overall), level, *pair(coverage)),
        "confidence": pair(figures["Confidence, %"]),
        "evidenced": pair(figures["Points backed by evidence"]),
    }
    for row in rows(book, "Principles"):
        exact = row["Score, exact"]
        others = ("Could rise to", "Level", "Coverage, %", "Confidence, %")
        found[UNITS[row["Code"]]] = (row["Score"], text(exact), *(row[name] for name in others))
    for row in rows(book, "Markets"):
        exact = text(row["Readiness, exact"])
        fits = row["Obligation fit, %"], row["Baseline fit, %"]
        found[row["Code"]] = (row["Readiness, %"], exact, *fits)
    return found


UNITS = {
    "TRA": "transparency",
    "FAI": "fairness",
    "PRI": "privacy",
    "GEN": "genai",
    "XBR": "cross_border",
}


def both(number: dict[str, Any] | None) -> tuple[int | None, str | None]:
    return (None, None) if number is None else (number["shown"], number["exact"])


def pair(figure: dict[str, Any]) -> tuple[int | None, str | None]:
    return figure["Shown"], text(figure["Exact"])


def text(exact: int | str | None) -> str | None:
    return None if exact is None else str(exact)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_workbook_agrees_with_the_document_and_the_page(seed):
    report = make_generated(seed)
    book = opened(report)

    assert numbers_read_back(book) == numbers_in(report.document)
    assert on_the_page(report) == expected(report.document)
    for market in report.document["market_readiness"]:
        gaps = {row["Principle"]: row for row in rows(book, "Floors") if row["Code"] == market}
        cells = next(page.floors for page in report.markets if page.code == market)
        assert {name: row["Score minus floor"] for name, row in gaps.items()} == {
            cell.name: cell.gap for cell in cells
        }
    assert [row["Level"] for row in rows(book, "Answers")] == [
        report.document["responses"].get(question, {}).get("level") for question in asked(report)
    ]


def asked(report: Report) -> list[str]:
    document = report.document
    units = [*document["principles"].values(), document["genai"], document["cross_border"]]
    return [question for unit in units for question in unit["questions"]]


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
        assert numbers_read_back(load_workbook(sheets)) == numbers_in(report.document)


def without_origin(document: Mapping[str, Any]) -> dict[str, Any]:
    """The samples stand for no file, so that their digest is made up."""
    return {key: value for key, value in document.items() if key not in ("edition", "sha256")}


def test_json_is_the_document_in_plain_utf8():
    report = make_report(responses={}, organisation="ธนาคาร")

    text = render_json(report).decode()

    assert '"organisation": "ธนาคาร"' in text
    assert json.loads(text) == report.document
