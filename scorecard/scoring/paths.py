"""The path to READY: the steps that would bring one market there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from frameworks.definition import TOP_LEVEL, Edition, Obligation, Question
from scorecard.scoring.applicability import visible_questions
from scorecard.scoring.constants import LEVEL_STEP, ceiling
from scorecard.scoring.readiness import applicable_answers
from scorecard.scoring.types import Answers, MarketReadiness, PathStep, Scorecard
from scorecard.scoring.units import level_given


def path_to_ready(
    edition: Edition, answers: Answers, scorecard: Scorecard, market_code: str
) -> tuple[PathStep, ...]:
    """Obligations first, each to met; then principles below their floor, in official order.

    Voluntary obligations never hold a market back, so they are not on the path.
    The path leads to READY where every principle in scope is rated and no
    obligation hangs on an unknown fact; blanks that keep one unrated come on top.
    """
    readiness = scorecard.markets[market_code]
    visible = visible_questions(edition, answers)
    given = applicable_answers(visible, answers)
    climb = _Climb(before={key: level_given(answer) for key, answer in given.items()})
    for obligation in edition.market_by_code[market_code].obligations:
        if _is_missing(obligation, readiness):
            climb.meet(obligation, readiness)
    for principle in edition.principles:
        asked = [question for question in visible[principle.key] if question.id in given]
        climb.reach(asked, readiness.floors.get(principle.key, 0) * LEVEL_STEP)
    return climb.steps


@dataclass(slots=True)
class _Climb:
    """Raises answers step by step and keeps one merged step for each question."""

    before: dict[str, int | None]  # the level of each applicable answer; None: blank, don't know
    now: dict[str, int] = field(default_factory=dict)
    taken: dict[str, PathStep] = field(default_factory=dict)

    @property
    def steps(self) -> tuple[PathStep, ...]:
        return tuple(self.taken.values())

    def meet(self, obligation: Obligation, readiness: MarketReadiness) -> None:
        """Declare it met, or raise the questions it is derived from."""
        if not obligation.is_derived:
            self.taken[obligation.id] = PathStep(
                question=None,
                obligation=obligation.id,
                before=readiness.obligations[obligation.id],
                after="met",
            )
            return
        required = obligation.required_level or 0
        for key in obligation.questions:
            if key in self.before and self._level(key) < required:
                self._raise(key, required)

    def reach(self, asked: Sequence[Question], target: int) -> None:
        """Raise one answer at a time until the principle's score is the target."""
        while (question := self._next(asked, target)) is not None:
            self._raise(question.id, self._level(question.id) + 1)

    def _next(self, asked: Sequence[Question], target: int) -> Question | None:
        """The first blocking control while the cap holds, else the heaviest, then the lowest.

        Where U(c) < target the cap holds. Otherwise a score below the target is
        the raw index itself, so raw > U(c) never needs asking.
        """
        if not asked:
            return None
        critical = [question for question in asked if question.critical]
        cap = min([TOP_LEVEL, *(self._level(question.id) + 1 for question in critical)])
        if ceiling(cap) < target:
            return next(q for q in critical if self._level(q.id) + 1 == cap)
        earned = sum(question.weight * self._level(question.id) for question in asked)
        possible = sum(question.weight for question in asked) * TOP_LEVEL
        if 100 * earned >= target * possible:
            return None
        low = [question for question in asked if self._level(question.id) < TOP_LEVEL]
        return min(low, key=lambda q: (-q.weight, self._level(q.id), q.id))

    def _level(self, key: str) -> int:
        return self.now.get(key, self.before[key] or 0)

    def _raise(self, key: str, level: int) -> None:
        self.now[key] = level
        self.taken[key] = PathStep(
            question=key, obligation=None, before=self.before[key], after=level
        )


def _is_missing(obligation: Obligation, readiness: MarketReadiness) -> bool:
    """A binding one that is not met, or whose not applicable nobody accepted."""
    state = readiness.obligations.get(obligation.id, "met")
    if state == "not_applicable":
        return obligation.id in readiness.unaccepted
    return obligation.force == "binding" and state != "met"
