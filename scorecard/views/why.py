"""Why a number of the results is what it is: its arithmetic, as a worked example."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from scorecard.http import (
    AuthenticatedHttpRequest,
    market_not_in_scope,
    render_pinned,
    sign_in_required,
)
from scorecard.models import Assessment
from scorecard.reports.viewmodel.reading import Reading
from scorecard.reports.viewmodel.workings import Why
from scorecard.reports.why import why as work_out
from scorecard.reports.why import why_market
from scorecard.services.results import current_document


@sign_in_required
@require_safe
def why(request: AuthenticatedHttpRequest, code: UUID, key: str) -> HttpResponse:
    assessment = _assessment(request, code)
    reading = _reading(assessment)
    return _page(request, assessment, reading, work_out(reading, key))


@sign_in_required
@require_safe
def market_why(request: AuthenticatedHttpRequest, code: UUID, market: str) -> HttpResponse:
    assessment = _assessment(request, code)
    reading = _reading(assessment)
    example = why_market(reading, market)
    if example is None:
        return market_not_in_scope(request, assessment, market)
    return _page(request, assessment, reading, example, market)


def _assessment(request: AuthenticatedHttpRequest, code: UUID) -> Assessment:
    visible = Assessment.objects.visible_to(request.user).for_page()
    return get_object_or_404(visible, code=code)


def _reading(assessment: Assessment) -> Reading:
    """Of the frozen result, once approved."""
    return Reading(assessment.edition.definition, current_document(assessment))


def _page(
    request: AuthenticatedHttpRequest,
    assessment: Assessment,
    reading: Reading,
    example: Why | None,
    market: str = "",
) -> HttpResponse:
    if example is None:
        raise Http404
    context = {
        "assessment": assessment,
        "edition": assessment.edition,
        "reading": reading,
        "may_answer": assessment.is_answerable,
        "why": example,
        "market": reading.edition.market_by_code.get(market),
    }
    return render_pinned(request, "scorecard/results/why.html", context)
