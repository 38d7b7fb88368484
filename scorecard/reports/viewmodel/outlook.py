"""What the results pages say around the numbers: the one thing to do next, and what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from frameworks.definition import Question
from scorecard.reports.viewmodel.arithmetic import question_ref
from scorecard.reports.viewmodel.arithmetic_overall import not_counted
from scorecard.reports.viewmodel.board import Cell, MarketLine, TierGroup
from scorecard.reports.viewmodel.markets import FloorRow, MarketPage
from scorecard.reports.viewmodel.open_facts import OpenProfile, open_profile, open_profile_in
from scorecard.reports.viewmodel.reading import Reading
from scorecard.reports.viewmodel.report import Report
from scorecard.reports.viewmodel.words import counted, listed
from scorecard.reports.viewmodel.workings import Ref
from scorecard.scoring.applicability import is_declared
from scorecard.scoring.types import DONT_KNOW, NOT_APPLICABLE

MANY = 3  # unrated principles that are told in one line


@dataclass(frozen=True, slots=True)
class Lead:
    """The next step of an assessment: why, what the button says, and where it leads."""

    words: str
    label: str
    ref: Ref | None = None
    place: str = ""  # review or scope, where no question is meant


@dataclass(frozen=True, slots=True)
class HeatRow:
    line: MarketLine
    cells: tuple[tuple[str, Cell], ...]  # each with the code of its principle
    duties: str


@dataclass(frozen=True, slots=True)
class HeatGroup:
    tier: TierGroup
    rows: tuple[HeatRow, ...]
    absent: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    lead: Lead
    missing: tuple[str, ...]
    has_shape: bool
    critical: str
    open_first: str  # why steps and paths are not the place to begin; empty when they are
    first_open: Ref | None
    heat: tuple[HeatGroup, ...]
    beside: tuple[str, ...]  # sections that are not asked, and why
    profile: OpenProfile | None  # facts that are unknown


@dataclass(frozen=True, slots=True)
class MarketOutlook:
    duties: str
    others: str  # the obligations beside the binding ones
    floors: tuple[tuple[str, FloorRow], ...]  # each with the code of its principle
    open_first: str
    first_open: Ref | None
    profile: OpenProfile | None  # unknown facts that an obligation of this market hangs on


def build_outlook(reading: Reading, report: Report) -> Outlook:
    critical = [q for _, q in reading.asked_questions() if q.critical and q.track == "core"]
    return Outlook(
        lead=_lead(reading, report),
        missing=tuple(_missing(report)),
        has_shape=report.has_shape,
        critical=not_counted(reading, critical),
        open_first=report.summary.open_first,
        first_open=next(_blank_questions(reading), None),
        heat=tuple(_heat_group(reading, group) for group in report.board.groups),
        beside=tuple(_beside(reading)),
        profile=open_profile(reading.edition, reading.profile),
    )


def market_outlook(reading: Reading, page: MarketPage) -> MarketOutlook:
    voluntary = sum(row.force == "Voluntary" for row in page.obligations)
    return MarketOutlook(
        duties=duties_words(page),
        others=f"{voluntary} voluntary, {len(page.prepare)} emerging",
        floors=tuple(zip(_codes(reading), page.floors, strict=True)),
        open_first=_market_open_first(reading, page),
        first_open=next(_blanks_of(reading, page.code), None),
        profile=open_profile_in(
            reading.edition, reading.edition.market_by_code[page.code], reading.profile
        ),
    )


def duties_words(page: MarketPage) -> str:
    """Binding obligations met, of those that apply."""
    binding = [row for row in page.obligations if row.force == "Binding"]
    applying = [row for row in binding if row.state != "not_applicable"]
    return f"{sum(row.state == 'met' for row in applying)} of {len(applying)}"


def _missing(report: Report) -> Iterator[str]:
    """What is missing in words; many unrated principles make one line."""
    unrated = [row for row in report.principles if row.in_scope and row.shown is None]
    if len(unrated) < MANY:
        yield from report.summary.missing
        return
    starts = tuple(f"{row.short_name}: " for row in unrated)
    yield from (words for words in report.summary.missing if not words.startswith(starts))
    yield f"{len(unrated)} principles are not rated: {listed(row.short_name for row in unrated)}."


def _heat_group(reading: Reading, group: TierGroup) -> HeatGroup:
    slugs = {market.name: market.slug for market in reading.edition.markets}
    return HeatGroup(
        tier=group,
        rows=tuple(_heat_row(reading, line) for line in group.lines),
        absent=tuple(Ref(name, name, profile=slugs[name]) for name in group.absent),
    )


def _heat_row(reading: Reading, line: MarketLine) -> HeatRow:
    cells = tuple(zip(_codes(reading), line.cells, strict=True))
    return HeatRow(line, cells, duties_words(line.page))


def _codes(reading: Reading) -> Iterator[str]:
    return (principle.prefix for principle in reading.edition.principles)


def _lead(reading: Reading, report: Report) -> Lead:
    if reading.document["status"] != "FINAL" and (found := _what_is_missing(reading)):
        return found
    if blank := next(_blank_obligations(reading), None):
        words = "The questions are answered; an obligation of a market has no answer yet."
        return Lead(words, f"Answer {blank.id}", blank)
    if reading.may_apply:
        words = "Everything is answered but facts of your profile that obligations hang on."
        return Lead(words, "Answer these facts", place="scope")
    if report.law.first and (duty := report.law.first[0]).row.state == "unmet":
        words = f"Everything is answered. The law first: {duty.row.id} is binding and not met."
        ref = Ref(duty.row.id, duty.row.title, market=duty.page.code)
        return Lead(words, f"Look at {ref.id}", ref)
    if report.next_steps:
        step = report.next_steps[0]
        words = f"Everything is answered. {step.id} is the step that would raise the result most."
        ref = Ref(step.id, step.text, section=step.section)
        return Lead(words, f"Look at {step.id}", ref)
    words = "Everything is answered, and no single step would raise a number."
    return Lead(words, "See the review", place="review")


def _what_is_missing(reading: Reading) -> Lead | None:
    given = reading.responses
    asked = [question for _, question in reading.asked_questions() if question.track == "core"]
    blank = [question for question in asked if question.id not in given]
    unsure = [q for q in asked if q.id in given and given[q.id].value is DONT_KNOW]
    if blank and not any(question.id in given for question in asked):
        words = "Nothing is answered yet. A score appears once enough is."
        return Lead(words, f"Start with {blank[0].id}", question_ref(blank[0]))
    if blank:
        words = f"{counted(len(blank), 'question')} on the principles still without an answer."
        return Lead(words, f"Answer {blank[0].id}", question_ref(blank[0]))
    if ruled_out := _ruled_out(reading, asked):
        words = "Too much is marked not applicable for a rating. Look at these answers again."
        return Lead(words, f"Look at {ruled_out.id}", question_ref(ruled_out))
    if unsure:
        words = f"{counted(len(unsure), 'answer')} “don't know”: find out, and the range closes."
        return Lead(words, f"Find out about {unsure[0].id}", question_ref(unsure[0]))
    return None


def _ruled_out(reading: Reading, asked: list[Question]) -> Question | None:
    """The first answer not applicable in a principle that is not rated."""
    unrated = {k for k, unit in reading.units.items() if unit["in_scope"] and not unit["rated"]}
    return next(
        (
            question
            for question in asked
            if question.principle in unrated
            and question.id in reading.responses
            and reading.responses[question.id].value is NOT_APPLICABLE
        ),
        None,
    )


def _blank_questions(reading: Reading) -> Iterator[Ref]:
    for _, question in reading.asked_questions():
        if question.id not in reading.responses:
            yield question_ref(question)


def _blank_obligations(reading: Reading) -> Iterator[Ref]:
    for market in reading.markets:
        yield from _blanks_of(reading, market.code)


def _blanks_of(reading: Reading, code: str) -> Iterator[Ref]:
    states = reading.document["market_readiness"][code]["obligations"]
    for obligation in reading.edition.market_by_code[code].obligations:
        asked = obligation.id in states and is_declared(obligation)
        if asked and obligation.id not in reading.declarations:
            yield Ref(obligation.id, obligation.title, market=code)


def _market_open_first(reading: Reading, page: MarketPage) -> str:
    questions = sum(1 for _ in _blank_questions(reading))
    duties = sum(1 for _ in _blanks_of(reading, page.code))
    if not questions and not duties:
        return ""
    parts = [counted(questions, "question")] if questions else []
    parts += [counted(duties, "obligation")] if duties else []
    verb = "has" if questions + duties == 1 else "have"
    return (
        f"Open answers come first: {' and '.join(parts)} {verb} no answer. Each counts as level 0"
        " or as unknown here, so the path is longer than it may turn out to be."
    )


def _beside(reading: Reading) -> Iterator[str]:
    if "genai" not in reading.units:
        yield "Generative AI is not asked: your profile says that none is used."
    if "cross_border" not in reading.units:
        markets = len(reading.markets)
        yield f"Cross-border is not asked: {counted(markets, 'market')} in scope, and it needs two."
