"""What the values of one edition's document say, in the words that its forms use.

Codes are spelled out, and ids become what they stand for in that document: facts their question,
sources their title, levels their name. Questions and obligations are known by their ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from typing import Any, Literal, get_origin

from frameworks.changes import SINGULAR, TRANSLATIONS, Change, identified
from frameworks.definition import Edition, Rule, TranslatedText, Translation, Uplift
from frameworks.forms import choices, words
from frameworks.parsing.structure import names_in_writing_order, type_hints, without_none
from frameworks.records import children, id_field, is_list, member_of
from frameworks.records.places import Document
from frameworks.templatetags.library import date_words

ANSWERS = {True: "Yes", False: "No"}
BY_LEVEL = ("anchors", "examples")  # a text for each level
DATES = frozenset(
    {"as_of", "compiled", "date", "effective_date", "in_force", "newest_source", "published"}
)
NAMED_BY_DATE = ("timeline",)  # lists whose records bear no other name
KEPT = {"year": 1, "month": 2}  # parts of a date that is known so far
ALL, ANY = "All of", "At least one of"
_CODE = re.compile("[a-z]+(_[a-z]+)+")
_KNOWN_BY_ID = frozenset({"questions"})


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: a field of a record of type `owner`, or what stands inside that field."""

    owner: Any
    name: str  # of the field
    inside: str  # the id or key of what stands in it, or nothing
    hint: Any  # the type of the value there; None where no edition has such a thing


class Wording:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._tables: dict[tuple[Any, str], Mapping[str, str]] = {}

    def heading(self, change: Change) -> str:
        """Where something differs, as forms call it: Market Singapore, Floors, Fairness: Floor."""
        if change.path[0] == TRANSLATIONS:
            return change.what
        steps = tuple(_steps(change.path))
        told = [
            self._called(step, word) for step, word in zip(steps, change.words, strict=True) if word
        ]
        last = steps[-1]
        is_field = len(told) > 1 and not last.inside and last.name not in children(last.owner)
        text = ", ".join(told[:-1]) + ": " + told[-1] if is_field else ", ".join(told)
        return text[:1].upper() + text[1:]

    def lines(self, path: Sequence[str], value: Any, *, in_full: bool = False) -> tuple[str, ...]:
        """The value at a path of the document, as lines of text: a record's fields each with its label.

        A date is said no more exactly than it is known, unless it is asked for `in_full`.
        """
        *_, last = _steps(path)
        if last.name == "as_of" and isinstance(value, str) and not in_full:
            value = _as_exact(value, _record_at(self._document, path[:-1]))
        return tuple(self._said(last, value))

    def _called(self, step: Step, word: str) -> str:
        if step.inside and step.name in NAMED_BY_DATE:
            return date_words(word)
        if not is_dataclass(step.owner):
            return word
        if not step.inside:
            return field_label(step.owner, step.name)
        if step.name in BY_LEVEL:
            return f"{word.rpartition(' ')[0]} {self._level(step.inside)}"
        if get_origin(type_hints(step.owner)[step.name]) is Mapping:
            return self._key(step.owner, step.name, step.inside)
        return self._uplift(step.inside) if step.name == "uplifts" else word

    def _said(self, step: Step, value: Any) -> Iterator[str]:
        if step.hint is Rule:
            yield from self._rule(value or {})
        elif is_dataclass(step.hint) and isinstance(value, Mapping):
            yield from self._record(step.hint, value)
        elif isinstance(value, Mapping):
            yield from self._mapping(step, value)
        elif isinstance(value, list | tuple):
            yield from self._members(step, value)
        elif value not in (None, ""):
            yield self._word(step.owner, step.name, step.hint, value)

    def _record(self, kind: Any, said: Mapping[str, Any]) -> Iterator[str]:
        """Every field that it has, with its label; of the records inside it, each with its name."""
        if kind in (Translation, TranslatedText):
            yield from _translated(said)
            return
        hints = type_hints(kind)
        for name in names_in_writing_order(kind):
            hint, _ = without_none(hints[name])
            value = said.get(name)
            if name == "as_of" and isinstance(value, str):
                value = _as_exact(value, said)
            lines = tuple(self._said(Step(kind, name, "", hint), value))
            if is_list(hint):
                yield from lines
            elif _is_told_apart(hint, name):
                yield from (f"{field_label(kind, name)}, {line}" for line in lines)
            elif lines:
                yield f"{field_label(kind, name)}: {' · '.join(lines)}"

    def _members(self, step: Step, value: Sequence[Any]) -> Iterator[str]:
        if step.name in BY_LEVEL:
            yield from (f"{self._level(str(n))}: {text}" for n, text in enumerate(value))
        elif is_list(step.hint):
            kind = SINGULAR.get(step.name) or words.called((step.name,))[1]
            for id, member in identified(value, (step.name,)).items():
                said = f"{kind[:1].upper()}{kind[1:]} {id}"
                yield from (
                    f"{said}, {line}" for line in self._record(member_of(step.hint), member)
                )
        else:
            yield from (self._word(step.owner, step.name, None, member) for member in value)

    def _mapping(self, step: Step, value: Mapping[str, Any]) -> Iterator[str]:
        kind = member_of(step.hint) if step.hint else None
        for key, inner in value.items():
            name = self._key(step.owner, step.name, key)
            if is_dataclass(kind):
                yield from (f"{name}, {line}" for line in self._record(kind, inner))
            elif isinstance(inner, list | tuple):
                yield f"{name}: {', '.join(map(str, inner))}"
            else:
                yield f"{name}: {'Nothing known' if inner is None else _plain(inner)}"

    def _rule(self, value: Mapping[str, Any]) -> Iterator[str]:
        for name, start in (("all_of", ALL), ("any_of", ANY)):
            facts = value.get(name, ())
            if facts:
                yield f"{start}: {' · '.join(self._word(Rule, name, None, fact) for fact in facts)}"

    def _word(self, owner: Any, name: str, hint: Any, value: Any) -> str:
        if get_origin(hint) is Literal and isinstance(value, str):
            return words.value(value)
        if name in DATES and isinstance(value, str):
            return date_words(value)
        named = self._names(owner, name).get(str(value))
        is_code = name != id_field(owner) and _CODE.fullmatch(str(value))
        return named or (words.value(value) if is_code else _plain(value))

    def _names(self, owner: Any, name: str) -> Mapping[str, str]:
        """What the values of a field that refers to something stand for. Read once."""
        if (owner, name) not in self._tables:
            table = choices.MANY.get(name) or choices.ONE.get(name)
            if owner is Rule:
                table = choices.facts_of_markets
            refers = table and name not in _KNOWN_BY_ID and name != id_field(owner)
            self._tables[owner, name] = dict(table(self._document)) if table and refers else {}
        return self._tables[owner, name]

    def _key(self, owner: Any, name: str, key: str) -> str:
        """Of a mapping: a principle, another framework, or a tag."""
        if name in ("floors", "principles"):
            return self._names(owner, "principle").get(key, key)
        return dict(choices.targets(self._document)).get(key, key) if name == "crosswalk" else key

    def _uplift(self, inside: str) -> str:
        """One has no name of its own: it is what it raises, and where."""
        fact, principle = inside.split(" · ", 1)
        raised = self._names(Uplift, "principle").get(principle, principle)
        return f"uplift of {raised} ({self._names(Uplift, 'fact').get(fact, fact)})"

    def _level(self, number: str) -> str:
        return self._names(Edition, "floor").get(number, number)


