"""What the page of one market shows, and in which order: what binds a firm comes first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

from frameworks.definition import (
    STALE_AFTER_DAYS,
    Authority,
    Edition,
    Floor,
    LawBlock,
    Market,
    Obligation,
    Principle,
    Source,
    sourced_in,
)
from frameworks.marks import part_of
from frameworks.views.market_dates import Dates, dates_of
from frameworks.views.market_facts import RULES, Said, block_words, breach_of, demand_of

STALE_WORDS = (
    f"Its newest source is older than {STALE_AFTER_DAYS} days, and so is the newest of its facts. "
    "Check what has changed since."
)
FORCES = {
    "binding": "Binding",
    "voluntary": "Voluntary",
    "emerging": "Emerging: prepare for it, it is never scored",
}
LAW_SUBJECTS = {
    "cross_border_transfer": "Transfers abroad",
    "breach_notification": "Breach notification",
    "dpo": "Data protection officer",
    "dpia": "Impact assessment",
    "automated_decisions": "Automated decisions",
    "penalties": "Penalties",
}
RESTS_ON = {
    "ai": "An AI law is in force here.",
    "data": "A data-protection law is in force. No AI law was found in force.",
    "single": "They stand in other laws: no AI law and no full data-protection law was found in force.",
    "none": "",
}
_NO_LIMIT = re.compile(
    r"\b(?:time limit|deadline)\b[^.;]*\bnot (?:confirmed|found|known)\b", re.IGNORECASE
)
AUTHORITIES = {"ai": "AI", "data_protection": "Data protection", "sector": "Sectors"}


@dataclass(frozen=True, slots=True)
class ObligationGroup:
    force: str
    name: str
    obligations: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True)
class AuthorityGroup:
    name: str
    authorities: tuple[Authority, ...]


@dataclass(frozen=True, slots=True)
class FloorRow:
    principle: Principle
    floor: Floor | None


@dataclass(frozen=True, slots=True)
class LawPart:
    """One subject of the data-protection law; `short` says its tags in words."""

    key: str
    name: str
    block: LawBlock
    short: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """What the profile says on one subject beside the law, in the words of the table."""

    name: str
    said: Said


@dataclass(frozen=True, slots=True)
class NamedLaw:
    """A law that binding duties rest on, by the name they give it."""

    name: str
    duties: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """`lacks_limit`: its own note says that nobody could confirm by when it must be done."""

    obligation: Obligation
    lacks_limit: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """What binds a firm here, in a box on top."""

    duties: tuple[Duty, ...]
    doubtful: int
    laws: tuple[NamedLaw, ...]
    dates: Dates
    breach: Said
    clock: str
    rests_on: str


def summary_of(market: Market, today: date) -> Summary:
    duties = tuple(each for each in market.obligations if each.force == "binding")
    breach, notice = breach_of(market), market.data_protection_law.breach_notification
    return Summary(
        tuple(Duty(duty, bool(_NO_LIMIT.search(duty.note))) for duty in duties),
        sum(not duty.may_block for duty in duties),
        named_laws(duties),
        dates_of(market, today),
        breach,
        block_words(notice),
        RESTS_ON[demand_of(market).key],
    )


def meant_by(edition: Edition, asked: str) -> Market | None:
    """The market whose code, name or address somebody wrote in their own way."""
    wanted = slugify(asked)
    return next(
        (
            market
            for market in edition.markets
            if wanted in (market.slug, slugify(market.code), slugify(market.name))
        ),
        None,
    )


def named_laws(duties: tuple[Obligation, ...]) -> tuple[NamedLaw, ...]:
    """Each law once, in the order in which the duties name them."""
    found: dict[str, tuple[Obligation, ...]] = {}
    for duty in duties:
        for part in duty.instrument.split("; "):
            name = part_of(duty.instrument, part)
            found[name] = (*found.get(name, ()), duty)
    return tuple(NamedLaw(name, under) for name, under in found.items())


def obligation_groups(market: Market) -> list[ObligationGroup]:
    groups = [
        ObligationGroup(force, name, tuple(o for o in market.obligations if o.force == force))
        for force, name in FORCES.items()
    ]
    return [group for group in groups if group.obligations]


def authority_groups(market: Market) -> list[AuthorityGroup]:
    groups = [
        AuthorityGroup(name, tuple(a for a in market.authorities if a.kind == kind))
        for kind, name in AUTHORITIES.items()
    ]
    return [group for group in groups if group.authorities]


def floors_of(edition: Edition, market: Market) -> tuple[FloorRow, ...]:
    return tuple(
        FloorRow(principle, market.floors.get(principle.key)) for principle in edition.principles
    )


def law_parts(market: Market) -> list[LawPart]:
    law = market.data_protection_law
    blocks: dict[str, LawBlock] = {key: getattr(law, key) for key in LAW_SUBJECTS}
    return [
        LawPart(key, LAW_SUBJECTS[key], block, block_words(block)) for key, block in blocks.items()
    ]


def rules_of(market: Market) -> dict[str, RuleRow]:
    return {key: RuleRow(rule.name, rule.of(market)) for key, rule in RULES.items()}


def sources_of(edition: Edition, part: object) -> list[Source]:
    """Every source of a profile, or of a part of it, once, by title."""
    ids = {id for fact in sourced_in(part) for id in fact.source}
    found = (source for source in edition.sources if source.id in ids)
    return sorted(found, key=lambda source: source.title.casefold())
