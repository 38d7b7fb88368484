"""Score one set of answers against one edition."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from frameworks.definition import CROSS_BORDER, TOP_LEVEL, Edition, Question
from scorecard.scoring.applicability import visible_questions
from scorecard.scoring.constants import (
    FINAL_COVERAGE,
    FINAL_DONT_KNOW_SHARE,
    GENAI,
    PROVISIONAL_COVERAGE,
    PROVISIONAL_RATED,
    ceiling,
    level_of,
)
from scorecard.scoring.readiness import applicable_answers, market_readiness
from scorecard.scoring.types import Answers, Overall, Scorecard, Status, UnitScore
from scorecard.scoring.units import Tally, Unit, mean, measure, share
from scorecard.scoring.validation import refuse_impossible


def score(edition: Edition, answers: Answers, *, only: Collection[str] | None = None) -> Scorecard:
    """Return the whole scorecard, exact; with `only`, no other markets than these.

    Don't know and blank earn nothing but keep the range open; not applicable
    leaves the sums; a hidden question is never scored. Impossible input raises
    ValueError. `docs/method.md` has every rule.
    """
    visible = visible_questions(edition, answers)
    scorecard = _without_markets(edition, answers, visible)
    given = applicable_answers(visible, answers)
    markets = {
        market.code: market_readiness(
            market,
            answers,
            given=given,
            result=scorecard.status,
            principles=scorecard.principles,
        )
        for market in edition.markets
        if market.code in answers.markets and (only is None or market.code in only)
    }
    return replace(scorecard, markets=markets)


def score_without_markets(edition: Edition, answers: Answers) -> Scorecard:
    """The same with no market in it: all that a list of assessments shows."""
    return _without_markets(edition, answers, visible_questions(edition, answers))


def _without_markets(
    edition: Edition, answers: Answers, visible: Mapping[str, tuple[Question, ...]]
) -> Scorecard:
    refuse_impossible(edition, answers)
    units = {key: measure(asked, answers.responses) for key, asked in visible.items()}
    core = {principle.key: units[principle.key] for principle in edition.principles}
    principles = {key: unit.score for key, unit in core.items()}
    status = result_status(core)
    coverage, dont_know_share = pooled_shares(core)
    genai, cross_border = units.get(GENAI), units.get(CROSS_BORDER)
    return Scorecard(
        status=status,
        coverage=coverage,
        dont_know_share=dont_know_share,
        rated_principles=sum(principle.rated for principle in principles.values()),
        principles_in_scope=sum(principle.in_scope for principle in principles.values()),
        overall=None if status == "INSUFFICIENT" else _overall(principles.values()),
        principles=principles,
        genai=genai.score if genai else None,
        cross_border=cross_border.score if cross_border else None,
        markets={},
    )


def result_status(core: Mapping[str, Unit]) -> Status:
    """FINAL, PROVISIONAL, or INSUFFICIENT: then there is no overall number."""
    rated = sum(unit.score.rated for unit in core.values())
    in_scope = sum(unit.score.in_scope for unit in core.values())
    if not rated:
        return "INSUFFICIENT"
    coverage, dont_know_share = pooled_shares(core)
    complete = coverage >= FINAL_COVERAGE and dont_know_share <= FINAL_DONT_KNOW_SHARE
    if complete and rated == in_scope:
        return "FINAL"
    enough = coverage >= PROVISIONAL_COVERAGE and rated >= min(PROVISIONAL_RATED, in_scope)
    return "PROVISIONAL" if enough else "INSUFFICIENT"


def pooled_shares(core: Mapping[str, Unit]) -> tuple[Fraction, Fraction]:
    """Coverage of all visible core questions, and don't know of all applicable ones."""
    tallies: list[Tally] = [unit.tally for unit in core.values()]
    answered = sum(tally.answered for tally in tallies)
    visible = sum(tally.visible for tally in tallies)
    dont_know = sum(tally.dont_know for tally in tallies)
    applicable = sum(tally.applicable for tally in tallies)
    return share(answered, visible), share(dont_know, applicable)


def overall_score(principles: Iterable[UnitScore]) -> Fraction:
    """min(mean of the rated scores, U(lowest level + 1))."""
    scores = [p.score for p in principles if p.score is not None]
    return _held(mean(scores), min(scores))


def _overall(principles: Iterable[UnitScore]) -> Overall:
    rated = [principle for principle in principles if principle.rated]
    scores = [p.score for p in rated if p.score is not None]
    highs = [p.high for p in rated if p.high is not None]
    mean_of_raw = mean(p.raw for p in rated if p.raw is not None)
    evidence_share = mean(p.evidence_share for p in rated if p.evidence_share is not None)
    value = overall_score(rated)
    return Overall(
        mean=mean(scores),
        mean_of_raw=mean_of_raw,
        score=value,
        high=_held(mean(highs), min(highs)),
        level=level_of(value),
        cap=_cap(min(scores)),
        evidenced=mean(p.evidenced for p in rated if p.evidenced is not None),
        confidence=100 * evidence_share / mean_of_raw if mean_of_raw else None,
    )


def _held(average: Fraction, lowest: Fraction) -> Fraction:
    """Hold a mean to the ceiling that the lowest score's level sets."""
    return min(average, Fraction(ceiling(_cap(lowest))))


def _cap(lowest: Fraction) -> int:
    return min(level_of(lowest) + 1, TOP_LEVEL)
