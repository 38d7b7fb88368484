"""One principle: what it asks, how it is asked here, and all that bears on it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import Edition, Floor, Market, Principle, SummaryClaim, Uplift
from frameworks.tally import GUIDE
from frameworks.views.editions import reads_edition
from frameworks.views.matches import PartMatches, matches_of_part, part_of
from frameworks.views.sources import sources_in


@dataclass(frozen=True, slots=True)
class Expectation:
    """The floor a market sets for the principle, and what raises it there."""

    market: Market
    floor: Floor
    uplifts: tuple[Uplift, ...]


@reads_edition
def principle(request: HttpRequest, edition: Edition, key: str) -> HttpResponse:
    shown = edition.principle_by_key.get(key)
    if shown is None:
        raise Http404("No such principle.")
    place = edition.principles.index(shown)
    context = {
        "edition": edition,
        "principle": shown,
        "guide": next((i for i in edition.regional.instruments if i.key == GUIDE), None),
        "previous": edition.principles[place - 1] if place else None,
        "next": edition.principles[place + 1] if place + 1 < len(edition.principles) else None,
        "genai_questions": [q for q in edition.genai.questions if q.principle == key],
        "annex_items": [item for item in edition.annex_a if key in item.principles],
        "risks": [risk for risk in edition.genai.risks if key in risk.principles],
        "dimensions": [each for each in edition.genai.dimensions if key in each.principles],
        "expectations": _expectations(edition, shown),
        "matches": _matches(edition, shown),
        "claims": _claims(edition, shown),
        "sources": sources_in(edition, shown),
    }
    return render(request, "frameworks/principle.html", context)


def _expectations(edition: Edition, principle: Principle) -> list[Expectation]:
    """Highest floor first; markets of one floor keep the edition's order."""
    found = [
        Expectation(
            market,
            market.floors[principle.key],
            tuple(each for each in market.uplifts if each.principle == principle.key),
        )
        for market in edition.markets
        if principle.key in market.floors and not market.is_draft
    ]
    return sorted(found, key=lambda each: -each.floor.floor)


def _matches(edition: Edition, principle: Principle) -> list[PartMatches]:
    part = part_of(principle)
    found = (matches_of_part(edition, part, crosswalk) for crosswalk in edition.crosswalks)
    return [each for each in found if each.touched]


def _claims(edition: Edition, principle: Principle) -> list[SummaryClaim]:
    """What the common summary says of this principle; its claims are keyed with hyphens."""
    key = principle.key.replace("_", "-")
    return [claim for claim in edition.summary if claim.key == key]
