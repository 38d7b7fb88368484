"""What differs between the documents of two editions, said by ids and in words.

Plain Python, over plain data. Members of a list are matched by what names them, never by their
place, so one that moved is neither removed nor added.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any, Literal

from frameworks.definition import LANGUAGES
from frameworks.definition.naming import place_from_text
from frameworks.definition.texts import HEADINGS
from frameworks.records import is_list, kinds_along

Kind = Literal["added", "removed", "changed", "moved"]
Record = Mapping[str, Any]

# What names a record within its list: the first of these whose keys it has.
IDENTITIES = (
    ("id",),
    ("code",),
    ("key",),
    ("target",),
    ("language",),
    ("at",),
    ("number",),
    ("tier",),
    ("name",),
    ("date",),
    ("sector", "instrument"),
    ("fact", "principle"),
)
# Lists in which the place is the name: the five levels, and what each looks like for a question.
BY_PLACE = ("levels", "anchors", "examples")
SINGULAR = {
    "annex_a": "Annex A item",
    "authorities": "authority",
    "glossary": "glossary term",
    "levels": "level",
    "anchors": "level",
    "examples": "example of level",
    "summary": "claim",
    "timeline": "step",
    "oecd_stages": "stage",
}
IN_WORDS = {
    "annex_a": "Annex A",
    "defa": "DEFA",
    "genai": "generative AI",
    "why": "why it is asked",
}
NAMES = ("short_name", "term", "name")
TRANSLATIONS = "translations"
# What one says that the other leaves out is compared with nothing, member by member.
MAY_BE_LEFT_OUT = (TRANSLATIONS, "texts")
# Texts of a language stand in the order of the English: they never move by themselves.
IN_ORDER_OF_OTHERS = ("texts",)
OF_A_TRANSLATED_TEXT = {"text": (), "english": ("the English it was made from",)}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    `before` and `after` are the values there; of a member that moved, what it stood after ("" for
    the first). A value that only one document holds is None in the other.
    """

    kind: Kind
    path: tuple[str, ...]  # keys and ids, from the document down
    words: tuple[str, ...]  # of each step; "" of a list whose member says what it is
    before: Any = None
    after: Any = None

    @property
    def what(self) -> str:
        text = ", ".join(word for word in self.words if word)
        return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class _Place:
    path: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def key(self, name: str) -> _Place:
        if self.is_translated_text and name in OF_A_TRANSLATED_TEXT:
            return _Place((*self.path, name), (*self.words, *OF_A_TRANSLATED_TEXT[name]))
        words = IN_WORDS.get(name) or name.replace("_", " ")
        return _Place((*self.path, name), (*self.words, words))

    def member(self, id: str, record: object) -> _Place:
        """A member of the list that this place is: its words take the place of the list's."""
        if self.path == (TRANSLATIONS,):
            return _Place((*self.path, id), (f"translation into {_language(id)}",))
        if self.path[:1] == (TRANSLATIONS,):
            return _Place((*self.path, id), (*self.words[:-1], *_place_of_text(id).words))
        kind = SINGULAR.get(self.path[-1]) or self.words[-1].removesuffix("s")
        return _Place((*self.path, id), (*self.words[:-1], "", f"{kind} {_name(id, record)}"))

    @property
    def is_translated_text(self) -> bool:
        return self.path[:1] == (TRANSLATIONS,) and len(self.path) == 4

    def change(self, kind: Kind, before: Any = None, after: Any = None) -> Change:
        return Change(kind, self.path, self.words, before, after)


def changes(before: Record, after: Record) -> tuple[Change, ...]:
    """Every difference once, in the order of the older document; what both say is left out."""
    return tuple(_of_records(before, after, _Place()))


def _of_records(before: Record, after: Record, place: _Place) -> Iterator[Change]:
    for key in dict.fromkeys((*before, *after)):
        here = place.key(key)
        if key in MAY_BE_LEFT_OUT:
            yield from _of_values(before.get(key, []), after.get(key, []), here)
        elif key not in after:
            yield here.change("removed", before=before[key])
        elif key not in before:
            yield here.change("added", after=after[key])
        else:
            yield from _of_values(before[key], after[key], here)


