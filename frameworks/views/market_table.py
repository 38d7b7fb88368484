"""The table of all markets: its columns, and how a query string sorts and filters it.

Pure: a query is read against the rows there are, so a value that no market has is refused in
words instead of showing an empty table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from urllib.parse import urlencode

from frameworks.definition import Market
from frameworks.views import market_facts as facts
from frameworks.views.market_facts import Said

LONGEST_QUOTE = 40  # characters of a refused value that are said back


@dataclass(frozen=True, slots=True)
class Column:
    """One that the table shows and its form asks. `least_first`: what a first click on it does."""

    key: str
    name: str
    of: Callable[[Market], Said]
    least_first: bool = False


COLUMNS = (
    Column("tier", "Tier of the state", facts.tier_of, least_first=True),
    Column("demand", "Legal demand", facts.demand_of),
    Column("ai_law", "AI law", facts.ai_law_of),
    Column("data_law", "Data-protection law", facts.data_law_of),
    Column("breach", "Breach clock", facts.breach_of),
    Column("localisation", facts.RULES["localisation"].name, facts.localisation_of),
    Column("labelling", "Labelling", facts.labelling_of),
)
SORTS = {
    "name": True,
    **{column.key: column.least_first for column in COLUMNS},
    "newest": False,
    "confidence": False,
}
NAMES = {column.key: column.name for column in COLUMNS} | {
    "name": "Market",
    "newest": "Newest source",
    "confidence": "Confidence",
    "stale": "Out of date only",
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One market; `cells` by the key of their column."""

    market: Market
    cells: Mapping[str, Said]

    @property
    def is_stale(self) -> bool:
        return self.cells["newest"].key == "stale"

    @property
    def facts(self) -> list[tuple[Column, Said]]:
        return [(column, self.cells[column.key]) for column in COLUMNS]


@dataclass(frozen=True, slots=True)
class TableQuery:
    """What is asked of the table, and what was refused and why. `ticked`: to be compared."""

    chosen: Mapping[str, str]
    ticked: tuple[Market, ...] = ()
    sort: str = "name"
    least_first: bool = True
    only_stale: bool = False
    refused: tuple[str, ...] = ()

    @property
    def is_filtered(self) -> bool:
        return bool(self.chosen) or self.only_stale

    @property
    def sorted_by(self) -> str:
        ends = ("A to Z", "Z to A") if self.sort == "name" else ("least first", "most first")
        if self.sort == "newest":
            ends = ("oldest first", "newest first")
        if self.sort == "tier":
            ends = ("tier 1 first", "tier 1 last")
        return f"{NAMES[self.sort].lower()}, {ends[0 if self.least_first else 1]}"

    @property
    def sort_value(self) -> str:
        return self.sort if self.least_first else f"-{self.sort}"

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """The choices of the form: value, words, whether it is the one."""
        offered = {key if first else f"-{key}": NAMES[key] for key, first in SORTS.items()}
        offered.setdefault(self.sort_value, f"{NAMES[self.sort]}, turned round")
        return [(value, text, value == self.sort_value) for value, text in offered.items()]

    @property
    def as_string(self) -> str:
        """The query string that asks this again."""
        asked = dict(self.chosen) | ({"stale": "yes"} if self.only_stale else {})
        if (self.sort, self.least_first) != ("name", True):
            asked["sort"] = self.sort_value
        return urlencode([*asked.items(), *self._ticks])

    @property
    def without_filters(self) -> str:
        return urlencode(self._ticks)

    @property
    def _ticks(self) -> list[tuple[str, str]]:
        return [("m", market.slug) for market in self.ticked]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; its button sorts by the column, or turns the order round."""

    key: str
    name: str
    value: str
    order: Literal["", "ascending", "descending"]


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    key: str
    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Drop:
    """A filter that could go, and how many markets there would be without it."""

    name: str
    text: str
    query: str
    count: int


def rows_of(markets: Iterable[Market], today: date) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(
            market,
            {column.key: column.of(market) for column in COLUMNS}
            | {
                "newest": facts.newest_of(market, today),
                "confidence": facts.confidence_of(market),
            },
        )
        for market in markets
    )


def read_query(
    asked: Mapping[str, str], rows: Iterable[TableRow], ticks: Iterable[str] = ()
) -> TableQuery:
    """Take what the table can do from a query string; a key nobody knows is not ours to mind."""
    rows = tuple(rows)
    chosen, refused = {}, []
    for column in COLUMNS:
        value = asked.get(column.key, "")
        if value in {row.cells[column.key].key for row in rows}:
            chosen[column.key] = value
        elif value:
            refused.append(_refusal(column.name, value))
    sort = asked.get("sort", "") or "name"
    if sort.removeprefix("-") not in SORTS:
        refused.append(_refusal("Sorting", sort))
        sort = "name"
    stale = asked.get("stale", "")
    if stale not in ("", "yes"):
        refused.append(_refusal(NAMES["stale"], stale))
    by_slug = {row.market.slug: row.market for row in rows}
    ticks = [slug for slug in dict.fromkeys(ticks) if slug]
    refused += [_refusal("To compare", slug) for slug in ticks if slug not in by_slug]
    return TableQuery(
        chosen,
        tuple(by_slug[slug] for slug in ticks if slug in by_slug),
        sort.removeprefix("-"),
        not sort.startswith("-"),
        stale == "yes",
        tuple(refused),
    )


def matching(rows: Iterable[TableRow], query: TableQuery) -> tuple[TableRow, ...]:
    """The rows that every filter lets through, sorted."""
    found = (
        row
        for row in rows
        if all(row.cells[key].key == value for key, value in query.chosen.items())
        and (row.is_stale or not query.only_stale)
    )
    return ordered(found, query)


def ordered(rows: Iterable[TableRow], query: TableQuery) -> tuple[TableRow, ...]:
    """By the column asked for, then by name; what has no rank comes last either way."""
    by_name = sorted(rows, key=lambda row: row.market.name)
    if query.sort == "name":
        return tuple(by_name if query.least_first else reversed(by_name))
    sign = 1 if query.least_first else -1

    def place(row: TableRow) -> tuple[bool, float]:
        rank = row.cells[query.sort].rank
        return rank is None, sign * (rank or 0)

    return tuple(sorted(by_name, key=place))


def ticked_beside(rows: Iterable[TableRow], query: TableQuery) -> tuple[Market, ...]:
    """The ticked markets that the filters leave out: they stay ticked where they can be seen."""
    shown = [row.market for row in rows]
    return tuple(market for market in query.ticked if market not in shown)


def asks_the_table(keys: Iterable[str]) -> bool:
    """Whether one of the keys of a query string is the table's own."""
    return not {*NAMES, "sort"}.isdisjoint(keys)


