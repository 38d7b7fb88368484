"""Page, PDF and JSON print one document: their numbers are read back and compared."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from scorecard.reports import Report, render_json, render_pdf
from scorecard.reports.viewmodel.words import NO_SCORE, percent, range_words
from scorecard.scoring import Declaration, ObligationState
from tests.scorecard.reports.samples import generated_responses, make_report

SEEDS = (1, 5)
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


def expected(document: dict[str, Any]) -> dict[str, tuple[str, str, str]]:
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
    markup = render_to_string("scorecard/results/shape.html", {"report": report})
    rows = re.findall(r'<tr><th scope="row">(\w+)</th>(.*?)</tr>', markup)
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


def test_json_is_the_document_in_plain_utf8():
    report = make_report(responses={}, organisation="ธนาคาร")

    text = render_json(report).decode()

    assert '"organisation": "ธนาคาร"' in text
    assert json.loads(text) == report.document
