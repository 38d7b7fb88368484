"""The report as a file."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from scorecard.http import AuthenticatedHttpRequest, sign_in_required
from scorecard.models import Assessment
from scorecard.reports import EXPORTERS, PdfIsUnavailable, Report
from scorecard.services.reporting import report_on


@sign_in_required
@require_safe
def report(request: AuthenticatedHttpRequest, code: UUID, extension: str) -> HttpResponse:
    exporter = EXPORTERS.get(extension)
    if exporter is None:
        raise Http404
    visible = Assessment.objects.visible_to(request.user).for_page()
    assessment = get_object_or_404(visible, code=code)
    report = report_on(assessment, timezone.localdate())
    try:
        content = exporter.render(report)
    except PdfIsUnavailable as unavailable:
        context = {"assessment": assessment, "advice": str(unavailable)}
        return render(request, "scorecard/results/pdf_unavailable.html", context, status=503)
    disposition = content_disposition_header(True, file_name(report, extension))
    return HttpResponse(
        content,
        content_type=exporter.content_type,
        headers={"Content-Disposition": disposition or "attachment"},
    )


def file_name(report: Report, extension: str) -> str:
    """Organisation and title in any script."""
    return safe_file_name(f"{report.organisation}, {report.title}", extension)


def safe_file_name(name: str, extension: str) -> str:
    """The name without what a file system would trip over."""
    spaced = "".join("-" if mark in '/\\:*?"<>|' else mark for mark in name)
    return f"{' '.join(spaced.split())[:150]}.{extension}"
