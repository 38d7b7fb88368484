"""Which parts of a record are edited with it, and which are places of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from functools import cache
from typing import Any, get_args, get_origin

from frameworks.definition import Edition, Floor, Level, Origin, Rule
from frameworks.definition.naming import Place
from frameworks.parsing.structure import fields_of, type_hints

_PARTS = (Origin, Rule, Floor)  # edited within the record that holds them
_APART = frozenset({(Edition, "translations")})  # has pages of its own


def is_list(kind: Any) -> bool:
    """Of records. A list of texts is a field."""
    return get_origin(kind) is tuple and is_dataclass(get_args(kind)[0])


def is_record(kind: Any) -> bool:
    """Has a form: a record, or a mapping of them, which is edited as a whole."""
    return is_dataclass(kind) or is_mapping_of_records(kind)


def is_fixed(kind: Any) -> bool:
    """A list whose members are numbered by their place: none comes, goes or moves."""
    return member_of(kind) is Level


def is_mapping_of_records(kind: Any) -> bool:
    return get_origin(kind) is Mapping and is_dataclass(get_args(kind)[1])


def member_of(kind: Any) -> Any:
    """What a list, or a mapping, holds."""
    return get_args(kind)[-1] if get_origin(kind) is Mapping else get_args(kind)[0]


@cache
def children(kind: Any) -> Mapping[str, Any]:
    """The fields of a record that are places of their own, with their types."""
    if not is_dataclass(kind):
        return {}
    hints = type_hints(kind)
    return {name: hints[name] for name in _named(kind) if _is_place(hints[name])}


@cache
def own_fields(kind: Any) -> Mapping[str, Any]:
    """The fields that stand in the form of the record, with their types."""
    hints = type_hints(kind)
    return {name: hints[name] for name in _named(kind) if name not in children(kind)}


def kinds_along(place: Place) -> Iterator[Any]:
    """The kind at each place on the way down from the edition; a field of a record is none."""
    kind: Any = Edition
    for name in place:
        if not is_list(kind) and name not in children(kind):
            return
        kind = member_of(kind) if is_list(kind) else children(kind)[name]
        yield kind


def record_of(place: Place) -> Place:
    """The innermost place on the way to a text: the record in whose form it stands."""
    return place[: len(tuple(kinds_along(place)))]


def _named(kind: Any) -> list[str]:
    return [name for name in fields_of(kind) if (kind, name) not in _APART]


def _is_place(hint: Any) -> bool:
    if is_list(hint) or is_mapping_of_records(hint):
        return True
    return is_dataclass(hint) and hint not in _PARTS
