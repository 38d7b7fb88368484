"""What of an edition can be found by a search: one entry for each place that has an address.

A page is named as its address is (`principle`, `market`), with its app where that is not this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from frameworks.definition import anchors
from frameworks.definition.citations import GUIDE, GUIDE_PAGE, LAW_BLOCKS, OWN_PAGES
from frameworks.definition.questions import Question

if TYPE_CHECKING:
    from frameworks.definition.common import Statement
    from frameworks.definition.edition import Edition
    from frameworks.definition.markets import DataProtectionLaw, Market, Obligation


ALSO_CALLED = {  # by market code: other names in use
    "BN": "Brunei",
    "LA": "Laos",
    "MM": "Burma",
    "TL": "East Timor",
    "VN": "Viet Nam",
}
_ENDS = (".", "!", "?", ";", ":")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`also`: further words that lead to it and are not shown."""

    kind: str
    title: str
    text: str
    page: str
    of: str = ""  # which of the pages of that name
    anchor: str = ""
    id: str = ""
    where: str = ""  # the market or page it belongs to
    also: str = ""
    names: str = ""  # of a market: what it is called in full, one a line


def entries_in(edition: Edition) -> tuple[Entry, ...]:
    """In the order of the library; those of one kind need not be next to each other."""
    parts = (_guide, _questions, _genai, _region, _defa, _roadmap, _reference, _facts)
    markets = chain.from_iterable(_of_market(market) for market in edition.markets)
    return (*chain.from_iterable(part(edition) for part in parts), *markets)


def _guide(edition: Edition) -> Iterator[Entry]:
    for principle in edition.principles:
        yield Entry(
            kind="principle",
            title=principle.name,
            text=_text(principle.asks, principle.genai_addition, *principle.practices),
            page="principle",
            of=principle.key,
            also=f"{principle.short_name} {principle.prefix} ASEAN Guide principle",
        )
        yield from _statements(
            principle.facts, "principle", "principle", principle.key, principle.short_name
        )
    for item in edition.annex_a:
        yield Entry(
            kind="annex_a",
            title=item.asks,
            text=_text(item.practice, item.section),
            page="annex-a",
            anchor=anchors.item_anchor(item.id),
            id=item.id,
            also="Annex A",
        )


def _questions(edition: Edition) -> Iterator[Entry]:
    names = {principle.key: principle.short_name for principle in edition.principles}
    for question in edition.questions:
        page, of = _page_of(question)
        yield Entry(
            kind="question",
            title=question.text,
            text=_text(question.why, *question.anchors, *question.evidence),
            page=page,
            of=of,
            anchor=question.id,
            id=question.id,
            where=names.get(question.principle, ""),
        )


def _page_of(question: Question) -> tuple[str, str]:
    if question.track == "core":
        return "principle", question.principle
    return question.track.replace("_", "-"), ""


def _genai(edition: Edition) -> Iterator[Entry]:
    supplement = edition.genai
    yield Entry(
        kind="framework",
        title=supplement.title,
        text=supplement.summary,
        page="genai",
        also="generative AI GenAI",
    )
    for risk in supplement.risks:
        yield Entry(
            kind="genai",
            title=risk.name,
            text=risk.description,
            page="genai",
            anchor=f"risk-{risk.key}",
            also="generative AI risk",
        )
    for dimension in supplement.dimensions:
        yield Entry(
            kind="genai",
            title=dimension.name,
            text=_text(dimension.asks_asean, dimension.organisation_reading),
            page="genai",
            anchor=f"dimension-{dimension.key}",
            also="generative AI dimension",
        )
    yield from _statements(supplement.facts, "genai", "genai")
    yield Entry(
        kind="framework",
        title=edition.cross_border.title,
        text=edition.cross_border.summary,
        page="cross-border",
    )


def _region(edition: Edition) -> Iterator[Entry]:
    for instrument in edition.regional.instruments:
        facts = (f"{fact.title}. {fact.text}" for fact in instrument.facts)
        yield Entry(
            kind="instrument" if _has_no_page(instrument.key) else "framework",
            title=instrument.name,
            text=_text(instrument.force, instrument.summary, *facts),
            where="ASEAN",
            also="binding law",
            **_page_of_instrument(instrument.key),
        )
    for framework in edition.regional.singapore_frameworks:
        compared = (framework.asean_guide, framework.eu_ai_act, framework.nist_ai_rmf)
        yield Entry(
            kind="instrument",
            title=framework.name,
            text=_text(framework.summary, *compared),
            page="singapore",
            anchor=framework.key,
            where="Singapore",
        )
    yield from _statements(edition.regional.singapore_role, "instrument", "singapore")


def _has_no_page(key: str) -> bool:
    return key != GUIDE and key not in OWN_PAGES


def _page_of_instrument(key: str) -> dict[str, str]:
    """Three of them have a page of their own."""
    own = GUIDE_PAGE if key == GUIDE else OWN_PAGES.get(key)
    return {"page": own.page} if own else {"page": "region", "anchor": key}


def _defa(edition: Edition) -> Iterator[Entry]:
    defa = edition.defa
    yield Entry(
        kind="framework",
        title=defa.title,
        text=defa.summary,
        page="defa",
        also="DEFA digital economy framework agreement",
    )
    for element in defa.elements:
        yield Entry(
            kind="defa",
            title=element.name,
            text=element.meaning,
            page="defa",
            anchor=anchors.element_anchor(defa, element),
            also="DEFA element",
        )
    told = (*defa.facts, *defa.for_firms, *defa.unconfirmed)
    yield from _statements(told, "defa", "defa", also="DEFA")


