"""What would raise the scorecard most: next best steps and the priorities of an action plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from frameworks.definition import TOP_LEVEL, Edition, Market, Question
from scorecard.scoring.applicability import visible_questions
from scorecard.scoring.constants import LEAST_TARGET
from scorecard.scoring.engine import overall_score, result_status
from scorecard.scoring.readiness import (
    Duty,
    applicable_answers,
    claims_of,
    duty_of,
    market_status,
)
from scorecard.scoring.types import (
    NOT_APPLICABLE,
    Answer,
    Answers,
    GapPriority,
    MarketStatus,
    NextStep,
    Scorecard,
)
from scorecard.scoring.units import Unit, level_given, measure


def next_steps(edition: Edition, answers: Answers, scorecard: Scorecard) -> tuple[NextStep, ...]:
    """Every visible, applicable answer below the top, raised one step; the best first.

    Don't know and blank are raised to 1. Only what a step touches is scored
    again. A change is None where there is no number before or after.
    """
    board = _Board.lay_out(edition, answers, scorecard)
    found = [
        (board.step(unit, question), question)
        for unit, asked in board.visible.items()
        for question in asked
        if _can_rise(answers.responses.get(question.id))
    ]
    return tuple(step for step, _ in sorted(found, key=lambda pair: _rank(*pair)))


def gap_priorities(
    edition: Edition, answers: Answers, scorecard: Scorecard
) -> tuple[GapPriority, ...]:
    """Answers below target by weight x ((1 + gap)^2 - 1), the highest first.

    The target is the highest floor of the question's principle among the markets
    in scope, and at least 3. Don't know and blank count as level 0.
    """
    found = []
    for asked in visible_questions(edition, answers).values():
        for question in asked:
            answer = answers.responses.get(question.id)
            floors = (m.floors.get(question.principle, 0) for m in scorecard.markets.values())
            target = max(LEAST_TARGET, *floors, 0)
            level = level_given(answer)
            gap = target - (level or 0)
            if gap > 0 and not _is_not_applicable(answer):
                priority = question.weight * ((1 + gap) ** 2 - 1)
                found.append(
                    GapPriority(question=question.id, level=level, target=target, priority=priority)
                )
    return tuple(sorted(found, key=lambda gap: (-gap.priority, gap.question)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Board:
    """What stays the same while single answers are raised and put back."""

    answers: Answers
    scorecard: Scorecard
    visible: Mapping[str, tuple[Question, ...]]
    core: Mapping[str, Unit]
    others: Mapping[str, Unit]
    duties: tuple[tuple[Market, Duty], ...]

    @classmethod
    def lay_out(cls, edition: Edition, answers: Answers, scorecard: Scorecard) -> _Board:
        visible = visible_questions(edition, answers)
        units = {key: measure(asked, answers.responses) for key, asked in visible.items()}
        core = {principle.key: units.pop(principle.key) for principle in edition.principles}
        given = applicable_answers(visible, answers)
        markets = [m for m in edition.markets if m.code in scorecard.markets]
        return cls(
            answers=answers,
            scorecard=scorecard,
            visible=visible,
            core=core,
            others=units,
            duties=tuple((m, duty_of(m, claims_of(m, answers, given))) for m in markets),
        )

    def step(self, unit: str, question: Question) -> NextStep:
        before = self.answers.responses.get(question.id)
        level = level_given(before)
        raised = Answer(1 if level is None else level + 1, before.evidence if before else 0)
        responses = {**self.answers.responses, question.id: raised}
        remeasured = measure(self.visible[unit], responses)
        core = {**self.core, unit: remeasured} if unit in self.core else self.core
        old = self.core.get(unit) or self.others[unit]
        statuses = self._statuses(question, raised, core)
        moved = [
            (code, self.scorecard.markets[code].status, status) for code, status in statuses.items()
        ]
        return NextStep(
            question=question.id,
            before=level,
            after=level_given(raised) or 1,
            delta_overall=self._overall_change(core),
            delta_unit=_change(old.score.score, remeasured.score.score),
            markets_newly_ready=tuple(c for c, a, b in moved if b == "READY" and a != b),
            markets_leaving_not_ready=tuple(c for c, a, b in moved if a == "NOT_READY" and a != b),
        )

    def _overall_change(self, core: Mapping[str, Unit]) -> Fraction | None:
        overall = self.scorecard.overall
        if overall is None or result_status(core) == "INSUFFICIENT":
            return None
        if core is self.core:
            return Fraction(0)
        return overall_score(unit.score for unit in core.values()) - overall.score

    def _statuses(
        self, question: Question, raised: Answer, core: Mapping[str, Unit]
    ) -> Mapping[str, MarketStatus]:
        principles = {key: unit.score for key, unit in core.items()}
        result = result_status(core)
        return {
            market.code: market_status(
                self._duty(market, duty, question, raised),
                result=result,
                principles=principles,
                floors=self.scorecard.markets[market.code].floors,
            )
            for market, duty in self.duties
        }

    def _duty(self, market: Market, duty: Duty, question: Question, raised: Answer) -> Duty:
        """The duty with the answer raised; only a derived obligation can change it."""
        if not any(question.id in obligation.questions for obligation in market.obligations):
            return duty
        given = {**applicable_answers(self.visible, self.answers), question.id: raised}
        return duty_of(market, claims_of(market, self.answers, given))


def _rank(step: NextStep, question: Question) -> tuple[object, ...]:
    """Markets leaving NOT READY, becoming READY, changes, weight; then the id."""
    return (
        -len(step.markets_leaving_not_ready),
        -len(step.markets_newly_ready),
        -(step.delta_overall or Fraction(0)),
        -(step.delta_unit or Fraction(0)),
        -question.weight,
        question.id,
    )


def _change(before: Fraction | None, after: Fraction | None) -> Fraction | None:
    return None if before is None or after is None else after - before


def _can_rise(answer: Answer | None) -> bool:
    return not _is_not_applicable(answer) and level_given(answer) != TOP_LEVEL


def _is_not_applicable(answer: Answer | None) -> bool:
    return answer is not None and answer.value is NOT_APPLICABLE
