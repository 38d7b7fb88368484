"""How old the facts of an edition are, and which of them somebody should look at again.

Plain Python, over the plain data of a document: quick enough to do for a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast

from frameworks.definition import STALE_AFTER_DAYS, Market, Sourced, sourced_in
from frameworks.parsing import KeyPath, digest
from frameworks.records import own_fields
from frameworks.records.places import Document, Spot

Reason = Literal["", "old", "partly", "unverified"]

MAY_BE_OUT_OF_DATE = "may be out of date"
UNCONFIRMED = ("partly", "unverified")
_READING_IT_AGAIN_TELLS = ("confirmed", "partly")  # other claims need more than a look
_KNOWN_TO = {"year": 4, "month": 7}  # so many characters of a date
APART = "provenance"  # the part of a term that says where it comes from
_DAYS_OF_MONTH, _DAYS_OF_YEAR = 30, 365
_TRUST = {"source", "as_of", "as_of_precision", "verification", "confidence", "note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """When a fact was true, and how far it can be trusted.

    A date that is known to the year or the month counts from its start: the fact may be younger,
    never older.
    """

    as_of: str
    as_of_precision: str
    verification: str
    confidence: str
    source: tuple[str, ...]
    days: int

    @property
    def is_vague(self) -> bool:
        return self.as_of_precision in _KNOWN_TO

    @property
    def is_unconfirmed(self) -> bool:
        return self.verification in UNCONFIRMED

    @property
    def may_stay_true(self) -> bool:
        """Whether reading a source again is enough: no claim becomes true by looking at it."""
        return self.verification in _READING_IT_AGAIN_TELLS

    @property
    def was_read_today(self) -> bool:
        return self.as_of_precision == "checked" and self.days == 0

    def is_older_than(self, days: int) -> bool:
        return self.days > days

    @property
    def is_stale(self) -> bool:
        return self.is_older_than(STALE_AFTER_DAYS)

    @property
    def age(self) -> str:
        """No more exact than the date is: "up to 11 months old" where only the year is known."""
        if self.as_of_precision == "checked":
            return f"last read {self.ago}"
        if not self.days:
            return "of today"
        return f"{'up to ' if self.is_vague else ''}{span(self.days)} old"

    @property
    def ago(self) -> str:
        """The same beside a date."""
        return f"{'up to ' if self.is_vague else ''}{span(self.days)} ago" if self.days else "today"

    @property
    def stale_words(self) -> str:
        """The age and what follows from it; empty where nothing does."""
        return f"{self.age}, {MAY_BE_OUT_OF_DATE}" if self.is_stale else ""

    def is_due(self, days: int, reason: Reason) -> bool:
        """For one reason, or for any of them."""
        if reason == "old":
            return self.is_older_than(days)
        if reason:
            return self.verification == reason
        return self.is_older_than(days) or self.is_unconfirmed


@dataclass(frozen=True, slots=True)
class Due:
    """A fact to look at again."""

    path: KeyPath
    fresh: Freshness

    @property
    def part(self) -> KeyPath:
        """The market, the principle or the part of the edition that it belongs to."""
        return self.path[:2] if self.path[0] in ("markets", "principles") else self.path[:1]


def queue(
    document: Document, *, today: date, days: int = STALE_AFTER_DAYS, reason: Reason = ""
) -> tuple[Due, ...]:
    """Every fact that is due, the oldest first wherever it stands; else as written."""
    due = [
        Due(path, fresh)
        for path, said in _facts((), document)
        if (fresh := freshness(said, today)).is_due(days, reason)
    ]
    return tuple(sorted(due, key=lambda each: -each.fresh.days))


def freshness(said: Mapping[str, Any], today: date) -> Freshness:
    """Of what `fact_in` finds in a record."""
    precision = said.get("as_of_precision", "day")
    return Freshness(
        as_of=said["as_of"],
        as_of_precision=precision,
        verification=said["verification"],
        confidence=said["confidence"],
        source=tuple(said.get("source", ())),
        days=_days(said["as_of"], precision, today),
    )


def freshness_of(fact: Sourced, today: date) -> Freshness:
    return Freshness(
        as_of=fact.as_of,
        as_of_precision=fact.as_of_precision,
        verification=fact.verification,
        confidence=fact.confidence,
        source=fact.source,
        days=_days(fact.as_of, fact.as_of_precision, today),
    )


def is_profile_stale(market: Market, today: date) -> bool:
    """Its newest source is too old, and nobody has read one of its facts again since."""
    if _days(market.newest_source, "day", today) <= STALE_AFTER_DAYS:
        return False
    return all(freshness_of(fact, today).is_stale for fact in sourced_in(market))


def span(days: int) -> str:
    """ "59 days", "2 months", "3 years"."""
    if days < 2 * _DAYS_OF_MONTH:
        return _count(days, "day")
    if days < 2 * _DAYS_OF_YEAR:
        return _count(days // _DAYS_OF_MONTH, "month")
    return _count(days // _DAYS_OF_YEAR, "year")


def is_fact(value: object) -> bool:
    return isinstance(value, Mapping) and "as_of" in value and "verification" in value


def fact_in(record: Any) -> Mapping[str, Any] | None:
    """Where a record says it comes from: it does so itself, or in a part of its own."""
    if is_fact(record):
        return cast(Mapping[str, Any], record)
    apart = record.get(APART) if isinstance(record, Mapping) else None
    return cast(Mapping[str, Any], apart) if is_fact(apart) else None


def statement(spot: Spot) -> str:
    """Fingerprint of what a fact claims and as of when; who says so may change."""
    own = own_fields(spot.kind).keys() - _TRUST - {APART}
    claim = {name: value for name, value in spot.value.items() if name in own}
    return digest(claim | {"as_of": (fact_in(spot.value) or {}).get("as_of")})[:16]


def is_unread(before: Spot, after: Spot) -> bool:
    """A fact claims something else, while what it rests on stands as it did."""
    was, will = fact_in(before.value), fact_in(after.value)
    if was is None or will is None or statement(before) == statement(after):
        return False
    return all(was.get(name) == will.get(name) for name in _TRUST - {"note"})


def read_again(record: Mapping[str, Any], *, source: str, today: date) -> dict[str, Any]:
    """What a record says once somebody found it in a source today.

    That source stands first, since the date is the day on which it was read.
    """
    if not is_fact(record):
        return {**record, APART: read_again(record[APART], source=source, today=today)}
    others = [each for each in record.get("source", ()) if each != source]
    read = {"source": [source, *others], "as_of": today.isoformat(), "as_of_precision": "checked"}
    return {**record, **read}


def _facts(path: KeyPath, value: object) -> Iterator[tuple[KeyPath, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        if is_fact(value):
            yield path, value
        for name, inner in value.items():
            yield from _facts((*path, name), inner)
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _facts((*path, number), inner)


def _days(as_of: str, precision: str, today: date) -> int:
    return max(0, (today - _start(as_of, precision)).days)


def _start(as_of: str, precision: str) -> date:
    known = as_of[: _KNOWN_TO.get(precision, len(as_of))]
    return date.fromisoformat(known + "-01-01"[max(0, len(known) - 4) :])


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
