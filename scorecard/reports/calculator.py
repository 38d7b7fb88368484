"""The arithmetic of one principle for a handful of answers that belong to nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from frameworks.definition import ALWAYS, Edition, Principle
from scorecard.reports.viewmodel.principles import UnitRow, principle_rows
from scorecard.reports.viewmodel.reading import Numbers, Reading
from scorecard.reports.viewmodel.workings import Step, Why
from scorecard.reports.why import why
from scorecard.scoring.document import build_document
from scorecard.scoring.types import Answer, Answers


@dataclass(frozen=True, slots=True)
class Calculation:
    """The same document, row and worked example that an assessment's results are made of."""

    reading: Reading
    row: UnitRow
    why: Why

    @property
    def numbers(self) -> Numbers:
        return self.reading.units[self.row.key]


def calculate(
    edition: Edition, principle: Principle, responses: Mapping[str, Answer]
) -> Calculation:
    """Score the answers by the engine, with every question of the principle asked."""
    alone = _only(edition, principle)
    document = build_document(alone, "", "", Answers(responses=responses))
    reading = Reading(alone, document)
    worked = why(reading, principle.key)
    assert worked is not None  # noqa: S101  # every principle has one
    return Calculation(reading, principle_rows(reading)[0], worked)


def calculation_as_json(calculation: Calculation) -> dict[str, Any]:
    """What the page shows, for a program."""
    document, numbers = calculation.reading.document, calculation.numbers
    left_out = ("in_scope", "questions")
    return {
        "method": document["method"],
        "edition": document["edition"]["label"],
        "principle": calculation.row.key,
        "responses": document["responses"],
        "result": {key: value for key, value in numbers.items() if key not in left_out},
        "steps": [_step(step) for step in calculation.why.steps],
    }


def _step(step: Step) -> dict[str, str]:
    return {
        "key": step.key,
        "title": step.title,
        "formula": step.formula,
        "result": step.result,
        "rule": step.anchor,
    }


def _only(edition: Edition, principle: Principle) -> Edition:
    """The edition as if it held this one principle, and asked all of it of everybody."""
    asked = tuple(replace(each, applies_when=ALWAYS) for each in principle.questions)
    return replace(
        edition,
        facts=(),
        principles=(replace(principle, questions=asked),),
        genai=replace(edition.genai, questions=()),
        cross_border=replace(edition.cross_border, questions=()),
        markets=(),
    )
