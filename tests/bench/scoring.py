"""Scoring the shipped edition: every question asked, every market in scope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

from frameworks.definition import Edition
from frameworks.fixtures import read_fixtures
from scorecard.scoring import (
    Answer,
    Answers,
    Declaration,
    build_document,
    next_steps,
    path_to_ready,
    score,
)
from tests.bench import Figure, best_of

FIXTURES = Path(__file__).parents[2] / "fixtures"
ROUNDS = 25


def figures() -> Iterator[Figure]:
    edition = read_fixtures(FIXTURES)
    for name, answers in (("all answered", mixed(edition)), ("none answered", in_full(edition))):
        size = f"{len(edition.questions)} questions, {len(answers.markets)} markets, {name}"
        works = (
            ("score", partial(score, edition, answers), 2),
            ("score, next steps and paths", partial(everything, edition, answers), 40),
            ("result document", partial(build_document, edition, "digest", "Any", answers), 40),
        )
        for what, work, bound in works:
            yield Figure(f"{what}, {size}", best_of(work, rounds=ROUNDS), bound)


def everything(edition: Edition, answers: Answers) -> None:
    scorecard = score(edition, answers)
    next_steps(edition, answers, scorecard)
    for code in scorecard.markets:
        path_to_ready(edition, answers, scorecard, code)


def in_full(edition: Edition) -> Answers:
    """Every fact is true, so everything is asked; every market that is no draft is in scope."""
    return Answers(
        facts={fact.key: True for fact in edition.facts},
        seats=("SG",),
        markets=tuple(market.code for market in edition.markets if not market.is_draft),
    )


def mixed(edition: Edition) -> Answers:
    random = Random(1)  # noqa: S311  # a bench wants to be repeatable
    return replace(
        in_full(edition),
        responses={
            question.id: Answer(random.randint(0, 4), random.randint(0, 3))
            for question in edition.questions
        },
        obligations={
            key: Declaration(random.choice(("met", "partial", "unmet")))
            for key in edition.obligation_by_id
        },
    )
