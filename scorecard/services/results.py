"""The result of an assessment as one document: page, PDF and JSON print it."""

from __future__ import annotations

from typing import Any

from scorecard.models import Assessment
from scorecard.scoring.document import build_document


def current_document(assessment: Assessment) -> dict[str, Any]:
    """The result as the answers stand now. Runs two queries, if organisation and edition are in."""
    edition = assessment.edition
    return build_document(
        edition.definition, edition.digest, assessment.organisation.name, assessment.answers()
    )
