"""What the printed charts draw is shown beside its words, where it is first seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from scorecard.reports.as_pdf import report_markup
from tests.scorecard.reports.samples import levels, make_report

LEGEND = re.compile(r'<ul class="legend.*?</ul>', re.DOTALL)
SAMPLE = re.compile(r'<li[^>]*><span class="(?:sample sample|swatch swatch)--[\w-]+"></span>')
THREE = levels(3)
TWO = {key: answer for key, answer in THREE.items() if not key.startswith("PRI")}


@pytest.mark.parametrize("responses", [THREE, TWO, {}], ids=["three", "two", "none"])
def test_each_entry_of_a_legend_shows_what_it_names(responses):
    legends = LEGEND.findall(report_markup(make_report(responses=responses)))

    assert len(legends) >= 2
    assert all(legend.count("<li") == len(SAMPLE.findall(legend)) > 0 for legend in legends)


def test_each_sample_is_drawn():
    sheet = Path(str(finders.find("css/print.css"))).read_text(encoding="utf-8")
    markup = report_markup(make_report(responses=THREE)) + report_markup(make_report(responses=TWO))

    named = set(re.findall(r"(?:sample|swatch)--[\w-]+", markup))

    assert len(named) >= 8
    assert {name for name in named if f".{name}" not in sheet} == set()


@pytest.mark.parametrize(
    ("responses", "words"),
    [(THREE, "Solid line: score"), (TWO, "Points: scores"), ({}, "Dashed line")],
    ids=["three", "two", "none"],
)
def test_the_legend_names_what_the_radar_draws(responses, words):
    radar, *_ = LEGEND.findall(report_markup(make_report(responses=responses)))

    assert words in radar
    assert ("Solid line" in radar) is (responses is THREE)
    assert ("Points" in radar) is (responses is TWO)


def test_no_legend_names_a_floor_where_there_is_no_market():
    radar, bars, *_ = LEGEND.findall(report_markup(make_report(responses=THREE, markets=())))

    assert "floor" not in radar
    assert "floor" not in bars


def test_the_marks_of_a_bar_are_told_once_under_the_first_bar():
    before, *rest = report_markup(make_report(responses=THREE)).split(
        '<ul class="legend legend--bar">'
    )

    assert len(rest) == 1
    assert before.count("chart--bar") == 1
    assert before.rindex("chart--bar") > before.rindex('id="p-transparency"')


def test_one_part_alone_tells_the_marks():
    pages = make_report(responses=THREE).unit_pages

    assert [page.has_key for page in pages] == [True, *[False] * (len(pages) - 1)]
