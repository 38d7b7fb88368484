"""How other frameworks correspond to our parts: all at once, and one from either side."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import Crosswalk, Edition
from frameworks.views.editions import reads_edition
from frameworks.views.matches import Part, PartMatches, matches_of_part, parts_of, rows_of


@dataclass(frozen=True, slots=True)
class Line:
    """One framework in the matrix: what each of our parts touches, and what none does."""

    crosswalk: Crosswalk
    cells: tuple[PartMatches, ...]
    unmatched: int


@reads_edition
def crosswalks(request: HttpRequest, edition: Edition) -> HttpResponse:
    parts = parts_of(edition)
    lines = [_line(edition, parts, crosswalk) for crosswalk in edition.crosswalks]
    context = {"edition": edition, "parts": parts, "lines": lines}
    return render(request, "frameworks/crosswalks.html", context)


@reads_edition
def crosswalk(request: HttpRequest, edition: Edition, target: str) -> HttpResponse:
    shown = next((each for each in edition.crosswalks if each.target == target), None)
    if shown is None:
        raise Http404("No such framework.")
    rows = rows_of(edition, shown)
    context = {
        "edition": edition,
        "crosswalk": shown,
        "rows": rows,
        "unmatched": [row.item for row in rows if not row.is_matched],
        "sides": [matches_of_part(edition, part, shown) for part in parts_of(edition)],
    }
    return render(request, "frameworks/crosswalk.html", context)


def _line(edition: Edition, parts: tuple[Part, ...], crosswalk: Crosswalk) -> Line:
    return Line(
        crosswalk,
        tuple(matches_of_part(edition, part, crosswalk) for part in parts),
        sum(not row.is_matched for row in rows_of(edition, crosswalk)),
    )
