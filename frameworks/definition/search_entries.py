"""What of an edition can be found by a search: one entry for each place that has an address.

A page is named as its address is (`principle`, `market`), with its app where that is not this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from frameworks.definition import anchors
from frameworks.definition.citations import GUIDE, GUIDE_PAGE, OWN_PAGES
from frameworks.definition.questions import Question
from frameworks.definition.search_entry import Entry, in_sentences, statements
from frameworks.definition.search_markets import entries_of_market

if TYPE_CHECKING:
    from frameworks.definition.edition import Edition
    from frameworks.definition.reference import Defa, RegionalInstrument, SummaryClaim


def entries_in(edition: Edition) -> tuple[Entry, ...]:
    """In the order of the library; those of one kind need not be next to each other."""
    parts = (_guide, _questions, _genai, _region, _defa, _roadmap, _reference, _facts, _itself)
    markets = chain.from_iterable(entries_of_market(edition, each) for each in edition.markets)
    return (*chain.from_iterable(part(edition) for part in parts), *markets)


def _guide(edition: Edition) -> Iterator[Entry]:
    for principle in edition.principles:
        yield Entry(
            kind="principle",
            title=principle.name,
            text=in_sentences(principle.asks, principle.genai_addition, *principle.practices),
            page="principle",
            of=principle.key,
            also=f"{principle.short_name} {principle.prefix} ASEAN Guide principle"
            f" section {principle.guide_section}",
            more=in_sentences(*principle.related_sections),
        )
        yield from statements(
            principle.facts, "principle", "principle", principle.key, principle.short_name
        )
    for item in edition.annex_a:
        yield Entry(
            kind="annex_a",
            title=item.asks,
            text=in_sentences(item.practice, item.section),
            page="annex-a",
            anchor=anchors.item_anchor(item.id),
            id=item.id,
            also="Annex A",
            more=item.note,
        )


def _questions(edition: Edition) -> Iterator[Entry]:
    names = {principle.key: principle.short_name for principle in edition.principles}
    for question in edition.questions:
        page, of = _page_of(question)
        yield Entry(
            kind="question",
            title=question.text,
            text=in_sentences(question.why, *question.anchors, *question.evidence),
            page=page,
            of=of,
            anchor=question.id,
            id=question.id,
            where=names.get(question.principle, ""),
            more=_behind(question),
        )


def _behind(question: Question) -> str:
    return in_sentences(
        question.area,
        *question.examples,
        question.weight_reason,
        question.critical_reason,
        *question.origin.sections,
        *question.lifecycle_stages,
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
            more=risk.note,
        )
    for dimension in supplement.dimensions:
        yield Entry(
            kind="genai",
            title=dimension.name,
            text=in_sentences(dimension.asks_asean, dimension.organisation_reading),
            page="genai",
            anchor=f"dimension-{dimension.key}",
            also="generative AI dimension",
            more=in_sentences(f"Expanded Guide {dimension.guide_section}", dimension.note),
        )
    yield from statements(supplement.facts, "genai", "genai")
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
            text=in_sentences(instrument.force, instrument.summary, *facts),
            where="ASEAN",
            also="binding law",
            more=_behind_instrument(instrument),
            **_page_of_instrument(instrument.key),
        )
    for framework in edition.regional.singapore_frameworks:
        compared = (framework.asean_guide, framework.eu_ai_act, framework.nist_ai_rmf)
        yield Entry(
            kind="instrument",
            title=framework.name,
            text=in_sentences(framework.summary, *compared),
            page="singapore",
            anchor=framework.key,
            where="Singapore",
            more=in_sentences(framework.year, framework.note),
        )
    yield from statements(edition.regional.singapore_role, "instrument", "singapore")


def _behind_instrument(instrument: RegionalInstrument) -> str:
    notes = (fact.note for fact in instrument.facts)
    return in_sentences(instrument.date, instrument.note, *notes)


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
            more=element.note,
        )
    yield from _steps(defa)
    told = (*defa.facts, *defa.for_firms, *defa.unconfirmed)
    yield from statements(told, "defa", "defa", also="DEFA")


def _steps(defa: Defa) -> Iterator[Entry]:
    for step in defa.timeline:
        yield Entry(
            kind="defa",
            title=step.step,
            text=step.date,
            page="defa",
            anchor=anchors.step_anchor(defa, step),
            also="DEFA timeline step",
            more=step.note,
        )


def _roadmap(edition: Edition) -> Iterator[Entry]:
    roadmap = edition.roadmap
    yield Entry(
        kind="framework",
        title=roadmap.title,
        text=roadmap.summary,
        page="roadmap",
        also="roadmap 2030 tiers",
        more=in_sentences(*chain.from_iterable((s.name, s.note) for s in roadmap.oecd_stages)),
    )
    for tier in roadmap.tiers:
        yield Entry(
            kind="roadmap",
            title=f"{tier.label}: {tier.name}",
            text=tier.description,
            page="roadmap",
            anchor=anchors.tier_anchor(tier),
            also="roadmap tier",
            more=tier.note,
        )
    yield from statements(roadmap.facts, "roadmap", "roadmap", also="roadmap")


def _reference(edition: Edition) -> Iterator[Entry]:
    yield from _crosswalks(edition)
    for correction in edition.corrections:
        yield Entry(
            kind="correction",
            title=correction.summary_says,
            text=in_sentences(correction.finding, correction.note),
            page="corrections",
            anchor=f"correction-{correction.number}",
        )
    yield from map(_claim, edition.summary)
    for term in edition.glossary:
        yield Entry(
            kind="glossary",
            title=term.term,
            text=term.meaning,
            page="glossary",
            anchor=term.key,
            also=", ".join(term.also),
            more=term.provenance.note if term.provenance else "",
        )
    for source in edition.sources:
        yield Entry(
            kind="source",
            title=source.title,
            text=", ".join(each for each in (source.publisher, source.published) if each),
            page="sources",
            anchor=source.id,
        )


def _claim(claim: SummaryClaim) -> Entry:
    """Found with what corrects it, so that nobody takes it for what we say."""
    numbers = " and ".join(map(str, claim.corrections))
    found = f"See correction {numbers}" if numbers else "Not contradicted by what we found"
    return Entry(
        kind="claim",
        title=claim.text,
        text=f"Said by a common summary. {found}.",
        page="corrections",
        anchor=anchors.claim_anchor(claim),
        where=claim.topic,
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
            more=crosswalk.note,
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
        yield Entry(
            kind="fact",
            title=fact.question,
            text=fact.help,
            page="facts",
            anchor=fact.key,
            more=fact.group,
        )
    for number, level in enumerate(edition.levels):
        yield Entry(
            kind="level",
            title=level.name,
            text=in_sentences(level.meaning, level.example),
            page="facts",
            anchor=anchors.level_anchor(number),
            also=f"level {number}",
        )


def _itself(edition: Edition) -> Iterator[Entry]:
    yield Entry(
        kind="framework",
        title=edition.title,
        text=in_sentences(*edition.notes),
        page="changes",
        anchor=f"edition-{edition.label}",
        id=edition.label,
        also="edition version",
    )
