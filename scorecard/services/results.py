"""The result of an assessment as one document: page, PDF and JSON print it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.utils import timezone

from scorecard.models import Assessment, ObligationResponse, Response, Result
from scorecard.models.responses import Revised
from scorecard.scoring.document import build_document, with_acceptances
from scorecard.services.roles import name_of


def current_document(assessment: Assessment) -> dict[str, Any]:
    """The frozen one once approved, else as the answers stand. One or two queries."""
    if assessment.is_approved:
        document: dict[str, Any] = frozen(assessment).document
        return document
    return document_of_answers(assessment)


def frozen(assessment: Assessment) -> Result:
    """The result of the current round, which was approved. Runs one query."""
    return assessment.results.get(round=assessment.round)


def document_of_answers(assessment: Assessment) -> dict[str, Any]:
    """The result as the answers stand now. Runs two queries, if organisation and edition are in."""
    return document_of(assessment, *answer_rows(assessment))


def answer_rows(assessment: Assessment) -> tuple[list[Response], list[ObligationResponse]]:
    """Every answer with its question, and who accepted it. Runs two queries."""
    responses = assessment.responses.select_related("question", "accepted_by")
    obligations = assessment.obligation_responses.select_related("accepted_by")
    return list(responses), list(obligations)


def document_of(
    assessment: Assessment,
    responses: Iterable[Response],
    obligations: Iterable[ObligationResponse],
) -> dict[str, Any]:
    """The result of these rows, which have their questions and those who accepted them."""
    edition, rows = assessment.edition, (list(responses), list(obligations))
    document = build_document(
        edition.definition,
        edition.digest,
        assessment.organisation.name,
        assessment.scoped(*rows),
    )
    return with_acceptances(document, _acceptances(*rows))


def _acceptances(
    responses: Iterable[Response], obligations: Iterable[ObligationResponse]
) -> dict[str, Any]:
    """Who accepted which claim and when, by id: people by name, as the report names them."""
    keys = chain(
        ((row.question.key, row, row.accepted_alone) for row in responses),
        ((row.obligation, row, False) for row in obligations),
    )
    return {key: _acceptance(row, alone) for key, row, alone in keys if row.accepted_by_id}


def _acceptance(row: Revised, alone: bool) -> dict[str, Any]:
    by, at = row.accepted_by, row.accepted_at
    assert by is not None  # noqa: S101  # the database holds it, too
    assert at is not None  # noqa: S101  # the same
    said = {"by": name_of(by), "on": f"{timezone.localdate(at)}"}
    return {**said, "alone": True} if alone else said
