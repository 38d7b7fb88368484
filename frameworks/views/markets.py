"""The pages of the markets: all of them, one of them, two or three side by side."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from frameworks.definition import Edition, Market
from frameworks.freshness import is_profile_stale
from frameworks.views import market_compare, market_map, market_page, market_table
from frameworks.views.editions import keep_in_address, reads_edition
from frameworks.views.market_facts import data_law_of

FloorsOfMarket = tuple[Market, tuple[market_page.FloorRow, ...]]


@reads_edition
def markets(request: HttpRequest, edition: Edition) -> HttpResponse:
    every = market_table.rows_of(edition.markets, timezone.localdate())
    query = market_table.read_query(request.GET.dict(), every, request.GET.getlist("m"))
    rows = market_table.matching(every, query)
    context = {
        "edition": edition,
        "every": every,
        "rows": rows,
        "beside": market_table.ticked_beside(rows, query),
        "query": query,
        "heads": market_table.heads_of(query),
        "filters": market_table.filters_of(every, query),
        "drops": market_table.drops_of(every, query),
        "maps": market_map.maps_of(edition.markets),
        "floors": _floors(edition, rows),
        "drafts": [each for each in edition.markets if each.is_draft],
    }
    return render(request, "frameworks/markets.html", context)


def _floors(edition: Edition, rows: Sequence[market_table.TableRow]) -> list[FloorsOfMarket]:
    """Of every scored market: those of the table in its order, then those it leaves out."""
    shown = [row.market for row in rows]
    every = [*shown, *(each for each in edition.markets if each not in shown)]
    return [(each, market_page.floors_of(edition, each)) for each in every if not each.is_draft]


@reads_edition
def market(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    shown = next((each for each in edition.markets if each.slug == slug), None)
    if shown:
        return render(request, "frameworks/market.html", _page(edition, shown))
    if meant := market_page.meant_by(edition, slug):
        return redirect("frameworks:market", meant.slug, permanent=True)
    context = {"edition": edition, "asked": slug}
    return render(request, "frameworks/market_missing.html", context, status=404)


@reads_edition
def compare(request: HttpRequest, edition: Edition) -> HttpResponse:
    if market_table.asks_the_table(request.GET):
        return _compared_alone(request)
    choice = market_compare.choose(edition, request.GET.getlist("m"))
    only_differences = request.GET.get("only") == "differences"
    every: tuple[market_compare.Group, ...] = ()
    if choice.fits:
        every = market_compare.compare(edition, choice.markets, timezone.localdate())
        keep_in_address(request, choice.as_string)
    groups = market_compare.without_the_same(every) if only_differences else every
    context = {
        "edition": edition,
        "choice": choice,
        "groups": groups,
        "only_differences": only_differences,
        "hidden": market_compare.rows_in(every) - market_compare.rows_in(groups),
    }
    return render(request, "frameworks/market_compare.html", context)


def _compared_alone(request: HttpRequest) -> HttpResponse:
    """The form of the table sends its filters too: they have no place in this address."""
    ticks = request.GET.getlist("m") or [""]
    return redirect(f"{reverse('frameworks:compare-markets')}?{urlencode({'m': ticks}, True)}")


def _page(edition: Edition, shown: Market) -> dict[str, object]:
    today = timezone.localdate()
    return {
        "edition": edition,
        "market": shown,
        "is_stale": is_profile_stale(shown, today),
        "stale_words": market_page.STALE_WORDS,
        "summary": market_page.summary_of(shown, today),
        "floors": market_page.floors_of(edition, shown),
        "obligation_groups": market_page.obligation_groups(shown),
        "authority_groups": market_page.authority_groups(shown),
        "rules": market_page.rules_of(shown),
        "law_state": data_law_of(shown).text,
        "law_sources": market_page.sources_of(edition, shown.data_protection_law),
        "law_parts": market_page.law_parts(shown),
        "sources": market_page.sources_of(edition, shown),
    }
