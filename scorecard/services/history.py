"""Putting back what an answer said before. Nothing is undone: it is recorded once more.

No lock of its own: what a revision says never changes, and recording takes one.
"""

from __future__ import annotations

from django.contrib.auth.models import User

from scorecard.models import (
    Assessment,
    ObligationResponse,
    ObligationRevision,
    Response,
    ResponseRevision,
)
from scorecard.services.obligations import ObligationChange, record_obligations
from scorecard.services.recording import Recorded
from scorecard.services.responses import ResponseChange, record_responses
from scorecard.services.summary import asked_ids


class NotAskedAnyMore(Exception):
    """The scope changed since: what was said can be read, not put back."""


def restore_response(
    assessment: Assessment, question: str, revision: int, *, read: int, by: User
) -> Recorded[Response]:
    """Say again what one revision said. `read`: the newest revision its author saw.

    Raises `ResponseRevision.DoesNotExist` when there is no such revision.
    """
    said = ResponseRevision.objects.get(
        response__assessment=assessment, response__question__key=question, revision=revision
    )
    _refuse_unasked(assessment, question)
    change = ResponseChange(
        question=question,
        value=said.value,
        reason=said.reason,
        note=said.note,
        evidence=said.evidence,
        revision=read,
    )
    return record_responses(assessment, [change], by=by)


def restore_obligation(
    assessment: Assessment, obligation: str, revision: int, *, read: int, by: User
) -> Recorded[ObligationResponse]:
    """Declare again what one revision declared; a claim has to be accepted anew.

    Raises `ObligationRevision.DoesNotExist` when there is no such revision.
    """
    said = ObligationRevision.objects.select_related("response").get(
        response__assessment=assessment, response__obligation=obligation, revision=revision
    )
    _refuse_unasked(assessment, obligation)
    change = ObligationChange(
        obligation=obligation, state=said.state, reason=said.reason, note=said.note, revision=read
    )
    return record_obligations(assessment, said.response.market, [change], by=by)


def _refuse_unasked(assessment: Assessment, key: str) -> None:
    if key not in asked_ids(assessment.edition.definition, assessment.scoped()):
        raise NotAskedAnyMore(key)
