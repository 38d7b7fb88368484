"""The sums of one unit, taken from its answers: what a worked example is worked with."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from frameworks.definition import TOP_LEVEL, Question
from scorecard.reports.viewmodel.reading import Numbers, Reading
from scorecard.scoring.constants import ceiling
from scorecard.scoring.types import DONT_KNOW, NOT_APPLICABLE, Answer
from scorecard.scoring.units import Tally, tally_up


@dataclass(frozen=True)
class UnitWork:
    """The sums of one unit, taken from its questions and answers, and what they arrive at."""

    reading: Reading
    key: str

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return self.reading.asked[self.key]

    @cached_property
    def tally(self) -> Tally:
        return tally_up(self.questions, self.reading.responses)

    @property
    def numbers(self) -> Numbers:
        return self.reading.units[self.key]

    @property
    def name(self) -> str:
        return self.reading.unit_name(self.key)

    def answer(self, question: Question) -> Answer | None:
        return self.reading.responses.get(question.id)

    def level(self, question: Question) -> int:
        answer = self.answer(question)
        return (answer.level if answer else None) or 0

    @cached_property
    def applicable(self) -> tuple[Question, ...]:
        return tuple(q for q in self.questions if not is_not_applicable(self.answer(q)))

    @cached_property
    def critical(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.critical)

    @cached_property
    def cap(self) -> int:
        return min([TOP_LEVEL, *(self.level(question) + 1 for question in self.critical)])

    @cached_property
    def high_cap(self) -> int:
        known = [q for q in self.critical if not is_open(self.answer(q))]
        return min([TOP_LEVEL, *(self.level(question) + 1 for question in known)])

    def share(self, earned: int) -> Fraction | None:
        possible = self.tally.possible
        return Fraction(100 * earned, possible) if possible else None

    @property
    def raw(self) -> Fraction | None:
        return self.share(self.tally.earned)

    @property
    def held(self) -> Fraction | None:
        return None if self.raw is None else min(self.raw, Fraction(ceiling(self.cap)))


def is_not_applicable(answer: Answer | None) -> bool:
    return answer is not None and answer.value is NOT_APPLICABLE


def is_open(answer: Answer | None) -> bool:
    """Blank or don't know: nothing yet, and everything still possible."""
    return answer is None or answer.value is DONT_KNOW
