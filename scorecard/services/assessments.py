"""Starting an assessment and changing what it covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from django.contrib.auth.models import User
from django.db import transaction

from frameworks.models import Edition
from scorecard.models import Assessment, Organisation
from scorecard.services.summary import lock_draft, summarise


class EditionIsNotPublished(Exception):
    """Drafts may still change, so nobody is assessed against one."""


class ScopeWasChanged(Exception):
    """Another scope was saved since this one was read. `current`: the assessment as it is now."""

    def __init__(self, current: Assessment) -> None:
        super().__init__(str(current))
        self.current = current


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What decides which questions are asked, and the words that say so."""

    title: str
    scope: str = ""
    facts: Mapping[str, bool | None] = field(default_factory=dict)
    seats: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()

    @classmethod
    def of(cls, assessment: Assessment) -> Self:
        return cls(
            title=assessment.title,
            scope=assessment.scope,
            facts=assessment.facts,
            seats=tuple(assessment.seats),
            markets=tuple(assessment.markets),
        )

    def repeats(self, other: Scope) -> bool:
        """Says the same. A fact that is missing is unknown; places have no order."""
        return (
            (self.title, self.scope) == (other.title, other.scope)
            and self._known == other._known
            and set(self.seats) == set(other.seats)
            and set(self.markets) == set(other.markets)
        )

    @property
    def _known(self) -> dict[str, bool]:
        return {key: value for key, value in self.facts.items() if value is not None}


@transaction.atomic
def start_assessment(
    organisation: Organisation, edition: Edition, *, scope: Scope, by: User
) -> Assessment:
    if not edition.is_published:
        raise EditionIsNotPublished(edition.label)
    assessment = Assessment(organisation=organisation, edition=edition, created_by=by)
    _apply(assessment, scope)
    summarise(assessment, assessment.scoped())
    assessment.full_clean()
    assessment.save()
    return assessment


@transaction.atomic
def change_scope(assessment: Assessment, *, scope: Scope, revision: int) -> Assessment:
    """Old answers are kept: those that are no longer asked simply stop counting.

    `revision`: of the scope its author read. What repeats the stored scope saves
    nothing; what was made on an older one raises ScopeWasChanged.
    """
    locked = lock_draft(assessment)
    if scope.repeats(Scope.of(locked)):
        return locked
    if locked.scope_revision != revision:
        raise ScopeWasChanged(locked)
    _apply(locked, scope)
    locked.scope_revision += 1
    summarise(locked, locked.answers())
    locked.full_clean()
    locked.save()
    return locked


def _apply(assessment: Assessment, scope: Scope) -> None:
    assessment.title = scope.title
    assessment.scope = scope.scope
    assessment.facts = dict(scope.facts)
    assessment.seats = list(scope.seats)
    assessment.markets = list(scope.markets)
