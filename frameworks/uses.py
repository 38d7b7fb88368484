"""Which records refer to one: what a page says before that one may be retired."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from frameworks import contents
from frameworks.definition import CrosswalkItem
from frameworks.forms import words
from frameworks.parsing import KeyPath, Problem
from frameworks.records import Place, Spot, find, id_field, place_at, place_to_text
from frameworks.records.places import Document

MANY = 8  # so many are read at a glance

_AS = {
    "applies_if": "to say when it applies",
    "applies_when": "to say when it is asked",
    "corrections": "as its correction",
    "crosswalk": "as a match",
    "fact": "to say where it is true",
    "genai_dimension": "as its dimension",
    "markets": "as its market",
    "origin": "as what it builds on",
    "principle": "as its principle",
    "principles": "as its principle",
    "provenance": "as its source",
    "questions": "as a question that answers it",
    "source": "as its source",
    "tier": "as its tier",
}


@dataclass(frozen=True, slots=True)
class Use:
    """A record that refers to the one in question, what it belongs to, and what it uses it as."""

    place: Place
    name: str
    inside: str
    what_as: str

    @property
    def address(self) -> str:
        return place_to_text(self.place)


@dataclass(frozen=True, slots=True)
class PartUsing:
    name: str
    uses: tuple[Use, ...]

    @property
    def has_many(self) -> bool:
        return len(self.uses) > MANY


@dataclass(frozen=True, slots=True)
class Needed:
    """Why a record cannot go: the records that use it, by part, and what else would not hold."""

    parts: tuple[PartUsing, ...]
    others: tuple[Problem, ...]

    def __bool__(self) -> bool:
        return bool(self.parts or self.others)

    @property
    def number(self) -> int:
        """Of the records that use it: one that does in two ways is one."""
        return len({use.place for part in self.parts for use in part.uses})


def needed(gone: Spot, document: Document, problems: Iterable[Problem]) -> Needed:
    """`problems` are those of the `document` that has lost the record `gone`."""
    names = _names_of(gone)
    found: dict[Use, None] = {}  # each once, in the order of the edition
    others = []
    for problem in problems:
        if _refers(document, problem.path, names):
            found[_use(gone, document, problem.path)] = None
        else:
            others.append(problem)
    parts: dict[str, list[Use]] = {}
    for use in found:
        parts.setdefault(words.called(use.place[:1])[0], []).append(use)
    by_part = tuple(PartUsing(name, tuple(uses)) for name, uses in parts.items())
    return Needed(by_part, tuple(others))


def _names_of(gone: Spot) -> frozenset[str]:
    """What others may call it; markets are known by their code."""
    fields = (id_field(gone.kind), "code")
    return frozenset(str(gone.value[name]) for name in fields if gone.value.get(name))


def _refers(document: Document, path: KeyPath, names: frozenset[str]) -> bool:
    """Whether what stands at the path, or the last step to it, is a name of the record."""
    value: Any = document
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False
    said = {str(path[-1])} if isinstance(value, list | dict) else {str(value)}
    return bool(said & names)


def _use(gone: Spot, document: Document, path: KeyPath) -> Use:
    place = place_at(document, path)
    spot = find(document, place)
    fields = [step for step in path[len(spot.path) :] if isinstance(step, str)]
    what_as = "as a match" if gone.kind is CrosswalkItem else _AS.get(fields[0], "")
    above = (find(document, place[:length]) for length in range(1, len(place)))
    names = [contents.title_of(each) for each in above if not each.is_list]
    part = words.called(place[:1])[0]
    inside = ", ".join(name for name in names if name != part)
    return Use(place, contents.trail(document, place)[-1].name, inside, what_as)
