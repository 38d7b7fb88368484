"""The result of an assessment as one document: page, PDF and JSON print it."""

from __future__ import annotations

from typing import Any

from scorecard.models import Assessment, Result
from scorecard.scoring.document import build_document


def current_document(assessment: Assessment) -> dict[str, Any]:
    """The frozen one once approved, else as the answers stand. One or two queries."""
    if assessment.is_approved:
        document: dict[str, Any] = frozen(assessment).document
        return document
    return document_of_answers(assessment)


def frozen(assessment: Assessment) -> Result:
    """The result of the current round, which was approved. Runs one query."""
    return assessment.results.select_related("approved_by", "submitted_by").get(
        round=assessment.round
    )


def document_of_answers(assessment: Assessment) -> dict[str, Any]:
    """The result as the answers stand now. Runs two queries, if organisation and edition are in."""
    edition = assessment.edition
    return build_document(
        edition.definition, edition.digest, assessment.organisation.name, assessment.answers()
    )
