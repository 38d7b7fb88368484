"""What reviewers ask about single answers, and settling it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from scorecard.models import Assessment, Remark
from scorecard.services.roles import require_other, require_role
from scorecard.services.summary import lock_unapproved


class NothingOfThatName(Exception):
    """The edition has no such question or obligation."""


@transaction.atomic
def remark(assessment: Assessment, key: str, text: str, *, by: User) -> Remark:
    """Ask about one answer, as somebody who reviews: in review, and in a draft that came back."""
    edition = assessment.edition.definition
    if key not in edition.question_by_id and key not in edition.obligation_by_id:
        raise NothingOfThatName(key)
    locked = lock_unapproved(assessment)
    require_role(locked.organisation, by, lambda role: role.may_review)
    require_other(locked, by)
    return Remark.objects.create(
        assessment=assessment, key=key, text=text, by=by, at=timezone.now()
    )


@transaction.atomic
def settle(remark: Remark, *, by: User) -> Remark:
    """Say that a remark is dealt with. The first who says so is named."""
    lock_unapproved(remark.assessment)
    remark.refresh_from_db()
    if remark.is_open:
        remark.settled_by, remark.settled_at = by, timezone.now()
        remark.save(update_fields=["settled_by", "settled_at"])
    return remark
