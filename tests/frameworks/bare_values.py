"""How pages say the values of an edition that are no texts: dates, numbers, yes and no.

A date alone, or a number, stands somewhere on every page. So each is looked for with the words
that its page sets around it: the label before it, or the name of the record that holds it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from frameworks.definition.citations import GUIDE
from frameworks.templatetags.library import date_words, dated, words

Record = Mapping[str, Any]

DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
SPACE = re.compile(r"\s+")
BEFORE_POINTS = re.compile(r" (?=[,.;:])")

# Values that no page says, and why.
UNSAID: Mapping[tuple[str, Any], str] = {
    ("operational", True): "an authority is at work, unless its page says that it is not yet",
    ("critical", False): "what is no critical control carries no mark",
    ("is_ours", False): "a word of others carries no mark",
}


def plain(text: str) -> str:
    return BEFORE_POINTS.sub("", SPACE.sub(" ", text)).strip().casefold()


def near(*parts: str, within: int = 60) -> str:
    """A pattern: the parts in this order, with no more than so many characters between them."""
    return f".{{0,{within}}}?".join(re.escape(plain(part)) for part in parts)


def _year(record: Record, year: int | str) -> str:
    if "regulator" in record:
        return near(f"Year {year}")
    if "type" in record:
        return near(record["id"], f"{words(record['type'])}, {year}", record["name"])
    name, year = record["name"], str(year)
    return f"{near(name, year, within=3)}|{near(year, name, within=3)}"


def _tier(record: Record, tier: int) -> str:
    return near(f"Tier {tier}: {record['name']}" if "name" in record else f"Tier {tier}, ")


def _floor(record: Record, floor: int) -> str:
    return near(*filter(None, (f"{floor} ", words(record.get("basis", "")), record["reason"])))


def _date(record: Record, date: str) -> str:
    if "step" in record:
        return near(date_words(date), record["step"])
    if record.get("key") == GUIDE:  # the heading of its page is its name
        return near(f"Endorsed {date_words(date)}")
    return near(date_words(date), record["name"], within=3)


def _weight(record: Record, weight: int) -> str:
    return near(
        f"{record['id']}{' Critical control' * record.get('critical', False)} Weight {weight}"
    )


def _corrections(record: Record, number: int) -> str:
    return near(f"{record['text']} See correction", str(number), within=20)


SAID: Mapping[str, Callable[[Record, Any], str]] = {
    "apec_member": lambda _, is_one: near(f"APEC {'Member' if is_one else 'Not a member'}"),
    "as_of": lambda record, _: near(dated(SimpleNamespace(**_dated(record)))),  # type: ignore[arg-type]
    "asean_member_since": lambda _, year: near(f"Member since {year}"),
    "compiled": lambda _, day: near(f"Compiled {date_words(day)}"),
    "corrections": _corrections,
    "critical": lambda record, _: near(f"{record['id']} Critical control"),
    "date": _date,
    "effective_date": lambda record, day: near(
        record["id"], f"effective {date_words(day)}", record["name"]
    ),
    "floor": _floor,
    "in_force": lambda _, day: near(f"In force {date_words(day)}"),
    "is_ours": lambda record, _: near(record["meaning"], "A word of this scorecard", within=200),
    "newest_source": lambda _, day: near(f"Newest source {date_words(day)}"),
    "number": lambda record, number: near(f"Correction {number}", record["summary_says"]),
    "operational": lambda record, _: near(
        *filter(None, (record["name"], record.get("role"), "Not at work yet")), within=40
    ),
    "published": lambda record, day: near(
        *filter(None, (record["title"], record.get("publisher"), date_words(day))), within=3
    ),
    "tier": _tier,
    "weight": _weight,
    "year": _year,
}


def _dated(record: Record) -> dict[str, str]:
    precision = record.get("as_of_precision", "day")
    return {"as_of": record["as_of"], "as_of_precision": precision}


def is_bare(value: Any) -> bool:
    """`None` says nothing."""
    return isinstance(value, bool | int | float) or (
        isinstance(value, str) and bool(DATE.fullmatch(value))
    )


def bare_values(value: Any, exempt: Collection[str]) -> Iterator[tuple[str, str]]:
    """Every bare value in a part of a document: what it is, and the pattern that says it."""
    if isinstance(value, list):
        for each in value:
            yield from bare_values(each, exempt)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in exempt:
                yield from _of(value, key, inner)
                yield from bare_values(inner, exempt)


def _of(record: Record, key: str, inner: Any) -> Iterator[tuple[str, str]]:
    for each in inner if isinstance(inner, list) else [inner]:
        if is_bare(each) and (key, each) not in UNSAID:
            yield f"{key}: {each}", SAID[key](record, each)


def unsaid_values(record: Any, exempt: Collection[str], said: str) -> list[str]:
    found = dict.fromkeys(bare_values(record, exempt))
    return [name for name, pattern in found if not re.search(pattern, said)]
