"""One market in full: its status and why, obligations, floors, the path to ready."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from frameworks.definition import STALE_AFTER_DAYS, Market, Obligation
from frameworks.freshness import is_profile_stale
from scorecard.reports.charts import Bar, Stack
from scorecard.reports.viewmodel.excerpts import need_room, read_on
from scorecard.reports.viewmodel.obligations import ObligationRow, obligation_rows, prepare_rows
from scorecard.reports.viewmodel.principles import UnitRow
from scorecard.reports.viewmodel.reading import Reading, floor_score, shown
from scorecard.reports.viewmodel.room import FEW, steps_told
from scorecard.reports.viewmodel.steps import StepRow, path_rows
from scorecard.reports.viewmodel.words import (
    FORCE_WORDS,
    MARKET_MARKS,
    MAY_APPLY,
    NO_SCORE,
    VERIFICATION_WORDS,
    Mark,
    SourceRef,
    counted,
    day_words,
    percent,
    sentence,
    signed,
)

SAY = {
    "READY": (
        "No binding obligation of our profile is open, and every principle reaches its floor."
    ),
    "CONDITIONAL": "Nothing blocks this market outright, but these points are open.",
    "NOT_READY": "At least one binding obligation is not met.",
    "INSUFFICIENT_INFORMATION": "Too much is unknown to say. These points decide:",
}
DISCLAIMER = "Readiness against our profile, not legal advice."
NAMED = 3  # told in full on a printed page
CROWDED = 3  # reasons
ROOMY = 3  # obligations told with what they ask; one more than floors missed
BRIEF = 900  # characters of what is told of them


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a market has its status: one kind of reason, and what it concerns."""

    words: str
    items: tuple[str, ...]

    @property
    def first(self) -> tuple[str, ...]:
        """As many as a printed page has room for; the rest stands in the tables below."""
        return self.items[:NAMED]

    @property
    def more(self) -> int:
        return len(self.items[NAMED:])


@dataclass(frozen=True, slots=True)
class StateCount:
    """An entry of the legend under the bar of obligations."""

    tone: str  # met, partly, unmet or open
    count: int
    words: str

    @property
    def said(self) -> str:
        return f"{self.count} {self.words}"


@dataclass(frozen=True, slots=True)
class FloorRow:
    """What a market expects of one principle, and the distance to it."""

    key: str
    name: str
    floor: int
    floor_level: str
    score: str
    gap: int | None
    gap_words: str
    basis: str
    reason: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class MarketPage:
    code: str
    name: str
    slug: str
    summary: str
    tier: str
    tier_note: str
    tier_sources: tuple[SourceRef, ...]
    status: str
    mark: Mark
    say: str
    reasons: tuple[Reason, ...]
    readiness: str
    obligation_fit: str
    baseline_fit: str
    binding: int
    stack: Stack
    states: tuple[StateCount, ...]
    obligations: tuple[ObligationRow, ...]
    floors: tuple[FloorRow, ...]
    path: tuple[StepRow, ...]
    prepare: tuple[ObligationRow, ...]
    cautions: tuple[str, ...]
    open_questions: tuple[str, ...]
    compiled: str
    newest_source: str
    confidence: str
    stale: str  # says so when the newest source is old on the day of the report
    shares_pages: bool  # in print it starts where another ends

    @property
    def floors_missed(self) -> tuple[FloorRow, ...]:
        return tuple(row for row in self.floors if row.gap is not None and row.gap < 0)

    @property
    def has_old(self) -> bool:
        """A clock beside an obligation needs its words."""
        return any(row.standing.old for row in self.obligations)

    @property
    def stale_after(self) -> int:
        return STALE_AFTER_DAYS

    @property
    def is_crowded(self) -> bool:
        """Its printed page is so full of what stands in the way that the rest is kept short."""
        return len(self.reasons) >= CROWDED

    @property
    def fit_of(self) -> str:
        """Beside the fit of the principles: of how many, unless every one with a floor is rated."""
        wanted = [row for row in self.floors if row.floor]
        rated = sum(row.gap is not None for row in wanted)
        return f" ({rated} of {len(wanted)} rated)" if 0 < rated < len(wanted) else ""

    @property
    def is_measured(self) -> bool:
        """Some principle has a score to hold against its floor."""
        return any(row.gap is not None for row in self.floors)

    @property
    def is_roomy(self) -> bool:
        """So little stands in the way that its printed page has room for larger type."""
        told = [words for row in self.obligations for words in row.more]
        open_ones = sum(bool(row.more) for row in self.obligations)
        few = open_ones <= ROOMY and len(self.floors_missed) < ROOMY
        return few and sum(map(len, told)) <= BRIEF

    @property
    def some_may_apply(self) -> bool:
        """Their printed rows leave out why: it is said once above the table."""
        return any(row.mark == MAY_APPLY for row in self.obligations)

    @property
    def is_wordy(self) -> bool:
        """What is noted of its obligations is so long that it fits no page of its own."""
        return need_room(row.printed_note for row in self.obligations)

    @property
    def read_on(self) -> str:
        printed = ((row.printed_remark, row.printed_note) for row in self.obligations)
        return read_on((text for texts in printed for text in texts), sheet="Obligations")

    @property
    def first_steps(self) -> tuple[StepRow, ...]:
        return self.path[: steps_told(self)]

    @property
    def later_steps(self) -> tuple[str, ...]:
        return tuple(step.id for step in self.path[steps_told(self) :])


