"""The report on an assessment, from its answers as they stand now."""

from __future__ import annotations

from datetime import date

from scorecard.models import Assessment
from scorecard.reports import Report, build_report
from scorecard.services.results import current_document


def report_on(assessment: Assessment, generated_on: date) -> Report:
    """Word the current result. Runs two queries, if organisation and edition are in."""
    return build_report(
        assessment.edition.definition,
        current_document(assessment),
        title=assessment.title,
        generated_on=generated_on,
        scope=assessment.scope,
        state=assessment.status,
    )
