"""Every answer of an assessment as plain columns: a save reads all of them, and writes one or two.

A model instance for each row would take as long as the rest of the save, and Django as long to put
these two queries together as the database to answer them. So they are written out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import connection

from scorecard.models import Assessment, ObligationResponse, Response
from scorecard.models.obligations import read_declaration
from scorecard.models.responses import read_answer
from scorecard.scoring.types import Answers

Columns = dict[str, Any]
Row = TypeVar("Row", Response, ObligationResponse)

RESPONSE = ["id", "kind", "level", "reason", "note", "evidence", "revision", "claimed_by_id"]
OBLIGATION = [
    "id",
    "obligation",
    "state",
    "reason",
    "note",
    "claimed_by_id",
    "accepted_by_id",
    "accepted_at",
    "revision",
]
DECLARATION = ["obligation", "state", "reason", "note", "accepted_by_id"]

RESPONSES = """
SELECT question.key, question.id AS question_id, mine.id, mine.kind, mine.level, mine.reason,
    mine.note, mine.evidence, mine.revision, mine.claimed_by_id
FROM frameworks_question AS question
LEFT JOIN scorecard_response AS mine
    ON mine.question_id = question.id AND mine.assessment_id = %s
WHERE question.edition_id = %s
"""
DECLARATIONS = """
SELECT obligation, state, reason, note, accepted_by_id
FROM scorecard_obligationresponse
WHERE assessment_id = %s
"""


def stored_responses(assessment: Assessment) -> dict[str, Columns]:
    """For every question of the edition. The id is None where there is no row. Runs one query."""
    with connection.cursor() as cursor:
        cursor.execute(RESPONSES, [assessment.pk, assessment.edition_id])
        return {
            key: {**dict(zip(RESPONSE, columns, strict=True)), "question_id": question}
            for key, question, *columns in cursor.fetchall()
        }


def stored_obligations(assessment: Assessment) -> dict[str, Columns]:
    """For every obligation that has a row. Runs one query."""
    found = assessment.obligation_responses.values(*OBLIGATION)
    return {columns["obligation"]: columns for columns in found}


def stored_declarations(assessment: Assessment) -> dict[str, Columns]:
    """The same, no more than scoring takes. Runs one query."""
    with connection.cursor() as cursor:
        cursor.execute(DECLARATIONS, [assessment.pk])
        return {
            columns[0]: dict(zip(DECLARATION, columns, strict=True))
            for columns in cursor.fetchall()
        }


def revive(model: type[Row], columns: Columns) -> Row:
    """The row with these columns; who wrote it and when stays in the database until asked for."""
    names = [f.attname for f in model._meta.concrete_fields if f.attname in columns]  # in order
    row: Row = model.from_db(None, names, [columns[name] for name in names])
    return row


def with_authors(rows: Mapping[str, Row]) -> dict[str, Row]:
    """The same rows in full. Runs one query, and none when there are none."""
    if not rows:
        return {}
    model = type(next(iter(rows.values())))
    people = model._default_manager.select_related("answered_by")
    stored = people.in_bulk([row.pk for row in rows.values() if row.pk])
    return {key: stored.get(row.pk, row) for key, row in rows.items()}


def columns_of(row: Row, names: Iterable[str]) -> Columns:
    return {name: getattr(row, name) for name in names}


def answers_of(
    assessment: Assessment,
    responses: Mapping[str, Columns],
    obligations: Mapping[str, Columns],
) -> Answers:
    """The scope and these columns, in the form the scoring core takes them."""
    given = {
        key: answer
        for key, row in responses.items()
        if row["id"] is not None
        and (
            answer := read_answer(
                row["kind"], row["level"], row["reason"], row["note"], row["evidence"]
            )
        )
    }
    declared = {
        key: declaration
        for key, row in obligations.items()
        if (
            declaration := read_declaration(
                row["state"], row["reason"], row["note"], row["accepted_by_id"]
            )
        )
    }
    return assessment.answered(given, declared)
