"""The report as a file: at once as JSON; as a PDF when it is ready, with a page that says how far it is."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from scorecard.http import AuthenticatedHttpRequest, sign_in_required
from scorecard.models import Assessment, RenderedReport
from scorecard.reports import EXPORTERS, PdfIsUnavailable
from scorecard.reports.printer import pango_version
from scorecard.services import printing
from scorecard.services.rendering import wake_renderer
from scorecard.services.reporting import Printable, printable_of

AGAIN = 30  # seconds until it is worth asking once more
FORMATS = (("pdf", "PDF"), ("xlsx", "XLSX"), ("json", "JSON"))


@sign_in_required
@require_safe
def report(request: AuthenticatedHttpRequest, code: UUID, extension: str) -> HttpResponse:
    """`?asked=`: the PDF of this digest, whatever was answered since."""
    if extension not in EXPORTERS:
        raise Http404
    assessment = _visible(request, code)
    if extension == "pdf":
        row = printing.stored_report(assessment, request.GET.get("asked", ""))
        if row and row.is_ready:
            return _file(request, row)
        return pdf_response(request, assessment, printable_of(assessment, timezone.localdate()))
    return file_response(printable_of(assessment, timezone.localdate()), extension)


def file_response(printable: Printable, extension: str) -> HttpResponse:
    """A file that is made while one waits for it: any format but PDF."""
    exporter = EXPORTERS[extension]
    return HttpResponse(
        exporter.render(printable.report()),
        content_type=exporter.content_type,
        headers={"Content-Disposition": _disposition(printable.file_name(extension))},
    )


def pdf_response(
    request: AuthenticatedHttpRequest, assessment: Assessment, printable: Printable
) -> HttpResponse:
    """The file if it was made before; otherwise it is asked for, and a page says how far it is."""
    row = printing.stored_report(assessment, printable.digest)
    if row is None and settings.RENDER_ON_DEMAND and not pango_version():
        context = {"assessment": assessment, "advice": PdfIsUnavailable.advice}
        return render(request, "scorecard/results/pdf_unavailable.html", context, status=503)
    if row is None:
        try:
            row = printing.ask_for(assessment, printable)
        except printing.QueueIsFull:
            return _queue_is_full(request, assessment)
    return _file(request, row) if row.is_ready else _to_progress(assessment, row.digest)


@sign_in_required
@require_safe
def report_progress(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    """`?asked=`: of the report with this digest. A page that looks again says what it has `seen`."""
    assessment = _visible(request, code)
    progress = printing.progress_of(assessment, request.GET.get("asked", ""))
    if progress and progress.row.is_waiting:
        wake_renderer()
    if "seen" in request.GET:
        return _looked_again(progress, request.GET["seen"])
    context = {"assessment": assessment, "progress": progress}
    return render(request, "scorecard/results/report_progress.html", context)


@sign_in_required
@require_POST
def retry_report(request: AuthenticatedHttpRequest, code: UUID) -> HttpResponse:
    """Of a report that failed. One that did not is on its way already."""
    assessment = _visible(request, code)
    asked = request.POST.get("asked", "")
    row = printing.stored_report(assessment, asked)
    if row and row.is_failed:
        try:
            printing.ask_again(row)
        except printing.QueueIsFull:
            return _queue_is_full(request, assessment)
    return _to_progress(assessment, asked)


def _visible(request: AuthenticatedHttpRequest, code: UUID) -> Assessment:
    return get_object_or_404(Assessment.objects.visible_to(request.user).for_page(), code=code)


def _file(request: AuthenticatedHttpRequest, row: RenderedReport) -> HttpResponse:
    """Its digest is its ETag: who has it already gets 304, and the file stays in the database."""
    etag = f'"{row.digest}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    return HttpResponse(
        bytes(row.pdf or b""),
        content_type=EXPORTERS["pdf"].content_type,
        headers={"ETag": etag, "Content-Disposition": _disposition(row.file_name)},
    )


def _disposition(name: str) -> str:
    return content_disposition_header(True, name) or "attachment"


def _to_progress(assessment: Assessment, digest: str) -> HttpResponse:
    address = reverse("scorecard:report-progress", args=[assessment.code])
    query = f"?{urlencode({'asked': digest})}" if digest else ""
    return HttpResponseRedirect(f"{address}{query}", status=HTTPStatus.SEE_OTHER)


def _looked_again(progress: printing.Progress | None, seen: str) -> HttpResponse:
    """Load the page anew once there is something new to say: nothing moves until then."""
    if progress and progress.row.status == seen:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return HttpResponse(headers={"HX-Refresh": "true"})


def _queue_is_full(request: AuthenticatedHttpRequest, assessment: Assessment) -> HttpResponse:
    context = {"assessment": assessment, "full": True}
    response = render(request, "scorecard/results/report_progress.html", context, status=429)
    response.headers["Retry-After"] = str(AGAIN)
    return response
