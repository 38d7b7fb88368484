"""Codes and dates of the content, said in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from frameworks.definition import Statement
from frameworks.freshness import is_profile_stale
from frameworks.templatetags.library import as_of, date_words, words
from tests.factories import SOURCED, make_old_market


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026", "2026"),
        ("2026-05", "May 2026"),
        ("2026-05-03", "3 May 2026"),
        ("2024-2025", "2024-2025"),
        ("2026-13-01", "2026-13-01"),
        ("Signed 2019; in force 2021-12-02", "Signed 2019; in force 2 December 2021"),
        ("16-17 January 2025", "16-17 January 2025"),
        ("", ""),
    ],
)
def test_dates_are_said_in_words_and_the_rest_is_left(written, said):
    assert date_words(written) == said


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        ("day", "15 January 2026"),
        ("month", "January 2026"),
        ("year", "2026"),
        ("checked", "last read 15 January 2026"),
    ],
)
def test_the_date_of_a_fact_is_no_more_exact_than_its_source(precision, said):
    fact = Statement(key="a", title="A", text="A.", **SOURCED)

    assert as_of(replace(fact, as_of_precision=precision)) == said


def test_a_code_becomes_words():
    assert words("in_force") == "In force"
    assert words("partly") == "Partly confirmed"
    assert words("supervisory_expectation") == "Expected by a supervisor"


@pytest.mark.parametrize(
    ("newest", "today", "stale"),
    [
        ("2026-01-15", date(2026, 7, 14), False),
        ("2026-01-15", date(2026, 7, 15), True),
        ("2026-01", date(2026, 6, 30), False),
        ("2025", date(2026, 1, 1), True),
    ],
)
def test_a_profile_is_stale_after_180_days(newest, today, stale):
    market = make_old_market(newest_source=newest)

    assert is_profile_stale(market, today) is stale
