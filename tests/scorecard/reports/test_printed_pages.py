"""How the printed report falls into pages: of a bank in ten markets, before and after its approval,
a ministry in one, a draft."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pypdf import PageObject, PdfReader

from frameworks.definition import Edition
from frameworks.fixtures import read_fixtures
from scorecard.answers_file import load_answers_file
from scorecard.reports import build_report, render_pdf
from scorecard.reports.viewmodel.approval import Approval
from scorecard.scoring import Answers, build_document

MOST = 30
FEWEST = 12
WORDS = 100  # with fewer, a page is nearly empty; the one with the radar has some 130
SMALLEST = 6.75  # points
DRAFT = Answers(
    facts={"uses_generative_ai": False, "uses_third_party_ai": True}, markets=("VN",), responses={}
)
APPROVAL = Approval(
    code="7K3M-0000-0000-0000",
    round=1,
    approved_by="Rina Hartono",
    submitted_by="Mei Tan",
    approved_on="2026-03-01",
    alone=False,
)


@dataclass(frozen=True, slots=True)
class Printed:
    """One page: how many words stand on it, and in which sizes in points."""

    words: int
    sizes: frozenset[float]


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_fixtures(Path(settings.FRAMEWORK_FIXTURES))


@pytest.fixture(scope="module", params=["bank", "approved bank", "ministry", "draft"])
def pages(request: pytest.FixtureRequest, edition: Edition) -> list[Printed]:
    if request.param == "draft":
        return printed(edition, "A new draft", DRAFT)
    name = request.param.split()[-1]
    demo = Path(settings.FRAMEWORK_FIXTURES, "demo", f"{name}.yaml")
    given = load_answers_file(demo).read(edition)
    approval = APPROVAL if request.param.startswith("approved") else None
    return printed(edition, given.organisation, given.answers, approval)


def test_it_is_neither_a_leaflet_nor_a_book(pages):
    assert FEWEST <= len(pages) <= MOST


def test_no_page_behind_the_cover_is_nearly_empty(pages):
    inside = enumerate(pages[1:], start=2)

    assert [f"page {number}" for number, page in inside if page.words < WORDS] == []


def test_no_text_behind_the_cover_is_too_small_to_read(pages):
    sizes = {size for page in pages[1:] for size in page.sizes}

    assert sizes
    assert min(sizes) >= SMALLEST


def printed(
    edition: Edition, organisation: str, answers: Answers, approval: Approval | None = None
) -> list[Printed]:
    document = build_document(edition, "f" * 64, organisation, answers)
    report = build_report(
        edition, document, title="Pages", generated_on=date(2026, 3, 1), approval=approval
    )
    return [read(page) for page in PdfReader(io.BytesIO(render_pdf(report))).pages]


def read(page: PageObject) -> Printed:
    sizes: set[float] = set()

    def see(text: str, matrix: Any, text_matrix: Any, font: Any, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(matrix[3] * text_matrix[3]) * size, 2))

    text = page.extract_text(visitor_text=see)
    return Printed(len(re.findall(r"\w+", text)), frozenset(sizes))
