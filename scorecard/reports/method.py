"""What the method page says: every number of the method, read from the engine's constants.

Templates type no number; a changed constant changes the page.
"""
# ruff: noqa: RUF001  # formulas are written with their own signs

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from frameworks.definition import TOP_LEVEL, Edition, Level
from scorecard.reports.viewmodel.words import FORCE_WORDS, MINUS, OBLIGATION_MARKS
from scorecard.scoring import constants

HALVES = {Fraction(1, 2): "½"}


@dataclass(frozen=True, slots=True)
class Band:
    """The scores that make a level, and the highest one a critical control at it allows."""

    level: Level
    lowest: int
    below: int | None  # the top level has no end
    cap: int
    ceiling: int


@dataclass(frozen=True, slots=True)
class EvidenceGrade:
    number: int
    name: str
    level: int  # up to which it supports an answer
    level_name: str


@dataclass(frozen=True, slots=True)
class Weight:
    weight: int
    questions: int
    critical: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A word of the method, and what it counts."""

    name: str
    counts: str


@dataclass(frozen=True, kw_only=True)
class Method:
    name: str
    schema: str
    scale: int  # the highest score there is
    top: int  # the highest level
    step: int  # points a level spans
    bands: tuple[Band, ...]
    grades: tuple[EvidenceGrade, ...]
    weights: tuple[Weight, ...]
    questions: int
    critical: int
    rated_coverage: int
    rated_na_share: int
    final_coverage: int
    final_dont_know_share: int
    provisional_coverage: int
    provisional_rated: int
    duties: tuple[Pair, ...]
    credits: tuple[Pair, ...]
    least_target: Level
    least_target_number: int
    stale_after_days: int
    priority: str = f"weight × ((1 + gap)² {MINUS} 1)"


def method_of(edition: Edition) -> Method:
    """The method as it stands, with the names that this edition gives its levels."""
    return Method(
        name=constants.METHOD,
        schema=constants.SCHEMA,
        scale=constants.CEILINGS[-1],
        top=TOP_LEVEL,
        step=constants.LEVEL_STEP,
        bands=_bands(edition),
        grades=_grades(edition),
        weights=_weights(edition),
        questions=len(edition.questions),
        critical=sum(question.critical for question in edition.questions),
        rated_coverage=constants.RATED_COVERAGE,
        rated_na_share=constants.RATED_NA_SHARE,
        final_coverage=constants.FINAL_COVERAGE,
        final_dont_know_share=constants.FINAL_DONT_KNOW_SHARE,
        provisional_coverage=constants.PROVISIONAL_COVERAGE,
        provisional_rated=constants.PROVISIONAL_RATED,
        duties=tuple(
            Pair(FORCE_WORDS[force], str(weight))
            for force, weight in constants.OBLIGATION_WEIGHT.items()
        ),
        credits=_credits(),
        least_target=edition.levels[constants.LEAST_TARGET],
        least_target_number=constants.LEAST_TARGET,
        stale_after_days=constants.STALE_AFTER_DAYS,
    )


def _bands(edition: Edition) -> tuple[Band, ...]:
    """A control at level n gives the cap n + 1, at most the top level."""
    step = constants.LEVEL_STEP
    caps = [min(number + 1, TOP_LEVEL) for number in range(len(edition.levels))]
    return tuple(
        Band(
            level,
            number * step,
            None if number == TOP_LEVEL else (number + 1) * step,
            cap,
            constants.CEILINGS[cap - 1],
        )
        for number, (level, cap) in enumerate(zip(edition.levels, caps, strict=True))
    )


def _grades(edition: Edition) -> tuple[EvidenceGrade, ...]:
    return tuple(
        EvidenceGrade(number, name, level, edition.levels[level].name)
        for number, (name, level) in enumerate(
            zip(constants.EVIDENCE_WORDS, constants.SUPPORTED_LEVEL, strict=True)
        )
    )


def _weights(edition: Edition) -> tuple[Weight, ...]:
    """The heaviest first."""
    asked = Counter(question.weight for question in edition.questions)
    critical = Counter(question.weight for question in edition.questions if question.critical)
    return tuple(
        Weight(weight, asked[weight], critical[weight]) for weight in sorted(asked, reverse=True)
    )


def _credits() -> tuple[Pair, ...]:
    full = constants.OBLIGATION_CREDIT["met"]
    return tuple(
        Pair(OBLIGATION_MARKS[state].word, _in_words(Fraction(credit, full)))
        for state, credit in constants.OBLIGATION_CREDIT.items()
    )


def _in_words(part: Fraction) -> str:
    return HALVES.get(part, str(part))
