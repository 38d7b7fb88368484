"""Annex A of the Guide: its checklist, with the questions made from each line."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import AnnexAItem, Edition, Question, Sourced
from frameworks.origins import facts_of_guide
from frameworks.views.editions import reads_edition
from frameworks.views.sources import sources_in


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """An item and what it became. `provenance` is set where it differs from the rest's."""

    item: AnnexAItem
    questions: tuple[Question, ...]
    provenance: Sourced | None


@dataclass(frozen=True, slots=True)
class AnnexSection:
    name: str
    lines: tuple[AnnexLine, ...]


@reads_edition
def annex_a(request: HttpRequest, edition: Edition) -> HttpResponse:
    common = edition.annex_a[0] if edition.annex_a else None
    sections = [
        AnnexSection(name, tuple(_line(edition, item, common) for item in items))
        for name, items in groupby(edition.annex_a, key=lambda item: item.section)
    ]
    facts = tuple(fact for fact in facts_of_guide(edition) if fact.title.startswith("Annex A"))
    asked = {id for question in edition.questions for id in question.origin.annex_a}
    context = {
        "edition": edition,
        "sections": sections,
        "common": common,
        "asked": sum(item.id in asked for item in edition.annex_a),
        "facts": facts,
        "sources": sources_in(edition, edition.annex_a, facts),
    }
    return render(request, "frameworks/annex_a.html", context)


def _line(edition: Edition, item: AnnexAItem, common: AnnexAItem | None) -> AnnexLine:
    asking = tuple(q for q in edition.questions if item.id in q.origin.annex_a)
    is_like_the_rest = common and _provenance(item) == _provenance(common)
    return AnnexLine(item, asking, None if is_like_the_rest else item)


def _provenance(fact: Sourced) -> tuple[object, ...]:
    return tuple(getattr(fact, each.name) for each in fields(Sourced))
