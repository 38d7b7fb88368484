"""Organisations and the people in them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Case, Count, Exists, F, Q, QuerySet, When
from django.urls import reverse

from frameworks.editing import editors


class Role(models.TextChoices):
    OWNER = "owner", "Owner"
    ASSESSOR = "assessor", "Assessor"
    REVIEWER = "reviewer", "Reviewer"
    VIEWER = "viewer", "Viewer"

    @property
    def may_answer(self) -> bool:
        return self in {Role.OWNER, Role.ASSESSOR}

    @property
    def may_review(self) -> bool:
        return self in {Role.OWNER, Role.REVIEWER}

    @property
    def may_manage(self) -> bool:
        return self == Role.OWNER

    @property
    def description(self) -> str:
        return ROLE_DESCRIPTIONS[self]


ROLE_DESCRIPTIONS = {
    Role.OWNER: "Does everything, and decides who belongs to the organisation.",
    Role.ASSESSOR: "Starts assessments and answers questions.",
    Role.REVIEWER: "Reads everything, asks about answers, approves or sends back.",
    Role.VIEWER: "Reads everything and changes nothing.",
}


class OrganisationQuerySet(QuerySet["Organisation"]):
    def visible_to(self, user: User) -> Self:
        """The organisations the user belongs to, each with the user's `role` in it."""
        return self.filter(memberships__user=user).annotate(role=F("memberships__role"))

    def for_list(self, user: User) -> Self:
        """Everything the list of organisations shows, in one query."""
        assessments = Count("assessments", distinct=True)
        return self.visible_to(user).annotate(assessment_count=assessments).order_by("name", "pk")


class Organisation(models.Model):
    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="organisations"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    if TYPE_CHECKING:
        role: str  # of the user it was selected for, by `visible_to`

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("scorecard:organisation", args=[self.code])


class MembershipQuerySet(QuerySet["Membership"]):
    def owners(self) -> Self:
        return self.filter(role=Role.OWNER)

    def for_list(self) -> Self:
        """Everything the list of members shows, in one query."""
        return self.select_related("user").order_by("user__username")

    def for_switcher(self, user: User, chosen: uuid.UUID | None) -> Self:
        """The user's organisations by name, the chosen one first.

        Each row says whether the user edits content, too: the masthead asks for both on every page.
        """
        chosen_first = Case(When(organisation__code=chosen, then=0), default=1)
        return (
            self.filter(user=user)
            .select_related("organisation")
            .annotate(edits_content=Exists(editors().filter(pk=user.pk)))
            .order_by(*([chosen_first] if chosen else []), "organisation__name", "pk")
        )


class Membership(models.Model):
    """What one person may do in one organisation."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)

    objects = MembershipQuerySet.as_manager()

    if TYPE_CHECKING:
        edits_content: bool  # of the user it was selected for, by `for_switcher`

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                name="scorecard_one_membership_per_person",
                violation_error_message="This person already belongs to the organisation.",
            ),
            models.CheckConstraint(
                name="scorecard_membership_role_known",
                condition=Q(role__in=Role.values),
                violation_error_message="Choose owner, assessor, reviewer or viewer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.organisation}: {self.get_role_display()}"
