from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from scorecard.reports.charts import Axis, Bar, Progress, Radar, Ruler, Stack, Svg
from scorecard.reports.cover import Cover

NAMES = ("Transparency", "Fairness", "Privacy")


def make_radar(scores=(40, 60, 80), targets=(60, 60, 60)):
    return Radar(
        title="Shape", names=NAMES, codes=("TRA", "FAI", "PRI"), scores=scores, targets=targets
    )


def make_ruler(score: int | None = 45):
    return Ruler(title="Overall", levels=("A", "B", "C", "D", "E"), score=score, high=79)


CHARTS = [
    make_ruler().wide,
    make_ruler().narrow,
    make_ruler().print,
    make_ruler(None).wide,
    make_radar().web,
    make_radar((None, None, None), ()).print,
    Bar(title="B", score=45, raw=60, high=79, target=60, evidenced=30).web,
    Bar(title="B", score=None).print,
    Stack(title="S", met=3, unmet=1).web,
    Stack(title="S").print,
    Axis().web,
    Progress(50).web,
    Cover(title="C", scores=(40, None, 80), targets=(60, 60, 60)).print,
    Cover(title="C", scores=(None, None, None), targets=(60, 60, 60)).print,
]


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_is_well_formed_and_carries_no_style(chart):
    assert ElementTree.fromstring(chart) is not None  # noqa: S314 (our own markup)
    assert "style" not in chart
    assert "None" not in chart
    assert "nan" not in chart


def widths(chart: Svg, name: str) -> list[float]:
    return [float(w) for w in re.findall(rf'class="{name}"[^>]* width="([\d.]+)"', chart)]


def test_a_bar_is_as_long_as_its_score():
    assert widths(Bar(title="B", score=50).web, "ch-bar") == [232.0]  # half of 464


def test_points_lost_to_a_cap_are_hatched_from_the_score_on():
    chart = Bar(title="B", score=39, raw=50).web

    assert widths(chart, "ch-hatch-edge") == [pytest.approx(11 * 4.64, abs=0.01)]


def test_a_bar_without_a_score_has_no_fill_and_no_zero():
    assert "ch-bar" not in Bar(title="B", score=None, target=60).web


def test_the_bands_are_marked_on_a_bar():
    cuts = re.findall(r'ch-cut" x1="([\d.]+)"', Bar(title="B", score=1).web)

    assert [float(x) for x in cuts] == [8 + band * 4.64 for band in (20, 40, 60, 80)]


def test_a_radar_with_a_gap_draws_no_area_over_it():
    assert "ch-area" in make_radar().web
    assert "ch-area" not in make_radar((40, None, 80)).web


@pytest.mark.parametrize("medium", ["web", "print"])
@pytest.mark.parametrize("scores", [(40, 60, None), (40, None, None), (None, None, None)])
def test_a_radar_with_fewer_than_three_scores_is_points_alone(medium, scores):
    chart = getattr(make_radar(scores, targets=()), medium)
    spokes = len(NAMES)

    assert chart.count("<circle") == len([score for score in scores if score is not None])
    assert chart.count("<line") == spokes


def test_a_chart_that_informs_has_a_title_and_one_that_repeats_its_row_is_hidden():
    assert make_radar().web.count("<title>Shape</title>") == 1
    assert 'aria-hidden="true"' in Bar(title="B", score=3).web
    assert "<title>B</title>" in Bar(title="B", score=3).print


def test_print_carries_its_own_colours():
    chart = Bar(title="B", score=3, raw=5, target=60).print

    assert "ch-" not in chart
    assert "#0B4A5A" in chart


def test_texts_are_escaped():
    radar = Radar(title="<b>", names=("<i>", "&", '"'), codes=("<", ">", "&"), scores=(1, 2, 3))

    assert "<b>" not in radar.web
    assert "<i>" not in radar.web


def test_templates_print_charts_as_they_are():
    assert Svg("<svg/>").__html__() == "<svg/>"
