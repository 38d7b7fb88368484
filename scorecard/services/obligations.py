"""Recording what was declared of market obligations, and accepting that some do not apply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from scorecard.models import Assessment, ObligationResponse, ObligationRevision
from scorecard.services.recording import Recorded, record, store
from scorecard.services.roles import require_other
from scorecard.services.stored import (
    OBLIGATION,
    answers_of,
    columns_of,
    revive,
    stored_obligations,
    stored_responses,
    with_authors,
)
from scorecard.services.summary import (
    SUMMARY_FIELDS,
    is_declared,
    lock_draft_of_edition,
    lock_unapproved,
    summarise,
)

WRITTEN = [
    "state",
    "reason",
    "note",
    "claimed_by",
    "accepted_by",
    "accepted_at",
    "revision",
    "answered_by",
    "answered_at",
]


class ObligationIsNotAsked(Exception):
    """It is another market's, or emerging, or follows from questions."""


class ClaimCannotBeAccepted(Exception):
    """It was withdrawn or changed meanwhile, or was claimed by the same person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationChange:
    """What somebody wants to declare of one obligation. The state "blank" clears it."""

    obligation: str
    state: str
    reason: str = ""
    note: str = ""
    revision: int = 0  # of the declaration they read; 0 if there was none

    @property
    def key(self) -> str:
        return self.obligation


@transaction.atomic
def record_obligations(
    assessment: Assessment, market: str, changes: Sequence[ObligationChange], *, by: User
) -> Recorded[ObligationResponse]:
    """Save what changed in one market. Stale changes come back as conflicts."""
    locked = lock_draft_of_edition(assessment)
    _refuse_unasked(locked, market, changes)
    stored = stored_obligations(locked)
    rows = {
        change.obligation: revive(ObligationResponse, stored[change.obligation])
        if change.obligation in stored
        else _new(locked, market, change.obligation, by)
        for change in changes
    }

    def write(row: ObligationResponse, change: ObligationChange) -> None:
        _declare(row, change, by=by)

    recorded = record(
        changes, row_of=lambda change: rows[change.obligation], says=_says, write=write
    )
    recorded = recorded.showing(with_authors(recorded.unsaved))
    if not recorded.saved:
        return recorded
    store([rows[key] for key in recorded.saved], ObligationRevision, WRITTEN)
    stored |= {key: columns_of(rows[key], OBLIGATION) for key in recorded.saved}
    answers = answers_of(locked, stored_responses(locked), stored)
    standing = summarise(locked, answers)
    locked.save(update_fields=SUMMARY_FIELDS)
    return replace(recorded, standing=standing)


@transaction.atomic
def accept_not_applicable(
    assessment: Assessment, obligation: str, *, revision: int, by: User
) -> ObligationResponse:
    """A second person agrees that an obligation does not apply.

    They name the revision they read: agreeing with a reason means that reason.
    """
    locked = lock_unapproved(assessment)
    require_other(locked, by)
    row = locked.obligation_responses.filter(obligation=obligation, revision=revision).first()
    if row is None or not row.is_claim or row.claimed_by_id == by.pk:
        raise ClaimCannotBeAccepted(obligation)
    row.accepted_by, row.accepted_at = by, timezone.now()
    row.revision += 1
    row.save(update_fields=["accepted_by", "accepted_at", "revision"])
    said = {name: getattr(row, name) for name in WRITTEN}
    said |= {"answered_by": by, "answered_at": row.accepted_at}
    ObligationRevision.objects.create(response=row, **said)
    summarise(locked, locked.answers())
    locked.save(update_fields=SUMMARY_FIELDS)
    return row


def _new(assessment: Assessment, market: str, obligation: str, by: User) -> ObligationResponse:
    return ObligationResponse(
        assessment=assessment,
        market=market,
        obligation=obligation,
        answered_by=by,
        answered_at=timezone.now(),
    )


def _says(row: ObligationResponse, change: ObligationChange) -> bool:
    return (row.state, row.reason, row.note) == (change.state, change.reason, change.note)


def _declare(row: ObligationResponse, change: ObligationChange, *, by: User) -> None:
    """A new claim, or a claim for a new reason, is not yet accepted by anybody."""
    if (row.state, row.reason) != (change.state, change.reason):
        row.accepted_by = row.accepted_at = None
        row.claimed_by = by if change.state == ObligationResponse.State.NOT_APPLICABLE else None
    row.state, row.reason, row.note = change.state, change.reason, change.note
    row.answered_by, row.answered_at = by, timezone.now()


def _refuse_unasked(
    assessment: Assessment, market: str, changes: Sequence[ObligationChange]
) -> None:
    obligations = assessment.edition.definition.market_by_code[market].obligations
    asked = {obligation.id for obligation in obligations if is_declared(obligation)}
    for change in changes:
        if change.obligation not in asked:
            raise ObligationIsNotAsked(change.obligation)
