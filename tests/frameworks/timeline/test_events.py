"""What stands on the timeline comes from the edition, each date with its source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frameworks import definition as d
from frameworks.timeline import build_timeline
from tests.factories import SOURCED, make_edition_definition, make_market
from tests.frameworks.editions import make_instrument

TREATIES, VOLUNTARY, PLANS, LAWS = (
    "Treaties between states",
    "Voluntary texts and guidance",
    "Plans, declarations and cooperation",
    "Binding instruments of the markets",
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


def test_binding_instruments_of_a_market_stand_in_its_row_and_others_do_not():
    law = replace(make_instrument(), id="SG-I2", name="Law", binding="binding")
    undated = replace(law, id="SG-I3", name="Undated", effective_date="")
    market = make_market(instruments=(make_instrument(), law, undated))

    (lane,) = timeline_of(markets=(market,)).lanes

    assert lane.title == LAWS
    assert [event.what for event in lane.rows[0].events] == ["Law"]


def test_an_edition_without_dates_has_no_lanes():
    assert timeline_of().lanes == ()