def field_label(kind: Any, name: str) -> str:
    """What the form calls a field, or the part of a form that it is."""
    if name in children(kind):
        return words.called((name,))[0]
    hint, _ = without_none(type_hints(kind).get(name))
    is_part = is_dataclass(hint) or name in ("anchors", "crosswalk")
    return (words.group(kind.__name__, name) if is_part else "") or words.label(kind.__name__, name)


def _as_exact(day: str, fact: Mapping[str, Any]) -> str:
    """The date of a fact, no more exact than its source."""
    return "-".join(day.split("-")[: KEPT.get(fact.get("as_of_precision", ""), 3)])


def _record_at(document: Document, path: Sequence[str]) -> Mapping[str, Any]:
    """What stands at the path of a change, which names the members of lists."""
    value: Any = document
    for number, step in enumerate(path):
        value = identified(value, path[:number]) if isinstance(value, list | tuple) else value
        value = value.get(step, {})
    return value if isinstance(value, Mapping) else {}


def _steps(path: Sequence[str]) -> Iterator[Step]:
    """The path of a change, with the types of what it leads through."""
    owner: Any = None
    name, hint = "", Edition if path else None
    for step in path:
        if is_dataclass(hint):
            owner, name = hint, step
            hint, _ = without_none(type_hints(owner).get(step))
            yield Step(owner if hint else None, name, "", hint)
        else:
            hint = member_of(hint) if get_origin(hint) in (tuple, Mapping) else None
            yield Step(owner, name, step, hint)


def _translated(said: Mapping[str, Any]) -> Iterator[str]:
    """Of a text, what it says and whether it was reviewed; of a language, how many it has."""
    if "text" in said:
        yield from (*said["text"].split("\n"), words.value(said["status"]))
    else:
        number = len(said.get("texts", ()))
        yield "1 text" if number == 1 else f"{number} texts"


def _is_told_apart(hint: Any, name: str) -> bool:
    """Holds more than fits on a line: each line of it gets the label."""
    is_mapping = get_origin(hint) is Mapping
    return name in BY_LEVEL or is_mapping or (is_dataclass(hint) and hint is not Rule)


def _plain(value: Any) -> str:
    return ANSWERS[value] if isinstance(value, bool) else str(value)
