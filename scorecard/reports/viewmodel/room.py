"""Roughly how many lines the printed page of a market takes, so that one that needs more than a
page is followed by the next market and not by white paper, and one with room tells more steps.

It counts characters; the layout itself decides what stands where.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scorecard.reports.viewmodel.markets import MarketPage
    from scorecard.reports.viewmodel.obligations import ObligationRow
    from scorecard.reports.viewmodel.steps import StepRow

PAGE = 81  # lines of small type on a sheet
HEADS = 22  # lines taken by headings, the bar of obligations, and the heads and figures of tables
SPARE = 5  # lines left free, since all of this is rough
LARGER = 1.25  # the type of a roomy page, against the small one
FEWEST_STEPS, MOST_STEPS = 3, 10  # of the path that are told in full
FEW = 3  # markets that need no page each
RULED = 0.5  # lines taken by the rule under a row and the space around it

# Characters in a line of each column, as wide as print.css makes them.
STANDING, TITLE, INSTRUMENT, MORE, ACROSS, STEP, WIDE_LIST, LIST = 92, 33, 37, 128, 148, 92, 52, 38


def fits_a_page(market: MarketPage) -> bool:
    return lines_taken(market) <= PAGE


def lines_taken(market: MarketPage) -> int:
    rows = sum(_obligation(row) + 0.5 for row in market.obligations)
    missed = _lines(f"{row.name}, floor {row.floor}: {row.reason}" for row in market.floors_missed)
    beside = (
        sum(_prepared(row, brief=market.is_crowded) for row in market.prepare),
        sum(_line_count(words, LIST) for words in market.cautions),
        sum(_line_count(words, LIST) for words in market.open_questions),
    )
    return ceil(HEADS + _standing(market) + rows + missed + _path(market) + 1.2 * max(beside))


def steps_told(market: MarketPage) -> int:
    """How many steps of the path are told in full: as many as the page of the market has room for."""
    if market.shares_pages:
        return MOST_STEPS
    scale = LARGER if market.is_roomy else 1
    room = PAGE - SPARE - scale * lines_taken(market)
    told = FEWEST_STEPS
    for step in market.path[FEWEST_STEPS:MOST_STEPS]:
        room -= scale * (_step(step) + RULED)
        if room < 0:
            break
        told += 1
    return told


def _standing(market: MarketPage) -> float:
    reasons = (f"{reason.words}: {'; '.join(reason.first)}" for reason in market.reasons)
    told = sum(_line_count(text, STANDING) for text in (market.say, *reasons))
    return max(1.25 * told, 5)


def _obligation(row: ObligationRow) -> int:
    title = _line_count(f"{row.title} {row.id}", TITLE)
    instrument = _line_count(f"{row.instrument}, {row.printed_article}", INSTRUMENT)
    more = _line_count(" ".join(row.more), MORE) if row.more else 0
    return max(title, instrument + row.check_the_law, 1 + bool(row.standing.old)) + more


def _path(market: MarketPage) -> int:
    if not market.path:
        return 0
    later = (step.id for step in market.path[FEWEST_STEPS:])
    return 3 + sum(map(_step, market.path[:FEWEST_STEPS])) + _lines(later)


def _step(step: StepRow) -> int:
    return _line_count(step.what if step.section else step.text, STEP)


def _prepared(row: ObligationRow, *, brief: bool) -> int:
    statement = "" if brief else row.statement
    return _line_count(f"{row.title} {row.id} {statement} {row.instrument}", WIDE_LIST) + brief


def _lines(texts: Iterable[str]) -> int:
    """Of texts that run on across the page, or none."""
    return ceil(len(", ".join(texts)) / ACROSS)


def _line_count(text: str, width: int) -> int:
    return max(1, ceil(len(text) / width))
