"""Answers as plain values: the shape they have in an answers file and in every export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from frameworks.definition import Edition
from scorecard.scoring.types import DONT_KNOW, NOT_APPLICABLE, Answer, Answers, Declaration


def plain_answers(edition: Edition, answers: Answers) -> dict[str, Any]:
    """Facts, seats, markets, responses and obligations in the edition's order.

    Every fact is listed, unknown ones too, so that the record is complete.
    """
    return {
        "facts": {fact.key: _fact(answers.facts.get(fact.key)) for fact in edition.facts},
        "seats": sorted(answers.seats),
        "markets": [m.code for m in edition.markets if m.code in answers.markets],
        "responses": {
            question.id: plain_answer(answers.responses[question.id])
            for question in edition.questions
            if question.id in answers.responses
        },
        "obligations": {
            key: plain_declaration(answers.obligations[key])
            for key in edition.obligation_by_id
            if key in answers.obligations
        },
    }


def plain_answer(answer: Answer) -> Mapping[str, Any]:
    value: dict[str, Any]
    if answer.value is NOT_APPLICABLE:
        value = {"not_applicable": answer.reason}
    elif answer.value is DONT_KNOW:
        value = {"dont_know": True}
    else:
        value = {"level": answer.value, "evidence": answer.evidence}
    return {**value, "note": answer.note} if answer.note else value


def plain_declaration(declaration: Declaration) -> Mapping[str, Any]:
    value: dict[str, Any] = {"state": declaration.state}
    if declaration.state == "not_applicable":
        value = {"not_applicable": declaration.reason, "accepted": declaration.accepted}
    return {**value, "note": declaration.note} if declaration.note else value


def _fact(value: bool | None) -> bool | str:
    return "unknown" if value is None else value
