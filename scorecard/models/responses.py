"""One row for each question and each obligation somebody has touched.

A row stays when its answer is cleared, so that its revision never starts again:
that is what lets a save notice that somebody else was quicker.
"""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from frameworks.models import Question
from scorecard.models.assessments import Assessment
from scorecard.scoring.types import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Answer,
    Declaration,
    ObligationState,
    Value,
)


class Evidence(models.IntegerChoices):
    ASSERTED = 0, "Stated only"
    DESCRIBED = 1, "Described, and where it is kept"
    DOCUMENT = 2, "A document is linked or at hand"
    CHECKED = 3, "Checked by a second person"


class Response(models.Model):
    """What was answered to one question."""

    class Kind(models.TextChoices):
        BLANK = "blank", "Not answered"
        LEVEL = "level", "Level"
        NOT_APPLICABLE = "not_applicable", "Not applicable"
        DONT_KNOW = "dont_know", "Don't know"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="responses")
    question = models.ForeignKey(Question, models.PROTECT, related_name="responses")
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.BLANK)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)
    note = models.TextField(blank=True)
    evidence = models.PositiveSmallIntegerField(choices=Evidence, default=Evidence.ASSERTED)
    revision = models.PositiveIntegerField(default=0)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "question"], name="scorecard_one_response_per_question"
            ),
            models.CheckConstraint(
                name="scorecard_response_level_fits_kind",
                condition=Q(kind="level", level__isnull=False, level__lte=4)
                | Q(kind__in=["blank", "not_applicable", "dont_know"], level__isnull=True),
                violation_error_message="Choose a level from 0 to 4, or another answer.",
            ),
            models.CheckConstraint(
                name="scorecard_response_not_applicable_has_reason",
                condition=~Q(kind="not_applicable", reason=""),
                violation_error_message="Say why this does not apply to you.",
            ),
            models.CheckConstraint(
                name="scorecard_response_evidence_known",
                condition=Q(evidence__lte=3),
                violation_error_message="Choose an evidence grade from the list.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.get_kind_display()}"

    @property
    def value(self) -> Value | None:
        """None when the answer is blank."""
        if self.kind == self.Kind.NOT_APPLICABLE:
            return NOT_APPLICABLE
        return DONT_KNOW if self.kind == self.Kind.DONT_KNOW else self.level

    @value.setter
    def value(self, value: Value | None) -> None:
        self.level = value if isinstance(value, int) else None
        if value is None:
            self.kind = self.Kind.BLANK
        else:
            self.kind = self.Kind.LEVEL if isinstance(value, int) else self.Kind(value.value)

    @property
    def answer(self) -> Answer | None:
        """What the scoring core sees: a reason counts only where nothing applies."""
        if self.value is None:
            return None
        reason = self.reason if self.kind == self.Kind.NOT_APPLICABLE else ""
        return Answer(self.value, evidence=self.evidence, note=self.note, reason=reason)


class ObligationResponse(models.Model):
    """What was declared of one market obligation."""

    class State(models.TextChoices):
        BLANK = "blank", "Not answered"
        MET = "met", "Met"
        PARTIAL = "partial", "Partly met"
        UNMET = "unmet", "Not met"
        UNKNOWN = "unknown", "Don't know"
        NOT_APPLICABLE = "not_applicable", "Not applicable"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="obligation_responses")
    market = models.CharField(max_length=2)
    obligation = models.CharField(max_length=20)  # its id in the edition
    state = models.CharField(max_length=14, choices=State, default=State.BLANK)
    reason = models.TextField(blank=True)
    note = models.TextField(blank=True)
    claimed_by = models.ForeignKey(  # who said it does not apply
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    accepted_by = models.ForeignKey(  # the second person who agrees that it does not
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    revision = models.PositiveIntegerField(default=0)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "obligation"], name="scorecard_one_response_per_obligation"
            ),
            models.CheckConstraint(
                name="scorecard_obligation_state_known",
                condition=Q(
                    state__in=["blank", "met", "partial", "unmet", "unknown", "not_applicable"]
                ),
                violation_error_message="Choose one of the answers.",
            ),
            models.CheckConstraint(
                name="scorecard_obligation_not_applicable_has_reason",
                condition=~Q(state="not_applicable", reason=""),
                violation_error_message="Say why this does not apply to you.",
            ),
            models.CheckConstraint(
                name="scorecard_only_claims_are_accepted",
                condition=Q(accepted_by__isnull=True) | Q(state="not_applicable"),
                violation_error_message="Only what was claimed as not applicable is accepted.",
            ),
            models.CheckConstraint(
                name="scorecard_claims_are_accepted_by_a_second_person",
                condition=Q(accepted_by__isnull=True) | ~Q(accepted_by=F("claimed_by")),
                violation_error_message="Somebody other than who claimed it must accept it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation}: {self.get_state_display()}"

    @property
    def is_claim(self) -> bool:
        return self.state == self.State.NOT_APPLICABLE

    @property
    def declaration(self) -> Declaration | None:
        """What the scoring core sees; None when the answer is blank."""
        if self.state == self.State.BLANK:
            return None
        return Declaration(
            state=cast(ObligationState, self.state),
            note=self.note,
            reason=self.reason if self.is_claim else "",
            accepted=self.accepted_by_id is not None,
        )
