"""Organisations, and who does what in them."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from scorecard.models import Membership, Organisation, Role


class LastOwnerMustStay(Exception):
    """An organisation without an owner could never change its members again."""


@transaction.atomic
def create_organisation(*, name: str, by: User) -> Organisation:
    """Whoever creates an organisation owns it."""
    organisation = Organisation(name=name)
    organisation.full_clean()
    organisation.save()
    organisation.memberships.create(user=by, role=Role.OWNER)
    return organisation


@transaction.atomic
def add_member(organisation: Organisation, *, user: User, role: str) -> Membership:
    """Raises ValidationError, in words for the form, if the person already belongs."""
    _lock(organisation)
    membership = Membership(organisation=organisation, user=user, role=role)
    membership.full_clean()
    membership.save()
    return membership


@transaction.atomic
def change_role(membership: Membership, *, role: str) -> Membership:
    _lock(membership.organisation)
    if role != Role.OWNER:
        _require_another_owner(membership)
    membership.role = role
    membership.full_clean()
    membership.save(update_fields=["role"])
    return membership


@transaction.atomic
def remove_member(membership: Membership) -> None:
    """Their answers stay, with their name."""
    _lock(membership.organisation)
    _require_another_owner(membership)
    membership.delete()


def _lock(organisation: Organisation) -> None:
    """Two owners who remove each other at once must meet here."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def _require_another_owner(membership: Membership) -> None:
    others = membership.organisation.memberships.owners().exclude(pk=membership.pk)
    if not others.exists():
        raise LastOwnerMustStay(str(membership))