def _of_values(before: Any, after: Any, place: _Place) -> Iterator[Change]:
    if _spelled(before) == _spelled(after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _of_records(before, after, place)
    elif _has_members(before, place) and _has_members(after, place):
        yield from _of_members(identified(before, place.path), identified(after, place.path), place)
    else:
        yield place.change("changed", before, after)


def _of_members(
    before: Mapping[str, Any], after: Mapping[str, Any], place: _Place
) -> Iterator[Change]:
    stay = place.path[-1] in IN_ORDER_OF_OTHERS
    moved = set() if stay else _moved(list(before), list(after))
    stood, stands = _predecessors(before), _predecessors(after)
    for id, value in before.items():
        here = place.member(id, after.get(id, value))
        if id not in after:
            yield here.change("removed", before=value)
            continue
        if id in moved:
            yield here.change("moved", stood[id], stands[id])
        yield from _of_values(value, after[id], here)
    for id, value in after.items():
        if id not in before:
            yield place.member(id, value).change("added", after=value)


def identified(members: Sequence[Any], path: Sequence[str]) -> dict[str, Any]:
    """The members of the list at `path` by what names them; a second of one name gets a number."""
    found: dict[str, Any] = {}
    for place, member in enumerate(members):
        id = str(place) if path[-1] in BY_PLACE else _identity(member)
        names = (id if number == 1 else f"{id} ({number})" for number in count(1))
        found[next(name for name in names if name not in found)] = member
    return found


def _has_members(value: object, place: _Place) -> bool:
    """Lists of plain texts are values, replaced as a whole; the place means something in a few."""
    if not isinstance(value, list | tuple):
        return False
    return place.path[-1] in BY_PLACE or all(isinstance(member, Mapping) for member in value)


def _identity(record: Record) -> str:
    keys = next((keys for keys in IDENTITIES if all(key in record for key in keys)), None)
    return " · ".join(str(record[key]) for key in keys) if keys else _spelled(record)


def _name(id: str, record: object) -> str:
    if not isinstance(record, Mapping) or "id" in record:
        return id
    return next((str(record[name]) for name in NAMES if name in record), id)


def _language(code: str) -> str:
    return LANGUAGES[code][0] if code in LANGUAGES else code


@lru_cache(maxsize=10_000)  # the same for every language
def _place_of_text(at: str) -> _Place:
    """Where the English of a translated text stands, in the words of changes of the English."""
    names, place = place_from_text(at), _Place()
    kinds: list[Any] = [None, *kinds_along(names)]
    for number, name in enumerate(names):
        above = names[number - 1] if number else ""
        if above == "levels":
            place = place.member(str(int(name) - 1), {})  # places count from 1, levels from 0
        elif above in (HEADINGS, "anchors") or (number < len(kinds) and is_list(kinds[number])):
            place = place.member(name, {})
        else:
            place = place.key(name)
    return place


def _predecessors(members: Mapping[str, Any]) -> dict[str, str]:
    return dict(zip(members, ("", *members), strict=False))


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest members that have to move for the common ones to stand in their new order."""
    rank = {id: place for place, id in enumerate(before)}
    common = [id for id in after if id in rank]
    return set(common) - _longest_rising(common, rank)


def _longest_rising(ids: Sequence[str], rank: Mapping[str, int]) -> set[str]:
    """The longest run of ids, with gaps, whose ranks rise."""
    ends: list[str] = []  # the id with the lowest rank that ends a run of each length
    before: dict[str, str | None] = {}
    for id in ids:
        length = bisect_left(ends, rank[id], key=rank.__getitem__)
        before[id] = ends[length - 1] if length else None
        ends[length : length + 1] = [id]
    kept: set[str] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def _spelled(value: object) -> str:
    """Equal for equal JSON: unlike in Python, true is not 1."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
