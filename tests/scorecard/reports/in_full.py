"""The shipped edition with ten markets, and generated answers to all of it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import get_args

from django.conf import settings

from frameworks.definition import Edition, Question
from frameworks.fixtures import read_fixtures
from scorecard.scoring import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Answer,
    Answers,
    Declaration,
    ObligationState,
)

REASON = "It is not done here."


def shipped_edition() -> Edition:
    return read_fixtures(Path(settings.FRAMEWORK_FIXTURES))


def generated_answers(edition: Edition, seed: int, *, note: str = "") -> Answers:
    """The higher the seed, the more is blank or not known; the same seed says the same."""
    chance = random.Random(seed)  # noqa: S311 (answers for a test, not a secret)
    blank = 0.05 * seed
    facts = {fact.key: True for fact in edition.facts if chance.random() >= blank}
    return Answers(
        facts=facts | {"uses_generative_ai": True},
        seats=("SG",),
        markets=tuple(market.code for market in edition.markets if not market.is_draft),
        responses={
            question.id: _answer(chance, question, note)
            for question in edition.question_by_id.values()
            if chance.random() >= blank
        },
        obligations={
            duty.id: _declaration(chance, note)
            for market in edition.markets
            for duty in market.obligations
            if not market.is_draft and chance.random() >= blank
        },
    )


def _answer(chance: random.Random, question: Question, note: str) -> Answer:
    kind = chance.random()
    if kind < 0.04:
        return Answer(DONT_KNOW, note=note)
    if kind < 0.08 and not question.critical:
        return Answer(NOT_APPLICABLE, reason=REASON, note=note)
    return Answer(chance.randint(1, 4), evidence=chance.randint(0, 3), note=note)


def _declaration(chance: random.Random, note: str) -> Declaration:
    state = chance.choice(get_args(ObligationState))
    if state == "not_applicable":
        return Declaration(state, reason=REASON, accepted=chance.random() < 0.5, note=note)
    return Declaration(state, note=note)
