"""Read plain data into the dataclasses of `frameworks.definition`, by their type hints."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from frameworks.definition import Sourced
from frameworks.parsing.problems import KeyPath, Problem

_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\ue00f\ufeff\ufffe\uffff]"
)
_LARGEST = 2**53  # what JSON keeps exactly everywhere
_WORDS: dict[type, str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    float: "a number",
    list: "a list",
    tuple: "a list",
    dict: "a mapping",
    NoneType: "nothing",
}


class StructureReader:
    """Reads a value as a type. What does not fit becomes a problem and is read as a blank."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def read(self, kind: Any, value: object, path: KeyPath) -> Any:
        if is_dataclass(kind):
            return self._record(kind, value, path)
        read: _Reader = _READERS.get(get_origin(kind) or kind, StructureReader._scalar)
        return read(self, kind, value, path)

    def _report(self, path: KeyPath, message: str) -> None:
        self.problems.append(Problem(path, message))

    def _refuse(self, kind: Any, value: object, path: KeyPath, wanted: str) -> Any:
        given = _WORDS.get(type(value), type(value).__name__)
        hint = " (put it in quotes)" if kind is str and isinstance(value, int | float) else ""
        self._report(path, f"must be {wanted}, not {given}{hint}")
        return blank(kind)

    def _scalar(self, kind: type, value: object, path: KeyPath) -> Any:
        if type(value) is not kind:
            return self._refuse(kind, value, path, _WORDS[kind])
        if isinstance(value, str):
            self._look_at_text(value, path)
        elif isinstance(value, int) and abs(value) > _LARGEST:
            self._report(path, "is too large a number")
        return value

    def _look_at_text(self, text: str, path: KeyPath) -> None:
        if not text.strip():
            self._report(path, "must not be blank")
        elif found := _UNPRINTABLE.search(text):
            self._report(path, f"holds a character that cannot be printed: {found[0]!a}")

    def _choice(self, kind: Any, value: object, path: KeyPath) -> Any:
        if isinstance(value, str) and value in get_args(kind):
            return value
        given = f"“{value}”" if isinstance(value, str) else _WORDS.get(type(value), "that")
        self._report(path, f"must be one of {', '.join(get_args(kind))}, not {given}")
        return blank(kind)

    def _list(self, kind: Any, value: object, path: KeyPath) -> Any:
        if not isinstance(value, list | tuple):
            return self._refuse(kind, value, path, "a list")
        member = get_args(kind)[0]
        return tuple(self.read(member, item, (*path, n)) for n, item in enumerate(value))

    def _mapping(self, kind: Any, value: object, path: KeyPath) -> Any:
        if not isinstance(value, Mapping):
            return self._refuse(kind, value, path, "a mapping")
        member = get_args(kind)[1]
        return {
            key: self.read(member, item, (*path, key))
            for key, item in value.items()
            if self._is_key(key, path)
        }

    def _union(self, kind: Any, value: object, path: KeyPath) -> Any:
        """Take the member that the value looks like; only the look decides."""
        members = get_args(kind)
        if value is None and NoneType in members:
            return None
        members = tuple(member for member in members if member is not NoneType)
        shape = tuple if isinstance(value, list) else type(value)
        fitting = [member for member in members if (get_origin(member) or member) is shape]
        if fitting or len(members) == 1:
            return self.read((fitting or members)[0], value, path)
        wanted = ", ".join(_WORDS[get_origin(member) or member] for member in members)
        return self._refuse(kind, value, path, f"one of these: {wanted}")

    def _record(self, kind: Any, value: object, path: KeyPath) -> Any:
        if not isinstance(value, Mapping):
            return self._refuse(kind, value, path, "a mapping")
        known = fields_of(kind)
        for key in value:
            if self._is_key(key, path) and key not in known:
                self._report((*path, key), f"is not a known key{did_you_mean(key, known)}")
        return kind(**{name: self._member(kind, name, value, path) for name in known})

    def _member(self, kind: type, name: str, value: Mapping[str, object], path: KeyPath) -> Any:
        hint, default = type_hints(kind)[name], default_of(fields_of(kind)[name])
        if default is MISSING and name not in value:
            self._report((*path, name), "is missing")
            return blank(hint)
        if default is not MISSING and _is_default(value.get(name, default), default):
            return default
        return self.read(hint, value[name], (*path, name))

    def _is_key(self, key: object, path: KeyPath) -> bool:
        if isinstance(key, str) and key.strip() and not _UNPRINTABLE.search(key):
            return True
        self._report(path, f"has a key that is not plain text: {key!a}")
        return False


