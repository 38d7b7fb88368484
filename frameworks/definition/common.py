"""What every part of an edition is made of: sourced facts, rules, levels. Dates are ISO texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Track = Literal["core", "genai", "cross_border"]
Force = Literal["binding", "voluntary", "emerging"]
Verification = Literal["confirmed", "partly", "unverified", "common_summary"]
Confidence = Literal["high", "medium", "low"]
Precision = Literal["day", "month", "year", "checked"]

TOP_LEVEL = 4
CROSS_BORDER = "cross_border"  # stands where a principle's key would
MULTI_MARKET = "multi_market"  # derived: more than one market is in scope
FOREIGN_ENTITY = "foreign_entity"  # derived for each market from the seats
DERIVED_FACTS = (MULTI_MARKET, FOREIGN_ENTITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """Where a fact comes from and how far it can be trusted.

    `source` holds ids of `Edition.sources`; it is empty only where the claim is
    unverified. `as_of` is the date of the newest dated source, or, with the
    precision "checked", the day an undated source was last read.
    """

    source: tuple[str, ...] = ()
    as_of: str
    as_of_precision: Precision = "day"
    verification: Verification
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Sourced):
    """One sourced sentence or paragraph about an instrument."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    id: str
    title: str
    publisher: str = ""
    url: str = ""  # empty only for the common summary
    published: str = ""  # "2026", "2026-05" or "2026-05-30"; empty when undated
    quality: Literal[
        "primary", "law_firm", "news", "tracker", "academic", "other", "common_summary"
    ]


@dataclass(frozen=True, slots=True)
class Rule:
    """Holds when every fact of `all_of` is true and, if any are named, one of `any_of`."""

    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        return self.all_of + self.any_of


ALWAYS = Rule()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something true, false or unknown about the organisation's use of AI."""

    key: str
    question: str
    help: str
    group: str  # a heading of the scope form


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One of the five levels; its number is its place in `Edition.levels`."""

    name: str
    meaning: str
    example: str = ""  # from everyday life, so that the five can be told apart
