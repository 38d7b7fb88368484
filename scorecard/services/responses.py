"""Recording answers to questions, one section at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from scorecard.models import Assessment, Response
from scorecard.scoring.types import NOT_APPLICABLE, Value
from scorecard.services.recording import Recorded, record
from scorecard.services.summary import SUMMARY_FIELDS, lock_draft, summarise

WRITTEN = ["kind", "level", "reason", "note", "evidence", "revision", "answered_by", "answered_at"]


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
    locked = lock_draft(assessment)
    _refuse_inapplicable_critical(locked, changes)
    rows = _rows(locked, changes, by)

    def write(row: Response, change: ResponseChange) -> None:
        row.value, row.evidence = change.value, change.evidence
        row.reason, row.note = change.reason, change.note
        row.answered_by, row.answered_at = by, timezone.now()

    recorded, written = record(
        changes, row_of=lambda change: rows[change.question], says=_says, write=write
    )
    if written:
        Response.objects.bulk_create(row for row in written if row.revision == 1)
        Response.objects.bulk_update([row for row in written if row.revision > 1], WRITTEN)
        obligations = list(locked.obligation_responses.all())
        summarise(locked, locked.scoped(list(rows.values()), obligations))
        locked.save(update_fields=SUMMARY_FIELDS)
    return recorded


def _rows(
    assessment: Assessment, changes: Sequence[ResponseChange], by: User
) -> dict[str, Response]:
    """The assessment's responses by question, with a new one for each question first answered."""
    existing = assessment.responses.select_related("question", "answered_by")
    rows = {response.question.key: response for response in existing}
    missing = [change.question for change in changes if change.question not in rows]
    if missing:
        for question in assessment.edition.questions.filter(key__in=missing):
            rows[question.key] = Response(
                assessment=assessment, question=question, answered_by=by, answered_at=timezone.now()
            )
    return rows


def _says(row: Response, change: ResponseChange) -> bool:
    said = (row.value, row.reason, row.note, row.evidence)
    return said == (change.value, change.reason, change.note, change.evidence)


def _refuse_inapplicable_critical(
    assessment: Assessment, changes: Sequence[ResponseChange]
) -> None:
    questions = assessment.edition.definition.question_by_id
    for change in changes:
        if change.value is NOT_APPLICABLE and questions[change.question].critical:
            raise CriticalQuestionApplies(change.question)
