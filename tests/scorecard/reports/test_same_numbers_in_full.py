"""The same numbers in every format, of the shipped edition with ten markets: three more
generated assessments beside the seventeen small ones. In the first of them every note is as long
as one can be.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from frameworks.definition import Edition
from frameworks.parsing import digest, to_document
from scorecard.management.commands import score
from scorecard.reports import Report, build_report, render_json, render_pdf
from scorecard.scoring import build_document
from tests.scorecard.reports.in_full import generated_answers, shipped_edition
from tests.scorecard.reports.numbers import (
    in_print,
    in_the_document,
    on_the_page,
    only_off_the_page,
)
from tests.scorecard.reports.samples import TODAY
from tests.scorecard.reports.sheets import by, opened
from tests.scorecard.reports.workbook_numbers import in_the_workbook

SEEDS = range(3)
WORDY = 0  # the seed with the long notes
LONGEST = 5_000  # characters of a note
NOTE = f"{'Every word of a long note is kept. ' * 150}"[: LONGEST - 9] + " The end."
NO_SPACES = {"Latin": "Supercalifragilistic", "Thai": "ผู้รับผิดชอบตรวจสอบทุกไตรมาสน้ำ"}
MOST = 30  # pages


@dataclass(frozen=True, slots=True)
class Made:
    report: Report
    edition: Edition
    pages: list[str]
    book: Any

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.pages).split())


@cache
def made(seed: int) -> Made:
    """Printed once, whichever test asks first."""
    return make(seed, NOTE if seed == WORDY else "")


def make(seed: int, note: str) -> Made:
    edition = shipped()
    said = generated_answers(edition, seed, note=note)
    document = build_document(edition, digest(to_document(edition)), "Acme", said)
    report = build_report(edition, document, title="In full", generated_on=TODAY)
    pages = PdfReader(io.BytesIO(render_pdf(report))).pages
    return Made(report, edition, [page.extract_text() for page in pages], opened(report))


@cache
def shipped() -> Edition:
    return shipped_edition()


@pytest.mark.parametrize("seed", SEEDS)
def test_page_print_workbook_and_data_show_the_same_numbers(seed):
    found = made(seed)
    expected = in_the_document(json.loads(render_json(found.report)), found.edition)

    page = on_the_page(found.report, found.edition)

    assert page == {name: n for name, n in expected.items() if not only_off_the_page(name)}
    assert in_print(found.pages, found.report) == expected
    assert in_the_workbook(found.book, found.edition) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_the_command_scores_an_exported_result_to_the_same_document(seed, tmp_path, monkeypatch):
    file, out, found = tmp_path / "result.json", StringIO(), made(seed)
    file.write_bytes(render_json(found.report))
    monkeypatch.setattr(score, "read_fixtures", lambda _: found.edition)  # read once is enough

    call_command("score", str(file), "--format", "json", stdout=out)

    assert json.loads(out.getvalue()) == found.report.document


def test_they_are_of_every_kind():
    documents = [made(seed).report.document for seed in SEEDS]

    markets = [market for document in documents for market in document["market_readiness"].values()]
    states = {state for market in markets for state in market["obligations"].values()}
    assert all(len(document["market_readiness"]) == 10 for document in documents)
    assert all(document["genai"] and document["cross_border"] for document in documents)
    assert states == {"met", "partial", "unmet", "unknown", "not_applicable"}
    assert any(market["may_apply"] for market in markets)
    assert len({market["status"] for market in markets}) >= 2


def test_notes_of_the_greatest_length_make_no_book():
    assert len(made(WORDY).pages) <= MOST


@pytest.mark.parametrize("words", NO_SPACES.values(), ids=NO_SPACES)
def test_nor_do_those_without_a_space(words):
    note = (words * LONGEST)[:LONGEST]

    assert len(make(WORDY, note).pages) <= MOST


def test_every_long_note_is_cut_with_a_mark_and_stands_whole_in_the_workbook():
    found = made(WORDY)
    document, text = found.report.document, found.text
    sheets = {name: by(found.book, name, "Id") for name in ("Answers", "Obligations")}
    shown = {
        "Answers": document["responses"],
        "Obligations": {
            key: said
            for key, said in document["obligations"].items()
            if any(key in m["obligations"] for m in document["market_readiness"].values())
        },
    }

    assert len(NOTE) == LONGEST
    assert "The end." not in text
    assert text.count("(cut)") > sum(map(len, shown.values()))
    for sheet, rows in shown.items():
        assert f"What is marked (cut) stands whole in the XLSX, sheet {sheet}" in text
        assert len(rows) > 50
        for key, said in rows.items():
            assert sheets[sheet][key]["Note"] == said["note"] == NOTE
