"""The market profiles: what each state asks of a firm, and how sure we are of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from frameworks.definition import (
    STALE_AFTER_DAYS,
    Authority,
    Edition,
    Floor,
    LawBlock,
    Market,
    Obligation,
    Principle,
    Source,
    Sourced,
)
from frameworks.views.editions import reads_edition

STALE_WORDS = (
    f"The newest source is older than {STALE_AFTER_DAYS} days. Check what has changed since."
)

FORCES = {
    "binding": "Binding",
    "voluntary": "Voluntary",
    "emerging": "Emerging: prepare for it, it is never scored",
}
LAW_SUBJECTS = {
    "cross_border_transfer": "Transfers abroad",
    "breach_notification": "Breach notification",
    "dpo": "Data protection officer",
    "dpia": "Impact assessment",
    "automated_decisions": "Automated decisions",
    "penalties": "Penalties",
}
AUTHORITIES = {"ai": "AI", "data_protection": "Data protection", "sector": "Sectors"}


@dataclass(frozen=True, slots=True)
class ObligationGroup:
    name: str
    obligations: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True)
class AuthorityGroup:
    name: str
    authorities: tuple[Authority, ...]


@dataclass(frozen=True, slots=True)
class FloorRow:
    principle: Principle
    floor: Floor | None


@dataclass(frozen=True, slots=True)
class MarketRow:
    """One market in the overview."""

    market: Market
    binding: int
    voluntary: int
    emerging: int
    floors: tuple[FloorRow, ...]


@reads_edition
def markets(request: HttpRequest, edition: Edition) -> HttpResponse:
    rows = [_market_row(edition, market) for market in edition.markets]
    return render(request, "frameworks/markets.html", {"edition": edition, "rows": rows})


@reads_edition
def market(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    shown = next((each for each in edition.markets if each.slug == slug), None)
    if shown is None:
        raise Http404("No such market.")
    context = {
        "edition": edition,
        "market": shown,
        "is_stale": is_stale(shown, timezone.localdate()),
        "stale_words": STALE_WORDS,
        "floors": _floors(edition, shown),
        "obligation_groups": _obligation_groups(shown),
        "authority_groups": _authority_groups(shown),
        "law_blocks": _law_blocks(shown),
        "sources": _sources(edition, shown),
    }
    return render(request, "frameworks/market.html", context)


def is_stale(market: Market, today: date) -> bool:
    """Whether the newest source is older than the limit; a year or month counts from its start."""
    parts = [int(part) for part in market.newest_source.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return today - date(year, month, day) > timedelta(days=STALE_AFTER_DAYS)


def _market_row(edition: Edition, market: Market) -> MarketRow:
    forces = [obligation.force for obligation in market.obligations]
    return MarketRow(
        market,
        forces.count("binding"),
        forces.count("voluntary"),
        forces.count("emerging"),
        _floors(edition, market),
    )


def _floors(edition: Edition, market: Market) -> tuple[FloorRow, ...]:
    return tuple(
        FloorRow(principle, market.floors.get(principle.key)) for principle in edition.principles
    )


def _obligation_groups(market: Market) -> list[ObligationGroup]:
    groups = [
        ObligationGroup(name, tuple(o for o in market.obligations if o.force == force))
        for force, name in FORCES.items()
    ]
    return [group for group in groups if group.obligations]


def _authority_groups(market: Market) -> list[AuthorityGroup]:
    groups = [
        AuthorityGroup(name, tuple(a for a in market.authorities if a.kind == kind))
        for kind, name in AUTHORITIES.items()
    ]
    return [group for group in groups if group.authorities]


def _law_blocks(market: Market) -> list[tuple[str, LawBlock]]:
    law = market.data_protection_law
    return [(name, getattr(law, subject)) for subject, name in LAW_SUBJECTS.items()]


def _sources(edition: Edition, market: Market) -> list[Source]:
    """Every source of the profile once, by title."""
    ids = {id for fact in _facts(market) for id in fact.source}
    found = (source for source in edition.sources if source.id in ids)
    return sorted(found, key=lambda source: source.title.casefold())


def _facts(value: object) -> Iterator[Sourced]:
    """Every sourced fact inside a value, itself included."""
    if isinstance(value, Sourced):
        yield value
    if is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from _facts(getattr(value, each.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _facts(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _facts(item)
