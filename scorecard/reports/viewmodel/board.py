"""The heat map: every market in scope against every principle, grouped by the state's tier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from frameworks.definition import Market
from scorecard.reports.viewmodel.law import Held, held_by
from scorecard.reports.viewmodel.markets import FloorRow, MarketPage
from scorecard.reports.viewmodel.principles import UnitRow
from scorecard.reports.viewmodel.reading import Reading
from scorecard.reports.viewmodel.words import (
    MARKET_MARKS,
    NO_SCORE,
    Mark,
    counted,
    listed,
    sentence,
    signed,
)

WHOLE_LEVEL = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """Score minus floor: a number, a symbol and words; the colour repeats them."""

    tone: str  # n2, n1, 0, p1, p2; empty where there is nothing to compare
    icon: str
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class KeyEntry:
    cell: Cell
    words: str


@dataclass(frozen=True, slots=True)
class MarketLine:
    page: MarketPage
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TierGroup:
    """Markets whose states share a tier. It groups rows and sets no bar."""

    title: str
    words: str
    lines: tuple[MarketLine, ...]
    absent: tuple[str, ...]  # markets of this tier that are not in this assessment


@dataclass(frozen=True, slots=True)
class StatusGroup:
    """The markets that share a status."""

    mark: Mark
    markets: str
    count: int
    held: tuple[Held, ...] = ()  # of those that are not ready

    @property
    def word(self) -> str:
        """After a number."""
        word = self.mark.word.lower()
        return word if self.mark.tone != "na" else f"with {word}"


@dataclass(frozen=True, slots=True)
class Board:
    principles: tuple[UnitRow, ...]
    groups: tuple[TierGroup, ...]
    key: tuple[KeyEntry, ...]
    say: str
    statuses: tuple[StatusGroup, ...]

    @property
    def tally(self) -> str:
        """ "2 ready, 7 conditional, 1 not ready"."""
        return ", ".join(f"{group.count} {group.word}" for group in self.statuses)


def build_board(
    reading: Reading, principles: tuple[UnitRow, ...], pages: tuple[MarketPage, ...]
) -> Board:
    lines = {page.code: _line(page) for page in pages}
    return Board(
        principles=principles,
        groups=tuple(_groups(reading, lines)),
        key=KEY,
        say=_say(pages),
        statuses=tuple(_statuses(pages)),
    )


def _statuses(pages: tuple[MarketPage, ...]) -> Iterator[StatusGroup]:
    for status, mark in MARKET_MARKS.items():
        those = [page for page in pages if page.status == status]
        held = tuple(held_by(page, len(those)) for page in those) if status == "NOT_READY" else ()
        if those:
            yield StatusGroup(mark, listed(page.name for page in those), len(those), held)


def gap_cell(row: FloorRow) -> Cell:
    if not row.floor:
        return Cell("", "", "·", "no floor")
    if row.gap is None:
        return Cell("", "", NO_SCORE, f"no score, floor {row.floor}")
    tone, icon, words = _tone(row.gap)
    return Cell(tone, icon, row.gap_words, f"{words} {row.floor}")


def _tone(gap: int) -> tuple[str, str, str]:
    if gap <= -WHOLE_LEVEL:
        return "n2", "down2", "a whole level or more below the floor of"
    if gap < 0:
        return "n1", "down", "below the floor of"
    if gap == 0:
        return "0", "equal", "at the floor of"
    if gap < WHOLE_LEVEL:
        return "p1", "up", "above the floor of"
    return "p2", "up2", "a whole level or more above the floor of"


KEY = (
    KeyEntry(Cell("n2", "down2", signed(-20), ""), "a level or more below"),
    KeyEntry(Cell("n1", "down", signed(-7), ""), "below the floor"),
    KeyEntry(Cell("0", "equal", "0", ""), "at the floor"),
    KeyEntry(Cell("p1", "up", "+7", ""), "above"),
    KeyEntry(Cell("p2", "up2", "+20", ""), "a level or more above"),
)


def _line(page: MarketPage) -> MarketLine:
    return MarketLine(page, tuple(gap_cell(row) for row in page.floors))


def _groups(reading: Reading, lines: dict[str, MarketLine]) -> Iterator[TierGroup]:
    """One group a tier, in order, also of a tier with no market in scope: it is information."""
    names = {tier.tier: tier for tier in reading.edition.roadmap.tiers}
    full = [market for market in reading.edition.markets if not market.is_draft]
    tiers = sorted({_tier(market) for market in full})
    for tier in tiers:
        members = [market for market in full if _tier(market) == tier]
        known = names.get(tier)
        yield TierGroup(
            title=f"Tier {tier}, {known.name}" if known else "No tier",
            words=known.description if known else "",
            lines=tuple(lines[m.code] for m in members if m.code in lines),
            absent=tuple(m.name for m in members if m.code not in lines),
        )


def _tier(market: Market) -> int:
    return market.roadmap_tier.tier or 99


def _say(pages: tuple[MarketPage, ...]) -> str:
    compared = [row for page in pages for row in page.floors if row.gap is not None]
    if not compared:
        return "Nothing can be compared yet: no principle with a floor has a score."
    below = sum((row.gap or 0) < 0 for row in compared)
    verb = "is" if below == 1 else "are"
    found = sentence(f"{counted(below, 'cell')} of {len(compared)} {verb} below the floor")
    return f"Your score minus the floor of each market, per principle. {found}"
