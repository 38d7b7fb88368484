"""Every text of an edition that can be said in another language, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from itertools import islice
from typing import Any, get_args, get_type_hints

from frameworks.definition.common import Rule
from frameworks.definition.edition import Edition
from frameworks.definition.naming import Place, id_field, place_to_text

# Fields that are the same in every language, and why.
_SAME: Mapping[str, str] = {
    **dict.fromkeys(("id", "key", "slug", "code", "prefix", "target"), "names the record"),
    **dict.fromkeys(("source", "principle", "principles", "fact"), "names other records"),
    **dict.fromkeys(("genai_dimension", "questions", "markets", "annex_a"), "names other records"),
    **dict.fromkeys(("as_of", "compiled", "newest_source", "published"), "a date"),
    **dict.fromkeys(("effective_date", "in_force", "year", "date"), "a date, which charts read"),
    **dict.fromkeys(("value", "type", "status", "sector", "lifecycle_stages"), "a code"),
    **dict.fromkeys(("guide_section", "sections", "related_sections"), "cites the Guide"),
    **dict.fromkeys(("url", "label"), "no words for readers"),
    "topic": "pages find the claims of a topic by it",
    "also": "spellings that are looked for in the English",
}
_SAME_OF_KIND = frozenset({("SectorRule", "binding"), ("Source", "publisher")})
# Words that stand over several records: said once for all of them.
_HEADINGS = frozenset({("Fact", "group"), ("Question", "area"), ("AnnexAItem", "section")})
HEADINGS = "headings"
_APART = ("translations",)
# Lists whose members have a meaning by their place, and are said one by one.
_EACH = frozenset({"anchors", "examples"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text, or a list of them; `place` names the record, and the field within it last."""

    place: Place
    kind: str  # of the record: "Question"
    field: str
    parts: tuple[str, ...]
    is_list: bool = False

    @property
    def at(self) -> str:
        return place_to_text(self.place)

    @property
    def english(self) -> str:
        return "\n".join(self.parts)

    @property
    def lines(self) -> int:
        """Of the whole: a translation of a list has as many."""
        return self.english.count("\n") + 1

    def split(self, said: str) -> tuple[str, ...] | None:
        """A translation, part by part; None where it does not have the lines of the English."""
        if not self.is_list:
            return (said,)
        lines = iter(said.split("\n"))
        if said.count("\n") + 1 != self.lines:
            return None
        return tuple("\n".join(islice(lines, part.count("\n") + 1)) for part in self.parts)


Say = Callable[[Text], tuple[str, ...]]


def texts_in(edition: Edition) -> dict[str, Text]:
    """Each text by where it stands, in the order of the edition."""
    found: dict[str, Text] = {}

    def note(text: Text) -> tuple[str, ...]:
        found.setdefault(text.at, text)
        return text.parts

    reworded(edition, note)
    return found


def reworded(edition: Edition, say: Say) -> Edition:
    """The edition with every text as `say` says it: as many parts as it is given."""
    said: Edition = _record(edition, (), say)
    return said


def _record(record: Any, place: Place, say: Say) -> Any:
    kind: Any = type(record)
    anew = {name: _value(getattr(record, name), kind, name, place, say) for name in _parts(kind)}
    return replace(record, **anew)


@cache
def _parts(kind: Any) -> tuple[str, ...]:
    """The fields that hold texts, or records that do."""
    hints = get_type_hints(kind)
    named = (field.name for field in fields(kind))
    return tuple(name for name in named if _may_hold_texts(kind, name, hints[name]))


def _may_hold_texts(kind: Any, name: str, hint: Any) -> bool:
    if hint is str or hint == tuple[str, ...]:
        return name not in _SAME and (kind.__name__, name) not in _SAME_OF_KIND
    held = [hint, *get_args(hint)]
    return name not in _APART and any(is_dataclass(each) and each is not Rule for each in held)


def _value(value: Any, kind: type, name: str, place: Place, say: Say) -> Any:
    here = (*place, name)
    if isinstance(value, str):
        if not value:
            return value
        at = (HEADINGS, value) if (kind.__name__, name) in _HEADINGS else here
        return say(Text(place=at, kind=kind.__name__, field=name, parts=(value,)))[0]
    if isinstance(value, tuple) and value:
        return _list(value, kind, name, here, say)
    if isinstance(value, Mapping):
        return {key: _record(each, (*here, key), say) for key, each in value.items()}
    return _record(value, here, say) if is_dataclass(value) else value


def _list(value: tuple[Any, ...], kind: type, name: str, here: Place, say: Say) -> Any:
    first = value[0]
    if is_dataclass(first):
        member: Any = type(first)
        field = id_field(member)
        names = (
            str(getattr(each, field)) if field else str(number)
            for number, each in enumerate(value, 1)
        )
        return tuple(
            _record(each, (*here, called), say) for each, called in zip(value, names, strict=True)
        )
    if name in _EACH:
        return tuple(
            say(Text(place=(*here, str(n)), kind=kind.__name__, field=name, parts=(each,)))[0]
            for n, each in enumerate(value)
        )
    return say(Text(place=here, kind=kind.__name__, field=name, parts=value, is_list=True))
