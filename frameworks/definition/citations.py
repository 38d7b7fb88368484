"""Where each source of an edition is cited: the page, the place on it and what stands there.

A page is named as its address is (`principle`, `market`); this module knows no addresses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING

from frameworks.definition.common import Sourced

if TYPE_CHECKING:
    from frameworks.definition.edition import Edition
    from frameworks.definition.markets import Market


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    page: str
    of: str = ""  # which of the pages of that name
    title: str  # of the page
    anchor: str = ""
    name: str = ""  # what is said there


Told = Iterator[tuple[Citation, Sourced]]


def citations_in(edition: Edition) -> Mapping[str, tuple[Citation, ...]]:
    """Source id -> every place that cites it, once each, in the order of the pages."""
    found: dict[str, dict[Citation, None]] = defaultdict(dict)
    for place, fact in _told(edition):
        for id in fact.source:
            found[id].setdefault(place)
    return {id: tuple(places) for id, places in found.items()}


def sourced_in(value: object) -> Iterator[Sourced]:
    """Every sourced fact inside a value, itself included."""
    if isinstance(value, Sourced):
        yield value
    if is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from sourced_in(getattr(value, each.name))
    elif isinstance(value, tuple):
        for member in value:
            yield from sourced_in(member)
    elif isinstance(value, Mapping):
        for member in value.values():
            yield from sourced_in(member)


def _told(edition: Edition) -> Told:
    yield from _by_principles(edition)
    yield from _by_genai(edition)
    for item in edition.annex_a:
        anchor = f"item-{item.id}"
        yield Citation(page="annex-a", title="Annex A", anchor=anchor, name=item.id), item
    for market in edition.markets:
        yield from _by_market(market)
    for page, title, part in (
        ("roadmap", "Roadmap", edition.roadmap),
        ("defa", "DEFA", edition.defa),
        ("region", "The region", edition.regional),
    ):
        for fact in sourced_in(part):
            yield Citation(page=page, title=title), fact
    yield from _by_reference(edition)


def _by_principles(edition: Edition) -> Told:
    for principle in edition.principles:
        for fact in principle.facts:
            yield (
                Citation(
                    page="principle",
                    of=principle.key,
                    title=principle.short_name,
                    anchor=f"fact-{fact.key}",
                    name=fact.title,
                ),
                fact,
            )


def _by_genai(edition: Edition) -> Told:
    page, title = "genai", "Generative AI"
    for risk in edition.genai.risks:
        anchor = f"risk-{risk.key}"
        yield Citation(page=page, title=title, anchor=anchor, name=risk.name), risk
    for dimension in edition.genai.dimensions:
        anchor = f"dimension-{dimension.key}"
        yield Citation(page=page, title=title, anchor=anchor, name=dimension.name), dimension
    for fact in edition.genai.facts:
        anchor = f"fact-{fact.key}"
        yield Citation(page=page, title=title, anchor=anchor, name=fact.title), fact


def _by_market(market: Market) -> Told:
    """Obligations and instruments have a place of their own, the rest of the profile has not."""
    placed = {id(obligation): obligation.id for obligation in market.obligations}
    placed |= {id(instrument): instrument.id for instrument in market.instruments}
    for fact in sourced_in(market):
        anchor = placed.get(id(fact), "")
        place = Citation(
            page="market", of=market.slug, title=market.name, anchor=anchor, name=anchor
        )
        yield place, fact


def _by_reference(edition: Edition) -> Told:
    for crosswalk in edition.crosswalks:
        yield Citation(page="crosswalk", of=crosswalk.target, title=crosswalk.title), crosswalk
    for correction in edition.corrections:
        number = str(correction.number)
        anchor = f"correction-{number}"
        place = Citation(page="corrections", title="Corrections", anchor=anchor, name=number)
        yield place, correction
    for term in edition.glossary:
        if term.provenance:
            place = Citation(page="glossary", title="Glossary", anchor=term.key, name=term.term)
            yield place, term.provenance
