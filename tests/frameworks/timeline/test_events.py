"""What stands on the timeline comes from the edition, each date with its source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frameworks import definition as d
from frameworks.fixtures import read_fixtures
from frameworks.timeline import build_timeline
from tests.factories import (
    SOURCED,
    make_data_protection_law,
    make_edition_definition,
    make_market,
)
from tests.frameworks.editions import SHIPPED, make_instrument

TREATIES, VOLUNTARY, PLANS, LAWS = (
    "Treaties between states",
    "Voluntary texts and guidance",
    "Plans, declarations and cooperation",
    "Binding laws and instruments of the markets",
)


def instrument(date: str = "2024", force: str = "Voluntary", key: str = "text", **changes):
    stated = SOURCED | changes
    return d.RegionalInstrument(
        key=key, name=key.title(), date=date, force=force, summary="A text.", **stated
    )


def timeline_of(*instruments, steps=(), markets=()):
    """Of an edition compiled on 1 February 2026."""
    content = make_edition_definition(markets=markets)
    defa = d.Defa(title="DEFA", summary="A pact.", timeline=steps)
    regional = d.Regional(instruments=instruments)
    return build_timeline(replace(content, defa=defa, regional=regional))


def step(date: str, **changes) -> d.TimelineStep:
    return d.TimelineStep(date=date, step="Talks.", **(SOURCED | changes))


@pytest.mark.parametrize(
    ("force", "lane"),
    [
        ("Binding treaty", TREATIES),
        ("Voluntary, non-binding", VOLUNTARY),
        ("Guidance", VOLUNTARY),
        ("Political, plan", PLANS),
        ("Something new", PLANS),
    ],
)
def test_force_decides_the_lane(force, lane):
    (found,) = timeline_of(instrument(force=force)).lanes

    assert found.title == lane


def test_rows_stand_in_the_order_of_their_first_dates():
    found = timeline_of(instrument("2025", key="late"), instrument("2021-01", key="early"))

    assert [row.key for row in found.rows] == ["early", "late"]


@pytest.mark.parametrize(
    ("date", "certainty"),
    [
        ("2025", "partly"),
        ("2026-11", "planned"),  # after the edition was compiled
        ("2025-11, planned", "planned"),  # and what is called so, whenever it was to be
        ("2025-2030", "partly"),  # has begun
    ],
)
def test_what_is_to_come_is_planned_and_the_rest_as_sure_as_its_fact(date, certainty):
    (row,) = timeline_of(instrument(date, verification="partly")).rows

    assert [event.certainty for event in row.events] == [certainty]


def test_a_step_without_a_date_comes_last():
    found = timeline_of(steps=(step("Later"), step("2025")))

    assert [event.when for _, event in found.in_order] == ["2025", "Later"]
    assert found.in_order[-1][1].exactness == "No date known"


def market_of(*instruments, **law):
    return make_market(
        instruments=instruments,
        data_protection_law=make_data_protection_law(**{"in_force": "2022-06-01", **law}),
    )


def test_what_binds_in_a_market_stands_in_its_row_and_the_rest_does_not():
    law = replace(make_instrument(), id="SG-I2", name="Law", binding="binding")
    undated = replace(law, id="SG-I3", name="Undated", effective_date="")
    market = market_of(make_instrument(), law, undated)

    (lane,) = timeline_of(markets=(market,)).lanes

    assert lane.title == LAWS
    assert {event.what for event in lane.rows[0].events} == {"Data Act", "Law"}


@pytest.mark.parametrize(
    ("law", "said"),
    [
        ({}, [("2022-06-01", "Data Act", "To the day")]),
        ({"status": "partial"}, [("2022-06-01", "Data Act, in part", "To the day")]),
        (
            {"scope": "Everyone. In-force day approximate."},
            [("about 2022-06-01", "Data Act", "To the day, not exact")],
        ),
        ({"status": "draft"}, []),
        ({"status": "constitutional_only"}, []),
        ({"in_force": ""}, []),
    ],
)
def test_a_data_protection_law_is_drawn_where_it_is_in_force(law, said):
    found = timeline_of(markets=(market_of(**law),)).in_order

    assert [(event.when, event.what, event.exactness) for _, event in found] == said


@pytest.mark.parametrize(
    ("others", "scope", "certainty"),
    [
        ("confirmed", "Everyone.", "confirmed"),
        ("unverified", "Everyone.", "partly"),
        ("confirmed", "The in-force date is not confirmed.", "unverified"),
    ],
)
def test_a_law_is_as_sure_as_its_blocks_together(others, scope, certainty):
    sure = d.LawBlock(rule="Ask.", tags={}, **(SOURCED | {"verification": "confirmed"}))
    blocks = dict.fromkeys(("cross_border_transfer", "dpo", "dpia", "penalties"), sure)
    blocks |= dict.fromkeys(("automated_decisions",), replace(sure, verification=others))
    blocks |= {"breach_notification": replace(sure, confidence="low")}

    ((_, event),) = timeline_of(markets=(market_of(scope=scope, **blocks),)).in_order

    assert (event.certainty, event.fact.confidence) == (certainty, "low")


def test_every_data_protection_law_in_force_of_the_shipped_edition_is_drawn():
    shipped = read_fixtures(SHIPPED)
    dated = {
        (market.slug, market.data_protection_law.in_force)
        for market in shipped.markets
        if market.data_protection_law.status in ("in_force", "partial")
    }

    found = build_timeline(shipped).in_order
    drawn = {(row.key, event.when.removeprefix("about ")) for row, event in found}

    assert ("thailand", "2022-06-01") in dated
    assert ("myanmar", "2021-02-15") in dated
    assert dated <= drawn


def test_an_edition_without_dates_has_no_lanes():
    assert timeline_of().lanes == ()
