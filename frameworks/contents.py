"""What the pages of the editor list: the records of a part, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from frameworks.definition import Fact, Market, Source
from frameworks.definition.naming import Place
from frameworks.forms import words
from frameworks.freshness import Freshness, fact_in, freshness
from frameworks.parsing import KeyPath, Problem
from frameworks.records import children, find, id_field, place_at, place_to_text
from frameworks.records.places import Document, Spot
from frameworks.records.shapes import is_mapping_of_records

_TITLES = (
    *("short_name", "name", "term", "title", "question", "text", "summary_says", "step"),
    *("instrument", "asks", "topic", "reason"),
)

_SPOKEN_IDS = ("id", "code", "number", "tier")  # keys are for addresses


@dataclass(frozen=True, slots=True)
class Entry:
    """A record, or a list of them, as the list above it shows it."""

    place: Place
    name: str
    id: str = ""
    note: str = ""
    fresh: Freshness | None = None  # of facts
    called: str = ""  # in a word, on buttons

    @property
    def address(self) -> str:
        return place_to_text(self.place)

    @property
    def key(self) -> str:
        """What names it in its list."""
        return self.place[-1]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A problem that a change makes in another record."""

    where: tuple[Entry, ...]
    message: str


def title_of(spot: Spot) -> str:
    """What a record, or a list, is called on its page."""
    if not spot.place:
        return "About the edition"
    if spot.is_list or isinstance(spot.path[-1], str):
        return words.called(spot.place)[0]
    return title_in(spot.value) or spot.place[-1]


def title_in(said: Mapping[str, Any]) -> str:
    """What a record says first of itself."""
    return next((str(said[name]) for name in _TITLES if said.get(name)), "")


def heading(document: Document, place: Place) -> str:
    """What the page of a place is called: a part or a list alone does not say of what."""
    spot = find(document, place)
    title = title_of(spot)
    if len(place) < 2 or not (spot.is_list or isinstance(spot.path[-1], str)):
        return title
    above = (find(document, place[:length]) for length in range(1, len(place)))
    whole = next((each for each in above if not each.is_list), None)
    return f"{title_of(whole)}: {title}" if whole else title


def id_of(spot: Spot) -> str:
    """The id that people know a record by, where it has one."""
    if spot.is_list or not spot.path or isinstance(spot.path[-1], str) or spot.kind is Source:
        return ""
    field = {"slug": "code"}.get(id_field(spot.kind), id_field(spot.kind))
    return str(spot.value[field]) if field in _SPOKEN_IDS else ""


def called(spot: Spot) -> str:
    """In a word: by its id, but a market by its name, as a principle is."""
    return title_of(spot) if spot.kind is Market else id_of(spot) or title_of(spot)


def members_of(spot: Spot, today: date) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            each.place, title_of(each), id_of(each), _note(each), age_of(each, today), called(each)
        )
        for each in _shown(spot)
    )


def _shown(whole: Spot) -> list[Spot]:
    """The members of a list, in the order in which its page shows them."""
    members = list(whole.members())
    if words.is_sorted(whole.place):
        members.sort(key=lambda each: title_of(each).casefold())
    return members


def age_of(spot: Spot, today: date) -> Freshness | None:
    """Of a fact; lists, and records that claim nothing, have none."""
    said = fact_in(spot.value)
    return freshness(said, today) if said else None


def beside(document: Document, place: Place) -> tuple[Entry | None, Entry | None]:
    """The records before and after one in its list."""
    spot = find(document, place)
    if not place or isinstance(spot.path[-1], str):
        return None, None
    siblings = (None, *_shown(find(document, place[:-1])), None)
    number = siblings.index(spot)
    before, after = (
        Entry(each.place, called(each)) if each else None
        for each in (siblings[number - 1], siblings[number + 1])
    )
    return before, after


def parts_of(spot: Spot, today: date) -> tuple[Entry, ...]:
    """The places inside a record."""
    return tuple(_part(spot.inside(name), today) for name in children(spot.kind))


def trail(document: Document, place: Place) -> tuple[Entry, ...]:
    """From the top of the edition down to the place."""
    spots = (find(document, place[:length]) for length in range(1, len(place) + 1))
    return tuple(Entry(spot.place, _step(spot)) for spot in spots)


def elsewhere(document: Document, problems: Iterable[Problem]) -> Iterator[Elsewhere]:
    """Where to go for each problem of a document."""
    for problem in problems:
        place = place_at(document, problem.path)
        field = _field(problem.path, find(document, place).path)
        said = f"{words.spoken(field)} {problem.message}" if field else problem.message
        yield Elsewhere(trail(document, place), said)


def _step(spot: Spot) -> str:
    """What a record is called in a trail: a bare number says too little."""
    id = id_of(spot)
    if id.isdigit():
        return f"{words.called(spot.place[:-1])[1]} {id}".capitalize()
    return called(spot)


def _field(path: KeyPath, above: KeyPath) -> str:
    rest = [step for step in path[len(above) :] if isinstance(step, str)]
    return rest[-1] if rest else ""


def _part(spot: Spot, today: date) -> Entry:
    note = ""
    if spot.is_list or is_mapping_of_records(spot.kind):
        note = str(len(spot.value))
    return Entry(spot.place, title_of(spot), note=note, fresh=age_of(spot, today))


def _note(spot: Spot) -> str:
    """The one more thing that tells records of a list apart."""
    said = spot.value
    if "weight" in said:
        return f"Weight {said['weight']}" + (", critical" if said.get("critical") else "")
    for name in ("force", "binding", "quality", "kind", "status"):
        if isinstance(said.get(name), str):
            return words.value(said[name])
    if spot.kind is Fact:
        return str(said["key"])
    if "fact" in said and "principle" in said:
        return f"{words.spoken(said['fact'])}: {words.spoken(said['principle'])} {said['floor']}"
    return str(said.get("date", ""))