def market_pages(
    reading: Reading, principles: tuple[UnitRow, ...], generated_on: date
) -> tuple[MarketPage, ...]:
    return tuple(_page(reading, market, principles, generated_on) for market in reading.markets)


def stale_words(market: Market, generated_on: date) -> str:
    if not is_profile_stale(market, generated_on):
        return ""
    return (
        f"Newest source and facts older than {STALE_AFTER_DAYS} days: "
        "check the law before relying on it."
    )


def tier_words(market: Market) -> str:
    placement = market.roadmap_tier
    if placement.tier is None:
        return "No roadmap tier"
    label = placement.label.replace("_", " ").replace("-", " ")
    return f"Tier {placement.tier}, {label}"


def _page(
    reading: Reading, market: Market, principles: tuple[UnitRow, ...], generated_on: date
) -> MarketPage:
    result = reading.document["market_readiness"][market.code]
    rows = obligation_rows(reading, market, generated_on)
    stack = _stack(market, rows)
    floors = tuple(_floor_rows(reading, market, principles))
    return MarketPage(
        code=market.code,
        name=market.name,
        slug=market.slug,
        summary=market.summary,
        tier=tier_words(market),
        tier_note=(
            "Tier of the state, not of your organisation:"
            f" {VERIFICATION_WORDS[market.roadmap_tier.verification]}."
        ),
        tier_sources=reading.source_refs(market.roadmap_tier),
        status=result["status"],
        mark=MARKET_MARKS[result["status"]],
        say=SAY[result["status"]],
        reasons=tuple(_reasons(reading, market, principles, floors)),
        readiness=_readiness(result),
        obligation_fit=percent(shown(result["obligation_fit"])),
        baseline_fit=percent(shown(result["baseline_fit"])),
        binding=sum(row.force == "Binding" for row in rows),
        stack=stack,
        states=tuple(_states(stack)),
        obligations=rows,
        floors=floors,
        path=path_rows(reading, market),
        prepare=prepare_rows(reading, market, generated_on),
        cautions=market.cautions,
        open_questions=market.open_questions,
        compiled=day_words(market.compiled),
        newest_source=day_words(result["profile"]["newest_source"]),
        confidence=result["profile"]["confidence"],
        stale=stale_words(market, generated_on),
        shares_pages=len(reading.markets) <= FEW,
    )


def _readiness(result: Mapping[str, Any]) -> str:
    """No figure while too much is unknown: a blank is not a finished zero."""
    known = result["status"] != "INSUFFICIENT_INFORMATION"
    return percent(shown(result["readiness"]) if known else None)


def _reasons(
    reading: Reading,
    market: Market,
    principles: Iterable[UnitRow],
    floors: Iterable[FloorRow],
) -> Iterator[Reason]:
    """Every reason there is, those that decide first."""
    result = reading.document["market_readiness"][market.code]
    if reading.document["status"] == "INSUFFICIENT":
        yield Reason("There are not enough answers for an overall result.", ())
    unrated = tuple(row.short_name for row in principles if row.in_scope and row.shown is None)
    if unrated:
        yield Reason("Principles in scope that are not rated", unrated)
    yield from _duties(reading, market)
    below = tuple(
        f"{row.name}: {row.score}, floor {row.floor}" for row in floors if (row.gap or 0) < 0
    )
    if below:
        yield Reason("Principles below the floor of this market", below)
    unaccepted = _named(market, result["unaccepted"])
    if unaccepted:
        yield Reason("Claimed not applicable, accepted by no second person yet", unaccepted)


