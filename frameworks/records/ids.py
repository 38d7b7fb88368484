"""The ids of records: which are counted, which were ever used, which comes next.

An id that was given once names the same thing for ever, in every edition: those of retired
records are not given again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from frameworks.definition import Correction, Instrument, Obligation, Question, RoadmapTier
from frameworks.definition.naming import Place, id_field
from frameworks.records.places import Document, NoSuchPlace, find
from frameworks.records.shapes import member_of

__all__ = ["id_field", "is_numbered", "next_id", "used_ids"]

_SECTIONS = {"genai": "GEN", "cross_border": "XBR"}


def is_numbered(kind: Any) -> bool:
    """The next id of such records is counted, not chosen."""
    return kind in (Question, Obligation, Instrument, Correction, RoadmapTier)


def used_ids(documents: Iterable[Document], place: Place) -> frozenset[str]:
    """Every id that the list at this place has given in these documents."""
    return frozenset(str(id) for document in documents for id in _ids(document, place))


def next_id(document: Document, place: Place, used: frozenset[str]) -> str | int:
    """The first id of a counted list that is higher than all that were used."""
    spot = find(document, place)
    kind = member_of(spot.kind)
    taken = used | used_ids([document], place)
    stem, digits = _form_of_ids(document, place, kind)
    numbers = [int(match[1]) for id in taken if (match := re.fullmatch(rf"{stem}(\d+)", id))]
    number = max(numbers, default=0) + 1
    return f"{stem}{number:0{digits}}" if stem else number


def _form_of_ids(document: Document, place: Place, kind: Any) -> tuple[str, int]:
    """What stands before the number, and the least digits of it."""
    if kind is Question:
        section = _SECTIONS.get(place[0])
        return f"{section or find(document, place[:-1]).value['prefix']}-", 2
    if kind in (Obligation, Instrument):
        code = find(document, place[:-1]).value["code"]
        return (f"{code}-", 2) if kind is Obligation else (f"{code}-I", 1)
    return "", 1


def _ids(document: Document, place: Place) -> Iterator[Any]:
    if place[-1] == "questions":
        lists = [document["genai"], document["cross_border"], *document["principles"]]
        yield from (row["id"] for holder in lists for row in holder.get("questions", ()))
        return
    try:
        spot = find(document, place)
    except NoSuchPlace:
        return
    field = id_field(member_of(spot.kind))
    if field:
        yield from (row[field] for row in spot.value)
