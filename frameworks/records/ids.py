"""The ids of records: which are counted, which were ever used, which comes next.

An id that was given once names the same thing for ever, in every edition: those of retired
records are not given again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from frameworks.definition import (
    Correction,
    Edition,
    Instrument,
    Obligation,
    Question,
    RoadmapTier,
)
from frameworks.definition.naming import Place, id_field
from frameworks.parsing import KeyPath
from frameworks.records.places import Document, NoSuchPlace, find, names_of
from frameworks.records.shapes import children, is_list, is_mapping_of_records, member_of

__all__ = ["Named", "id_field", "is_numbered", "named_records", "next_id", "used_ids"]

_EVERYWHERE = {Question: "questions", Obligation: "obligations", Instrument: "laws"}
_CALLED = ("name", "title", "term", "question", "text", "statement", "summary_says")
_SECTIONS = {"genai": "GEN", "cross_border": "XBR"}


@dataclass(frozen=True, slots=True)
class Named:
    """A record with an id: among which ids it stands, the path to its own, and what it says first."""

    among: Place
    id: str
    path: KeyPath
    says: tuple[Any, ...]


def named_records(document: Document) -> Iterator[Named]:
    """Every record of a document that has an id, whichever list it stands in."""
    yield from _named(Edition, document, (), ())


def _named(kind: Any, record: Document, place: Place, path: KeyPath) -> Iterator[Named]:
    for name, hint in children(kind).items():
        inside = record.get(name)
        if not inside or is_mapping_of_records(hint):
            continue
        if is_list(hint):
            yield from _named_members(member_of(hint), inside, (*place, name), (*path, name))
        else:
            yield from _named(hint, inside, (*place, name), (*path, name))


def _named_members(kind: Any, members: Any, place: Place, path: KeyPath) -> Iterator[Named]:
    field = id_field(kind)
    among = (_EVERYWHERE[kind],) if kind in _EVERYWHERE else place
    rows = zip(names_of(members, kind), members, strict=True)
    for number, (id, member) in enumerate(rows):
        if field:
            says = tuple(member.get(each) for each in _CALLED)
            yield Named(
                among, id, (*path, number, field), says if any(says) else (member.get("asks"),)
            )
        yield from _named(kind, member, (*place, id), (*path, number))


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
