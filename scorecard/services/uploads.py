"""Saving the answers of a file that was uploaded: all that can be saved, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from django.contrib.auth.models import User
from django.db import transaction

from frameworks.definition import Edition
from scorecard.models import Assessment
from scorecard.scoring.types import DONT_KNOW, NOT_APPLICABLE, Value
from scorecard.services.obligations import ObligationChange, record_obligations
from scorecard.services.recording import Recorded
from scorecard.services.responses import ResponseChange, record_responses

_SPECIAL: dict[object, Value] = {each.value: each for each in (DONT_KNOW, NOT_APPLICABLE)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What an upload would change. Each names the revision of the row it was compared with."""

    responses: tuple[ResponseChange, ...] = ()
    obligations: tuple[ObligationChange, ...] = ()

    def __len__(self) -> int:
        return len(self.responses) + len(self.obligations)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(each.key for each in self.responses + self.obligations)

    def only(self, keys: Iterable[str]) -> Changes:
        wanted = set(keys)
        return Changes(
            responses=tuple(each for each in self.responses if each.key in wanted),
            obligations=tuple(each for each in self.obligations if each.key in wanted),
        )

    def without(self, keys: Iterable[str]) -> Changes:
        return self.only(self.keys - set(keys))

    def as_plain(self) -> dict[str, Any]:
        """Values that JSON can carry."""
        return {
            "responses": [
                asdict(each) | {"value": getattr(each.value, "value", each.value)}
                for each in self.responses
            ],
            "obligations": [asdict(each) for each in self.obligations],
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        responses = [ResponseChange(**each) for each in plain["responses"]]
        return cls(
            responses=tuple(
                replace(each, value=_SPECIAL.get(each.value, each.value)) for each in responses
            ),
            obligations=tuple(ObligationChange(**each) for each in plain["obligations"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """`conflicts`: the keys of the rows that somebody else changed first. They are as they were."""

    saved: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@transaction.atomic
def apply_answers(assessment: Assessment, changes: Changes, *, by: User) -> Applied:
    """Save these changes, of questions and of obligations; an error saves none of them.

    Runs as many queries for one change as for all of a section or market.
    """
    recorded: list[Recorded[Any]] = []
    if changes.responses:
        recorded.append(record_responses(assessment, changes.responses, by=by))
    for market, of_market in _by_market(assessment.edition.definition, changes).items():
        recorded.append(record_obligations(assessment, market, of_market, by=by))
    return Applied(
        saved=tuple(key for each in recorded for key in each.saved),
        conflicts=tuple(key for each in recorded for key in each.conflicts),
    )


def _by_market(edition: Edition, changes: Changes) -> dict[str, list[ObligationChange]]:
    wanted = {each.obligation: each for each in changes.obligations}
    found = {
        market.code: [wanted.pop(o.id) for o in market.obligations if o.id in wanted]
        for market in edition.markets
    }
    return {market: of_market for market, of_market in found.items() if of_market}
