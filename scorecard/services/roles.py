"""What somebody may do in an organisation: looked up under the lock, for roles change, too."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import User

from scorecard.models import Organisation, Role


class RoleMayNot(Exception):
    """Somebody else has to do this."""


def require_role(organisation: Organisation, by: User, may: Callable[[Role], bool]) -> None:
    """Refuse who has left, and whose role does not allow it any more. Runs one query."""
    membership = organisation.memberships.filter(user=by).first()
    if membership is None or not may(Role(membership.role)):
        raise RoleMayNot


def is_alone(organisation: Organisation, by: User) -> bool:
    """Nobody else belongs to it. Runs one query."""
    return not organisation.memberships.exclude(user=by).exists()
