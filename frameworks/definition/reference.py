"""What is told beside the questions: Annex A, roadmap, DEFA, the region, crosswalks, corrections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from frameworks.definition.common import Sourced, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexAItem(Sourced):
    """One item of the Guide's risk impact assessment template. Ids are text: 4.10 is not 4.1."""

    id: str
    section: str
    asks: str
    practice: str = ""
    principles: tuple[str, ...]
    crosswalk: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapTier(Sourced):
    tier: int
    label: str
    name: str
    description: str
    markets: tuple[str, ...]  # market codes, as the common summary places them


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Sourced):
    """A grouping of members by somebody else, shown beside the tiers."""

    name: str
    markets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap:
    title: str
    summary: str
    facts: tuple[Statement, ...] = ()
    tiers: tuple[RoadmapTier, ...] = ()
    oecd_stages: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineStep(Sourced):
    date: str  # as it is known: "2021-10", "2023-08-19", or words
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaElement(Sourced):
    name: str
    meaning: str  # ours: what an organisation may want to prepare


@dataclass(frozen=True, slots=True, kw_only=True)
class Defa:
    title: str
    summary: str
    facts: tuple[Statement, ...] = ()
    timeline: tuple[TimelineStep, ...] = ()
    elements: tuple[DefaElement, ...] = ()
    for_firms: tuple[Statement, ...] = ()
    unconfirmed: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalInstrument(Sourced):
    key: str
    name: str
    date: str
    force: str  # in words: "Voluntary", "Binding treaty"
    summary: str
    facts: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SingaporeFramework(Sourced):
    """A Singapore framework, compared with two global ones."""

    key: str
    name: str
    year: str
    summary: str
    asean_guide: str = ""
    eu_ai_act: str = ""
    nist_ai_rmf: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regional:
    instruments: tuple[RegionalInstrument, ...] = ()
    singapore_role: tuple[Statement, ...] = ()
    singapore_frameworks: tuple[SingaporeFramework, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkItem:
    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk(Sourced):
    """The items of another framework, and which of them each principle matches (ours)."""

    target: str
    title: str
    statement: str
    items: tuple[CrosswalkItem, ...]
    principles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryClaim:
    """One claim of the common summary of these frameworks, and what corrects it."""

    key: str
    topic: str
    text: str
    corrections: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Sourced):
    number: int
    summary_says: str
    finding: str