_Reader = Callable[[StructureReader, Any, object, KeyPath], Any]
_READERS: dict[Any, _Reader] = {
    tuple: StructureReader._list,
    Mapping: StructureReader._mapping,
    Literal: StructureReader._choice,
    Union: StructureReader._union,
    UnionType: StructureReader._union,
}
_BLANKS: dict[Any, Any] = {str: "", int: 0, bool: False, tuple: ()}


def blank(kind: Any) -> Any:
    """The emptiest value of a type: what stands where nothing could be read."""
    if is_dataclass(kind) and isinstance(kind, type):
        hints = type_hints(kind)
        required = (f for f in fields(kind) if default_of(f) is MISSING)
        return kind(**{field.name: blank(hints[field.name]) for field in required})
    origin = get_origin(kind) or kind
    if origin is Mapping:
        return {}
    if origin is Literal:
        return get_args(kind)[0]
    if origin in (Union, UnionType):
        return None
    return _BLANKS[origin]


def plain(value: Any, rank: Mapping[str, int]) -> Any:
    """Spell a value as JSON data, without defaults. Ranked mapping keys come first, in order."""
    if is_dataclass(value) and not isinstance(value, type):
        return _plain_record(value, rank)
    if isinstance(value, tuple):
        return [plain(item, rank) for item in value]
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: (rank.get(key, len(rank)), key))
        return {key: plain(value[key], rank) for key in keys}
    return value


def _plain_record(value: Any, rank: Mapping[str, int]) -> dict[str, Any]:
    written = ((name, getattr(value, name)) for name in names_in_writing_order(type(value)))
    known = fields_of(type(value))
    return {name: plain(v, rank) for name, v in written if v != default_of(known[name])}


def _names_in_writing_order(kind: type) -> tuple[str, ...]:
    """What a record says, then where it comes from; from its first list of records on, the rest."""
    names = tuple(fields_of(kind))
    if not issubclass(kind, Sourced):
        return names
    hints, sourced = type_hints(kind), tuple(fields_of(Sourced))
    own = [name for name in names if name not in sourced]
    lists = (n for n, name in enumerate(own) if any(map(is_dataclass, get_args(hints[name]))))
    first_list = next(lists, len(own))
    return (*own[:first_list], *sourced, *own[first_list:])


def _fields_of(kind: Any) -> Mapping[str, Field[Any]]:
    return {field.name: field for field in fields(kind)}


# Asked for every value of an edition, answered once for each type.
type_hints: Callable[[Any], Mapping[str, Any]] = cache(get_type_hints)
fields_of: Callable[[Any], Mapping[str, Field[Any]]] = cache(_fields_of)
names_in_writing_order: Callable[[Any], tuple[str, ...]] = cache(_names_in_writing_order)


def without_none(hint: Any) -> tuple[Any, bool]:
    """The one type that an optional field has beside None, and whether there was one."""
    members = get_args(hint) if get_origin(hint) in (Union, UnionType) else ()
    real = [member for member in members if member is not NoneType]
    if len(real) == 1 and len(members) == 2:
        return real[0], True
    return hint, False


def default_of(field: Field[Any]) -> Any:
    """What the field is when nobody names it; MISSING when somebody must."""
    return field.default if field.default_factory is MISSING else field.default_factory()


def _is_default(value: object, default: object) -> bool:
    return type(value) is type(default) and value == default


def did_you_mean(word: str, known: Mapping[str, object] | frozenset[str]) -> str:
    close = get_close_matches(word, known, n=1)
    return f" (did you mean {close[0]}?)" if close else ""
