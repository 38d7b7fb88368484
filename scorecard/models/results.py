"""What an approval froze. Nothing in here is ever changed."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from frameworks.models import Edition
from scorecard.models.assessments import Assessment

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no letter that is read as a digit
CODE_LENGTH = 16
GROUP = 4
LOOKALIKES = str.maketrans("OIL", "011")


class ResultIsFrozen(Exception):
    """An approved result never changes. Reopening the assessment starts a new round."""


class ResultQuerySet(QuerySet["Result"]):
    def for_list(self) -> Self:
        """Everything a list of results shows, newest first. The documents stay in the database."""
        return self.defer("document").order_by("-round")

    def with_superseded(self) -> Self:
        """Adds `is_superseded`: a later round of the assessment was approved, too."""
        later = Result.objects.filter(
            assessment=OuterRef("assessment"), round__gt=OuterRef("round")
        )
        return self.annotate(is_superseded=Exists(later))

    def update(self, **changes: Any) -> int:
        raise ResultIsFrozen

    def delete(self) -> tuple[int, dict[str, int]]:
        raise ResultIsFrozen


class Result(models.Model):
    """One approved round of an assessment. `document` is sealed: see `scorecard.scoring.document`.

    It holds every answer, the method and the edition's digest, so that the same
    numbers can be computed again at any time.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="results")
    round = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    scope = models.TextField(blank=True)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    method = models.CharField(max_length=20)
    edition_label = models.CharField(max_length=40)
    edition_digest = models.CharField(max_length=64)
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # As they were called then: a name that changes later changes no approved report.
    submitted_name = models.CharField(max_length=310)
    approved_name = models.CharField(max_length=310)
    approved_at = models.DateTimeField()
    approved_alone = models.BooleanField(default=False)  # by the only member there was

    objects = ResultQuerySet.as_manager()

    if TYPE_CHECKING:
        is_superseded: bool  # added by `with_superseded`

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "round"], name="scorecard_one_result_per_round"
            ),
            models.CheckConstraint(
                name="scorecard_results_are_approved_by_a_second_person",
                condition=Q(approved_alone=True) | ~Q(approved_by=F("submitted_by")),
                violation_error_message="Somebody other than who submitted it must approve it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, round {self.round}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ResultIsFrozen
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ResultIsFrozen

    @property
    def edition(self) -> Edition:
        """The one it was scored with: its assessment may have moved on. Runs a query then."""
        current = self.assessment.edition
        if current.label == self.edition_label:
            return current
        return Edition.objects.without_document().get(label=self.edition_label)

    @property
    def code_in_groups(self) -> str:
        """As it is printed: `7K3M-…`."""
        code = self.code
        return "-".join(code[start : start + GROUP] for start in range(0, CODE_LENGTH, GROUP))


def make_code() -> str:
    """80 random bits, in letters that survive being read aloud."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def read_code(typed: str) -> str:
    """A code as it is stored, from however somebody typed it."""
    return "".join(typed.upper().split()).replace("-", "").translate(LOOKALIKES)
