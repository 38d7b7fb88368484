"""The pages that show one part of an edition as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import AnnexAItem, Edition, Question, Source, SummaryClaim
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
class AnnexSection:
    name: str
    items: tuple[AnnexAItem, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """Claims of the common summary on one subject."""

    name: str
    claims: tuple[SummaryClaim, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Sources of one kind, by title."""

    name: str
    sources: tuple[Source, ...]


@reads_edition
def library(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {
        "edition": edition,
        "critical": sum(question.critical for question in edition.questions),
        "full_markets": [market for market in edition.markets if not market.is_draft],
        "draft_markets": [market for market in edition.markets if market.is_draft],
    }
    return render(request, "frameworks/library.html", context)


@reads_edition
def genai(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "frameworks/genai.html", {"edition": edition})


@reads_edition
def cross_border(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "frameworks/cross_border.html", {"edition": edition})


@reads_edition
def roadmap(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "frameworks/roadmap.html", {"edition": edition})


@reads_edition
def defa(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "frameworks/defa.html", {"edition": edition})


@reads_edition
def region(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "frameworks/region.html", {"edition": edition})


@reads_edition
def annex_a(request: HttpRequest, edition: Edition) -> HttpResponse:
    sections = [
        AnnexSection(name, tuple(items))
        for name, items in groupby(edition.annex_a, key=lambda item: item.section)
    ]
    context = {"edition": edition, "sections": sections, "questions": _by_annex_item(edition)}
    return render(request, "frameworks/annex_a.html", context)


@reads_edition
def corrections(request: HttpRequest, edition: Edition) -> HttpResponse:
    topics = [
        Topic(name, tuple(claims))
        for name, claims in groupby(edition.summary, key=lambda claim: claim.topic)
    ]
    return render(request, "frameworks/corrections.html", {"edition": edition, "topics": topics})


@reads_edition
def sources(request: HttpRequest, edition: Edition) -> HttpResponse:
    shelves: dict[str, list[Source]] = {quality: [] for quality in QUALITY}
    for source in sorted(edition.sources, key=lambda source: source.title.casefold()):
        shelves[source.quality].append(source)
    filled = [Shelf(QUALITY[kind], tuple(found)) for kind, found in shelves.items() if found]
    return render(request, "frameworks/sources.html", {"edition": edition, "shelves": filled})


def _by_annex_item(edition: Edition) -> Mapping[str, tuple[Question, ...]]:
    found: dict[str, tuple[Question, ...]] = defaultdict(tuple)
    for question in edition.questions:
        for item in question.origin.annex_a:
            found[item] += (question,)
    return dict(found)
