"""The dates of a market that a firm should know: what is in force, and what is to come.

A profile holds dates as fields and inside its sentences ("comply by 1 Mar 2027"). Both are read;
a date out of a sentence is shown with its words, so that nothing is said that is not there.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from frameworks.bilingual import sentence
from frameworks.definition import (
    DataProtectionLaw,
    Instrument,
    LawBlock,
    Market,
    MarketRule,
    Obligation,
    Sourced,
)
from frameworks.marks import part_of
from frameworks.templatetags.library import date_words
from frameworks.timeline import laws

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAY = rf"\b(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)})[a-z]* (20\d\d)\b"
_WRITTEN = re.compile(_DAY, re.IGNORECASE)
_IN_FORCE = re.compile(rf"(?:^|(?<=[.;] ))([^.;:(]+?) \(?in force {_DAY}", re.IGNORECASE)
_ISO = re.compile(r"\b(20\d\d)-(\d{2})(?:-(\d{2}))?\b")
_CLAUSES = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|(?<=;)\s+(?![^(]*\))")
_ALTERNATIVE = re.compile(r",? or |; |,? / |/")


@dataclass(frozen=True, slots=True)
class Dated:
    """`day`: the last day that the date can mean. `fact` is None for the data-protection law.

    `is_sure`: it says that something is in force, and not what is planned or drafted for a day. Of
    that nobody knows, once the day is over, whether it came.
    """

    day: date
    when: str
    what: str
    anchor: str
    is_sure: bool
    is_draft: bool = False
    fact: Sourced | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """Each in the order of time."""

    in_force: tuple[Dated, ...]
    coming: tuple[Dated, ...]


def dates_of(market: Market, today: date) -> Dates:
    found = sorted(_each_once(_all_dates(market)), key=lambda each: each.day)
    in_force = tuple(each for each in found if each.is_sure and each.day <= today)
    coming = (each for each in found if each.day >= today and each not in in_force)
    return Dates(in_force, tuple(coming))


def _all_dates(market: Market) -> Iterator[Dated]:
    """What is said in a field comes before what is said in a sentence."""
    yield from _of_law(market.data_protection_law)
    for instrument in market.instruments:
        if instrument.verification != "unverified" and instrument.binding in ("binding", "draft"):
            yield from _of_instrument(instrument)
    for rule, anchor, subject in _rules(market):
        if rule.verification != "unverified":
            yield from _in_force(rule, anchor, subject)
    for obligation in market.obligations:
        if obligation.verification != "unverified" and obligation.force != "voluntary":
            draft = obligation.force == "emerging"
            yield from _of_text(obligation.statement, obligation, draft=draft)


def _of_law(law: DataProtectionLaw) -> Iterator[Dated]:
    found = _ISO.fullmatch(law.in_force)
    if found and laws.is_in_force(law):
        day, what = _last_day(*found.groups()), laws.name_in_force(law)
        yield Dated(day, date_words(law.in_force), what, "h-law", True)


def _of_instrument(instrument: Instrument) -> Iterator[Dated]:
    draft = instrument.binding == "draft"
    if found := _ISO.fullmatch(instrument.effective_date):
        yield Dated(
            _last_day(*found.groups()),
            date_words(instrument.effective_date),
            instrument.name,
            instrument.id,
            is_sure=instrument.status == "in_force" and not draft,
            is_draft=draft,
            fact=instrument,
        )
    yield from _of_text(instrument.deployer_asks, instrument, draft=draft)


def _rules(market: Market) -> Iterator[tuple[MarketRule | LawBlock, str, str]]:
    """The rules that may name laws with the day of their coming into force: place and subject."""
    transfers = market.data_protection_law.cross_border_transfer
    yield market.data_localisation, "rule-localisation", ""
    yield market.genai_rules, "rule-genai", ""
    yield transfers, "law-cross_border_transfer", "Transfers abroad: "


def _in_force(rule: MarketRule | LawBlock, anchor: str, subject: str) -> Iterator[Dated]:
    """The laws that a rule names with their day: "Cyber Law (in force 1 July 2026) keeps …"."""
    for found in _IN_FORCE.finditer(rule.rule):
        name, *day = found.groups()
        last, when = _read(*day)
        what = sentence("{}{}", subject, part_of(rule.rule, name))
        yield Dated(last, when, what, anchor, is_sure=True, fact=rule)


def _of_text(text: str, fact: Instrument | Obligation, *, draft: bool) -> Iterator[Dated]:
    """The dates of each clause, with its words."""
    for clause in _CLAUSES.split(text):
        found = list(_WRITTEN.finditer(clause))
        for number, each in enumerate(found):
            last, when = _read(*each.groups())
            said = part_of(text, _words_of(clause, found, number))
            what = sentence("{}: {}", fact.name, said) if isinstance(fact, Instrument) else said
            yield Dated(last, when, what, fact.id, is_sure=False, is_draft=draft, fact=fact)


def _words_of(clause: str, dates: list[re.Match[str]], number: int) -> str:
    """Where dates are alternatives ("by 1 Mar 2027, or 1 Sept 2027 in health"), the words of one."""
    gaps = [clause[one.end() : other.start()] for one, other in pairwise(dates)]
    if not gaps or not all(_ALTERNATIVE.fullmatch(gap) for gap in gaps if gap):
        return clause
    lead = clause[: dates[0].start()]
    end = dates[number + 1].start() - len(gaps[number]) if number < len(gaps) else len(clause)
    return f"{lead}{clause[dates[number].start() : end]}".rstrip(" .,;") + "."


def _read(day: str | None, month: str, year: str) -> tuple[date, str]:
    """The last day that a written date can mean, and the date in our words."""
    number = f"{_MONTHS.index(month[:3].lower()) + 1:02}"
    iso = f"{year}-{number}" + (f"-{int(day):02}" if day else "")
    return _last_day(year, number, day), date_words(iso)


def _last_day(year: str, month: str, day: str | None) -> date:
    return date(int(year), int(month), int(day or monthrange(int(year), int(month))[1]))


def _each_once(dates: Iterable[Dated]) -> Iterator[Dated]:
    """Everything that is in force; of what is only said of a day, the first that the profile names."""
    seen = set()
    for each in dates:
        if each.is_sure or each.day not in seen:
            yield each
        seen.add(each.day)
