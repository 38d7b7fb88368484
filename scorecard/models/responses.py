"""One row for each question somebody has touched, and one for each thing it ever said.

A row stays when its answer is cleared, so that its revision never starts again:
that is what lets a save notice that somebody else was quicker.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from frameworks.models import Edition, Question
from scorecard.models.assessments import Assessment
from scorecard.scoring.constants import EVIDENCE_WORDS
from scorecard.scoring.types import DONT_KNOW, NOT_APPLICABLE, Answer, Value


class Evidence(models.IntegerChoices):
    ASSERTED = 0, EVIDENCE_WORDS[0]
    DESCRIBED = 1, EVIDENCE_WORDS[1]
    DOCUMENT = 2, EVIDENCE_WORDS[2]
    CHECKED = 3, EVIDENCE_WORDS[3]


class Revised(models.Model):
    """Words that somebody saved at some time. Every change counts `revision` up by one."""

    reason = models.TextField(blank=True)
    note = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()
    claimed_by = models.ForeignKey(  # who said it does not apply
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    accepted_by = models.ForeignKey(  # the second person who agrees that it does not
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Worded(models.Model):
    """What was answered to words that a newer edition changed, until somebody confirms it.

    `worded_in`: the edition with the words that were answered. Empty while those asked now say
    the same; see `scorecard.services.moving`.
    """

    worded_in = models.ForeignKey(
        Edition, models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True

    @property
    def is_to_confirm(self) -> bool:
        return self.worded_in_id is not None


class Said(Revised):
    """What a response says, or once said."""

    class Kind(models.TextChoices):
        BLANK = "blank", "Not answered"
        LEVEL = "level", "Level"
        NOT_APPLICABLE = "not_applicable", "Not applicable"
        DONT_KNOW = "dont_know", "Don't know"

    kind = models.CharField(max_length=14, choices=Kind, default=Kind.BLANK)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    evidence = models.PositiveSmallIntegerField(choices=Evidence, default=Evidence.ASSERTED)
    accepted_alone = models.BooleanField(default=False)  # by the only member there was

    class Meta:
        abstract = True

    @property
    def value(self) -> Value | None:
        """None when the answer is blank."""
        return _read_value(self.kind, self.level)

    @value.setter
    def value(self, value: Value | None) -> None:
        self.level = value if isinstance(value, int) else None
        if value is None:
            self.kind = self.Kind.BLANK
        else:
            self.kind = self.Kind.LEVEL if isinstance(value, int) else self.Kind(value.value)

    @property
    def is_claim(self) -> bool:
        return self.kind == self.Kind.NOT_APPLICABLE

    @property
    def answer(self) -> Answer | None:
        """What the scoring core sees."""
        return read_answer(self.kind, self.level, self.reason, self.note, self.evidence)


def read_answer(
    kind: str, level: int | None, reason: str, note: str, evidence: int
) -> Answer | None:
    """What these columns say; None when the answer is blank. A reason counts only where nothing applies."""
    value = _read_value(kind, level)
    if value is None:
        return None
    is_claim = kind == Said.Kind.NOT_APPLICABLE
    return Answer(value, evidence=evidence, note=note, reason=reason if is_claim else "")


def _read_value(kind: str, level: int | None) -> Value | None:
    if kind == Said.Kind.NOT_APPLICABLE:
        return NOT_APPLICABLE
    return DONT_KNOW if kind == Said.Kind.DONT_KNOW else level


class Response(Said, Worded):
    """What was answered to one question."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="responses")
    question = models.ForeignKey(Question, models.PROTECT, related_name="responses")

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
            models.CheckConstraint(
                name="scorecard_only_not_applicable_is_accepted",
                condition=Q(accepted_by__isnull=True, accepted_at__isnull=True)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False, kind="not_applicable"),
                violation_error_message="Only what was claimed as not applicable is accepted.",
            ),
            models.CheckConstraint(
                name="scorecard_questions_are_accepted_by_a_second_person",
                condition=Q(accepted_by__isnull=True)
                | Q(accepted_alone=True)
                | ~Q(accepted_by=F("claimed_by")),
                violation_error_message="Somebody other than who claimed it must accept it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.get_kind_display()}"


class ResponseRevision(Said):
    """What a response said after one change. Written once, never changed."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="revisions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "revision"], name="scorecard_one_row_per_response_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.response}, revision {self.revision}"
