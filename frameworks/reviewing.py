"""The queue of facts to look at again, as a page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from frameworks import contents
from frameworks.checking import last_checks, state
from frameworks.definition.naming import Place
from frameworks.forms import words
from frameworks.freshness import Due, Freshness, Group, fact_in, freshness
from frameworks.models import Edition, FactCheck
from frameworks.parsing.structure import names_in_writing_order
from frameworks.records import find, own_fields, place_at, place_to_text
from frameworks.records.places import Document, Spot

_CLAIMS = (
    *("statement", "rule", "text", "finding", "deployer_asks", "asks", "meaning", "role"),
    *("description", "label", "summary"),
)
_NOT_SAID = {"id", "key", "code", "source", "as_of", "as_of_precision", "verification"}
_NOT_SAID |= {"confidence"}


@dataclass(frozen=True, slots=True)
class Part:
    """A group of the queue, by its place."""

    address: str
    name: str
    facts: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class FactShown:
    """One fact, with what somebody needs to look at it again."""

    spot: Spot
    where: str  # between the group and the fact
    id: str
    title: str
    claim: str
    fresh: Freshness
    sources: tuple[Mapping[str, Any], ...]
    state: str
    check: FactCheck | None

    @property
    def address(self) -> str:
        return place_to_text(self.spot.place)

    @property
    def name(self) -> str:
        """What tells it from its neighbours in a row of buttons."""
        return self.id or f"{self.where}: {self.title}".removeprefix(": ")

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """Every text of the fact with its label."""
        kind = self.spot.kind
        own = own_fields(kind)
        names = (name for name in names_in_writing_order(kind) if name in own)
        values = ((name, self.spot.value.get(name)) for name in names if name not in _NOT_SAID)
        return tuple(
            (words.label(kind.__name__, name), text if " " in text else words.value(text))
            for name, text in values
            if isinstance(text, str) and text
        )


def parts(document: Document, groups: Iterable[Group]) -> tuple[Part, ...]:
    return tuple(_part(document, group) for group in groups)


def rows(parts: Iterable[Part]) -> Iterator[tuple[Part, Due]]:
    """Facts one after the other, so that they can be cut into pages."""
    return ((part, fact) for part in parts for fact in part.facts)


def shown(
    edition: Edition, rows: Iterable[tuple[Part, Due]], today: date
) -> tuple[tuple[Part, tuple[FactShown, ...]], ...]:
    """The facts of one page, in their groups again. One query."""
    rows, document = tuple(rows), edition.document
    spots = {due.path: find(document, place_at(document, due.path)) for _, due in rows}
    checks = last_checks(edition, spots.values())
    return tuple(
        (
            part,
            tuple(
                _shown(document, spots[each.path], today, checks, above=part) for _, each in found
            ),
        )
        for part, found in groupby(rows, lambda row: row[0])
    )


def fact_shown(edition: Edition, spot: Spot, today: date) -> FactShown:
    return _shown(edition.document, spot, today, last_checks(edition, [spot]))


def _part(document: Document, group: Group) -> Part:
    place = place_at(document, group.path)
    return Part(place_to_text(place), contents.title_of(find(document, place)), group.facts)


def _shown(
    document: Document,
    spot: Spot,
    today: date,
    checks: Mapping[Place, FactCheck],
    *,
    above: Part | None = None,
) -> FactShown:
    trail = contents.trail(document, spot.place)[:-1]
    known = len(above.address.split("/")) if above else 0
    title = contents.title_of(spot)
    by_id = {source["id"]: source for source in document.get("sources", ())}
    fresh = freshness(fact_in(spot.value) or {}, today)
    return FactShown(
        spot=spot,
        where=", ".join(step.name for step in trail[known:]),
        id=contents.id_of(spot),
        title=title,
        claim=_claim(spot, title),
        fresh=fresh,
        sources=tuple(by_id[id] for id in fresh.source if id in by_id),
        state=state(spot),
        check=checks.get(spot.place),
    )


def _claim(spot: Spot, title: str) -> str:
    said = (spot.value.get(name) for name in _CLAIMS)
    return next((text for text in said if isinstance(text, str) and text not in ("", title)), "")
