"""Two or three markets side by side: which were asked for, and the rows where they may differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from frameworks.bilingual import joined, sentence
from frameworks.definition import Authority, Edition, Floor, Market, MarketRule, Obligation, Sourced
from frameworks.templatetags.library import words
from frameworks.views import market_facts as facts
from frameworks.views.market_facts import Said
from frameworks.views.market_page import AUTHORITIES, LAW_SUBJECTS, law_parts

FEWEST, MOST = 2, 3
LONGEST_QUOTE = 40  # characters of a refused value that are said back


@dataclass(frozen=True, slots=True)
class Choice:
    """The markets asked for, as far as there are such, and what there is to say about the rest."""

    markets: tuple[Market, ...]
    remarks: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return FEWEST <= len(self.markets) <= MOST

    @property
    def as_string(self) -> str:
        """The query string that asks for the same markets again."""
        return urlencode([("m", market.slug) for market in self.markets])


@dataclass(frozen=True, slots=True)
class Cell:
    """What one market says in one row. `head` and the authorities are compared; the rest explains."""

    market: Market
    head: str
    anchor: str
    text: str = ""
    fact: Sourced | None = None
    floor: Floor | None = None
    obligations: tuple[Obligation, ...] = ()
    authorities: tuple[Authority, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    cells: tuple[Cell, ...]
    icon: str = ""

    @property
    def differs(self) -> bool:
        return len({(cell.head, cell.authorities) for cell in self.cells}) > 1

    @property
    def is_same(self) -> bool:
        """Down to the last word; rules with the same short words may say other things."""
        return len({(c.head, c.text, c.obligations, c.authorities) for c in self.cells}) == 1


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    name: str
    rows: tuple[Row, ...] = field(default_factory=tuple)


def choose(edition: Edition, slugs: Iterable[str]) -> Choice:
    by_slug = {market.slug: market for market in edition.markets}
    found: dict[str, Market] = {}
    remarks = []
    slugs = tuple(slugs)
    for slug in (slug for slug in slugs if slug):
        if slug in found:
            remarks.append(f"{found[slug].name} was named twice. It is taken once.")
        elif slug in by_slug:
            found[slug] = by_slug[slug]
        else:
            shown = slug if len(slug) <= LONGEST_QUOTE else f"{slug[:LONGEST_QUOTE]}…"
            remarks.append(f"“{shown}” is no market of this edition, so it was left out.")
    if not found and slugs:
        remarks.append("No market is chosen. Choose two or three.")
    elif len(found) == 1:
        only = next(iter(found.values()))
        remarks.append(f"Choose one or two more to set beside {only.name}.")
    elif len(found) > MOST:
        remarks.append(
            f"Three markets fit side by side, and {len(found)} are chosen. Take some away."
        )
    return Choice(tuple(found.values()), tuple(dict.fromkeys(remarks)))


def compare(edition: Edition, markets: tuple[Market, ...], today: date) -> tuple[Group, ...]:
    return (
        Group("law", "What binds a firm", _law_rows(markets)),
        Group("data", "Data protection", _data_rows(markets)),
        Group("other", "Data, labels and the region", _other_rows(markets)),
        Group("principles", "Principle by principle", _principle_rows(edition, markets)),
        Group("state", "The state", _state_rows(markets)),
        Group("known", "How well it is known", _known_rows(markets, today)),
    )


def without_the_same(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Rows that say the same in short and something else in detail stay."""
    kept = (
        Group(group.key, group.name, tuple(row for row in group.rows if not row.is_same))
        for group in groups
    )
    return tuple(group for group in kept if group.rows)


def rows_in(groups: Iterable[Group]) -> int:
    return sum(len(group.rows) for group in groups)


def _row(name: str, markets: Iterable[Market], cell: Callable[[Market], Cell]) -> Row:
    return Row(name, tuple(cell(market) for market in markets))


def _said(say: Callable[[Market], Said]) -> Callable[[Market], Cell]:
    def cell(market: Market) -> Cell:
        said = say(market)
        return Cell(market, said.text, said.anchor, said.more, said.fact)

    return cell


def _law_rows(markets: tuple[Market, ...]) -> tuple[Row, ...]:
    return (
        _row("Legal demand", markets, _said(facts.demand_of)),
        _row("AI law", markets, _ai_law),
    )


def _ai_law(market: Market) -> Cell:
    said = facts.ai_law_of(market)
    named = joined("; ", (each.name for each in facts.ai_laws_of(market)))
    text = joined(". ", (part for part in (words(said.more), named) if part))
    return Cell(market, said.text, said.anchor, text, said.fact)


def _data_rows(markets: tuple[Market, ...]) -> tuple[Row, ...]:
    parts = [_row(name, markets, _law_part(key)) for key, name in LAW_SUBJECTS.items()]
    return (_row("The law", markets, _data_law), *parts)


def _data_law(market: Market) -> Cell:
    said = facts.data_law_of(market)
    name = market.data_protection_law.name
    text = joined(". ", (part for part in (name, words(said.more)) if part))
    return Cell(market, said.text, said.anchor, text)


def _law_part(key: str) -> Callable[[Market], Cell]:
    def cell(market: Market) -> Cell:
        part = next(each for each in law_parts(market) if each.key == key)
        return Cell(market, part.short, f"law-{key}", part.block.rule, part.block)

    return cell


def _other_rows(markets: tuple[Market, ...]) -> tuple[Row, ...]:
    return tuple(_row(rule.name, markets, _rule(rule.of)) for rule in facts.RULES.values())


def _rule(say: Callable[[Market], Said]) -> Callable[[Market], Cell]:
    def cell(market: Market) -> Cell:
        said = say(market)
        detail = said.fact.rule if isinstance(said.fact, MarketRule) else ""
        return Cell(market, said.text, said.anchor, detail, said.fact)

    return cell


def _principle_rows(edition: Edition, markets: tuple[Market, ...]) -> tuple[Row, ...]:
    """The floor of each principle, with the obligations that serve it."""

    def cell(market: Market, key: str) -> Cell:
        floor = market.floors.get(key)
        head = edition.levels[floor.floor].name if floor else "No floor"
        serving = tuple(each for each in market.obligations if key in each.principles)
        text = sentence("{}: {}", words(floor.basis), floor.reason) if floor else ""
        return Cell(market, head, "h-floors", text, floor=floor, obligations=serving)

    return tuple(
        Row(
            principle.short_name,
            tuple(cell(market, principle.key) for market in markets),
            principle.key,
        )
        for principle in edition.principles
    )


def _state_rows(markets: tuple[Market, ...]) -> tuple[Row, ...]:
    def authorities(kind: str) -> Callable[[Market], Cell]:
        def cell(market: Market) -> Cell:
            found = tuple(each for each in market.authorities if each.kind == kind)
            head = "" if found else facts.NOT_FOUND
            return Cell(market, head, "h-state", authorities=found)

        return cell

    watching = [
        Row(f"Authorities: {name}", tuple(authorities(kind)(market) for market in markets))
        for kind, name in AUTHORITIES.items()
    ]
    return (_row("Tier of the state", markets, _said(facts.tier_of)), *watching)


def _known_rows(markets: tuple[Market, ...], today: date) -> tuple[Row, ...]:
    return (
        _row("Newest source", markets, _said(lambda market: facts.newest_of(market, today))),
        _row("Confidence in the profile", markets, _said(facts.confidence_of)),
    )
