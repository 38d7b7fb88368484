"""How other frameworks correspond to our parts: all at once, and one from either side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks.definition import Crosswalk, Edition
from frameworks.views.editions import reads_edition
from frameworks.views.matches import Part, PartMatches, Row, matches_of_part, parts_of, rows_of

MANY = 40  # items; a framework with more is folded by the head of their ids
_HEAD = re.compile(r"(?:[A-Z]\.)?[^.\s]+")  # of 1.2.3: 1; of A.6.2.4: A.6; of MAP 1.1: MAP


@dataclass(frozen=True, slots=True)
class Line:
    """One framework in the matrix: what each of our parts touches, and what none does."""

    crosswalk: Crosswalk
    cells: tuple[PartMatches, ...]
    unmatched: int


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Items whose ids begin alike; without a name where the whole framework is shown at once."""

    name: str
    rows: tuple[Row, ...]

    @property
    def matched(self) -> int:
        return sum(row.is_matched for row in self.rows)


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
        "groups": _groups(rows),
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


def _groups(rows: list[Row]) -> list[RowGroup]:
    if len(rows) <= MANY:
        return [RowGroup("", tuple(rows))]
    groups = (tuple(group) for _, group in groupby(rows, key=_head))
    return [RowGroup(_span(group), group) for group in groups]


def _head(row: Row) -> str:
    found = _HEAD.match(row.item.id)
    return found[0] if found else ""


def _span(rows: tuple[Row, ...]) -> str:
    first, last = rows[0].item.id, rows[-1].item.id
    return first if first == last else f"{first} to {last}"
