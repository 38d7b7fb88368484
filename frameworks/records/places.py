"""From a place to the value it names, and back from a path in the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frameworks.definition import Edition
from frameworks.definition.naming import Place, id_field
from frameworks.parsing import KeyPath
from frameworks.records.shapes import (
    children,
    is_list,
    is_mapping_of_records,
    member_of,
)

Document = Mapping[str, Any]


class NoSuchPlace(LookupError):
    """The edition has nothing there."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A value of the document: where it stands, its type and what it is.

    What the document leaves out is an empty list or mapping here.
    """

    place: Place
    path: KeyPath
    kind: Any
    value: Any

    @property
    def is_list(self) -> bool:
        return is_list(self.kind)

    def inside(self, name: str) -> Spot:
        """One step further down."""
        if self.is_list:
            position = self._position(name)
            step: str | int = position
            kind, value = member_of(self.kind), self.value[position]
        else:
            kinds = children(self.kind)
            if name not in kinds:
                raise NoSuchPlace(name)
            step, kind = name, kinds[name]
            value = self.value.get(name, [] if is_list(kind) else {})
        return Spot((*self.place, name), (*self.path, step), kind, value)

    def members(self) -> tuple[Spot, ...]:
        """Of a list, in its order."""
        names = names_of(self.value, member_of(self.kind))
        return tuple(self.inside(name) for name in names)

    def _position(self, name: str) -> int:
        names = names_of(self.value, member_of(self.kind))
        if name not in names:
            raise NoSuchPlace(name)
        return names.index(name)


def find(document: Document, place: Place) -> Spot:
    """The value at a place, or NoSuchPlace."""
    spot = Spot((), (), Edition, document)
    for name in place:
        spot = spot.inside(name)
    return spot


def names_of(members: Sequence[Any], kind: Any) -> list[str]:
    """What the members of a list are called in places."""
    field = id_field(kind)
    return [
        str(member[field]) if field else str(number) for number, member in enumerate(members, 1)
    ]


def place_at(document: Document, path: KeyPath) -> Place:
    """The innermost place that holds the value at a path of the document."""
    spot = Spot((), (), Edition, document)
    for step in path:
        try:
            spot = spot.members()[step] if isinstance(step, int) else spot.inside(step)
        except (NoSuchPlace, IndexError, AttributeError):
            break
        if is_mapping_of_records(spot.kind):
            break
    return spot.place


def places_in(document: Document) -> Iterator[Spot]:
    """Every place of a document, from the top down."""
    todo = [find(document, ())]
    while todo:
        spot = todo.pop(0)
        yield spot
        if spot.is_list:
            todo = [*spot.members(), *todo]
        else:
            todo = [*(spot.inside(name) for name in children(spot.kind)), *todo]


def with_value(document: Document, path: KeyPath, value: Any) -> dict[str, Any]:
    """The document with another value at a path; only what lies on the way is copied."""
    changed: dict[str, Any] = _with_value(document, path, value)
    return changed


def _with_value(inside: Any, path: KeyPath, value: Any) -> Any:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        members = list(inside)
        members[step] = _with_value(members[step], rest, value)
        return members
    return {**inside, step: _with_value(inside.get(step, {}), rest, value)}
