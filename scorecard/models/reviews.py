"""What happens to a whole assessment: every step of its review, and what reviewers remark."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery

from scorecard.models.assessments import Assessment


class Step(models.TextChoices):
    SUBMIT = "submit", "Submitted for review"
    WITHDRAW = "withdraw", "Withdrawn"
    SEND_BACK = "send_back", "Sent back"
    APPROVE = "approve", "Approved"
    REOPEN = "reopen", "Reopened"


class StepIsWritten(Exception):
    """What happened to an assessment is never told otherwise."""


def last_step(field: str) -> Subquery:
    """To annotate assessments with: one column of what happened to each last."""
    steps = ReviewStep.objects.filter(assessment=OuterRef("pk")).order_by("-pk")
    return Subquery(steps.values(field)[:1])


class ReviewStepQuerySet(QuerySet["ReviewStep"]):
    def update(self, **changes: Any) -> int:
        raise StepIsWritten

    def delete(self) -> tuple[int, dict[str, int]]:
        raise StepIsWritten


class ReviewStep(models.Model):
    """One change of an assessment's status. Written once, never changed."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="review_steps")
    round = models.PositiveSmallIntegerField()  # of the assessment, when it happened
    step = models.CharField(max_length=10, choices=Step)
    message = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ReviewStepQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="scorecard_review_step_known", condition=Q(step__in=Step.values)
            ),
            models.CheckConstraint(
                name="scorecard_sent_back_with_words",
                condition=~Q(step=Step.SEND_BACK.value, message=""),
                violation_error_message="Say what should be changed.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} by {self.by}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise StepIsWritten
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise StepIsWritten


class RemarkQuerySet(QuerySet["Remark"]):
    def open(self) -> Self:
        return self.filter(settled_at__isnull=True)

    def for_list(self) -> Self:
        """Everything a list of remarks shows, in one query."""
        return self.select_related("by", "settled_by").order_by("pk")


class Remark(models.Model):
    """What a reviewer asks about one answer. Open until somebody settles it."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="remarks")
    key = models.CharField(max_length=40)  # a question's or an obligation's id
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="scorecard_settled_by_somebody_at_some_time",
                condition=Q(settled_by__isnull=True, settled_at__isnull=True)
                | Q(settled_by__isnull=False, settled_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.text}"

    @property
    def is_open(self) -> bool:
        return self.settled_at is None
