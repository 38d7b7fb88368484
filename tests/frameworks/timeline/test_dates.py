"""Dates as people write them in the content."""

from __future__ import annotations

from datetime import date

import pytest

from frameworks.timeline import occasions

DAY, MONTH, YEAR, PERIOD = "day", "month", "year", "period"


@pytest.mark.parametrize(
    ("written", "start", "end", "exactness"),
    [
        ("2024-02-02", date(2024, 2, 2), date(2024, 2, 2), DAY),
        ("16-17 January 2025", date(2025, 1, 16), date(2025, 1, 17), DAY),
        ("In force 2021-12-02", date(2021, 12, 2), date(2021, 12, 2), DAY),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), MONTH),
        ("2026-11, planned", date(2026, 11, 1), date(2026, 11, 30), MONTH),
        ("Published 2025-02 or 2025-03", date(2025, 2, 1), date(2025, 3, 31), MONTH),
        ("2016", date(2016, 1, 1), date(2016, 12, 31), YEAR),
        ("Masterplan 2026-2030", date(2026, 1, 1), date(2030, 12, 31), PERIOD),
    ],
)
def test_a_date_is_read_no_more_exactly_than_it_is_written(written, start, end, exactness):
    (occasion,) = occasions(written)

    assert occasion.span is not None
    assert (occasion.span.start, occasion.span.end) == (start, end)
    assert occasion.span.exactness == exactness


def test_dates_between_semicolons_are_occasions_of_their_own():
    signed, in_force = occasions("Signed 2019; In force 2021-12-02")

    assert (signed.text, in_force.text) == ("Signed 2019", "In force 2021-12-02")
    assert signed.span != in_force.span


@pytest.mark.parametrize("words", ["Later", "not known", "31 June", "2025-02-31", "12345"])
def test_words_without_a_date_have_none(words):
    (occasion,) = occasions(words)

    assert occasion.span is None


def test_an_empty_text_is_no_occasion():
    assert occasions(" ; ") == ()


@pytest.mark.parametrize(
    ("written", "is_planned", "is_open"),
    [
        ("2026-11, planned", True, False),
        ("about 2024-02-01", False, True),
        ("In force from 2022", False, True),
        ("2024-02-01", False, False),
    ],
)
def test_the_words_say_what_is_planned_and_what_is_only_about(written, is_planned, is_open):
    (occasion,) = occasions(written)

    assert (occasion.is_planned, occasion.is_open) == (is_planned, is_open)
