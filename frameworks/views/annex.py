"""Annex A of the Guide: its checklist, with the questions made from each line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import AnnexAItem, Edition, Question
from frameworks.views.editions import reads_edition


@dataclass(frozen=True, slots=True)
class AnnexSection:
    name: str
    items: tuple[AnnexAItem, ...]


@reads_edition
def annex_a(request: HttpRequest, edition: Edition) -> HttpResponse:
    sections = [
        AnnexSection(name, tuple(items))
        for name, items in groupby(edition.annex_a, key=lambda item: item.section)
    ]
    context = {"edition": edition, "sections": sections, "questions": _by_annex_item(edition)}
    return render(request, "frameworks/annex_a.html", context)


def _by_annex_item(edition: Edition) -> Mapping[str, tuple[Question, ...]]:
    found: dict[str, tuple[Question, ...]] = defaultdict(tuple)
    for question in edition.questions:
        for item in question.origin.annex_a:
            found[item] += (question,)
    return dict(found)
