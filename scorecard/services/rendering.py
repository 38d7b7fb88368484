"""Printing what waits. Only `manage.py render_reports` runs this, in a process of its own.

A report is claimed in one short transaction and stored in another; none is open in between.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from scorecard.models import RenderedReport
from scorecard.reports import PdfIsUnavailable, render_pdf
from scorecard.reports.fonts import what_cannot_be_printed
from scorecard.services.reporting import Printable

ATTEMPTS = 3  # a report that ends its process thrice would end the fourth, too
KEPT = 3  # files of one assessment as it stood
KEPT_FROZEN = 20  # files of its approved rounds: no round is printed twice
KEPT_FOR = timedelta(days=30)

ENDED = (
    f"The process that makes reports ended {ATTEMPTS} times while it made this one, "
    "perhaps for want of memory."
)
NOT_LAID_OUT = "The report could not be laid out. The server's log says why."

Status = RenderedReport.Status

logger = logging.getLogger(__name__)
_started: subprocess.Popen[bytes] | None = None


def wake_renderer() -> None:
    """Start the process that prints, unless one is at work. It ends when nothing waits."""
    global _started
    if not settings.RENDER_ON_DEMAND or (_started and _started.poll() is None):
        return
    if RenderedReport.objects.alive().exists():
        return
    _started = subprocess.Popen(  # noqa: S603  # our own command, without a shell
        [sys.executable, Path(settings.BASE_DIR) / "manage.py", "render_reports"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # it outlives this worker, and what ends this worker
    )


@transaction.atomic
def claim(worker: str) -> RenderedReport | None:
    """The report that waits longest, now this worker's. None while another one is being made."""
    _take_up_again()
    waiting = RenderedReport.objects.queued().first_asked().light().first()
    if waiting is None:
        return None
    now = timezone.now()
    try:
        with transaction.atomic():  # a constraint allows one running report
            RenderedReport.objects.queued().filter(pk=waiting.pk).update(
                status=Status.RUNNING,
                worker=worker,
                attempts=F("attempts") + 1,
                started_at=now,
                beat_at=now,
            )
    except IntegrityError:
        return None
    mine = RenderedReport.objects.running().filter(pk=waiting.pk, worker=worker)
    return mine.first()


def beat(row: RenderedReport) -> None:
    """Still at it."""
    _mine(row).update(beat_at=timezone.now())


def render(row: RenderedReport) -> str:
    """Print it as it was asked for and store the file, or the reason why there is none."""
    try:
        pdf = render_pdf(Printable.from_contents(row.contents).report())
    except PdfIsUnavailable as unavailable:
        return fail(row, str(unavailable))
    except Exception:  # whatever it is, the next report is not to blame
        logger.exception("The report %s was not made", row.pk)
        return fail(row, NOT_LAID_OUT)
    said = json.dumps(row.contents, ensure_ascii=False)
    _finish(row, status=Status.READY, pdf=pdf, notice=what_cannot_be_printed(said), contents={})
    return ""


def fail(row: RenderedReport, error: str) -> str:
    _finish(row, status=Status.FAILED, error=error)
    return error


def prune() -> None:
    """Delete what nobody asked for in a month, unless it is what was approved."""
    old = timezone.now() - KEPT_FOR
    RenderedReport.objects.finished().of_drafts().filter(requested_at__lt=old).delete()


def forget() -> int:
    """Delete every finished report, so that each is printed anew."""
    return RenderedReport.objects.finished().delete()[0]


@transaction.atomic
def _finish(row: RenderedReport, **changes: object) -> None:
    """Unless it was taken for dead, and another worker has it by now."""
    _mine(row).update(finished_at=timezone.now(), **changes)
    files = RenderedReport.objects.finished().filter(assessment=row.assessment_id)
    for alike, most in ((files.of_drafts(), KEPT), (files.frozen(), KEPT_FROZEN)):
        kept = list(alike.last_asked().values_list("pk", flat=True)[:most])
        alike.exclude(pk__in=kept).delete()


def _mine(row: RenderedReport) -> QuerySet[RenderedReport]:
    return RenderedReport.objects.running().filter(pk=row.pk, worker=row.worker)


def _take_up_again() -> None:
    """What a worker left behind that is gone waits again, in its old place."""
    stale = RenderedReport.objects.stale()
    stale.filter(attempts__gte=ATTEMPTS).update(
        status=Status.FAILED, error=ENDED, finished_at=timezone.now()
    )
    stale.update(status=Status.QUEUED, worker="")
