"""The vocabulary of a score: what goes in and what comes out.

Scores, shares and fits are Fractions of 100, exact until somebody displays
them. ``None`` means "there is nothing to score here", which is not zero.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

Status = Literal["FINAL", "PROVISIONAL", "INSUFFICIENT"]
MarketStatus = Literal["READY", "CONDITIONAL", "NOT_READY", "INSUFFICIENT_INFORMATION"]
ObligationState = Literal["met", "partial", "unmet", "unknown", "not_applicable"]


class Special(enum.Enum):
    """An answer that is no level. Blank is neither: a blank has no answer at all."""

    NOT_APPLICABLE = "not_applicable"
    DONT_KNOW = "dont_know"


NOT_APPLICABLE = Special.NOT_APPLICABLE
DONT_KNOW = Special.DONT_KNOW

ELSEWHERE = "ZZ"  # a seat in none of the markets: the code ISO 3166 keeps for such use

Value = int | Special  # a level 0 to 4, not applicable, or don't know


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one question. `reason` belongs to not applicable."""

    value: Value
    evidence: int = 0  # 0 asserted, 1 described, 2 document, 3 checked by a second person
    note: str = ""
    reason: str = ""

    @property
    def level(self) -> int | None:
        return self.value if isinstance(self.value, int) else None


@dataclass(frozen=True, slots=True)
class Declaration:
    """What was declared of one obligation. `accepted`: a second person accepts the n/a."""

    state: ObligationState
    note: str = ""
    reason: str = ""
    accepted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything an organisation told us. A fact that is missing or None is unknown."""

    facts: Mapping[str, bool | None] = field(default_factory=dict)
    seats: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    responses: Mapping[str, Answer] = field(default_factory=dict)
    obligations: Mapping[str, Declaration] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitScore:
    """A principle, or the GenAI or cross-border questions taken as one unit.

    Out of scope: everything is None or empty. Not rated: score and level are None.
    """

    in_scope: bool
    rated: bool
    raw: Fraction | None
    high: Fraction | None
    high_level: int | None
    score: Fraction | None
    level: int | None
    cap: int | None
    blockers: tuple[str, ...]
    coverage: Fraction | None
    na_share: Fraction | None
    evidence_share: Fraction | None  # evid_p, before it is held to the score
    evidenced: Fraction | None
    confidence: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overall:
    mean: Fraction  # of the rated principles' scores, before the cap
    mean_of_raw: Fraction
    score: Fraction
    high: Fraction
    level: int
    cap: int
    evidenced: Fraction
    confidence: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """A question or an obligation to be raised. Levels for a question, states for an obligation."""

    question: str | None
    obligation: str | None
    before: int | ObligationState | None  # None: blank
    after: int | ObligationState


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketReadiness:
    status: MarketStatus
    readiness: Fraction | None
    obligation_fit: Fraction | None
    baseline_fit: Fraction | None
    floors: Mapping[str, int]  # principle -> floor level, uplifts applied
    gaps: Mapping[str, Fraction]  # rated principles below their floor -> T - score
    obligations: Mapping[str, ObligationState]  # those that apply or may apply, not emerging
    may_apply: tuple[str, ...]  # their rule hangs on an unknown fact
    unaccepted: tuple[str, ...]  # blocking, claimed not applicable, accepted by nobody
    prepare: tuple[str, ...]  # emerging ones that apply or may apply


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    question: str
    before: int | None  # None: blank or don't know
    after: int
    delta_overall: Fraction | None
    delta_unit: Fraction | None
    markets_newly_ready: tuple[str, ...]
    markets_leaving_not_ready: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapPriority:
    question: str
    level: int | None
    target: int
    priority: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    status: Status
    coverage: Fraction
    dont_know_share: Fraction
    rated_principles: int
    principles_in_scope: int
    overall: Overall | None
    principles: Mapping[str, UnitScore]  # every principle, in official order
    genai: UnitScore | None
    cross_border: UnitScore | None
    markets: Mapping[str, MarketReadiness]  # those in scope, in the edition's order