def _roadmap(edition: Edition) -> Iterator[Entry]:
    roadmap = edition.roadmap
    yield Entry(
        kind="framework",
        title=roadmap.title,
        text=roadmap.summary,
        page="roadmap",
        also="roadmap 2030 tiers",
    )
    for tier in roadmap.tiers:
        yield Entry(
            kind="roadmap",
            title=f"{tier.label}: {tier.name}",
            text=tier.description,
            page="roadmap",
            anchor=anchors.tier_anchor(tier),
            also="roadmap tier",
        )
    yield from _statements(roadmap.facts, "roadmap", "roadmap", also="roadmap")


def _reference(edition: Edition) -> Iterator[Entry]:
    yield from _crosswalks(edition)
    for correction in edition.corrections:
        yield Entry(
            kind="correction",
            title=correction.summary_says,
            text=_text(correction.finding, correction.note),
            page="corrections",
            anchor=f"correction-{correction.number}",
        )
    for term in edition.glossary:
        yield Entry(
            kind="glossary",
            title=term.term,
            text=term.meaning,
            page="glossary",
            anchor=term.key,
        )
    for source in edition.sources:
        yield Entry(
            kind="source",
            title=source.title,
            text=", ".join(each for each in (source.publisher, source.published) if each),
            page="sources",
            anchor=source.id,
        )


def _crosswalks(edition: Edition) -> Iterator[Entry]:
    for crosswalk in edition.crosswalks:
        yield Entry(
            kind="framework",
            title=crosswalk.title,
            text=crosswalk.statement,
            page="crosswalk",
            of=crosswalk.target,
            also="crosswalk",
        )
        for item in crosswalk.items:
            yield Entry(
                kind="crosswalk",
                title=item.title,
                text="",
                page="crosswalk",
                of=crosswalk.target,
                anchor=anchors.item_anchor(item.id),
                id=item.id,
                where=crosswalk.title,
            )


def _facts(edition: Edition) -> Iterator[Entry]:
    yield Entry(
        kind="framework",
        title="Method",
        text="How answers become a score, a level and readiness, with a worked example.",
        page="scorecard:method",
        also="scoring weight ceiling floor calculator arithmetic",
    )
    for fact in edition.facts:
        yield Entry(kind="fact", title=fact.question, text=fact.help, page="facts", anchor=fact.key)


def _of_market(market: Market) -> Iterator[Entry]:
    place = {"page": "market", "of": market.slug, "where": market.name}
    also = f"{market.name} {market.code} {ALSO_CALLED.get(market.code, '')}"
    yield Entry(
        kind="market",
        title=market.name,
        text=_text(market.summary, *market.cautions, *market.open_questions),
        page="market",
        of=market.slug,
        also=f"{also} {market.slug} country duties law",
        names="\n".join((market.name, market.slug, ALSO_CALLED.get(market.code, ""))),
    )
    for obligation in market.obligations:
        yield Entry(
            kind="obligation",
            title=obligation.title,
            text=_text(obligation.statement, _cited(obligation)),
            anchor=obligation.id,
            id=obligation.id,
            also=f"{also} duty duties law requirement",
            **place,
        )
    for instrument in market.instruments:
        yield Entry(
            kind="instrument",
            title=instrument.name,
            text=instrument.deployer_asks,
            anchor=instrument.id,
            id=instrument.id,
            also=f"{also} {instrument.year or ''} law",
            **place,
        )
    yield from _rules_of(market, also)


def _rules_of(market: Market, also: str) -> Iterator[Entry]:
    page = {"kind": "rule", "page": "market", "of": market.slug, "where": market.name}
    also = f"{also} law clock deadline hours"
    law = market.data_protection_law
    rules = (
        ("Data protection law", _of_law(law), anchors.LAW),
        *(
            (name[:1].upper() + name[1:], getattr(law, subject).rule, f"law-{subject}")
            for subject, name in LAW_BLOCKS.items()
        ),
        ("Data localisation", market.data_localisation.rule, anchors.LOCALISATION),
        ("Labelling of generated content", market.genai_rules.rule, anchors.LABELS),
        *(
            (rule.instrument, _labelled(rule.sector, rule.asks), anchors.rule_anchor(market, rule))
            for rule in market.sector_rules
        ),
        *(
            (each.name, _labelled(each.sector, each.role), anchors.authority_anchor(market, each))
            for each in market.authorities
        ),
    )
    for title, text, anchor in rules:
        yield Entry(title=title, text=text, anchor=anchor, also=also, **page)


def _cited(obligation: Obligation) -> str:
    return ", ".join(each for each in (obligation.instrument, obligation.article) if each)


def _of_law(law: DataProtectionLaw) -> str:
    regulator = _labelled("regulator", law.regulator) if law.regulator else ""
    return _text(_labelled(law.status, law.name), law.scope, regulator)


def _statements(
    facts: Iterable[Statement], kind: str, page: str, of: str = "", where: str = "", also: str = ""
) -> Iterator[Entry]:
    for fact in facts:
        yield Entry(
            kind=kind,
            title=fact.title,
            text=fact.text,
            page=page,
            of=of,
            where=where,
            also=also,
            anchor=f"fact-{fact.key}",
        )


def _text(*parts: str) -> str:
    """One after the other, each as a sentence of its own."""
    said = [part.strip() for part in parts if part]
    ended = [each if each.endswith(_ENDS) else f"{each}." for each in said[:-1]]
    return " ".join((*ended, *said[-1:]))


def _labelled(code: str, text: str) -> str:
    """What a code of the content is said of: "Health: certify it first"."""
    label = code.replace("_", " ")
    return ": ".join(part for part in (label[:1].upper() + label[1:], text) if part)
