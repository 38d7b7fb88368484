"""The picture: well-formed, readable without colour, and nothing in it that the page must not hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from frameworks.fixtures import read_fixtures
from frameworks.timeline import Wording, build_timeline, draw_narrow, draw_wide, legend_mark
from tests.frameworks.editions import SHIPPED
from tests.frameworks.timeline.test_events import instrument, step, timeline_of

SVG = "{http://www.w3.org/2000/svg}"
WORDING = Wording(href=lambda row: f"/{row.key}/")
BOTH = pytest.mark.parametrize("draw", [draw_wide, draw_narrow])


@pytest.fixture(scope="module")
def shipped():
    return build_timeline(read_fixtures(SHIPPED))


def picture(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawn)  # noqa: S314 - our own markup


def shapes(drawn: str, name: str) -> list[ElementTree.Element]:
    return [each for each in picture(drawn).iter() if each.get("class") == name]


@BOTH
def test_it_is_named_described_and_has_no_style_of_its_own(draw, shipped):
    drawn = draw(shipped, WORDING)

    ids = (picture(drawn).get("aria-labelledby") or "").split()
    texts = {each.get("id"): each.text for each in picture(drawn).iter()}
    assert all(texts[id] for id in ids)
    assert re.search(r"\sstyle=|<style|<script|\son\w+=", drawn) is None


@BOTH
def test_every_row_is_a_link_and_every_event_a_mark_that_says_itself(draw, shipped):
    drawn = picture(draw(shipped, WORDING))

    links = [(each.get("href"), each.get("aria-label")) for each in drawn.iter(f"{SVG}a")]
    assert links == [(f"/{row.key}/", row.name) for row in shipped.rows]
    assert len(list(drawn.iter(f"{SVG}g"))) == len(shipped.in_order)
    assert all(group.findtext(f"{SVG}title") for group in drawn.iter(f"{SVG}g"))


@BOTH
def test_no_mark_leaves_the_picture_and_none_lies_on_another(draw, shipped):
    drawn = picture(draw(shipped, WORDING))

    _, _, width, height = (float(n) for n in (drawn.get("viewBox") or "").split())
    spots = [
        (float(each.get("cx") or 0), float(each.get("cy") or 0))
        for each in drawn.iter(f"{SVG}circle")
    ]
    assert all(0 < x < width and 0 < y < height for x, y in spots)
    assert len(set(spots)) == len(spots)


@pytest.mark.parametrize(
    ("verification", "mark"),
    [("confirmed", "tl-dot"), ("partly", "tl-half"), ("unverified", "tl-dot tl-dot--doubt")],
)
def test_how_sure_a_date_is_shows_in_its_shape(verification, mark):
    drawn = draw_wide(timeline_of(instrument("2025-06-01", verification=verification)), WORDING)

    assert len(shapes(drawn, mark)) == 1


def test_what_is_planned_is_a_diamond():
    drawn = draw_wide(timeline_of(instrument("2027-01-01")), WORDING)

    assert len(shapes(drawn, "tl-planned")) == 1
    assert shapes(drawn, "tl-dot") == []


def test_a_period_that_is_not_confirmed_is_hatched():
    doubtful = timeline_of(instrument("2025-2030", verification="partly"))

    assert len(shapes(draw_wide(doubtful, WORDING), "tl-bar--hatched")) == 1
    assert shapes(draw_wide(timeline_of(instrument("2025-2030")), WORDING), "tl-bar--hatched") == []


def test_what_was_before_the_picture_names_its_year():
    drawn = picture(draw_wide(timeline_of(instrument("2016")), WORDING))

    assert "2016" in [each.text for each in drawn.iter(f"{SVG}text")]


def test_a_step_without_a_date_stands_beyond_the_last_year():
    drawn = picture(draw_wide(timeline_of(steps=(step("Later"), step("2030-12-31"))), WORDING))

    (doubt,) = drawn.iter(f"{SVG}circle")
    years = [float(each.get("x1") or 0) for each in drawn.iter(f"{SVG}line")]
    assert doubt.get("class") == "tl-dot tl-dot--doubt"
    assert float(doubt.get("cx") or 0) > sorted(set(years))[-1]


def test_names_are_escaped():
    drawn = draw_wide(timeline_of(instrument(key="<b>&")), WORDING)

    assert "<b>&" not in drawn.casefold()
    picture(drawn)


@pytest.mark.parametrize(
    ("shape", "mark"), [("confirmed", "tl-dot"), ("planned", "tl-planned"), ("year", "tl-thin")]
)
def test_a_mark_of_the_legend_is_the_one_of_the_picture(shape, mark):
    assert len(shapes(legend_mark(shape), mark)) == 1
