"""Locking an assessment, and the summary that is stored with it after every change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from django.utils import timezone

from frameworks import definition
from scorecard.models import Assessment
from scorecard.scoring import score_without_markets
from scorecard.scoring.applicability import Asked, asked_in_sections
from scorecard.scoring.applicability import is_declared as is_declared
from scorecard.scoring.document import number
from scorecard.scoring.types import Answers

SUMMARY_FIELDS = [
    "asked_count",
    "answered_count",
    "coverage",
    "overall_shown",
    "level",
    "result_status",
    "updated_at",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An assessment with its summary, and what that was made from."""

    assessment: Assessment
    answers: Answers
    asked: Asked


class AssessmentIsClosed(Exception):
    """Only a draft takes answers."""


class EditionWasChanged(Exception):
    """It was moved to another edition since it was read. `current`: as it is now."""

    def __init__(self, current: Assessment) -> None:
        super().__init__(str(current))
        self.current = current


def lock_draft_of_edition(assessment: Assessment) -> Assessment:
    """The same for who answers: what they read was asked by one edition. Runs one query."""
    locked = lock_draft(assessment)
    if locked.edition_id != assessment.edition_id:
        raise EditionWasChanged(locked)
    return locked


def lock_draft(assessment: Assessment) -> Assessment:
    """The assessment as it is now, locked until the transaction ends. Runs one query."""
    locked = lock_unapproved(assessment)
    if not locked.is_draft:
        raise AssessmentIsClosed(str(locked))
    return locked


def lock_unapproved(assessment: Assessment) -> Assessment:
    """The same for what is also done in review. Runs one query."""
    locked = _locked(assessment)
    if locked.is_approved:
        raise AssessmentIsClosed(str(locked))
    return locked


def _locked(known: Assessment) -> Assessment:
    """With its organisation and edition: those that are loaded already, if they are the same."""
    loaded = known._state.fields_cache
    if not {"organisation", "edition"} <= loaded.keys():
        return Assessment.objects.select_for_update(of=("self",)).for_page().get(pk=known.pk)
    locked = Assessment.objects.select_for_update().get(pk=known.pk)
    if locked.organisation_id == known.organisation_id:
        locked.organisation = known.organisation
    if locked.edition_id == known.edition_id:
        locked.edition = known.edition
    return locked


def summarise(assessment: Assessment, answers: Answers) -> Standing:
    """Set the summary fields from these answers. Saves nothing."""
    edition = assessment.edition.definition
    scorecard = score_without_markets(edition, answers)
    asked = asked_in_sections(edition, answers)
    given = answers.responses.keys() | answers.obligations.keys()
    assessment.asked_count = sum(len(keys) for keys in asked.values())
    assessment.answered_count = sum(key in given for keys in asked.values() for key in keys)
    assessment.coverage = _shown(scorecard.coverage) or 0
    assessment.overall_shown = _shown(scorecard.overall.score) if scorecard.overall else None
    assessment.level = scorecard.overall.level if scorecard.overall else None
    assessment.result_status = scorecard.status
    assessment.updated_at = timezone.now()
    return Standing(assessment=assessment, answers=answers, asked=asked)


def asked_ids(edition: definition.Edition, answers: Answers) -> Iterator[str]:
    """Every question and obligation that waits for an answer in this scope."""
    return chain.from_iterable(asked_in_sections(edition, answers).values())


def _shown(value: Fraction) -> int | None:
    rounded = number(value)
    return rounded["shown"] if rounded else None
