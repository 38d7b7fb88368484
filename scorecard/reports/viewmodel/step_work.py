"""One next step tried out: the result with a single answer raised, scored again as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from frameworks.definition import Question
from scorecard.reports.viewmodel.reading import Numbers, Reading, section_of
from scorecard.scoring.document import build_document
from scorecard.scoring.types import Answer, Answers


@dataclass(frozen=True)
class StepWork:
    """A step of a result document, with what was before it and what comes after it."""

    reading: Reading
    step: Mapping[str, Any]

    @property
    def question(self) -> Question:
        return self.reading.edition.question_by_id[self.step["question"]]

    @property
    def unit(self) -> str:
        return section_of(self.question)

    @property
    def unit_name(self) -> str:
        return self.reading.unit_name(self.unit)

    @property
    def is_beside(self) -> bool:
        """In a unit that is never part of the overall score."""
        return self.unit not in self.reading.document["principles"]

    @property
    def numbers(self) -> Numbers:
        """The unit's, as they are now."""
        return self.reading.units[self.unit]

    @property
    def overall(self) -> Numbers | None:
        overall: Numbers | None = self.reading.document["overall"]
        return overall

    @cached_property
    def after(self) -> Reading:
        """Its evidence stays as it is: only the level goes up."""
        before = self.reading.responses.get(self.question.id)
        raised = Answer(self.step["to"], evidence=before.evidence if before else 0)
        return rescored(self.reading, {**self.reading.responses, self.question.id: raised})


def rescored(reading: Reading, responses: Mapping[str, Answer]) -> Reading:
    """The same organisation and profile with other answers, through the whole method."""
    said, edition = reading.document, reading.edition
    answers = Answers(
        facts={key: None if fact == "unknown" else fact for key, fact in said["facts"].items()},
        seats=tuple(said["seats"]),
        markets=tuple(said["markets"]),
        responses=responses,
        obligations=reading.declarations,
    )
    document = build_document(edition, said["edition"]["digest"], said["organisation"], answers)
    return Reading(edition, document)
