"""Where an organisation stands in one market, against our profile of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from frameworks.definition import Market, Obligation, Question
from scorecard.scoring.applicability import applicable_obligations, market_facts
from scorecard.scoring.constants import LEVEL_STEP, OBLIGATION_CREDIT, OBLIGATION_WEIGHT
from scorecard.scoring.types import (
    NOT_APPLICABLE,
    Answer,
    Answers,
    Declaration,
    MarketReadiness,
    MarketStatus,
    ObligationState,
    Status,
    UnitScore,
)
from scorecard.scoring.units import mean

# How far the obligations hold a market back, whatever the principles score.
Duty = Literal["unmet", "unknown", "open", "clear"]


@dataclass(frozen=True, slots=True)
class Claims:
    """The state of each obligation of a market that applies or may apply."""

    states: Mapping[str, ObligationState]
    may_apply: tuple[str, ...]
    unaccepted: tuple[str, ...]
    prepare: tuple[str, ...]


def market_readiness(
    market: Market,
    answers: Answers,
    *,
    given: Mapping[str, Answer | None],
    result: Status,
    principles: Mapping[str, UnitScore],
) -> MarketReadiness:
    """Measure the answers against a market's obligations and floors.

    `given` is what `applicable_answers` returns: the same for each market.
    """
    claims = claims_of(market, answers, given)
    floors = floors_of(market, answers)
    gaps = _gaps(floors, principles)
    obligation_fit = _obligation_fit(market, claims)
    baseline_fit = _baseline_fit(floors, principles, gaps)
    duty = duty_of(market, claims)
    return MarketReadiness(
        status=market_status(duty, result=result, principles=principles, floors=floors),
        readiness=min(
            (fit for fit in (obligation_fit, baseline_fit) if fit is not None), default=None
        ),
        obligation_fit=obligation_fit,
        baseline_fit=baseline_fit,
        floors=floors,
        gaps=gaps,
        obligations=claims.states,
        may_apply=claims.may_apply,
        unaccepted=claims.unaccepted,
        prepare=claims.prepare,
    )


def market_status(
    duty: Duty,
    *,
    result: Status,
    principles: Mapping[str, UnitScore],
    floors: Mapping[str, int],
) -> MarketStatus:
    """INSUFFICIENT_INFORMATION, NOT_READY, CONDITIONAL or READY, asked in this order."""
    unrated = any(p.in_scope and not p.rated for p in principles.values())
    if result == "INSUFFICIENT" or unrated or duty == "unknown":
        return "INSUFFICIENT_INFORMATION"
    if duty == "unmet":
        return "NOT_READY"
    levels = ((principles[key].level, floor) for key, floor in floors.items())
    below = any(level is not None and level < floor for level, floor in levels)
    return "CONDITIONAL" if below or duty == "open" else "READY"


def floors_of(market: Market, answers: Answers) -> Mapping[str, int]:
    """Each principle's floor level, raised by the uplifts whose fact is true."""
    facts = market_facts(market, answers)
    floors = {key: floor.floor for key, floor in market.floors.items()}
    for uplift in market.uplifts:
        if facts.get(uplift.fact) is True:
            floors[uplift.principle] = max(floors.get(uplift.principle, 0), uplift.floor)
    return floors


def applicable_answers(
    visible: Mapping[str, tuple[Question, ...]], answers: Answers
) -> Mapping[str, Answer | None]:
    """Answers to visible questions, None for a blank, those not applicable left out."""
    given = {q.id: answers.responses.get(q.id) for asked in visible.values() for q in asked}
    return {
        key: answer
        for key, answer in given.items()
        if answer is None or answer.value is not NOT_APPLICABLE
    }


def claims_of(market: Market, answers: Answers, given: Mapping[str, Answer | None]) -> Claims:
    """The state of every obligation that applies or may apply; emerging ones apart."""
    states: dict[str, ObligationState] = {}
    may_apply, unaccepted, prepare = [], [], []
    for applicable in applicable_obligations(market, answers):
        obligation = applicable.obligation
        if obligation.force == "emerging":
            prepare.append(obligation.id)
            continue
        declaration = answers.obligations.get(obligation.id, _UNANSWERED)
        if applicable.may_apply:
            may_apply.append(obligation.id)
            states[obligation.id] = "unknown"
        elif obligation.is_derived:
            states[obligation.id] = _derived_state(obligation, given)
        else:
            states[obligation.id] = declaration.state
            claimed = declaration.state == "not_applicable" and not declaration.accepted
            if claimed and obligation.may_block:
                unaccepted.append(obligation.id)
    return Claims(states, tuple(may_apply), tuple(unaccepted), tuple(prepare))


def duty_of(market: Market, claims: Claims) -> Duty:
    """What the obligations alone say: unmet before unknown, unknown before open."""
    states = [(o, claims.states[o.id]) for o in market.obligations if o.id in claims.states]
    blocking = {state for obligation, state in states if obligation.may_block}
    if "unmet" in blocking:
        return "unmet"
    if "unknown" in blocking:
        return "unknown"
    binding = {state for obligation, state in states if obligation.force == "binding"}
    is_open = binding & {"partial", "unmet", "unknown"} or claims.unaccepted
    return "open" if is_open else "clear"


_UNANSWERED = Declaration("unknown")


def _derived_state(obligation: Obligation, given: Mapping[str, Answer | None]) -> ObligationState:
    """By the lowest mapped answer: met at the required level, partly met one level below."""
    mapped = [given[key] for key in obligation.questions if key in given]
    if not mapped:
        return "unknown" if obligation.force == "binding" else "not_applicable"
    levels = [answer.level for answer in mapped if answer is not None and answer.level is not None]
    if len(levels) < len(mapped):
        return "unknown"
    lowest, required = min(levels), obligation.required_level or 0
    if lowest >= required:
        return "met"
    return "partial" if lowest == required - 1 and lowest >= 1 else "unmet"


def _obligation_fit(market: Market, claims: Claims) -> Fraction | None:
    """100 x sum(u x credit) / sum(u) over what applies; None where nothing does."""
    earned = possible = 0
    for obligation in market.obligations:
        credit = OBLIGATION_CREDIT.get(claims.states.get(obligation.id, "not_applicable"))
        if credit is not None:
            weight = OBLIGATION_WEIGHT[obligation.force]
            earned += weight * credit
            possible += weight * OBLIGATION_CREDIT["met"]
    return Fraction(100 * earned, possible) if possible else None


def _gaps(floors: Mapping[str, int], principles: Mapping[str, UnitScore]) -> Mapping[str, Fraction]:
    """T - score of the rated principles below their floor."""
    return {
        key: floors[key] * LEVEL_STEP - principle.score
        for key, principle in principles.items()
        if principle.score is not None and (principle.level or 0) < floors.get(key, 0)
    }


def _baseline_fit(
    floors: Mapping[str, int],
    principles: Mapping[str, UnitScore],
    gaps: Mapping[str, Fraction],
) -> Fraction | None:
    """100 x mean of min(1, score / T) over rated principles with a floor above 0.

    score / T is 1 - gap / T, so only those below their floor need a fraction.
    """
    measured = sum(p.rated and floors.get(key, 0) > 0 for key, p in principles.items())
    if not gaps:
        return Fraction(100) if measured else None
    missing = mean(gap / (floors[key] * LEVEL_STEP) for key, gap in gaps.items())
    return 100 - 100 * missing * len(gaps) / measured
