"""The sums of all principles together, taken from the answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from frameworks.definition import TOP_LEVEL
from scorecard.reports.viewmodel.reading import Numbers, Reading
from scorecard.reports.viewmodel.unit_work import UnitWork
from scorecard.scoring.constants import ceiling, level_of


@dataclass(frozen=True)
class OverallWork:
    """All principles of one result, each worked through."""

    reading: Reading

    @property
    def numbers(self) -> Numbers | None:
        overall: Numbers | None = self.reading.document["overall"]
        return overall

    @cached_property
    def principles(self) -> tuple[UnitWork, ...]:
        return tuple(UnitWork(self.reading, key) for key in self.reading.document["principles"])

    @cached_property
    def in_scope(self) -> tuple[UnitWork, ...]:
        return tuple(work for work in self.principles if work.numbers["in_scope"])

    @cached_property
    def rated(self) -> tuple[UnitWork, ...]:
        return tuple(work for work in self.in_scope if work.numbers["rated"])

    @cached_property
    def scores(self) -> tuple[Fraction, ...]:
        return tuple(work.held for work in self.rated if work.held is not None)

    @cached_property
    def cap(self) -> int:
        return cap_of(self.scores)

    def pooled(self, part: str) -> int:
        return sum(getattr(work.tally, part) for work in self.in_scope)


def cap_of(scores: Iterable[Fraction]) -> int:
    """One level above the lowest."""
    return min(level_of(min(scores)) + 1, TOP_LEVEL)


def mean_of(values: tuple[Fraction, ...]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def step_of(work: UnitWork, key: str) -> Fraction:
    """What a rated unit's `high` or `evidenced` amounts to."""
    tally = work.tally
    if key == "high":
        index = work.share(tally.earned + TOP_LEVEL * tally.open) or Fraction(0)
        return min(index, Fraction(ceiling(work.high_cap)))
    return min(work.share(tally.supported) or Fraction(0), work.held or Fraction(0))