def _duties(reading: Reading, market: Market) -> Iterator[Reason]:
    result = reading.document["market_readiness"][market.code]
    states, may_apply = result["obligations"], result["may_apply"]

    def those(state: str, *, blocking: bool) -> tuple[str, ...]:
        return _named(
            market,
            (
                o.id
                for o in market.obligations
                if o.force == "binding"
                and states.get(o.id) == state
                and o.may_block is blocking
                and o.id not in may_apply
            ),
        )

    groups = (
        ("Binding obligations that are not met", those("unmet", blocking=True)),
        ("Binding obligations without a known state", those("unknown", blocking=True)),
        (
            "Binding obligations that may apply, because a fact of your profile is unknown",
            _named(market, (o.id for o in _binding(market) if o.id in may_apply)),
        ),
        (
            "Binding obligations that are partly met",
            those("partial", blocking=True) + those("partial", blocking=False),
        ),
        (
            "Not met or not known, and the law itself needs checking",
            those("unmet", blocking=False) + those("unknown", blocking=False),
        ),
    )
    for words, items in groups:
        if items:
            yield Reason(words, items)


def _binding(market: Market) -> Iterator[Obligation]:
    return (obligation for obligation in market.obligations if obligation.force == "binding")


def _named(market: Market, ids: Iterable[str]) -> tuple[str, ...]:
    chosen = set(ids)
    return tuple(f"{o.id} {o.title}" for o in market.obligations if o.id in chosen)


def _floor_rows(
    reading: Reading, market: Market, principles: Iterable[UnitRow]
) -> Iterator[FloorRow]:
    floors = reading.document["market_readiness"][market.code]["floors"]
    for row in principles:
        level = floors.get(row.key, 0)
        gap = row.shown - floor_score(level) if row.shown is not None and level else None
        yield FloorRow(
            key=row.key,
            name=row.short_name,
            floor=floor_score(level),
            floor_level=f"level {level}, {reading.edition.levels[level].name}",
            score=row.figure,
            gap=gap,
            gap_words=NO_SCORE if gap is None else signed(gap),
            basis=FORCE_WORDS[market.floors[row.key].basis] if row.key in market.floors else "",
            reason=_floor_reason(market, row.key, level),
            bar=Bar(
                title=f"{row.short_name}: {row.figure}, floor {floor_score(level)}",
                score=row.shown,
                target=floor_score(level) or None,
            ),
        )


def _floor_reason(market: Market, principle: str, level: int) -> str:
    """The reason of the floor, and of the uplift that raised it."""
    floor = market.floors.get(principle)
    reasons = [sentence(floor.reason)] if floor else []
    if floor is None or level > floor.floor:
        reasons += [
            f"Raised to level {level}: {sentence(uplift.reason)}"
            for uplift in market.uplifts
            if uplift.principle == principle and uplift.floor == level
        ][:1]
    return " ".join(reasons)


def _stack(market: Market, rows: tuple[ObligationRow, ...]) -> Stack:
    def count(*states: str) -> int:
        return sum(row.state in states for row in rows)

    met, partly, unmet = count("met"), count("partial"), count("unmet")
    unknown, na = count("unknown"), count("not_applicable")
    parts = [f"{met} met", f"{partly} partly met", f"{unmet} not met", f"{unknown} not known"]
    told = ", ".join([*parts, f"{na} not applicable"])
    return Stack(
        title=f"{market.name}, {counted(len(rows), 'obligation')}: {told}",
        met=met,
        partly=partly,
        unmet=unmet,
        open=unknown + na,
    )


def _states(stack: Stack) -> Iterator[StateCount]:
    counts = (
        ("met", stack.met, "met"),
        ("partly", stack.partly, "partly met"),
        ("unmet", stack.unmet, "not met"),
        ("open", stack.open, "not known or not applicable"),
    )
    yield from (StateCount(*entry) for entry in counts if entry[1])
