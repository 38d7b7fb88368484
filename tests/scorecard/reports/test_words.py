from __future__ import annotations

import pytest

from scorecard.reports.viewmodel import words
from tests.factories import make_obligation


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2026-05-30", "30 May 2026"),
        ("2026-05", "May 2026"),
        ("2026", "2026"),
        ("spring 2026", "spring 2026"),
        ("", ""),
        ("2026-13", "2026-13"),
    ],
)
def test_dates_are_as_precise_as_they_are_known(iso, said):
    assert words.day_words(iso) == said


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        ("day", "1 March 2026"),
        ("month", "March 2026"),
        ("year", "2026"),
        ("checked", "checked 1 March 2026"),
    ],
)
def test_the_date_of_a_fact_follows_its_precision(precision, said):
    fact = make_obligation(as_of="2026-03-01", as_of_precision=precision)

    assert words.as_of_words(fact) == said


@pytest.mark.parametrize(("number", "said"), [(3, "+3"), (0, "0"), (-3, "\N{MINUS SIGN}3")])
def test_signed_numbers_use_a_real_minus(number, said):
    assert words.signed(number) == said


def test_lists_read_like_a_sentence():
    assert words.listed(["A"]) == "A"
    assert words.listed(["A", "B", "C"]) == "A, B and C"
    assert words.listed([]) == ""


def test_a_range_is_shown_only_where_there_is_one():
    assert words.range_words(45, 79) == "45 (up to 79)"
    assert words.range_words(45, 45) == "45"
    assert words.range_words(45, None) == "45"
