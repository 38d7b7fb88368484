"""Recording answers to questions, one section at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from scorecard.models import Assessment, Response, ResponseRevision
from scorecard.scoring.types import NOT_APPLICABLE, Value
from scorecard.services.recording import Recorded, record, store
from scorecard.services.stored import (
    RESPONSE,
    Columns,
    answers_of,
    columns_of,
    revive,
    stored_declarations,
    stored_responses,
    with_authors,
)
from scorecard.services.summary import SUMMARY_FIELDS, lock_draft_of_edition, summarise

WRITTEN = [
    "kind",
    "level",
    "reason",
    "note",
    "evidence",
    "revision",
    "answered_by",
    "answered_at",
    "claimed_by_id",
    "accepted_by_id",
    "accepted_at",
    "accepted_alone",
]


class CriticalQuestionApplies(Exception):
    """A critical question is never declared not applicable. Forms do not offer it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseChange:
    """What somebody wants one response to say. No value clears the answer."""

    question: str
    value: Value | None
    reason: str = ""
    note: str = ""
    evidence: int = 0
    revision: int = 0  # of the response they read; 0 if there was none

    @property
    def key(self) -> str:
        return self.question


@transaction.atomic
def record_responses(
    assessment: Assessment, changes: Sequence[ResponseChange], *, by: User
) -> Recorded[Response]:
    """Save what changed. Stale changes come back as conflicts; the others are saved all the same."""
    locked = lock_draft_of_edition(assessment)
    _refuse_inapplicable_critical(locked, changes)
    stored = stored_responses(locked)
    rows = {each.question: _row(locked, stored[each.question], by) for each in changes}

    def write(row: Response, change: ResponseChange) -> None:
        _claim(row, change, by=by)
        row.value, row.evidence = change.value, change.evidence
        row.reason, row.note = change.reason, change.note
        row.answered_by, row.answered_at = by, timezone.now()

    recorded = record(changes, row_of=lambda change: rows[change.question], says=_says, write=write)
    recorded = recorded.showing(with_authors(recorded.unsaved))
    if not recorded.saved:
        return recorded
    store([rows[key] for key in recorded.saved], ResponseRevision, WRITTEN)
    stored |= {key: columns_of(rows[key], RESPONSE) for key in recorded.saved}
    answers = answers_of(locked, stored, stored_declarations(locked))
    standing = summarise(locked, answers)
    locked.save(update_fields=SUMMARY_FIELDS)
    return replace(recorded, standing=standing)


def _row(assessment: Assessment, columns: Columns, by: User) -> Response:
    if columns["id"] is None:
        new = Response(assessment=assessment, answered_by=by, answered_at=timezone.now())
        new.question_id = columns["question_id"]
        return new
    return revive(Response, columns)


def _says(row: Response, change: ResponseChange) -> bool:
    said = (row.value, row.reason, row.note, row.evidence)
    return said == (change.value, change.reason, change.note, change.evidence)


def _claim(row: Response, change: ResponseChange, *, by: User) -> None:
    """Whatever changes has to be accepted anew; who edits only a note has not claimed anything."""
    row.accepted_by = row.accepted_at = None
    row.accepted_alone = False
    if (row.value, row.reason) != (change.value, change.reason):
        row.claimed_by = by if change.value is NOT_APPLICABLE else None


def _refuse_inapplicable_critical(
    assessment: Assessment, changes: Sequence[ResponseChange]
) -> None:
    questions = assessment.edition.definition.question_by_id
    for change in changes:
        if change.value is NOT_APPLICABLE and questions[change.question].critical:
            raise CriticalQuestionApplies(change.question)
