"""What may be chosen in a field that refers to something else in the edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from frameworks.definition import DERIVED_FACTS, FOREIGN_ENTITY
from frameworks.forms.fields import Options, as_options

Document = Mapping[str, Any]

DERIVED = {
    "multi_market": "More than one market is in scope (worked out, never asked)",
    "foreign_entity": "The organisation has no seat in the market (worked out, never asked)",
}


def sources(document: Document) -> Options:
    rows = sorted(document.get("sources", ()), key=lambda row: row["title"].casefold())
    return as_options((row["id"], _with(row["title"], row.get("publisher"))) for row in rows)


def principles(document: Document) -> Options:
    return as_options((row["key"], row["short_name"]) for row in document["principles"])


def facts(document: Document) -> Options:
    """Those that questions may ask: whether a seat is foreign differs by market."""
    derived = [fact for fact in DERIVED_FACTS if fact != FOREIGN_ENTITY]
    return _facts(document, derived)


def facts_of_markets(document: Document) -> Options:
    return _facts(document, list(DERIVED_FACTS))


def _facts(document: Document, derived: list[str]) -> Options:
    asked = ((row["key"], row["question"]) for row in document.get("facts", ()))
    return as_options([*asked, *((fact, DERIVED[fact]) for fact in derived)])


def annex_a(document: Document) -> Options:
    rows = document.get("annex_a", ())
    return as_options((row["id"], f"{row['id']} {row['asks']}") for row in rows)


def questions(document: Document) -> Options:
    lists = (*document["principles"], document["genai"], document["cross_border"])
    rows = (row for holder in lists for row in holder.get("questions", ()))
    return as_options((row["id"], f"{row['id']} {row['text']}") for row in rows)


def corrections(document: Document) -> Options:
    rows = document.get("corrections", ())
    return as_options((row["number"], f"{row['number']}. {row['summary_says']}") for row in rows)


def markets(document: Document) -> Options:
    return as_options((row["code"], row["name"]) for row in document.get("markets", ()))


def dimensions(document: Document) -> Options:
    rows = document["genai"].get("dimensions", ())
    return as_options((row["key"], row["name"]) for row in rows)


def tiers(document: Document) -> Options:
    rows = document["roadmap"].get("tiers", ())
    return as_options((row["tier"], f"{row['tier']}: {row['name']}") for row in rows)


def levels(document: Document) -> Options:
    return as_options(
        (number, f"{number} {row['name']}") for number, row in enumerate(document["levels"])
    )


def items(document: Document, target: str) -> Options:
    """Of the crosswalk with this target."""
    rows = (row for row in document.get("crosswalks", ()) if row["target"] == target)
    found = (item for row in rows for item in row["items"])
    return as_options((item["id"], _item(item)) for item in found)


def targets(document: Document) -> Iterator[tuple[str, str]]:
    yield from ((row["target"], row["title"]) for row in document.get("crosswalks", ()))


WEIGHTS = as_options([(1, "1"), (2, "2"), (3, "3: weighs most")])
MANY: Mapping[str, Callable[[Document], Options]] = {
    "source": sources,
    "principles": principles,
    "annex_a": annex_a,
    "questions": questions,
    "corrections": corrections,
    "markets": markets,
}
ONE: Mapping[str, Callable[[Document], Options]] = {
    "principle": principles,
    "fact": facts_of_markets,
    "genai_dimension": dimensions,
    "floor": levels,
    "required_level": levels,
    "tier": tiers,
    "weight": lambda document: WEIGHTS,
}


def _with(title: str, more: str | None) -> str:
    return f"{title} · {more}" if more else title


def _item(item: Mapping[str, str]) -> str:
    return item["id"] if item["id"] == item["title"] else f"{item['id']} {item['title']}"
