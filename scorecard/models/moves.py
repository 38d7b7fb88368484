"""That an assessment was moved to a newer edition, and all that is needed to undo it."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet

from frameworks.models import Edition
from scorecard.models.assessments import Assessment


class EditionMoveQuerySet(QuerySet["EditionMove"]):
    def for_list(self) -> Self:
        """Everything a list of moves shows, newest first, in one query."""
        people = self.select_related("before", "after", "by", "undone_by")
        return people.defer("before__document", "after__document").order_by("-pk")

    def standing(self) -> Self:
        return self.filter(undone_at__isnull=True)


class EditionMove(models.Model):
    """One move. `kept` is what undoing puts back: see `scorecard.services.moving`."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="moves")
    before = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    after = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kept = models.JSONField()
    saves = models.PositiveIntegerField()  # of answers, when it was moved
    scope_revision = models.PositiveIntegerField()  # after it was moved
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = EditionMoveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="scorecard_moved_to_another_edition", condition=~Q(before=F("after"))
            ),
            models.CheckConstraint(
                name="scorecard_undone_by_somebody_at_some_time",
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"

    def can_be_undone(self, assessment: Assessment, saves: int) -> bool:
        """Until somebody answers, or changes the scope. `saves`: of answers so far."""
        return (
            self.undone_at is None
            and assessment.is_draft
            and assessment.edition_id == self.after_id
            and assessment.scope_revision == self.scope_revision
            and saves == self.saves
        )
