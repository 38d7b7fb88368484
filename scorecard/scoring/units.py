"""The score of one unit: a principle, or the GenAI or cross-border questions together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from frameworks.definition import TOP_LEVEL, Question
from scorecard.scoring.constants import (
    RATED_COVERAGE,
    RATED_NA_SHARE,
    SUPPORTED_LEVEL,
    ceiling,
    level_of,
)
from scorecard.scoring.types import DONT_KNOW, NOT_APPLICABLE, Answer, UnitScore

OUT_OF_SCOPE = UnitScore(
    in_scope=False,
    rated=False,
    raw=None,
    high=None,
    high_level=None,
    score=None,
    level=None,
    cap=None,
    blockers=(),
    coverage=None,
    na_share=None,
    evidence_share=None,
    evidenced=None,
    confidence=None,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Sums of weights over the visible questions of a unit; whole numbers.

    `earned` and `supported` are weight x level, the second with each level held
    to what its evidence supports.
    """

    visible: int = 0
    answered: int = 0
    not_applicable: int = 0
    dont_know: int = 0
    earned: int = 0
    supported: int = 0

    @property
    def applicable(self) -> int:
        return self.visible - self.not_applicable

    @property
    def possible(self) -> int:
        """What `earned` would be with every applicable answer at the top level."""
        return self.applicable * TOP_LEVEL

    @property
    def open(self) -> int:
        """The weight of don't know and blank."""
        return self.visible - self.answered + self.dont_know


@dataclass(frozen=True, slots=True)
class Unit:
    tally: Tally
    score: UnitScore


def measure(questions: Sequence[Question], responses: Mapping[str, Answer]) -> Unit:
    """Score the visible questions of one unit."""
    tally = tally_up(questions, responses)
    if not questions:
        return Unit(tally, OUT_OF_SCOPE)
    cap, high_cap, blockers = critical_caps(questions, responses)
    coverage = share(tally.answered, tally.visible)
    na_share = share(tally.not_applicable, tally.visible)
    rated = na_share <= RATED_NA_SHARE and coverage >= RATED_COVERAGE
    raw = _index(tally.earned, tally)
    held = _held(raw, cap)
    high = _held(_index(tally.earned + TOP_LEVEL * tally.open, tally), high_cap)
    evidence_share = _index(tally.supported, tally)
    score = held if rated else None
    unit_score = UnitScore(
        in_scope=True,
        rated=rated,
        raw=raw,
        high=high,
        high_level=None if high is None else level_of(high),
        score=score,
        level=None if score is None else level_of(score),
        cap=cap,
        blockers=blockers,
        coverage=coverage,
        na_share=na_share,
        evidence_share=evidence_share,
        evidenced=None if evidence_share is None or held is None else min(evidence_share, held),
        confidence=Fraction(100 * tally.supported, tally.earned) if tally.earned else None,
    )
    return Unit(tally, unit_score)


def tally_up(questions: Iterable[Question], responses: Mapping[str, Answer]) -> Tally:
    """Add up the weights of questions by what was answered to them."""
    visible = answered = not_applicable = dont_know = earned = supported = 0
    for question in questions:
        weight = question.weight
        visible += weight
        answer = responses.get(question.id)
        if answer is None:
            continue
        answered += weight
        value = answer.value
        if value is NOT_APPLICABLE:
            not_applicable += weight
        elif value is DONT_KNOW:
            dont_know += weight
        elif isinstance(value, int):
            earned += weight * value
            supported += weight * min(value, SUPPORTED_LEVEL[answer.evidence])
    return Tally(
        visible=visible,
        answered=answered,
        not_applicable=not_applicable,
        dont_know=dont_know,
        earned=earned,
        supported=supported,
    )


def critical_caps(
    questions: Iterable[Question], responses: Mapping[str, Answer]
) -> tuple[int, int, tuple[str, ...]]:
    """The critical cap, the cap if every open answer were at the top, and the blocking controls.

    c = min over critical questions of (level + 1), at most 4; open answers count as level 0.
    """
    levels = {
        question.id: level_given(responses.get(question.id))
        for question in questions
        if question.critical
    }
    cap = min([TOP_LEVEL, *(((level or 0) + 1) for level in levels.values())])
    high_cap = min([TOP_LEVEL, *(level + 1 for level in levels.values() if level is not None)])
    if cap == TOP_LEVEL:
        return cap, high_cap, ()
    return cap, high_cap, tuple(key for key, level in levels.items() if (level or 0) + 1 == cap)


def level_given(answer: Answer | None) -> int | None:
    """The level of an answer; None for blank and don't know."""
    return None if answer is None else answer.level


def share(part: int, whole: int) -> Fraction:
    """100 x part / whole, and 0 of nothing."""
    return Fraction(100 * part, whole) if whole else Fraction(0)


def mean(values: Iterable[Fraction]) -> Fraction:
    """The exact mean, added up over one common denominator: several times quicker."""
    numbers = tuple(values)
    common = lcm(*(number.denominator for number in numbers))
    total = sum(number.numerator * (common // number.denominator) for number in numbers)
    return Fraction(total, common * len(numbers))


def _held(index: Fraction | None, cap: int) -> Fraction | None:
    """min(index, U(cap)); no index is above U(4)."""
    if index is None or cap == TOP_LEVEL:
        return index
    return min(index, Fraction(ceiling(cap)))


def _index(earned: int, tally: Tally) -> Fraction | None:
    """100 x earned / possible; None where no answer is applicable."""
    return Fraction(100 * earned, tally.possible) if tally.possible else None
