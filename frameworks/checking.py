"""Facts that somebody found still true: the draft says so, and who found it is kept."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from frameworks import editing
from frameworks.freshness import fact_in, freshness, read_again, statement
from frameworks.models import Edition, FactCheck
from frameworks.parsing import digest
from frameworks.records import NoSuchPlace, Place, Spot, edited, find, place_to_text


class NeedsMoreThanALook(Exception):
    """The claim is not confirmed: its form asks what confirms it."""


def confirm(
    draft: Edition, place: Place, *, read: str, source: str, note: str = "", by: User
) -> FactCheck:
    """The fact is still true as of today, says a source of the edition that was read again.

    `read` is the state of the record when it was looked at. Raises DraftWasChanged where somebody
    changed it since; what is said in other records meanwhile stays.
    """

    def save(latest: Edition) -> FactCheck:
        spot = _unchanged(latest, place, read)
        return _confirm(latest, spot, source=source, note=note, by=by)

    return editing.on_top(draft, save)


@transaction.atomic
def _confirm(draft: Edition, spot: Spot, *, source: str, note: str, by: User) -> FactCheck:
    today = timezone.localdate()
    said = fact_in(spot.value)
    if said is None or not freshness(said, today).may_stay_true:
        raise NeedsMoreThanALook("Say in its form what confirms it.")
    document = edited(
        draft.document, spot.place, read_again(spot.value, source=source, today=today)
    )
    saved = editing.save_part(draft, document, read_revision=draft.revision, by=by)
    return FactCheck.objects.create(
        edition=saved,
        path=place_to_text(spot.place),
        statement=statement(find(saved.document, spot.place)),
        source=source,
        note=note,
        checked_by=by,
        checked_at=timezone.now(),
    )


def last_checks(edition: Edition, spots: Iterable[Spot]) -> dict[Place, FactCheck]:
    """One query: who last found each of these facts true as they stand."""
    facts = {place_to_text(spot.place): spot for spot in spots if fact_in(spot.value)}
    found: dict[Place, FactCheck] = {}
    for check in FactCheck.objects.known_to(edition).filter(path__in=facts) if facts else ():
        spot = facts[check.path]
        if check.statement == statement(spot):
            found.setdefault(spot.place, check)
    return found


def state(spot: Spot) -> str:
    """Tells whether somebody changed the record since a page showed it."""
    return digest(spot.value)[:16]


def _unchanged(draft: Edition, place: Place, read: str) -> Spot:
    try:
        spot = find(draft.document, place)
    except NoSuchPlace as gone:
        raise editing.DraftWasChanged(draft) from gone
    if fact_in(spot.value) is None or state(spot) != read:
        raise editing.DraftWasChanged(draft)
    return spot
