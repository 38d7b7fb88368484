"""What of a market can be found by a search: its page, and every part of it with a place there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from frameworks.definition import anchors
from frameworks.definition.citations import LAW_BLOCKS
from frameworks.definition.search_entry import Entry, in_sentences, labelled

if TYPE_CHECKING:
    from frameworks.definition.edition import Edition
    from frameworks.definition.markets import (
        Authority,
        DataProtectionLaw,
        Instrument,
        Market,
        Obligation,
        RegionalMechanisms,
        SectorRule,
    )

ALSO_CALLED = {  # by market code: other names in use
    "BN": "Brunei",
    "LA": "Laos",
    "MM": "Burma",
    "TL": "East Timor",
    "VN": "Viet Nam",
}


def entries_of_market(edition: Edition, market: Market) -> Iterator[Entry]:
    also = _called(market)
    yield Entry(
        kind="market",
        title=market.name,
        text=in_sentences(market.summary, *market.cautions, *market.open_questions),
        page="market",
        of=market.slug,
        also=f"{also} {market.slug} country duties law",
        more=in_sentences(
            labelled(market.roadmap_tier.label),
            market.roadmap_tier.note,
            *_mechanisms(market.regional_mechanisms),
        ),
        names="\n".join((market.name, market.slug, ALSO_CALLED.get(market.code, ""))),
    )
    parts = (_obligations, _instruments, _law, _rules, _sectors, _authorities)
    yield from chain.from_iterable(part(market) for part in parts)
    yield from _floors(edition, market)


def _called(market: Market) -> str:
    return f"{market.name} {market.code} {ALSO_CALLED.get(market.code, '')}"


def _mechanisms(said: RegionalMechanisms) -> Iterator[str]:
    for rule in (said.asean_mcc, said.global_cbpr):
        yield from (labelled(rule.value, rule.rule), rule.note)
    yield from (said.defa, said.asean_membership)


def _obligations(market: Market) -> Iterator[Entry]:
    for obligation in market.obligations:
        yield Entry(
            kind="obligation",
            title=obligation.title,
            text=in_sentences(obligation.statement, _cited(obligation)),
            page="market",
            of=market.slug,
            where=market.name,
            anchor=obligation.id,
            id=obligation.id,
            also=f"{_called(market)} obligation duty law requirement",
            more=in_sentences(*obligation.evidence, obligation.note),
        )


def _cited(obligation: Obligation) -> str:
    return ", ".join(each for each in (obligation.instrument, obligation.article) if each)


def _instruments(market: Market) -> Iterator[Entry]:
    for instrument in market.instruments:
        yield Entry(
            kind="instrument",
            title=instrument.name,
            text=instrument.deployer_asks,
            page="market",
            of=market.slug,
            where=market.name,
            anchor=instrument.id,
            id=instrument.id,
            also=f"{_called(market)} {instrument.year or ''} law",
            more=in_sentences(*_of_instrument(instrument)),
        )


def _of_instrument(instrument: Instrument) -> tuple[str, ...]:
    codes = (instrument.type, instrument.binding, instrument.status)
    return (*map(labelled, codes), instrument.effective_date, instrument.note)


def _law(market: Market) -> Iterator[Entry]:
    law = market.data_protection_law
    yield _rule(market, "Data protection law", _of_law(law), anchors.LAW)
    for subject, name in LAW_BLOCKS.items():
        block = getattr(law, subject)
        yield _rule(
            market,
            name[:1].upper() + name[1:],
            block.rule,
            f"law-{subject}",
            also=subject.replace("_", " "),  # DPO, DPIA
            more=block.note,
        )


def _of_law(law: DataProtectionLaw) -> str:
    regulator = labelled("regulator", law.regulator) if law.regulator else ""
    return in_sentences(labelled(law.status, law.name), law.scope, regulator)


def _rules(market: Market) -> Iterator[Entry]:
    for title, said, anchor in (
        ("Data localisation", market.data_localisation, anchors.LOCALISATION),
        ("Labelling of generated content", market.genai_rules, anchors.LABELS),
    ):
        more = in_sentences(labelled(said.value), said.note)
        yield _rule(market, title, said.rule, anchor, more=more)


def _sectors(market: Market) -> Iterator[Entry]:
    for rule in market.sector_rules:
        text = labelled(rule.sector, rule.asks)
        anchor = anchors.rule_anchor(market, rule)
        yield _rule(market, rule.instrument, text, anchor, more=_of_sector_rule(rule))


def _of_sector_rule(rule: SectorRule) -> str:
    return in_sentences(rule.regulator, labelled(rule.binding), rule.note)


def _authorities(market: Market) -> Iterator[Entry]:
    for body in market.authorities:
        anchor = anchors.authority_anchor(market, body)
        yield _rule(
            market, body.name, labelled(body.sector, body.role), anchor, more=_of_body(body)
        )


def _of_body(body: Authority) -> str:
    return in_sentences("Not at work yet" if body.operational is False else "", body.note)


def _rule(
    market: Market, title: str, text: str, anchor: str, *, also: str = "", more: str = ""
) -> Entry:
    return Entry(
        kind="rule",
        title=title,
        text=text,
        page="market",
        of=market.slug,
        where=market.name,
        anchor=anchor,
        also=f"{_called(market)} law clock deadline hours {also}",
        more=more,
    )


def _floors(edition: Edition, market: Market) -> Iterator[Entry]:
    """The level of each principle that is asked there, and what a use raises it to."""
    named = {each.key: each.short_name for each in edition.principles}
    asked = [
        (f"{named.get(key, key)}, floor", floor.floor, floor.reason, anchors.floor_anchor(key))
        for key, floor in market.floors.items()
    ]
    raised = [
        (
            f"{named.get(uplift.principle, uplift.principle)}, raised floor",
            uplift.floor,
            uplift.reason,
            anchors.uplift_anchor(market, uplift),
        )
        for uplift in market.uplifts
    ]
    for title, level, reason, anchor in (*asked, *raised):
        yield Entry(
            kind="floor",
            title=f"{title}: {edition.levels[level].name}",
            text=reason,
            page="market",
            of=market.slug,
            where=market.name,
            anchor=anchor,
            also=f"{_called(market)} level ready readiness",
        )
