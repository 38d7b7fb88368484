"""Printed reports: asked for, being made, made. The rows are the queue and the store in one."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from scorecard.models.assessments import Assessment

STALE = timedelta(seconds=15)  # without a sign of life, whoever made it is gone


class RenderedReportQuerySet(QuerySet["RenderedReport"]):
    def queued(self) -> Self:
        return self.filter(status=self.model.Status.QUEUED)

    def running(self) -> Self:
        return self.filter(status=self.model.Status.RUNNING)

    def ready(self) -> Self:
        return self.filter(status=self.model.Status.READY)

    def finished(self) -> Self:
        return self.filter(status__in=[self.model.Status.READY, self.model.Status.FAILED])

    def frozen(self) -> Self:
        """Of approved rounds: what they say never changes."""
        return self.filter(is_frozen=True)

    def of_drafts(self) -> Self:
        return self.filter(is_frozen=False)

    def stale(self) -> Self:
        """Begun by a process that is gone."""
        return self.running().filter(beat_at__lt=timezone.now() - STALE)

    def alive(self) -> Self:
        """Being made right now."""
        return self.running().filter(beat_at__gte=timezone.now() - STALE)

    def first_asked(self) -> Self:
        return self.order_by("requested_at", "pk")

    def last_asked(self) -> Self:
        return self.order_by("-requested_at", "-pk")

    def light(self) -> Self:
        """Without what is large: the file, and what is printed in it."""
        return self.defer("pdf", "contents")


class RenderedReport(models.Model):
    """One file of one assessment.

    `digest`: of everything that decides its bytes. `contents`: what is printed, as it was asked
    for; it goes when the file is there. `is_frozen`: of an approved round, which never changes.
    `notice`: what the file lacks. `worker`: the process that makes it, as host:process id.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Failed"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="rendered_reports")
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    contents = models.JSONField(default=dict)
    is_frozen = models.BooleanField(default=False)
    file_name = models.CharField(max_length=200)
    pdf = models.BinaryField(null=True)
    error = models.TextField(blank=True)
    notice = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=200, blank=True)
    requested_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = RenderedReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "digest"], name="scorecard_each_report_rendered_once"
            ),
            models.UniqueConstraint(
                fields=["status"],
                condition=Q(status="running"),
                name="scorecard_one_report_rendered_at_a_time",
            ),
            models.CheckConstraint(
                name="scorecard_ready_report_has_its_file",
                condition=~Q(status="ready") | Q(pdf__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_waiting(self) -> bool:
        return self.status in (self.Status.QUEUED, self.Status.RUNNING)

    @property
    def is_ready(self) -> bool:
        return self.status == self.Status.READY

    @property
    def is_failed(self) -> bool:
        return self.status == self.Status.FAILED
