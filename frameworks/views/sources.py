"""Every source of the edition, by its kind."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import Edition, Source
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


@dataclass(frozen=True, slots=True)
class Shelf:
    """Sources of one kind, by title."""

    name: str
    sources: tuple[Source, ...]


@reads_edition
def sources(request: HttpRequest, edition: Edition) -> HttpResponse:
    shelves: dict[str, list[Source]] = {quality: [] for quality in QUALITY}
    for source in sorted(edition.sources, key=lambda source: source.title.casefold()):
        shelves[source.quality].append(source)
    filled = [Shelf(QUALITY[kind], tuple(found)) for kind, found in shelves.items() if found]
    return render(request, "frameworks/sources.html", {"edition": edition, "shelves": filled})
