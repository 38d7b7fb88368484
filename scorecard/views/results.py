"""What the answers amount to: the whole assessment, and one market."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from scorecard.http import AuthenticatedHttpRequest, sign_in_required
from scorecard.models import Assessment, Role
from scorecard.services.reporting import report_on


@sign_in_required
@require_safe
def results(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    return render(request, "scorecard/results/results.html", _context(request, code))


@sign_in_required
@require_safe
def market_results(request: AuthenticatedHttpRequest, code: UUID, market: str) -> HttpResponse:
    context = _context(request, code)
    page = context["report"].market(market)
    if page is None:
        raise Http404
    return render(request, "scorecard/results/market.html", {**context, "market": page})


def _context(request: AuthenticatedHttpRequest, code: UUID) -> dict[str, Any]:
    visible = Assessment.objects.visible_to(request.user).for_page()
    assessment = get_object_or_404(visible, code=code)
    return {
        "assessment": assessment,
        "edition": assessment.edition,
        "report": report_on(assessment, timezone.localdate()),
        "may_answer": Role(assessment.role).may_answer and assessment.is_draft,
    }
