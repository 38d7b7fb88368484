"""One principle: what it asks, how it is asked here, what the markets expect of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import Edition, Floor, Market, Principle
from frameworks.templatetags.library import Match
from frameworks.views.editions import reads_edition


@dataclass(frozen=True, slots=True)
class Expectation:
    """The floor a market sets for the principle."""

    market: Market
    floor: Floor


@reads_edition
def principle(request: HttpRequest, edition: Edition, key: str) -> HttpResponse:
    shown = edition.principle_by_key.get(key)
    if shown is None:
        raise Http404("No such principle.")
    place = edition.principles.index(shown)
    context = {
        "edition": edition,
        "principle": shown,
        "previous": edition.principles[place - 1] if place else None,
        "next": edition.principles[place + 1] if place + 1 < len(edition.principles) else None,
        "genai_questions": [q for q in edition.genai.questions if q.principle == key],
        "expectations": _expectations(edition, shown),
        "matches": _matches(edition, shown),
    }
    return render(request, "frameworks/principle.html", context)


def _expectations(edition: Edition, principle: Principle) -> list[Expectation]:
    """Highest floor first; markets of one floor keep the edition's order."""
    found = [
        Expectation(market, market.floors[principle.key])
        for market in edition.markets
        if principle.key in market.floors and not market.is_draft
    ]
    return sorted(found, key=lambda each: -each.floor.floor)


def _matches(edition: Edition, principle: Principle) -> list[Match]:
    return [
        Match(crosswalk.target, crosswalk.title, crosswalk.principles[principle.key])
        for crosswalk in edition.crosswalks
        if crosswalk.principles.get(principle.key)
    ]
