"""What an edition says of one market: its law, its authorities, its obligations, its floors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from frameworks.definition.common import ALWAYS, Confidence, Force, Rule, Sourced

STALE_AFTER_DAYS = 180  # a market profile whose newest source is older says so when shown


@dataclass(frozen=True, slots=True, kw_only=True)
class TierPlacement(Sourced):
    """The roadmap tier of the state. It never sets the bar for an organisation."""

    tier: int | None
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority(Sourced):
    name: str
    kind: Literal["ai", "data_protection", "sector"]
    role: str = ""
    sector: str = ""
    operational: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Sourced):
    id: str
    name: str
    year: int | None
    type: str
    binding: Literal["binding", "voluntary", "supervisory_expectation", "draft"]
    status: str
    effective_date: str = ""
    deployer_asks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LawBlock(Sourced):
    """One subject of a data-protection law. `tags` repeat the rule for tables and filters."""

    rule: str
    tags: Mapping[str, str | int | bool | tuple[str, ...] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataProtectionLaw:
    name: str
    year: int | None
    in_force: str
    status: str
    regulator: str
    scope: str
    cross_border_transfer: LawBlock
    breach_notification: LawBlock
    dpo: LawBlock
    dpia: LawBlock
    automated_decisions: LawBlock
    penalties: LawBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorRule(Sourced):
    sector: str
    regulator: str
    instrument: str
    binding: str
    asks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketRule(Sourced):
    """A rule with one word for tables: localisation level, labelling, CBPR or MCC status."""

    value: str
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalMechanisms:
    apec_member: bool
    global_cbpr: MarketRule
    asean_mcc: MarketRule
    defa: str
    asean_membership: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation(Sourced):
    """One thing a market asks. Declared by the organisation, unless it names questions."""

    id: str
    title: str
    statement: str
    force: Force
    instrument: str
    article: str = ""
    principles: tuple[str, ...] = ()
    applies_if: Rule = ALWAYS
    evidence: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()  # derived: the lowest of these must reach required_level
    required_level: int | None = None

    @property
    def is_derived(self) -> bool:
        return bool(self.questions)

    @property
    def may_block(self) -> bool:
        """Binding, and known well enough to hold a market back on its own."""
        known = self.verification != "unverified" and self.confidence != "low"
        return self.force == "binding" and known


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    floor: int
    basis: Force
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Uplift:
    """Raises one principle's floor where a fact is true."""

    fact: str
    principle: str
    floor: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    code: str
    name: str
    slug: str
    status: Literal["full", "draft"]  # a draft is shown and never scored
    asean_member_since: int
    compiled: str
    newest_source: str
    overall_confidence: Confidence
    summary: str
    roadmap_tier: TierPlacement
    authorities: tuple[Authority, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    data_protection_law: DataProtectionLaw
    sector_rules: tuple[SectorRule, ...] = ()
    data_localisation: MarketRule
    genai_rules: MarketRule
    regional_mechanisms: RegionalMechanisms
    obligations: tuple[Obligation, ...] = ()
    floors: Mapping[str, Floor]  # by principle key
    uplifts: tuple[Uplift, ...] = ()
    cautions: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()

    @property
    def is_draft(self) -> bool:
        return self.status == "draft"
