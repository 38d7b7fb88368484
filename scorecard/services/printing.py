"""Asking for a printed report: the queue, the store, and how far it is.

A report is printed once. The same words of the same assessment, asked for again, are the
row that is there already.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from scorecard.models import Assessment, Organisation, RenderedReport
from scorecard.services.rendering import wake_renderer
from scorecard.services.reporting import Printable

QUEUE = 5  # reports of one organisation that may wait at a time
MEASURED = 5  # earlier reports that say how long one takes

Status = RenderedReport.Status


class QueueIsFull(Exception):
    """Other reports of the organisation come first."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`before`: reports that come first. `usually`: seconds, if any was made before.

    `is_another`: the report that was asked for is gone, and this is a newer one.
    """

    row: RenderedReport
    before: int
    usually: int | None
    is_another: bool = False


def stored_report(assessment: Assessment, digest: str) -> RenderedReport | None:
    return assessment.rendered_reports.light().filter(digest=digest).first()


def ask_for(assessment: Assessment, printable: Printable) -> RenderedReport:
    """The stored report, or the one that waits, is being made or has failed. Or a new one waits."""
    return stored_report(assessment, printable.digest) or _enqueue(assessment, printable)


def keep(assessment: Assessment, printable: Printable, pdf: bytes) -> None:
    """A file that was printed outside of the queue, so that nobody prints the same again.

    Nobody timed it: it was never started here.
    """
    now = timezone.now()
    made = {"status": Status.READY, "pdf": pdf, "finished_at": now}
    RenderedReport.objects.get_or_create(
        assessment=assessment,
        digest=printable.digest,
        defaults={
            **made,
            "is_frozen": printable.is_approved,
            "file_name": printable.file_name("pdf"),
            "requested_at": now,
        },
    )


@transaction.atomic
def ask_again(row: RenderedReport) -> None:
    """Put a report that failed back into the queue, as it was asked for."""
    _make_room(row.assessment, is_frozen=row.is_frozen)
    RenderedReport.objects.filter(pk=row.pk, status=Status.FAILED).update(
        status=Status.QUEUED, attempts=0, error="", worker="", requested_at=timezone.now()
    )
    transaction.on_commit(wake_renderer)


def progress_of(assessment: Assessment, digest: str = "") -> Progress | None:
    """Of this report; of the newest draft if it is gone, because a newer one took its place."""
    rows = assessment.rendered_reports.light()
    asked = rows.filter(digest=digest).first()
    row = asked or (rows.of_drafts() if digest else rows).last_asked().first()
    if row is None:
        return None
    before = RenderedReport.objects.running().exclude(pk=row.pk).count()
    before += RenderedReport.objects.queued().filter(requested_at__lt=row.requested_at).count()
    usually = _usual_seconds() if row.is_waiting else None
    return Progress(row, before, usually, is_another=bool(digest) and asked is None)


@transaction.atomic
def _enqueue(assessment: Assessment, printable: Printable) -> RenderedReport:
    _make_room(assessment, is_frozen=printable.is_approved)
    row, _ = RenderedReport.objects.get_or_create(
        assessment=assessment,
        digest=printable.digest,
        defaults={
            "contents": printable.contents,
            "is_frozen": printable.is_approved,
            "file_name": printable.file_name("pdf"),
            "requested_at": timezone.now(),
        },
    )
    transaction.on_commit(wake_renderer)
    return row


def _make_room(assessment: Assessment, *, is_frozen: bool) -> None:
    """A newer draft takes the place of one that waits. Of two askers one waits for the other."""
    organisation = assessment.organisation_id
    Organisation.objects.select_for_update().get(pk=organisation)
    if not is_frozen:
        assessment.rendered_reports.queued().of_drafts().delete()
    waiting = RenderedReport.objects.queued().filter(assessment__organisation=organisation)
    if waiting.count() >= QUEUE:
        raise QueueIsFull


def _usual_seconds() -> int | None:
    timed = RenderedReport.objects.ready().filter(started_at__isnull=False)
    last = timed.annotate(took=F("finished_at") - F("started_at"))
    took = last.order_by("-finished_at").values_list("took", flat=True)[:MEASURED]
    seconds = [each.total_seconds() for each in took]
    return max(1, round(median(seconds))) if seconds else None
