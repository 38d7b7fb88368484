"""One row for each market obligation somebody has touched, and one for each thing it ever said."""

from __future__ import annotations

from typing import cast

from django.db import models
from django.db.models import F, Q

from scorecard.models.assessments import Assessment
from scorecard.models.responses import Revised, Worded
from scorecard.scoring.types import Declaration, ObligationState


class Declared(Revised):
    """What is declared of an obligation, or once was."""

    class State(models.TextChoices):
        BLANK = "blank", "Not answered"
        MET = "met", "Met"
        PARTIAL = "partial", "Partly met"
        UNMET = "unmet", "Not met"
        UNKNOWN = "unknown", "Don't know"
        NOT_APPLICABLE = "not_applicable", "Not applicable"

    state = models.CharField(max_length=14, choices=State, default=State.BLANK)

    class Meta:
        abstract = True

    @property
    def is_claim(self) -> bool:
        return self.state == self.State.NOT_APPLICABLE

    @property
    def declaration(self) -> Declaration | None:
        """What the scoring core sees; None when the answer is blank."""
        return read_declaration(self.state, self.reason, self.note, self.accepted_by_id)


def read_declaration(
    state: str, reason: str, note: str, accepted_by: int | None
) -> Declaration | None:
    """What these columns say; None when the answer is blank."""
    if state == Declared.State.BLANK:
        return None
    return Declaration(
        state=cast(ObligationState, state),
        note=note,
        reason=reason if state == Declared.State.NOT_APPLICABLE else "",
        accepted=accepted_by is not None,
    )


class ObligationResponse(Declared, Worded):
    """What was declared of one market obligation."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="obligation_responses")
    market = models.CharField(max_length=2)
    obligation = models.CharField(max_length=20)  # its id in the edition

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
            models.CheckConstraint(
                name="scorecard_claims_are_accepted_at_some_time",
                condition=Q(accepted_by__isnull=True, accepted_at__isnull=True)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation}: {self.get_state_display()}"


class ObligationRevision(Declared):
    """What was declared after one change. Written once, never changed.

    `answered_by` is who made the change: for an acceptance, who accepted.
    """

    response = models.ForeignKey(ObligationResponse, models.CASCADE, related_name="revisions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "revision"], name="scorecard_one_row_per_obligation_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.response}, revision {self.revision}"
