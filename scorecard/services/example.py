"""A report on answers that nobody gave, for editors to see what becomes of an edition's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import cycle

from django.utils import timezone

from frameworks.definition import Edition, Question
from frameworks.models import Edition as Row
from scorecard.reports import Report, build_report
from scorecard.scoring.applicability import (
    applicable_obligations,
    is_declared,
    visible_questions,
)
from scorecard.scoring.document import build_document
from scorecard.scoring.types import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Answer,
    Answers,
    Declaration,
    ObligationState,
    Value,
)

ORGANISATION = "An invented organisation"
WORDS = (
    "Nobody gave these answers. They follow a fixed rule, so that each kind of answer stands in"
    " the report: every fact is true, every market is in scope, levels and states take turns."
)
NOTE = "An example of a note."
REASON = "An example of a reason."

# They take turns over the questions and the obligations, in the edition's order.
VALUES: tuple[Value, ...] = (3, 2, 4, 3, DONT_KNOW, 2, 3, NOT_APPLICABLE, 1, 3, 4)
EVIDENCE = (2, 1, 3)
STATES: tuple[ObligationState, ...] = ("met", "partial", "met", "unmet", "met", "unknown")


def example_report(row: Row) -> Report:
    """The same on the same day for the same edition. Asks the database for nothing."""
    edition = row.definition
    document = build_document(edition, row.digest, ORGANISATION, example_answers(edition))
    return build_report(
        edition,
        document,
        title=f"Invented answers, {'draft ' if row.is_draft else ''}{edition.label}",
        generated_on=timezone.localdate(),
        scope=WORDS,
    )


def example_answers(edition: Edition) -> Answers:
    markets = tuple(market.code for market in edition.markets if not market.is_draft)
    scope = Answers(
        facts={fact.key: True for fact in edition.facts}, seats=markets[:1], markets=markets
    )
    return Answers(
        facts=scope.facts,
        seats=scope.seats,
        markets=scope.markets,
        responses=dict(_responses(edition, scope)),
        obligations=_declarations(edition, scope),
    )


def _responses(edition: Edition, scope: Answers) -> Iterator[tuple[str, Answer]]:
    asked = (each for part in visible_questions(edition, scope).values() for each in part)
    for question, value, evidence in zip(asked, cycle(VALUES), cycle(EVIDENCE), strict=False):
        yield question.id, _answer(question, value, evidence)


def _answer(question: Question, value: Value, evidence: int) -> Answer:
    """A critical control applies to everybody, so it is met half-way where others do not apply."""
    if value is NOT_APPLICABLE and not question.critical:
        return Answer(value, reason=REASON)
    if value is DONT_KNOW:
        return Answer(value)
    level = 2 if value is NOT_APPLICABLE else value
    return Answer(level, evidence, note=NOTE if evidence == max(EVIDENCE) else "")


def _declarations(edition: Edition, scope: Answers) -> Mapping[str, Declaration]:
    applicable = (
        each.obligation
        for code in scope.markets
        for each in applicable_obligations(edition.market_by_code[code], scope)
    )
    declared = (each for each in applicable if is_declared(each))
    return {
        each.id: Declaration(state) for each, state in zip(declared, cycle(STATES), strict=False)
    }
