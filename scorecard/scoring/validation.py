"""What no form lets through. Meeting it here is our bug, so it raises."""

from __future__ import annotations

from typing import get_args

from frameworks.definition import DERIVED_FACTS, TOP_LEVEL, Edition, Question
from scorecard.scoring.constants import SUPPORTED_LEVEL
from scorecard.scoring.types import (
    NOT_APPLICABLE,
    Answer,
    Answers,
    Declaration,
    ObligationState,
    Special,
)

_STATES = frozenset(get_args(ObligationState))


def refuse_impossible(edition: Edition, answers: Answers) -> None:
    """Raise ValueError on anything the edition cannot have asked or been told."""
    _refuse_facts(edition, answers)
    _refuse_markets(edition, answers)
    for key, answer in answers.responses.items():
        question = edition.question_by_id.get(key)
        if question is None:
            raise ValueError(f"answer to {key!r}, which edition {edition.label} does not ask")
        _refuse_answer(question, answer)
    for key, declaration in answers.obligations.items():
        _refuse_declaration(edition, key, declaration)


def _refuse_facts(edition: Edition, answers: Answers) -> None:
    known = {fact.key for fact in edition.facts}
    for key, value in answers.facts.items():
        if key in DERIVED_FACTS:
            raise ValueError(f"the fact {key!r} is derived and cannot be given")
        if key not in known:
            raise ValueError(f"the fact {key!r} is not one of edition {edition.label}")
        if value is not None and not isinstance(value, bool):
            raise ValueError(f"the fact {key!r} is {value!r}, which is not true, false or None")


def _refuse_markets(edition: Edition, answers: Answers) -> None:
    if len(set(answers.markets)) < len(answers.markets):
        raise ValueError("a market is named twice")
    for code in answers.markets:
        market = edition.market_by_code.get(code)
        if market is None:
            raise ValueError(f"the market {code!r} is not one of edition {edition.label}")
        if market.is_draft:
            raise ValueError(f"the market {code!r} is a draft, and drafts are not scored")


def _refuse_answer(question: Question, answer: Answer) -> None:
    value = answer.value
    if value is NOT_APPLICABLE and question.critical:
        raise ValueError(f"{question.id} is critical, so it cannot be not applicable")
    if not isinstance(value, Special) and (type(value) is not int or not 0 <= value <= TOP_LEVEL):
        raise ValueError(f"{question.id} has the level {value!r}, which is not 0 to {TOP_LEVEL}")
    grade = answer.evidence
    if type(grade) is not int or not 0 <= grade < len(SUPPORTED_LEVEL):
        raise ValueError(f"{question.id} has the evidence grade {grade!r}, which is not 0 to 3")


def _refuse_declaration(edition: Edition, key: str, declaration: Declaration) -> None:
    obligation = edition.obligation_by_id.get(key)
    if obligation is None:
        raise ValueError(f"a declaration on {key!r}, which edition {edition.label} does not hold")
    if obligation.is_derived:
        raise ValueError(f"{key} follows from answers and cannot be declared")
    if declaration.state not in _STATES:
        raise ValueError(f"{key} has the state {declaration.state!r}, which does not exist")
