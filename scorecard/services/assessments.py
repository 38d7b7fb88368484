"""Starting an assessment and changing what it covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import transaction

from frameworks.models import Edition
from scorecard.models import Assessment, Organisation
from scorecard.services.summary import lock_draft, summarise


class EditionIsNotPublished(Exception):
    """Drafts may still change, so nobody is assessed against one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What decides which questions are asked, and the words that say so."""

    title: str
    scope: str = ""
    facts: Mapping[str, bool | None] = field(default_factory=dict)
    seats: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()


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
def change_scope(assessment: Assessment, *, scope: Scope) -> Assessment:
    """Old answers are kept: those that are no longer asked simply stop counting."""
    locked = lock_draft(assessment)
    _apply(locked, scope)
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
