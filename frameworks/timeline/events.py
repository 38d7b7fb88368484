"""What an edition says happened, row by row: treaties, texts, plans, laws of the markets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Literal

from frameworks.definition import (
    DataProtectionLaw,
    Defa,
    Edition,
    Market,
    RegionalInstrument,
    Sourced,
)
from frameworks.timeline import laws
from frameworks.timeline.dates import Occasion, Span, occasions

Certainty = Literal["confirmed", "partly", "unverified", "common_summary", "planned"]
Kind = Literal["instrument", "defa", "market"]

TREATIES = "Treaties between states"
VOLUNTARY = "Voluntary texts and guidance"
PLANS = "Plans, declarations and cooperation"
LAWS = "Binding laws and instruments of the markets"
_LANE_OF_FORCE = {"Binding": TREATIES, "Voluntary": VOLUNTARY, "Guidance": VOLUNTARY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    when: str  # as the content says it
    what: str  # what happened then, where neither date nor row says it
    span: Span | None
    is_planned: bool
    is_open: bool
    fact: Sourced

    @property
    def certainty(self) -> Certainty:
        return "planned" if self.is_planned else self.fact.verification

    @property
    def exactness(self) -> str:
        if self.span is None:
            return "No date known"
        words = {"day": "To the day", "month": "To the month", "year": "To the year"}
        exact = words.get(self.span.exactness, "A period")
        return f"{exact}, not exact" if self.is_open else exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One document or market, and its events in order."""

    kind: Kind
    key: str
    name: str
    lane: str
    events: tuple[Event, ...]

    @property
    def begins(self) -> date:
        return min((e.span.start for e in self.events if e.span), default=date.max)


@dataclass(frozen=True, slots=True)
class Lane:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    compiled: date
    lanes: tuple[Lane, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for lane in self.lanes for row in lane.rows)

    @property
    def in_order(self) -> tuple[tuple[Row, Event], ...]:
        """Every event with its row, the earliest first, those without a date last."""
        found = ((row, event) for row in self.rows for event in row.events)
        return tuple(sorted(found, key=_moment))


def build_timeline(edition: Edition) -> Timeline:
    compiled = date.fromisoformat(edition.compiled)
    rows = chain(
        (_instrument_row(each, compiled) for each in edition.regional.instruments),
        _defa_rows(edition.defa, compiled),
        (_market_row(each, compiled) for each in edition.markets),
    )
    known = sorted((row for row in rows if row.events), key=lambda row: row.begins)
    lanes = (
        Lane(title, tuple(row for row in known if row.lane == title))
        for title in (TREATIES, VOLUNTARY, PLANS, LAWS)
    )
    return Timeline(compiled, tuple(lane for lane in lanes if lane.rows))


def lane_of(instrument: RegionalInstrument) -> str:
    """By the first word of its force: "Binding treaty", "Voluntary certification"."""
    first_word = instrument.force.split(",")[0].split(" ")[0]
    return _LANE_OF_FORCE.get(first_word, PLANS)


def _instrument_row(instrument: RegionalInstrument, compiled: date) -> Row:
    said = ((each, "", instrument) for each in occasions(instrument.date))
    return Row(
        kind="instrument",
        key=instrument.key,
        name=instrument.name,
        lane=lane_of(instrument),
        events=_events(said, compiled),
    )


def _defa_rows(defa: Defa, compiled: date) -> Iterator[Row]:
    said = ((each, step.step, step) for step in defa.timeline for each in occasions(step.date))
    yield Row(
        kind="defa",
        key="defa",
        name=defa.title,
        lane=TREATIES,
        events=_events(said, compiled),
    )


def _market_row(market: Market, compiled: date) -> Row:
    law = market.data_protection_law
    dated = (
        (instrument.effective_date, instrument.name, instrument)
        for instrument in market.instruments
        if instrument.binding == "binding" and instrument.effective_date
    )
    said = (
        (each, name, fact)
        for day, name, fact in chain(_law_in_force(law), dated)
        for each in occasions(day)
    )
    return Row(
        kind="market",
        key=market.slug,
        name=market.name,
        lane=LAWS,
        events=_events(said, compiled),
    )


def _law_in_force(law: DataProtectionLaw) -> Iterator[tuple[str, str, Sourced]]:
    """The day of the data-protection law, where it is in force, wholly or in part."""
    if laws.is_in_force(law) and law.in_force:
        about = "about " if laws.is_approximate(law) else ""
        yield f"{about}{law.in_force}", laws.name_in_force(law), laws.fact_of(law)


def _events(said: Iterable[tuple[Occasion, str, Sourced]], compiled: date) -> tuple[Event, ...]:
    """What is to come after the edition was compiled is planned, whatever the words say."""
    return tuple(
        Event(
            when=each.text,
            what=what,
            span=each.span,
            is_planned=each.is_planned or (each.span is not None and each.span.start > compiled),
            is_open=each.is_open,
            fact=fact,
        )
        for each, what, fact in said
    )


def _moment(found: tuple[Row, Event]) -> tuple[date, date]:
    span = found[1].span
    return (span.start, span.end) if span else (date.max, date.max)