def heads_of(query: TableQuery) -> list[Head]:
    return [_head(key, query) for key in SORTS]


def filters_of(rows: Iterable[TableRow], query: TableQuery) -> tuple[Filter, ...]:
    """What can be asked: only what some market has, from most to least."""
    return tuple(
        Filter(
            column.key,
            column.name,
            tuple(
                Option(said.key, said.text, query.chosen.get(column.key) == said.key)
                for said in _distinct(row.cells[column.key] for row in rows)
            ),
        )
        for column in COLUMNS
    )


def drops_of(rows: Iterable[TableRow], query: TableQuery) -> tuple[Drop, ...]:
    """Each filter that is on, with what dropping it alone would bring; the most helpful first."""
    rows = tuple(rows)
    drops = []
    for key, value in query.chosen.items():
        kept = {each: wanted for each, wanted in query.chosen.items() if each != key}
        text = next(row.cells[key].text for row in rows if row.cells[key].key == value)
        drops.append(_drop(rows, replace(query, chosen=kept), NAMES[key], text))
    if query.only_stale:
        drops.append(_drop(rows, replace(query, only_stale=False), NAMES["stale"], "yes"))
    return tuple(sorted(drops, key=lambda drop: -drop.count))


def _drop(rows: Iterable[TableRow], without: TableQuery, name: str, text: str) -> Drop:
    return Drop(name, text, without.as_string, len(matching(rows, without)))


def _head(key: str, query: TableQuery) -> Head:
    if query.sort != key:
        return Head(key, NAMES[key], key if SORTS[key] else f"-{key}", "")
    turned = replace(query, least_first=not query.least_first).sort_value
    return Head(key, NAMES[key], turned, "ascending" if query.least_first else "descending")


def _distinct(said: Iterable[Said]) -> list[Said]:
    found = {each.key: each for each in said}.values()
    return sorted(found, key=lambda each: (each.rank is None, -(each.rank or 0)))


def _refusal(name: str, value: str) -> str:
    shown = value if len(value) <= LONGEST_QUOTE else f"{value[:LONGEST_QUOTE]}…"
    return f"{name}: “{shown}” is not one of the choices, so it was left out."
