"""The queue of facts to look at again, as a page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from frameworks import contents
from frameworks.checking import last_checks, state
from frameworks.definition.naming import Place
from frameworks.forms import words
from frameworks.freshness import Due, Freshness, fact_in, freshness
from frameworks.models import Edition, FactCheck
from frameworks.parsing import KeyPath
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
    """A market, a principle or another part of the edition, by its place."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class FactShown:
    """One fact, with what somebody needs to look at it again."""

    spot: Spot
    part: str  # its name; "" where the page says it
    where: str  # between the part and the fact
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


def parts(document: Document, due: Iterable[Due]) -> dict[KeyPath, Part]:
    """The parts that these facts belong to, in the order of their paths."""
    return {path: _part(document, path) for path in sorted({each.part for each in due})}


def shown(
    edition: Edition, due: Iterable[Due], parts: Mapping[KeyPath, Part], today: date
) -> tuple[FactShown, ...]:
    """The facts of one page. One query."""
    due, document = tuple(due), edition.document
    spots = {each.path: find(document, place_at(document, each.path)) for each in due}
    checks = last_checks(edition, spots.values())
    return tuple(
        _shown(document, spots[each.path], today, checks, above=parts[each.part]) for each in due
    )


def fact_shown(edition: Edition, spot: Spot, today: date) -> FactShown:
    return _shown(edition.document, spot, today, last_checks(edition, [spot]))


def _part(document: Document, path: KeyPath) -> Part:
    place = place_at(document, path)
    return Part(place_to_text(place), contents.title_of(find(document, place)))


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
        part=above.name if above else "",
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
