"""Every answer of an assessment as plain columns: a save reads all of them, and writes one or two.

A model instance for each row would take as long as the rest of the save.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from django.db.models import FilteredRelation, Model, Q

from scorecard.models import Assessment, ObligationResponse, Response
from scorecard.models.obligations import read_declaration
from scorecard.models.responses import read_answer
from scorecard.scoring.types import Answers

Columns = dict[str, Any]
Row = TypeVar("Row", Response, ObligationResponse)

RESPONSE = [field.attname for field in Response._meta.concrete_fields]
OBLIGATION = [field.attname for field in ObligationResponse._meta.concrete_fields]


def stored_responses(assessment: Assessment) -> dict[str, Columns]:
    """For every question of the edition. The id is None where there is no row. Runs one query."""
    mine = FilteredRelation("responses", condition=Q(responses__assessment=assessment))
    names = [f"mine__{name}" for name in RESPONSE]
    found = assessment.edition.questions.annotate(mine=mine).values_list("key", "pk", *names)
    return {
        key: {**dict(zip(RESPONSE, columns, strict=True)), "question_id": question}
        for key, question, *columns in found
    }


def stored_obligations(assessment: Assessment) -> dict[str, Columns]:
    """For every obligation that has a row. Runs one query."""
    found = assessment.obligation_responses.values(*OBLIGATION)
    return {columns["obligation"]: dict(columns) for columns in found}


def revive(model: type[Row], columns: Columns) -> Row:
    """The row with these columns, as a query for it would make it."""
    row: Row = model.from_db(None, list(columns), list(columns.values()))
    return row


def columns_of(row: Model) -> Columns:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


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
    return replace(assessment.scoped(), responses=given, obligations=declared)
