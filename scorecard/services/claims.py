"""Accepting that a question does not apply, and taking an acceptance back.

Accepting what is claimed of an obligation stands in `obligations`: it can move the readiness of
a market. Of a question it moves nothing: it says that a second person has read the reason.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from scorecard.models import (
    Assessment,
    ObligationResponse,
    ObligationRevision,
    Response,
    ResponseRevision,
)
from scorecard.services import obligations, responses
from scorecard.services.obligations import ClaimCannotBeAccepted
from scorecard.services.review import TransitionIsNotPossible
from scorecard.services.roles import is_alone, require_other, require_role
from scorecard.services.summary import lock_unapproved


class NothingWasAccepted(Exception):
    """The acceptance was withdrawn meanwhile, or ended when the claim changed."""


@transaction.atomic
def accept_claim(assessment: Assessment, question: str, *, revision: int, by: User) -> Response:
    """Agree that a question does not apply, for the reason in the revision that was read.

    Nobody accepts their own claim, unless nobody else belongs to the organisation.
    """
    locked = _lock(assessment, by)
    row = locked.responses.filter(question__key=question, revision=revision).first()
    if row is None or not row.is_claim or row.accepted_by_id:
        raise ClaimCannotBeAccepted(question)
    is_own = row.claimed_by_id == by.pk
    if is_own and not is_alone(locked.organisation, by):
        raise ClaimCannotBeAccepted(question)
    row.accepted_by, row.accepted_at, row.accepted_alone = by, timezone.now(), is_own
    _keep(locked, row, by=by, at=row.accepted_at)
    return row


@transaction.atomic
def withdraw_acceptance(assessment: Assessment, key: str, *, revision: int, by: User) -> None:
    """Say that a claim, of a question or of an obligation, is not accepted after all."""
    locked = _lock(assessment, by)
    accepted = {"revision": revision, "accepted_by__isnull": False}
    if response := locked.responses.filter(question__key=key, **accepted).first():
        response.accepted_by = response.accepted_at = None
        response.accepted_alone = False
        _keep(locked, response, by=by, at=timezone.now())
    elif declared := locked.obligation_responses.filter(obligation=key, **accepted).first():
        declared.accepted_by = declared.accepted_at = None
        _keep(locked, declared, by=by, at=timezone.now())
    else:
        raise NothingWasAccepted(key)


def _lock(assessment: Assessment, by: User) -> Assessment:
    """Only while it is in review, by somebody else: no answer changes then."""
    locked = lock_unapproved(assessment)
    require_role(locked.organisation, by, lambda role: role.may_review)
    if not locked.is_in_review:
        raise TransitionIsNotPossible(locked.status)
    require_other(locked, by)
    return locked


def _keep(
    locked: Assessment, row: Response | ObligationResponse, *, by: User, at: datetime
) -> None:
    """The row as it is now, and in its history who decided so."""
    is_question = isinstance(row, Response)
    revisions: type[Model] = ResponseRevision if is_question else ObligationRevision
    written = responses.WRITTEN if is_question else obligations.WRITTEN
    row.revision += 1
    row.save(update_fields=written)
    said = {name: getattr(row, name) for name in written} | {"answered_by": by, "answered_at": at}
    revisions._default_manager.create(response=row, **said)
    locked.save(update_fields=["updated_at"])
