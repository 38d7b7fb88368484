"""Submitting, sending back, approving and reopening: every change of an assessment's status.

`TRANSITIONS` is the one table of them. Each verb locks the assessment first, so of two people who
act at once one wins and the other is told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from scorecard.models import Assessment, Result, ReviewStep, Role, Step
from scorecard.models.results import make_code
from scorecard.services.results import document_of_answers
from scorecard.services.roles import ReviewerMustBeSomebodyElse as ReviewerMustBeSomebodyElse
from scorecard.services.roles import RoleMayNot as RoleMayNot
from scorecard.services.roles import name_of, require_other, require_role

Status = Assessment.Status


class TransitionIsNotPossible(Exception):
    """The assessment has another status by now: somebody else was quicker."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


class ResultHasChanged(Exception):
    """What would be approved is not what the approver has read."""


class NothingToReview(Exception):
    """Not one question that is asked has an answer."""


class WordsAreMissing(Exception):
    """Sending back without saying why helps nobody."""


@dataclass(frozen=True, slots=True)
class Transition:
    source: str
    target: str
    may: Callable[[Role], bool]


TRANSITIONS: dict[Step, Transition] = {
    Step.SUBMIT: Transition(Status.DRAFT, Status.IN_REVIEW, lambda role: role.may_answer),
    Step.WITHDRAW: Transition(Status.IN_REVIEW, Status.DRAFT, lambda role: role.may_answer),
    Step.SEND_BACK: Transition(Status.IN_REVIEW, Status.DRAFT, lambda role: role.may_review),
    Step.APPROVE: Transition(Status.IN_REVIEW, Status.APPROVED, lambda role: role.may_review),
    Step.REOPEN: Transition(Status.APPROVED, Status.DRAFT, lambda role: role.may_answer),
}


def possible_steps(assessment: Assessment) -> frozenset[Step]:
    """What the person it was selected for may do with it now. See `visible_to`."""
    role = Role(assessment.role)
    return frozenset(
        step
        for step, transition in TRANSITIONS.items()
        if transition.source == assessment.status and transition.may(role)
    )


@transaction.atomic
def submit(assessment: Assessment, *, by: User, message: str = "") -> Assessment:
    """No answer is taken any more until it comes back."""
    locked = _locked(assessment, Step.SUBMIT, by)
    if not locked.answered_count:
        raise NothingToReview
    locked.submitted_by = by
    return _move(locked, Step.SUBMIT, by, message)


@transaction.atomic
def withdraw(assessment: Assessment, *, by: User) -> Assessment:
    locked = _locked(assessment, Step.WITHDRAW, by)
    locked.submitted_by = None
    return _move(locked, Step.WITHDRAW, by)


@transaction.atomic
def send_back(assessment: Assessment, *, by: User, message: str) -> Assessment:
    if not message.strip():
        raise WordsAreMissing
    locked = _locked(assessment, Step.SEND_BACK, by)
    require_other(locked, by)
    locked.submitted_by = None
    return _move(locked, Step.SEND_BACK, by, message)


@transaction.atomic
def approve(assessment: Assessment, *, by: User, sha256: str, message: str = "") -> Result:
    """Freeze the result whose seal the approver has read."""
    locked = _locked(assessment, Step.APPROVE, by)
    require_other(locked, by)
    document = document_of_answers(locked)
    if document["sha256"] != sha256:
        raise ResultHasChanged
    result = _freeze(locked, document, by=by)
    _move(locked, Step.APPROVE, by, message)
    return result


@transaction.atomic
def reopen(assessment: Assessment, *, by: User, message: str = "") -> Assessment:
    """Start the next round. What was approved stays as it is."""
    locked = _locked(assessment, Step.REOPEN, by)
    locked.submitted_by = None
    locked.round += 1
    return _move(locked, Step.REOPEN, by, message)


def _locked(assessment: Assessment, step: Step, by: User) -> Assessment:
    """As it is now, with the person's role as it is now. Runs two queries."""
    locked = Assessment.objects.select_for_update(of=("self",)).for_page().get(pk=assessment.pk)
    transition = TRANSITIONS[step]
    require_role(locked.organisation, by, transition.may)
    if locked.status != transition.source:
        raise TransitionIsNotPossible(locked.status)
    return locked


def _move(locked: Assessment, step: Step, by: User, message: str = "") -> Assessment:
    now = timezone.now()
    locked.status = TRANSITIONS[step].target
    locked.updated_at = now
    locked.save(update_fields=["status", "submitted_by", "round", "updated_at"])
    ReviewStep.objects.create(
        assessment=locked, round=locked.round, step=step, message=message, by=by, at=now
    )
    return locked


def _freeze(locked: Assessment, document: dict[str, Any], *, by: User) -> Result:
    submitter = locked.submitted_by
    assert submitter is not None  # noqa: S101  # the database holds it, too
    return Result.objects.create(
        assessment=locked,
        round=locked.round,
        title=locked.title,
        scope=locked.scope,
        document=document,
        sha256=document["sha256"],
        method=document["method"],
        edition_label=document["edition"]["label"],
        edition_digest=document["edition"]["digest"],
        code=make_code(),
        submitted_by=submitter,
        submitted_name=name_of(submitter),
        approved_by=by,
        approved_name=name_of(by),
        approved_at=timezone.now(),
        approved_alone=submitter == by,  # `require_other` let nobody else
    )
