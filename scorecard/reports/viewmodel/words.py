"""How numbers, dates, states and sources are put into words. Nothing is computed here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from frameworks.definition import Edition, Obligation, Sourced
from frameworks.freshness import freshness_of
from scorecard.reports.charts import NO_SCORE as NO_SCORE  # the same dash in charts and words

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

MINUS = "\N{MINUS SIGN}"
STACKERS = "\N{KHMER SIGN COENG}\N{MYANMAR SIGN VIRAMA}"


@dataclass(frozen=True, slots=True)
class Level:
    """A level as a chip: its number, its name, and what it means. None: there is no level."""

    number: int | None
    name: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A state in words, with the symbol and the tone that go with it."""

    word: str
    icon: str
    tone: str  # met, partly, unmet or na


@dataclass(frozen=True, slots=True)
class SourceRef:
    """One source of a fact. `number` is its place in the report's list of sources."""

    number: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How old a fact is and how far it can be trusted."""

    as_of: str
    confidence: str
    grade: str  # the confidence in one word
    verification: str
    age: str
    old: str  # "2 years old, may be out of date", or nothing


# A document says FINAL; on a page that word is the mark's, which follows the review.
RESULT_WORDS = {
    "FINAL": "Complete",
    "PROVISIONAL": "Provisional",
    "INSUFFICIENT": "Not enough answers",
}
MARKET_MARKS: Mapping[str, Mark] = {
    "READY": Mark("Ready", "met", "met"),
    "CONDITIONAL": Mark("Conditional", "partly", "partly"),
    "NOT_READY": Mark("Not ready", "unmet", "unmet"),
    "INSUFFICIENT_INFORMATION": Mark("Insufficient information", "open", "na"),
}
OBLIGATION_MARKS: Mapping[str, Mark] = {
    "unmet": Mark("Not met", "unmet", "unmet"),
    "unknown": Mark("Don't know", "open", "na"),
    "partial": Mark("Partly met", "partly", "partly"),
    "met": Mark("Met", "met", "met"),
    "not_applicable": Mark("Not applicable", "na", "na"),
}
MAY_APPLY = Mark("May apply", "open", "na")
FORCE_WORDS = {"binding": "Binding", "voluntary": "Voluntary", "emerging": "Emerging"}
VERIFICATION_WORDS = {
    "confirmed": "confirmed",
    "partly": "partly confirmed",
    "unverified": "not confirmed by any source",
    "common_summary": "as in the common summary, unconfirmed",
}


def level_chip(edition: Edition, number: int | None, *, none: str = "No level") -> Level:
    if number is None:
        return Level(None, none)
    level = edition.levels[number]
    return Level(number, level.name, level.meaning)


def standing_of(fact: Sourced, today: date) -> Standing:
    fresh = freshness_of(fact, today)
    return Standing(
        as_of=as_of_words(fact),
        confidence=f"{fact.confidence.capitalize()} confidence",
        grade=fact.confidence.capitalize(),
        verification=VERIFICATION_WORDS[fact.verification],
        age=fresh.age,
        old=fresh.stale_words,
    )


def as_of_words(fact: Sourced) -> str:
    """The date as precisely as it is known; an undated source says when it was last read."""
    if fact.as_of_precision == "year":
        return fact.as_of[:4]
    if fact.as_of_precision == "month":
        return day_words(fact.as_of[:7])
    words = day_words(fact.as_of)
    return f"checked {words}" if fact.as_of_precision == "checked" else words


def day_words(iso: str) -> str:
    """ "2026-05-30" is "30 May 2026", "2026-05" is "May 2026"; anything else stays as it is."""
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return iso
    year, *rest = parts
    if not rest or not 1 <= int(rest[0]) <= 12:
        return iso
    month = f"{MONTHS[int(rest[0]) - 1]} {year}"
    return f"{int(rest[1])} {month}" if len(rest) == 2 else month


def date_words(day: date) -> str:
    return day_words(day.isoformat())


def signed(number: int) -> str:
    """With its sign, and a real minus sign; zero has none."""
    return f"+{number}" if number > 0 else f"{MINUS}{-number}" if number < 0 else "0"


def range_words(score: int, high: int | None) -> str:
    """ "45 (up to 79)" where open answers could still raise it."""
    return f"{score} (up to {high})" if high is not None and high > score else str(score)


def percent(share: int | None) -> str:
    return NO_SCORE if share is None else f"{share}%"


def listed(words: Iterable[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    *others, last = list(words) or [""]
    return f"{', '.join(others)} and {last}" if others else last


def clipped(words: str, most: int) -> str:
    """The beginning, where all of it is too long. No letter is cut off from its marks."""
    if len(words) <= most:
        return words
    end = most - 1
    while end and _joins(words[end - 1], words[end]):
        end -= 1
    return f"{words[:end].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def breadth(words: str) -> int:
    """About how many small letters would be as wide: capitals and Chinese take two."""
    return sum(1 + (char.isupper() or char >= "\u2e80") for char in words)


def clipped_to_breadth(words: str, most: int) -> str:
    if breadth(words) <= most:
        return words
    return clipped(words, min(len(words) - 1, most * len(words) // breadth(words)))


def _joins(before: str, after: str) -> bool:
    """Marks stand on the letter before them; a stacker pulls the next one under it."""
    return unicodedata.category(after).startswith("M") or before in STACKERS


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 question", "3 questions", "no questions"."""
    many = many or f"{one}s"
    return f"1 {one}" if number == 1 else f"{number or 'no'} {many}"


def sentence(words: str) -> str:
    """Starts with a capital and ends with a full stop."""
    return f"{words[:1].upper()}{words[1:].rstrip('.')}." if words else ""


def check_the_law(obligation: Obligation) -> bool:
    """Binding on paper, known too poorly to hold a market back on its own."""
    return obligation.force == "binding" and not obligation.may_block
