"""An organisation answering one edition, within one scope."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from frameworks.models import Edition
from scorecard.models.organisations import Organisation, Role
from scorecard.scoring.fitting import fitting_declarations, fitting_responses
from scorecard.scoring.types import Answer, Answers, Declaration

if TYPE_CHECKING:
    from scorecard.models.obligations import ObligationResponse
    from scorecard.models.responses import Response


class AssessmentQuerySet(QuerySet["Assessment"]):
    def visible_to(self, user: User) -> Self:
        """The one place that says who may see an assessment. Adds the user's `role` to each."""
        return self.filter(organisation__memberships__user=user).annotate(
            role=F("organisation__memberships__role")
        )

    def editable_by(self, user: User) -> Self:
        """Visible to somebody who may answer, and still taking answers."""
        roles = [role for role in Role if role.may_answer]
        return self.visible_to(user).draft().filter(role__in=roles)

    def draft(self) -> Self:
        return self.filter(status=self.model.Status.DRAFT)

    def for_page(self) -> Self:
        """One assessment with its organisation and edition; the content comes from memory."""
        return self.select_related("organisation", "edition").defer("edition__document")

    def for_dashboard(self) -> Self:
        """Everything a row of the dashboard shows, newest first, in one query."""
        return self.for_page().order_by("-updated_at", "-pk")


class Assessment(models.Model):
    """Facts, seats and markets decide what is asked; see `scorecard.scoring.applicability`.

    The summary fields repeat what the answers amount to, so that lists never
    score. Services keep them up to date with every change.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in_review", "In review"
        APPROVED = "approved", "Approved"

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="assessments")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="assessments")
    title = models.CharField(max_length=200)
    scope = models.TextField(blank=True)
    facts = models.JSONField(default=dict, blank=True)  # key -> true, false or null (unknown)
    seats = models.JSONField(default=list, blank=True)
    markets = models.JSONField(default=list, blank=True)
    scope_revision = models.PositiveIntegerField(default=0, editable=False)  # of all of the above
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    round = models.PositiveSmallIntegerField(default=1, editable=False)  # reopening starts the next
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    asked_count = models.PositiveSmallIntegerField(default=0, editable=False)
    answered_count = models.PositiveSmallIntegerField(default=0, editable=False)
    coverage = models.PositiveSmallIntegerField(default=0, editable=False)
    overall_shown = models.PositiveSmallIntegerField(null=True, editable=False)
    level = models.PositiveSmallIntegerField(null=True, editable=False)
    result_status = models.CharField(max_length=12, default="INSUFFICIENT", editable=False)

    objects = AssessmentQuerySet.as_manager()

    if TYPE_CHECKING:
        role: str  # of the user it was selected for, by `visible_to`

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="scorecard_assessment_status_known",
                condition=Q(status__in=["draft", "in_review", "approved"]),
            ),
            models.CheckConstraint(
                name="scorecard_only_drafts_are_not_submitted",
                condition=Q(status="draft", submitted_by__isnull=True)
                | Q(~Q(status="draft"), submitted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="scorecard_answered_within_asked",
                condition=Q(answered_count__lte=F("asked_count")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("scorecard:assessment", args=[self.code])

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_in_review(self) -> bool:
        return self.status == self.Status.IN_REVIEW

    @property
    def is_approved(self) -> bool:
        return self.status == self.Status.APPROVED

    @property
    def is_answerable(self) -> bool:
        """By the user it was selected for: see `visible_to`."""
        return self.is_draft and Role(self.role).may_answer

    @property
    def is_reviewable(self) -> bool:
        """In the role of the user it was selected for."""
        return self.is_in_review and Role(self.role).may_review

    @property
    def was_approved(self) -> bool:
        """Some round of it was: a new one begins only after that."""
        return self.is_approved or self.round > 1

    @property
    def is_complete(self) -> bool:
        return self.answered_count == self.asked_count

    @property
    def percent(self) -> int:
        return percent(self.answered_count, self.asked_count)

    @property
    def level_name(self) -> str:
        return "" if self.level is None else self.edition.definition.levels[self.level].name

    def scoped(
        self,
        responses: Sequence[Response] = (),
        obligations: Sequence[ObligationResponse] = (),
    ) -> Answers:
        """The scope and these responses, in the form the scoring core takes them."""
        return self.answered(
            {r.question.key: answer for r in responses if (answer := r.answer)},
            {o.obligation: d for o in obligations if (d := o.declaration)},
        )

    def answered(
        self, responses: Mapping[str, Answer], obligations: Mapping[str, Declaration]
    ) -> Answers:
        """The same of what they say; without what an earlier edition asked and this one does not."""
        edition = self.edition.definition if responses or obligations else None
        return Answers(
            facts=self.facts,
            seats=tuple(self.seats),
            markets=tuple(self.markets),
            responses=fitting_responses(edition, responses) if edition else {},
            obligations=fitting_declarations(edition, obligations) if edition else {},
        )

    def rows_in_full(self) -> tuple[list[Response], list[ObligationResponse]]:
        """Every row with the editions whose words it answers. Runs two queries."""
        responses = self.responses.select_related("question__edition", "worded_in")
        responses = responses.defer("question__edition__document", "worded_in__document")
        obligations = self.obligation_responses.select_related("worded_in").order_by("obligation")
        return (
            list(responses.order_by("question__position")),
            list(obligations.defer("worded_in__document")),
        )

    def answers(self) -> Answers:
        """Everything answered so far. Runs two queries, if the edition is in."""
        responses = self.responses.select_related("question").order_by("question__position")
        obligations = self.obligation_responses.order_by("obligation")
        return self.scoped(list(responses), list(obligations))


def percent(part: int, whole: int) -> int:
    """How far a progress bar is filled. Nothing to do is not progress."""
    return 100 * part // whole if whole else 0
