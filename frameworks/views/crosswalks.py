"""How another framework corresponds to the principles and the questions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import Crosswalk, CrosswalkItem, Edition, Principle, Question
from frameworks.views.editions import reads_edition


@dataclass(frozen=True, slots=True)
class Row:
    item: CrosswalkItem
    principles: tuple[Principle, ...]
    questions: tuple[Question, ...]


@reads_edition
def crosswalks(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "frameworks/crosswalks.html", {"edition": edition})


@reads_edition
def crosswalk(request: HttpRequest, edition: Edition, target: str) -> HttpResponse:
    shown = next((each for each in edition.crosswalks if each.target == target), None)
    if shown is None:
        raise Http404("No such framework.")
    context = {"edition": edition, "crosswalk": shown, "rows": _rows(edition, shown)}
    return render(request, "frameworks/crosswalk.html", context)


def _rows(edition: Edition, crosswalk: Crosswalk) -> list[Row]:
    asked: dict[str, tuple[Question, ...]] = defaultdict(tuple)
    for question in edition.questions:
        for id in question.crosswalk.get(crosswalk.target, ()):
            asked[id] += (question,)
    return [
        Row(
            item,
            tuple(
                principle
                for principle in edition.principles
                if item.id in crosswalk.principles.get(principle.key, ())
            ),
            asked[item.id],
        )
        for item in crosswalk.items
    ]
