"""What the answers amount to: the whole assessment, and one market."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from frameworks.models import Edition
from scorecard.http import (
    AuthenticatedHttpRequest,
    market_not_in_scope,
    render_pinned,
    sign_in_required,
)
from scorecard.models import Assessment, Role
from scorecard.questionnaire.news import news_of
from scorecard.reports.viewmodel.outlook import build_outlook, market_outlook
from scorecard.reports.viewmodel.reading import Reading
from scorecard.services.moving import may_move_to
from scorecard.services.reporting import report_on


@sign_in_required
@require_safe
def results(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    context = _context(request, code)
    outlook = build_outlook(context["reading"], context["report"])
    return render_pinned(request, "scorecard/results/results.html", {**context, "outlook": outlook})


@sign_in_required
@require_safe
def market_results(request: AuthenticatedHttpRequest, code: UUID, market: str) -> HttpResponse:
    context = _context(request, code)
    page = context["report"].market(market)
    if page is None:
        return market_not_in_scope(request, context["assessment"], market)
    outlook = market_outlook(context["reading"], page)
    more = {"market": page, "outlook": outlook}
    return render_pinned(request, "scorecard/results/market.html", {**context, **more})


def _context(request: AuthenticatedHttpRequest, code: UUID) -> dict[str, Any]:
    visible = Assessment.objects.visible_to(request.user).for_page()
    assessment = get_object_or_404(visible, code=code)
    newest = Edition.objects.newest_published()
    report = report_on(assessment, timezone.localdate())
    return {
        "assessment": assessment,
        "edition": assessment.edition,
        "report": report,
        "reading": Reading(assessment.edition.definition, report.document),
        "newer": newest if newest and may_move_to(assessment, newest) else None,
        "news": news_of(assessment, newest),
        "may_answer": Role(assessment.role).may_answer and assessment.is_draft,
    }
