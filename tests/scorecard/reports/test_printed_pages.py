"""The printed report of a bank in ten markets, approved, of a ministry in one, of a draft, of a blank
in ten markets and in none, of one full of doubts, and of one that hesitates in two markets and in
ten: how it falls into pages, what WeasyPrint has to say of it, and how it is tagged."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pypdf import PageObject, PdfReader

from frameworks.definition import Edition
from scorecard.answers_file import load_answers_file
from scorecard.reports import build_report, render_pdf
from scorecard.reports.viewmodel.approval import Approval
from scorecard.scoring import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Answer,
    Answers,
    Declaration,
    build_document,
)
from tests.scorecard.reports.in_full import shipped_edition
from tests.scorecard.reports.tags import children, elements, painted_outside_of_tags, tree_of

MOST = 30
FEWEST = 12
FILLED = 0.5  # of the height between head and foot; a page that ends higher up is nearly empty
MM = 72 / 25.4  # points of a millimetre
BODY_TOP, BODY_BOTTOM = (297 - 21) * MM, 17 * MM  # as in print.css, measured from the foot
SMALLEST = 6.75  # points
DRAFT = Answers(
    facts={"uses_generative_ai": False, "uses_third_party_ai": True}, markets=("VN",), responses={}
)
TEN = ("BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "VN")
HESITANT = {"hesitant": ("SG", "VN"), "hesitant in ten": TEN}
UNANSWERED = {
    "draft": DRAFT,
    "blank": Answers(facts={}, markets=TEN, responses={}),
    "nowhere": Answers(facts={}, markets=(), responses={}),
}
DOUBT = "We do not run such a system ourselves, and our supplier keeps this with another firm. " * 2
BRIEF = "Our supplier keeps this with another firm."
SOON = date(2026, 3, 1)
LATE = date(2027, 9, 1)  # every fact is old, and says so
APPROVAL = Approval(
    code="7K3M-0000-0000-0000",
    round=1,
    approved_by="Rina Hartono",
    submitted_by="Mei Tan",
    approved_on="2026-03-01",
    alone=False,
)


LOGGERS = ("weasyprint", "weasyprint.progress", "fontTools")


@dataclass(frozen=True, slots=True)
class Page:
    """How far down its body is printed, of all there is, and in which sizes in points."""

    filled: float
    sizes: frozenset[float]


@dataclass(frozen=True, slots=True)
class Printed:
    reader: PdfReader
    complaints: list[str]
    pages: list[Page]
    tree: list[Any]


SAMPLES = ("bank", "ministry", *UNANSWERED, "doubted", *HESITANT)


@pytest.fixture(scope="module", params=SAMPLES)
def printed(request: pytest.FixtureRequest) -> Printed:
    return print_once(request.param)


@cache
def print_once(name: str) -> Printed:
    """Whichever test asks first."""
    edition = shipped_edition()
    organisation, answers = "A new draft", UNANSWERED.get(name, DRAFT)
    if name in HESITANT:
        answers = hesitant(edition, HESITANT[name])
    elif name not in UNANSWERED:
        file = "bank" if name == "doubted" else name
        demo = Path(settings.FRAMEWORK_FIXTURES, "demo", f"{file}.yaml")
        given = load_answers_file(demo).read(edition)
        organisation, answers = given.organisation, given.answers
    if name == "doubted":
        answers = doubted(edition, answers)
    document = build_document(edition, "f" * 64, organisation, answers)
    said: dict[str, Any] = {"state": "approved", "approval": APPROVAL} if name == "bank" else {}
    day = LATE if name == "blank" else SOON
    report = build_report(edition, document, title="Pages", generated_on=day, **said)
    with complaints() as heard:
        reader = PdfReader(io.BytesIO(render_pdf(report)))
    return Printed(reader, heard, [read(page) for page in reader.pages], tree_of(reader))


def doubted(edition: Edition, answers: Answers) -> Answers:
    """Whatever a register can hold, of every question and of every obligation."""
    said = [Answer(NOT_APPLICABLE, reason=DOUBT), Answer(DONT_KNOW, note=DOUBT), Answer(3)]
    declared = [Declaration("not_applicable", reason=DOUBT), Declaration("unknown", note=DOUBT)]
    responses = {
        question.id: Answer(3) if question.critical else said[place % 3]
        for place, question in enumerate(edition.questions)
    }
    obligations = {key: declared[place % 2] for place, key in enumerate(edition.obligation_by_id)}
    return replace(answers, responses=responses, obligations=obligations)


def hesitant(edition: Edition, markets: tuple[str, ...]) -> Answers:
    """Facts that are not known, and one answer of each kind in turn."""
    said = [
        Answer(2),
        Answer(3, evidence=1),
        Answer(DONT_KNOW),
        Answer(NOT_APPLICABLE, reason=BRIEF),
    ]
    states = [
        Declaration("partial"),
        Declaration("not_applicable", reason=BRIEF),
        Declaration("unmet"),
    ]
    duties = [o.id for code in markets for o in edition.market_by_code[code].obligations]
    return Answers(
        facts={"uses_generative_ai": True, "transfers_data_out": True},
        markets=markets,
        responses={
            question.id: Answer(1) if question.critical else said[place % len(said)]
            for place, question in enumerate(edition.question_by_id.values())
        },
        obligations={key: states[place % len(states)] for place, key in enumerate(duties)},
    )


@contextmanager
def complaints() -> Iterator[list[str]]:
    """What is logged as a warning or worse while something is printed."""
    heard: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(f"{record.name}: {record.getMessage()}")

    listener = Listener(logging.WARNING)
    for name in LOGGERS[::2]:  # the progress is told to its parent
        logging.getLogger(name).addHandler(listener)
    yield heard
    for name in LOGGERS[::2]:
        logging.getLogger(name).removeHandler(listener)


def test_it_is_neither_a_leaflet_nor_a_book(printed):
    assert FEWEST <= len(printed.pages) <= MOST


def test_no_page_between_the_cover_and_the_last_is_nearly_empty(printed):
    inside = enumerate(printed.pages[1:-1], start=2)

    assert [f"page {number}" for number, page in inside if page.filled < FILLED] == []


def test_no_text_behind_the_cover_is_too_small_to_read(printed):
    sizes = {size for page in printed.pages[1:] for size in page.sizes}

    assert sizes
    assert min(sizes) >= SMALLEST


def test_weasyprint_has_nothing_to_complain_about(printed):
    assert printed.complaints == []


def test_a_complaint_would_be_heard():
    with complaints() as heard:
        for name in LOGGERS:
            logging.getLogger(name).error("A fault")

    assert heard == [f"{name}: A fault" for name in LOGGERS]


def test_it_declares_what_a_reader_that_speaks_needs(printed):
    catalog: Any = printed.reader.trailer["/Root"]

    assert b"pdfuaid:part" in catalog["/Metadata"].get_data()
    assert catalog["/Lang"] == "en"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert printed.reader.metadata
    assert printed.reader.metadata.title
    assert len(printed.reader.outline) >= 8


def test_every_figure_has_words(printed):
    figures = those(printed, "/Figure")

    assert len(figures) >= 10
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_every_table_has_headers_that_say_what_they_head(printed):
    tables, headers = those(printed, "/Table"), those(printed, "/TH")

    assert all(any(e["/S"] == "/TH" for e in elements(table)) for table in tables)
    assert {header["/A"].get("/Scope") for header in headers} == {"/Row", "/Column"}


def test_a_list_holds_nothing_but_its_entries(printed):
    entries = [kid["/S"] for found in those(printed, "/L") for kid in children(found)]

    assert set(entries) <= {"/LI", "/L"}  # a list in columns is tagged as one in another


def test_headings_never_skip_a_level(printed):
    found = [int(e["/S"][2:]) for e in printed.tree if re.fullmatch(r"/H\d", e["/S"])]

    assert found[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(found))


def test_all_that_is_painted_is_tagged_or_an_artifact(printed):
    pages = enumerate(printed.reader.pages, start=1)
    untagged = {n: painted_outside_of_tags(page, printed.reader) for n, page in pages}

    assert {n: found for n, found in untagged.items() if found} == {}


def those(printed: Printed, tag: str) -> list[Any]:
    return [element for element in printed.tree if element["/S"] == tag]


def read(page: PageObject) -> Page:
    sizes: set[float] = set()
    lowest = BODY_TOP

    def see(text: str, matrix: Any, text_matrix: Any, font: Any, size: float) -> None:
        nonlocal lowest
        if text.strip():
            sizes.add(round(abs(matrix[3] * text_matrix[3]) * size, 2))
            height = text_matrix[5] * matrix[3] + matrix[5]
            lowest = min(lowest, height) if height > BODY_BOTTOM else lowest

    page.extract_text(visitor_text=see)
    return Page((BODY_TOP - lowest) / (BODY_TOP - BODY_BOTTOM), frozenset(sizes))
