"""The whole report, put together from a result document and the edition it was scored with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from frameworks.definition import Edition
from scorecard.reports.charts import LEAST_AXES
from scorecard.reports.cover import Cover
from scorecard.reports.viewmodel.approval import Approval
from scorecard.reports.viewmodel.board import Board, build_board
from scorecard.reports.viewmodel.excerpts import read_on
from scorecard.reports.viewmodel.law import Law, build_law
from scorecard.reports.viewmodel.markets import DISCLAIMER, MarketPage, market_pages
from scorecard.reports.viewmodel.principles import (
    UnitRow,
    cross_border_row,
    genai_row,
    principle_rows,
)
from scorecard.reports.viewmodel.reading import Document, Reading
from scorecard.reports.viewmodel.registers import AnswerRow, Registers, build_registers
from scorecard.reports.viewmodel.room import FEW, fits_a_page
from scorecard.reports.viewmodel.status import StatusMark, status_mark
from scorecard.reports.viewmodel.steps import GapRow, StepRow, gap_rows, next_step_rows
from scorecard.reports.viewmodel.summary import Summary, build_summary
from scorecard.reports.viewmodel.words import (
    Level,
    breadth,
    clipped_to_breadth,
    date_words,
    level_chip,
    listed,
)
from scorecard.reports.viewmodel.workings import Ref
from scorecard.scoring.types import ELSEWHERE

PRESSING = 10  # gaps that a page does not fold
STEPS, STEPS_AFTER_LAW = 8, 6  # next steps that are printed
PLANNED, PLANNED_AFTER_LAW = 18, 12  # open obligations and gaps told in full
PLANNED_BESIDE_FEW = 40  # the same, where few markets take few pages
RUNNING = 50  # small letters of a name in the head and foot of a page
LONG_NAME = 44  # in small letters: the figure on the cover makes room for a longer one
LEAST_COVER_TARGET = 60  # the dashed line of a cover whose markets set no floor


@dataclass(frozen=True, slots=True)
class FactRow:
    question: str
    answer: str  # Yes, No or Unknown


@dataclass(frozen=True, slots=True)
class Scope:
    words: str
    markets: str
    seats: str
    facts: tuple[FactRow, ...]
    unknown: int
    asked: int
    out_of_scope: str


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A principle or one of the two units beside them, with all of its answers."""

    row: UnitRow
    answers: tuple[AnswerRow, ...]
    beside: bool  # not part of the overall score
    has_key: bool  # the first one with a bar says what its marks mean

    @property
    def read_on(self) -> str:
        return read_on((text for row in self.answers for text in row.printed), sheet="Answers")


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a number can be traced back to."""

    method: str
    edition: str
    edition_title: str
    digest: str
    seal: str
    generated_on: str  # in words
    made_on: date  # the same day, for formats that know dates
    disclaimer: str


@dataclass(frozen=True)
class Report:
    title: str
    organisation: str
    mark: StatusMark
    provenance: Provenance
    levels: tuple[Level, ...]
    scope: Scope
    summary: Summary
    principles: tuple[UnitRow, ...]
    genai: UnitRow | None
    cross_border: UnitRow | None
    board: Board
    markets: tuple[MarketPage, ...]
    law: Law
    next_steps: tuple[StepRow, ...]
    gaps: tuple[GapRow, ...]
    registers: Registers
    cover: Cover
    document: Document
    approval: Approval | None = None
    to_confirm: tuple[Ref, ...] = ()  # answered to words that changed since

    @property
    def unit_pages(self) -> tuple[UnitPage, ...]:
        answers = {group.key: group.rows for group in self.registers.answers}
        beside = [row for row in (self.genai, self.cross_border) if row]
        rows = (*self.principles, *beside)
        first = next((row for row in rows if row.in_scope), None)
        return tuple(
            UnitPage(row, answers.get(row.key, ()), row in beside, row is first) for row in rows
        )

    @property
    def has_shape(self) -> bool:
        """Enough principles are rated for the lines of a radar."""
        return sum(row.shown is not None for row in self.principles) >= LEAST_AXES

    @property
    def is_wordy(self) -> bool:
        """With long notes one part of the print starts where the other ends."""
        return self.registers.are_wordy or any(market.is_wordy for market in self.markets)

    @property
    def joins_markets(self) -> bool:
        """In print one market starts where the other ends: there are few, or one fits no page."""
        return len(self.markets) <= FEW or not all(map(fits_a_page, self.markets))

    @property
    def running_name(self) -> str:
        return clipped_to_breadth(self.organisation, RUNNING)

    @property
    def running_title(self) -> str:
        return clipped_to_breadth(self.title, RUNNING)

    @property
    def most_pressing_gaps(self) -> tuple[GapRow, ...]:
        """What a page shows at once."""
        return self.gaps[:PRESSING]

    @property
    def other_gaps(self) -> tuple[GapRow, ...]:
        return self.gaps[PRESSING:]

    @property
    def first_steps(self) -> tuple[StepRow, ...]:
        """The best ones: fewer where the law comes first."""
        return self.next_steps[: STEPS_AFTER_LAW if self.law.first else STEPS]

    @property
    def first_gaps(self) -> tuple[GapRow, ...]:
        """The action plan: a plan of every gap there is would be none. The law takes its room."""
        return self.gaps[: self._planned - len(self.law.first)]

    @property
    def later_gaps(self) -> tuple[str, ...]:
        return tuple(gap.question.id for gap in self.gaps[len(self.first_gaps) :])

    @property
    def _planned(self) -> int:
        if len(self.markets) <= FEW and not self.cover.is_empty:
            return PLANNED_BESIDE_FEW
        return PLANNED_AFTER_LAW if self.law.first else PLANNED

    def market(self, code: str) -> MarketPage | None:
        return next((page for page in self.markets if page.code == code), None)


def build_report(
    edition: Edition,
    document: Document,
    *,
    title: str,
    generated_on: date,
    scope: str = "",
    state: str = "draft",
    approval: Approval | None = None,
    unconfirmed: Collection[str] = (),
) -> Report:
    """Word a result document. `state` is the assessment's: draft, in_review or approved.

    `unconfirmed`: the ids of questions and obligations answered to words that changed since.
    """
    reading = Reading(edition, document, unconfirmed)
    principles = principle_rows(reading)
    pages = market_pages(reading, principles, generated_on)
    return Report(
        title=title,
        organisation=document["organisation"],
        mark=status_mark(reading, state, approval),
        provenance=_provenance(reading, generated_on),
        levels=tuple(level_chip(edition, number) for number in range(len(edition.levels))),
        scope=_scope(reading, scope, principles),
        summary=build_summary(reading, principles),
        principles=principles,
        genai=genai_row(reading),
        cross_border=cross_border_row(reading),
        board=build_board(reading, principles, pages),
        markets=pages,
        law=build_law(pages),
        next_steps=next_step_rows(reading),
        gaps=gap_rows(reading),
        registers=build_registers(reading),
        cover=_cover(principles, document["organisation"], title),
        document=document,
        approval=approval,
        to_confirm=reading.to_confirm,
    )


def _cover(principles: tuple[UnitRow, ...], organisation: str, title: str) -> Cover:
    return Cover(
        title="The shape of the principle scores, drawn as depth contours",
        scores=tuple(row.shown for row in principles),
        targets=tuple(max(row.target, LEAST_COVER_TARGET) for row in principles),
        keys=tuple(row.key for row in principles),
        is_small=max(breadth(organisation), breadth(title)) > LONG_NAME,
    )


def _provenance(reading: Reading, generated_on: date) -> Provenance:
    document = reading.document
    return Provenance(
        method=document["method"],
        edition=document["edition"]["label"],
        edition_title=reading.edition.title,
        digest=document["edition"]["digest"],
        seal=document["sha256"],
        generated_on=date_words(generated_on),
        made_on=generated_on,
        disclaimer=DISCLAIMER,
    )


def _scope(reading: Reading, words: str, principles: tuple[UnitRow, ...]) -> Scope:
    document, names = reading.document, reading.edition.market_by_code
    facts = tuple(
        FactRow(fact.question, _FACT_WORDS[document["facts"].get(fact.key, "unknown")])
        for fact in reading.edition.facts
    )
    out = [row.short_name for row in principles if not row.in_scope]
    places = {code: market.name for code, market in names.items()} | {ELSEWHERE: "Elsewhere"}
    seats = (places.get(code, code) for code in document["seats"])
    return Scope(
        words=words,
        markets=listed(market.name for market in reading.markets) or "None",
        seats=listed(seats) or "Not given",
        facts=facts,
        unknown=sum(row.answer == "Unknown" for row in facts),
        asked=sum(1 for _ in reading.asked_questions()),
        out_of_scope=listed(out),
    )


_FACT_WORDS = {True: "Yes", False: "No", "unknown": "Unknown"}
