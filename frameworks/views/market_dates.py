"""The dates of a market that a firm should know: those that come, then the newest that passed.

A profile holds dates as fields and inside its sentences ("comply by 1 Mar 2027"). Both are read;
a date out of a sentence is shown with the sentence, so that nothing is said that is not there.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from frameworks.definition import Instrument, Market, Obligation, Sourced
from frameworks.templatetags.library import date_words

NEAREST = 3
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WRITTEN = re.compile(rf"\b(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)})[a-z]* (20\d\d)\b", re.IGNORECASE)
_ISO = re.compile(r"\b(20\d\d)-(\d{2})(?:-(\d{2}))?\b")
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Dated:
    """`day`: the last day that the date can mean. `fact` is None for the data-protection law.

    `is_quoted`: it stands in a sentence, which told of the future when it was written.
    """

    day: date
    when: str
    what: str
    anchor: str
    is_draft: bool = False
    fact: Sourced | None = None
    is_quoted: bool = False


def nearest_dates(market: Market, today: date) -> tuple[Dated, ...]:
    """At most three: what is still to come, soonest first, then the newest that passed."""
    found = list(_each_once(_all_dates(market)))
    coming = sorted((each for each in found if each.day >= today), key=lambda each: each.day)
    passed = sorted((each for each in found if _has_come(each, today)), key=lambda each: each.day)
    return (*coming, *reversed(passed))[:NEAREST]


def _has_come(dated: Dated, today: date) -> bool:
    """Of what was planned or drafted for a day that is over, nobody knows whether it came."""
    return dated.day < today and not dated.is_draft and not dated.is_quoted


def _all_dates(market: Market) -> Iterator[Dated]:
    for instrument in market.instruments:
        if instrument.verification != "unverified" and instrument.binding in ("binding", "draft"):
            yield from _of_instrument(instrument)
    law = market.data_protection_law
    if law.status == "in_force":
        yield from _of_field(law.in_force, f"{law.name} in force", "h-law")
    for obligation in market.obligations:
        if obligation.verification != "unverified" and obligation.force != "voluntary":
            draft = obligation.force == "emerging"
            yield from _of_text(obligation.statement, obligation, draft=draft)


def _of_instrument(instrument: Instrument) -> Iterator[Dated]:
    draft = instrument.binding == "draft"
    yield from _of_field(
        instrument.effective_date,
        f"{instrument.name} in effect",
        instrument.id,
        fact=instrument,
        draft=draft,
    )
    yield from _of_text(instrument.deployer_asks, instrument, draft=draft)


def _of_field(
    text: str, what: str, anchor: str, *, fact: Sourced | None = None, draft: bool = False
) -> Iterator[Dated]:
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
        yield Dated(
            _last_day(int(year), int(month), day), date_words(text), what, anchor, draft, fact
        )


def _of_text(text: str, fact: Instrument | Obligation, *, draft: bool) -> Iterator[Dated]:
    """The first date of each sentence, with the sentence."""
    for sentence in _SENTENCES.split(text):
        if found := _WRITTEN.search(sentence):
            day, name, year = found.groups()
            number = _MONTHS.index(name[:3].lower()) + 1
            iso = f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")
            last = _last_day(int(year), number, day)
            what = f"{fact.name}: {sentence}" if isinstance(fact, Instrument) else sentence
            yield Dated(last, date_words(iso), what, fact.id, draft, fact, is_quoted=True)


def _last_day(year: int, month: int, day: str | None) -> date:
    return date(year, month, int(day) if day else monthrange(year, month)[1])


def _each_once(dates: Iterator[Dated]) -> Iterator[Dated]:
    """One entry a day: the first that the profile names."""
    seen = set()
    for each in dates:
        if each.day not in seen:
            seen.add(each.day)
            yield each
