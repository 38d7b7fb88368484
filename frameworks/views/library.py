"""The home of the library: what there is, how it hangs together, and how sure we are of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from frameworks.definition import Edition, Statement
from frameworks.tally import GUIDE, count, tallies
from frameworks.templatetags.library import date_words
from frameworks.templatetags.region import row_href
from frameworks.timeline import Wording, build_timeline, draw_narrow, draw_wide
from frameworks.views.editions import reads_edition

HEADS = ("For whom", "Does it bind?", "Where it stands", "How it relates")


@dataclass(frozen=True, slots=True)
class Cell:
    head: str
    statement: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One of the four main texts, answered in the same words as the others."""

    name: str
    href: str
    icon: str
    summary: str
    cells: tuple[Cell, ...]


@reads_edition
def library(request: HttpRequest, edition: Edition) -> HttpResponse:
    timeline = build_timeline(edition)
    wording = Wording(href=row_href, say=date_words)
    context = {
        "edition": edition,
        "critical": sum(question.critical for question in edition.questions),
        "full_markets": [market for market in edition.markets if not market.is_draft],
        "draft_markets": [market for market in edition.markets if market.is_draft],
        "documents": _documents(edition),
        "timeline": timeline,
        "wide": draw_wide(timeline, wording),
        "narrow": draw_narrow(timeline, wording),
        "tallies": tallies(edition),
        "total": count("All of it", edition),
    }
    return render(request, "frameworks/library.html", context)


def _documents(edition: Edition) -> tuple[Document, ...]:
    genai, roadmap, defa = edition.genai, edition.roadmap, edition.defa
    of_defa = (*defa.facts, *defa.for_firms)
    binds = ("through-national-law", "binding-aim", "status", "ai-emerging")
    return (
        *_guide(edition),
        Document(
            name=genai.title,
            href=reverse("frameworks:genai"),
            icon="genai",
            summary=genai.summary,
            cells=_cells(genai.facts, "audience", "force", "identity", "relation"),
        ),
        Document(
            name=roadmap.title,
            href=reverse("frameworks:roadmap"),
            icon="up",
            summary=roadmap.summary,
            cells=_cells(roadmap.facts, "audience", "force", "published", "ai-safe"),
        ),
        Document(
            name=defa.title,
            href=reverse("frameworks:defa"),
            icon="merge",
            summary=defa.summary,
            cells=_cells(of_defa, *binds),
        ),
    )


def _guide(edition: Edition) -> Iterator[Document]:
    """The Guide itself, where the edition tells of it."""
    for each in edition.regional.instruments:
        if each.key == GUIDE:
            yield Document(
                name=each.name,
                href=reverse("frameworks:guide"),
                icon="seal",
                summary=each.summary,
                cells=_cells(each.facts, "audience", "legal-force", "endorsed", "e-regional"),
            )


def _cells(statements: Iterable[Statement], *keys: str) -> tuple[Cell, ...]:
    """The statement that answers each head, where the edition holds one."""
    found = {statement.key: statement for statement in statements}
    return tuple(
        Cell(head, found[key]) for head, key in zip(HEADS, keys, strict=True) if key in found
    )
