"""What somebody may do in an organisation: looked up under the lock, for roles change, too."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import User

from scorecard.models import Assessment, Organisation, Role


class RoleMayNot(Exception):
    """Somebody else has to do this."""


class ReviewerMustBeSomebodyElse(Exception):
    """Nobody reviews what they submitted, unless nobody else belongs to the organisation."""


def name_of(person: User) -> str:
    """As others read it."""
    return person.get_full_name() or person.get_username()


def require_role(organisation: Organisation, by: User, may: Callable[[Role], bool]) -> None:
    """Refuse who has left, and whose role does not allow it any more. Runs one query."""
    membership = organisation.memberships.filter(user=by).first()
    if membership is None or not may(Role(membership.role)):
        raise RoleMayNot


def is_alone(organisation: Organisation, by: User) -> bool:
    """Nobody else belongs to it. Runs one query."""
    return not organisation.memberships.exclude(user=by).exists()


def is_own_review(assessment: Assessment, by: User) -> bool:
    """They submitted it, and there is somebody else to review it. Runs at most one query."""
    return assessment.submitted_by_id == by.pk and not is_alone(assessment.organisation, by)


def require_other(assessment: Assessment, by: User) -> None:
    if is_own_review(assessment, by):
        raise ReviewerMustBeSomebodyElse


def may_review(assessment: Assessment, by: User) -> bool:
    """In the role of the person it was selected for. Runs at most one query."""
    role = Role(assessment.role)
    return role.may_review and not assessment.is_approved and not is_own_review(assessment, by)
