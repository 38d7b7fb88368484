"""The approved rounds of an assessment, and the report of each as it was frozen."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from scorecard.http import AuthenticatedHttpRequest, sign_in_required
from scorecard.models import Assessment
from scorecard.reports import EXPORTERS
from scorecard.services.reporting import printable_of_result
from scorecard.views.reports import FORMATS, file_response, pdf_response


@sign_in_required
@require_safe
def approved_results(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    assessment = _visible(request, code)
    context = {
        "assessment": assessment,
        "edition": assessment.edition,
        "results": assessment.results.for_list(),
        "formats": FORMATS,
    }
    return render(request, "scorecard/approved.html", context)


@sign_in_required
@require_safe
def approved_report(
    request: AuthenticatedHttpRequest, code: UUID, round: int, extension: str
) -> HttpResponse:
    """Whatever was answered since: the result as it was approved."""
    if extension not in EXPORTERS:
        raise Http404
    assessment = _visible(request, code)
    result = get_object_or_404(assessment.results, round=round)
    printable = printable_of_result(assessment, result)
    if extension == "pdf":
        return pdf_response(request, assessment, printable)
    return file_response(printable, extension)


def _visible(request: AuthenticatedHttpRequest, code: UUID) -> Assessment:
    return get_object_or_404(Assessment.objects.visible_to(request.user).for_page(), code=code)
