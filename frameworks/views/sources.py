"""Every source of the edition, by its kind, with the places that cite it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from frameworks.definition import Citation, Edition, Source, sourced_in
from frameworks.templatetags.library import KINDS_OF_SOURCE
from frameworks.views.editions import reads_edition

QUALITY = {
    "primary": "Official texts and publishers",
    "law_firm": "Law firms",
    "academic": "Research",
    "tracker": "Registers and trackers",
    "news": "News",
    "other": "Other",
    "common_summary": "Common summary",
}
FEW = 8  # places that are shown without being asked for


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Use:
    """A page that cites a source, and the places on it that have an address."""

    page: Place
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class CitedSource:
    source: Source
    uses: tuple[Use, ...]

    @property
    def places(self) -> int:
        """A page whose places have no addresses counts as one."""
        return sum(len(use.places) or 1 for use in self.uses)

    @property
    def quality(self) -> str:
        return KINDS_OF_SOURCE[self.source.quality].capitalize()

    @property
    def is_cited_often(self) -> bool:
        return self.places > FEW


@dataclass(frozen=True, slots=True)
class Shelf:
    """Sources of one kind, by title."""

    kind: str
    name: str
    sources: tuple[CitedSource, ...]


@reads_edition
def sources(request: HttpRequest, edition: Edition) -> HttpResponse:
    shelves: dict[str, list[CitedSource]] = {quality: [] for quality in QUALITY}
    for source in _by_title(edition.sources):
        cited = CitedSource(source, _uses(edition.citations.get(source.id, ())))
        shelves[source.quality].append(cited)
    filled = [Shelf(kind, QUALITY[kind], tuple(found)) for kind, found in shelves.items() if found]
    unused = sum(source.id not in edition.citations for source in edition.sources)
    context = {"edition": edition, "shelves": filled, "unused": unused}
    return render(request, "frameworks/sources.html", context)


def sources_in(edition: Edition, *values: object) -> list[Source]:
    """Every source that the facts inside these values name, once, by title."""
    ids = {id for fact in sourced_in(values) for id in fact.source}
    return _by_title(source for source in edition.sources if source.id in ids)


def _by_title(sources: Iterable[Source]) -> list[Source]:
    return sorted(sources, key=lambda source: source.title.casefold())


def _uses(citations: Iterable[Citation]) -> tuple[Use, ...]:
    pages = groupby(citations, key=lambda each: (each.page, each.of, each.title))
    return tuple(_use(*page, tuple(cited)) for page, cited in pages)


def _use(page: str, of: str, title: str, citations: tuple[Citation, ...]) -> Use:
    href = reverse(f"frameworks:{page}", args=[of] if of else [])
    places = (Place(each.name, f"{href}#{each.anchor}") for each in citations if each.anchor)
    return Use(Place(title, href), tuple(places))
