"""Whether a market fits a printed page of its own, and what is printed where it does not."""

from __future__ import annotations

from typing import Any

import pytest

from scorecard.reports.as_pdf import report_markup
from scorecard.reports.viewmodel.room import (
    FEW,
    FEWEST_STEPS,
    MOST_STEPS,
    PAGE,
    fits_a_page,
    lines_taken,
)
from tests.factories import make_market, make_obligation
from tests.scorecard.reports.samples import (
    KEYS,
    levels,
    make_report,
    make_sample_edition,
    market_with,
)

MANY = tuple(f"SG-{number:02}" for number in range(1, 40))
CODES = ("SG", "ID", "MY", "TH")


def in_markets(*codes: str, obligations: int = 1, responses: Any = None):
    markets = tuple(
        make_market(
            code,
            code,
            principles=KEYS,
            obligations=tuple(make_obligation(f"{code}-{n:02}") for n in range(obligations)),
        )
        for code in codes
    )
    edition = make_sample_edition(markets=markets)
    return make_report(
        edition, responses=levels(3) if responses is None else responses, markets=codes
    )


def test_a_market_takes_more_lines_the_more_is_asked_there():
    few, many = (
        make_report(market_with(*map(make_obligation, ids)), responses=levels(3)).markets[0]
        for ids in (MANY[:2], MANY)
    )

    assert lines_taken(few) < PAGE < lines_taken(many)
    assert fits_a_page(few)
    assert not fits_a_page(many)


@pytest.mark.parametrize(
    ("codes", "obligations", "joins"),
    [(CODES[:FEW], 1, True), (CODES, 1, False), (CODES, 60, True), ((), 1, True)],
    ids=["few", "many", "many, and none fits a page", "none"],
)
def test_markets_have_a_page_each_where_there_are_many_and_each_fits_one(codes, obligations, joins):
    report = in_markets(*codes, obligations=obligations)

    assert report.joins_markets is joins
    assert ('<body class="joins">' in report_markup(report)) is joins


def test_a_supplement_lets_the_markets_begin_on_its_page():
    alone, beside = (
        report_markup(make_report(responses=levels(3), facts={"uses_generative_ai": asked}))
        for asked in (False, True)
    )

    assert '<section class="chapter" id="markets">' in alone
    assert '<section class="chapter chapter--on" id="markets">' in beside


@pytest.mark.parametrize(
    ("codes", "obligations", "told"),
    [
        (CODES, 9, 9),
        (CODES, 16, range(FEWEST_STEPS + 1, 16)),
        (CODES, 40, FEWEST_STEPS),
        (CODES[:FEW], 40, MOST_STEPS),
    ],
    ids=["all have room", "some have room", "none has room", "it shares its pages"],
)
def test_a_path_tells_as_many_steps_as_the_page_has_room_for(codes, obligations, told):
    market = in_markets(*codes, obligations=obligations).markets[-1]

    shown = len(market.first_steps)

    assert len(market.path) >= obligations
    assert shown in told if isinstance(told, range) else shown == told
    assert market.later_steps == tuple(step.id for step in market.path[shown:])
