"""Search over everything the library holds, grouped by what was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from frameworks import finding
from frameworks.definition import Edition, Market
from frameworks.definition.search import LONGEST, Found, Hit
from frameworks.definition.search_words import excerpt, pieces, words_of
from frameworks.templatetags.library import date_words
from frameworks.views.editions import keep_in_address, reads_edition

KINDS = {
    "market": "Markets",
    "obligation": "Obligations",
    "rule": "Rules and authorities of the markets",
    "floor": "Floors of the markets",
    "question": "Questions",
    "principle": "Principles",
    "framework": "Frameworks",
    "instrument": "Instruments",
    "genai": "Generative AI",
    "annex_a": "Annex A",
    "defa": "DEFA",
    "roadmap": "Roadmap",
    "fact": "Facts about an organisation",
    "crosswalk": "Parts of other frameworks",
    "level": "Levels",
    "glossary": "Glossary",
    "claim": "What common summaries say",
    "correction": "Corrections",
    "source": "Sources",
}
FEW = 5  # results of a kind that are shown before all of them are asked for
MOST_MARKETS = 3  # that can be compared
EXCERPT = 220  # characters

Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """`title` and `text` in pieces: what was looked for is marked."""

    href: str
    id: str
    where: str
    title: Pieces
    text: Pieces


@dataclass(frozen=True, slots=True)
class Group:
    kind: str
    name: str
    total: int
    results: tuple[Result, ...]
    href: str  # of all of them

    @property
    def is_cut(self) -> bool:
        return len(self.results) < self.total


@reads_edition
def search(request: HttpRequest, edition: Edition) -> HttpResponse:
    query = finding.asked_in(request.GET)
    if query:
        keep_in_address(request, urlencode({"q": query}))
    kind = request.GET.get("kind", "")
    found = edition.search_index.find(query)
    groups = _groups(found, query)
    chosen = [group for group in groups if group.kind == kind]
    context = {
        "edition": edition,
        "query": query,
        "longest": LONGEST,
        "found": found,
        "groups": [_whole(group, found) for group in chosen] or groups,
        "everything": _href(query) if chosen else "",
        "compared": _compared(edition, found),
    }
    return render(request, "frameworks/search.html", context)


def _groups(found: Found, query: str) -> list[Group]:
    """The group of the best result first, then that of the best of another kind, and so on."""
    by_kind: dict[str, list[Hit]] = defaultdict(list)
    for hit in found.hits:
        by_kind[hit.entry.kind].append(hit)
    return [
        Group(kind, KINDS[kind], len(hits), _results(hits[:FEW]), _href(query, kind))
        for kind, hits in by_kind.items()
    ]


def _whole(group: Group, found: Found) -> Group:
    hits = [hit for hit in found.hits if hit.entry.kind == group.kind]
    return Group(group.kind, group.name, group.total, _results(hits), group.href)


def _results(hits: Sequence[Hit]) -> tuple[Result, ...]:
    return tuple(
        Result(
            href=finding.address_of(hit.entry),
            id=hit.entry.id,
            where=hit.entry.where,
            title=pieces(date_words(hit.entry.title), hit.words),
            text=pieces(excerpt(date_words(_told(hit)), hit.words, length=EXCERPT), hit.words),
        )
        for hit in hits
    )


def _told(hit: Hit) -> str:
    """Its text; what else its place says, where only that has some of the words."""
    entry = hit.entry
    in_text = hit.words & set(words_of(entry.text))
    is_said = hit.words <= set(words_of(f"{entry.id} {entry.title} {entry.where}"))
    return entry.text if in_text or is_said or not entry.more else entry.more


def _href(query: str, kind: str = "") -> str:
    asked = {"q": query, "kind": kind} if kind else {"q": query}
    return f"{reverse('frameworks:search')}?{urlencode(asked)}"


def _compared(edition: Edition, found: Found) -> list[Market]:
    """The markets that the query names, where they can stand side by side."""
    by_slug = {market.slug: market for market in edition.markets}
    named = [by_slug[entry.of] for entry in found.named]
    return named if len(named) <= MOST_MARKETS else []
