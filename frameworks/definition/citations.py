"""Where each source of an edition is cited: the page, the place on it and what stands there.

A page is named as its address is (`principle`, `market`); this module knows no addresses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING

from frameworks.definition import anchors
from frameworks.definition.common import Sourced, Statement

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

GUIDE = "asean-guide"
GUIDE_PAGE = Citation(page="guide", title="The Guide as a whole")
REGION = Citation(page="region", title="Other instruments")
OWN_PAGES = {  # instruments that are told elsewhere, on pages that give them no place
    "expanded-guide": Citation(page="genai", title="Generative AI"),
    "responsible-ai-roadmap": Citation(page="roadmap", title="Roadmap"),
}
LAW_BLOCKS = {
    "cross_border_transfer": "transfers abroad",
    "breach_notification": "breach notification",
    "dpo": "data protection officer",
    "dpia": "impact assessment",
    "automated_decisions": "automated decisions",
    "penalties": "penalties",
}


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
        anchor = anchors.item_anchor(item.id)
        yield Citation(page="annex-a", title="Annex A", anchor=anchor, name=item.id), item
    for market in edition.markets:
        yield from _by_market(market)
    yield from _by_plans(edition)
    yield from _by_region(edition)
    yield from _by_reference(edition)


def _by_principles(edition: Edition) -> Told:
    for principle in edition.principles:
        page = Citation(page="principle", of=principle.key, title=principle.short_name)
        yield from _statements(page, principle.facts)


def _by_genai(edition: Edition) -> Told:
    page = Citation(page="genai", title="Generative AI")
    for risk in edition.genai.risks:
        yield replace(page, anchor=f"risk-{risk.key}", name=risk.name), risk
    for dimension in edition.genai.dimensions:
        yield replace(page, anchor=f"dimension-{dimension.key}", name=dimension.name), dimension
    yield from _statements(page, edition.genai.facts)


def _by_market(market: Market) -> Told:
    """What has a place of its own on the profile, then the rest of it."""
    page = Citation(page="market", of=market.slug, title=market.name)
    placed = {id(each): replace(page, anchor=each.id, name=each.id) for each in market.obligations}
    placed |= {id(each): replace(page, anchor=each.id, name=each.id) for each in market.instruments}
    for subject, name in LAW_BLOCKS.items():
        block = getattr(market.data_protection_law, subject)
        placed[id(block)] = replace(page, anchor=f"law-{subject}", name=name)
    for fact in sourced_in(market):
        yield placed.get(id(fact), page), fact


def _by_plans(edition: Edition) -> Told:
    roadmap = Citation(page="roadmap", title="Roadmap")
    yield from _statements(roadmap, edition.roadmap.facts)
    for fact in sourced_in((edition.roadmap.tiers, edition.roadmap.oecd_stages)):
        yield roadmap, fact
    defa = Citation(page="defa", title="DEFA")
    for statements in (edition.defa.facts, edition.defa.for_firms, edition.defa.unconfirmed):
        yield from _statements(defa, statements)
    for fact in sourced_in((edition.defa.timeline, edition.defa.elements)):
        yield defa, fact


def _by_region(edition: Edition) -> Told:
    for instrument in edition.regional.instruments:
        if instrument.key == GUIDE:
            yield GUIDE_PAGE, instrument
            yield from _statements(GUIDE_PAGE, instrument.facts)
        elif page := OWN_PAGES.get(instrument.key):
            for fact in sourced_in(instrument):
                yield page, fact
        else:
            place = replace(REGION, anchor=instrument.key, name=instrument.name)
            for fact in sourced_in(instrument):
                yield place, fact
    singapore = Citation(page="singapore", title="Singapore's role")
    yield from _statements(singapore, edition.regional.singapore_role)
    for framework in edition.regional.singapore_frameworks:
        yield replace(singapore, anchor=framework.key, name=framework.name), framework


def _statements(page: Citation, statements: tuple[Statement, ...]) -> Told:
    for statement in statements:
        yield replace(page, anchor=f"fact-{statement.key}", name=statement.title), statement


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
