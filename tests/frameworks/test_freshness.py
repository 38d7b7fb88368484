"""How old facts are, and which of them are due: plain values, no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from frameworks.definition import STALE_AFTER_DAYS
from frameworks.freshness import (
    fact_in,
    freshness,
    freshness_of,
    is_profile_stale,
    queue,
    read_again,
    statement,
)
from frameworks.parsing import to_document
from frameworks.records import edited, find, place_at
from tests.factories import SOURCED, make_obligation, make_old_market
from tests.frameworks.editions import make_full_edition

TODAY = date(2026, 11, 24)
OBLIGATION = ("markets", "singapore", "obligations", "SG-01")


def fact(**said):
    return {**SOURCED, "source": ["guide"], **said}


def document(**said):
    """The full edition, where one obligation says something else of where it comes from."""
    whole = to_document(make_full_edition())
    return edited(whole, OBLIGATION, {**find(whole, OBLIGATION).value, **said})


def due(content, **asked):
    return {each.path: each.fresh for each in queue(content, today=TODAY, **asked)}


def path_of(content):
    return find(content, OBLIGATION).path


@pytest.mark.parametrize(
    ("as_of", "precision", "days", "words"),
    [
        ("2026-11-24", "day", 0, "of today"),
        ("2026-11-23", "day", 1, "1 day old"),
        ("2026-10-01", "day", 54, "54 days old"),
        ("2026-10-20", "month", 54, "up to 54 days old"),
        ("2026-01-01", "year", 327, "up to 10 months old"),
        ("2026-07-31", "year", 327, "up to 10 months old"),
        ("2024-11-24", "day", 730, "2 years old"),
        ("2026-11-24", "checked", 0, "last read today"),
        ("2026-11-22", "checked", 2, "last read 2 days ago"),
        ("2026-12-01", "day", 0, "of today"),
    ],
)
def test_an_age_counts_from_the_start_of_what_is_known(as_of, precision, days, words):
    fresh = freshness(fact(as_of=as_of, as_of_precision=precision), TODAY)

    assert (fresh.days, fresh.age) == (days, words)


@pytest.mark.parametrize(
    ("as_of", "precision", "is_due"),
    [
        ("2026-05-28", "day", False),  # 180 days
        ("2026-05-27", "day", True),  # 181 days
        ("2026-06-30", "month", False),  # from 1 June: 176 days
        ("2026-05-31", "month", True),  # from 1 May
        ("2026-12-31", "year", True),  # from 1 January
        ("2026-05-27", "checked", True),
    ],
)
def test_a_fact_is_due_when_it_may_be_older_than_the_limit(as_of, precision, is_due):
    content = document(as_of=as_of, as_of_precision=precision)

    assert (path_of(content) in due(content)) is is_due
    assert STALE_AFTER_DAYS == 180


@pytest.mark.parametrize("verification", ["partly", "unverified"])
def test_what_is_not_confirmed_is_due_however_young(verification):
    content = document(as_of="2026-11-24", verification=verification)

    assert path_of(content) in due(content, reason=verification)
    assert path_of(content) in due(content)
    assert path_of(content) not in due(content, reason="old")


def test_a_young_and_confirmed_fact_is_not_due():
    content = document(as_of="2026-11-24")

    assert path_of(content) not in due(content)
    assert path_of(content) in due(content, days=-1)


def test_the_oldest_fact_comes_first_wherever_it_stands():
    content = document(as_of="1999-01-01")

    facts = queue(content, today=TODAY)

    ages = [each.fresh.days for each in facts]
    parts = [each.part for each in facts]
    assert facts[0].path == path_of(content)
    assert ages == sorted(ages, reverse=True)
    assert parts != sorted(parts)


def test_a_fact_belongs_to_its_market_its_principle_or_its_part():
    parts = {each.part for each in queue(document(), today=TODAY)}

    assert {("markets", 0), ("markets", 1), ("principles", 0), ("crosswalks",)} <= parts


def test_the_source_that_was_read_stands_first_and_none_is_lost():
    read = read_again(fact(source=["guide", "law"]), source="law", today=TODAY)

    assert read["source"] == ["law", "guide"]
    assert (read["as_of"], read["as_of_precision"]) == ("2026-11-24", "checked")
    assert (read["verification"], read["confidence"]) == ("confirmed", "high")


def test_every_fact_of_the_queue_has_a_place_that_leads_to_it():
    content = document()

    for path, fresh in due(content, days=-1).items():
        said = fact_in(find(content, place_at(content, path)).value)
        assert said is not None
        assert freshness(said, TODAY) == fresh


def test_a_term_of_the_glossary_is_read_again_too():
    term = find(document(), ("glossary", "person")).value

    read = read_again(term, source="guide", today=TODAY)

    said = fact_in(read)
    assert said is not None
    assert freshness(said, TODAY).was_read_today
    assert read["meaning"] == term["meaning"]


def test_the_fingerprint_of_a_claim_outlives_its_sources_and_not_its_words():
    before = statement(find(document(), OBLIGATION))

    assert statement(find(document(confidence="low", note="Seen."), OBLIGATION)) == before
    assert statement(find(document(statement="Else."), OBLIGATION)) != before
    assert statement(find(document(as_of="2020-01-01"), OBLIGATION)) != before


@pytest.mark.parametrize(
    ("as_of", "precision", "ago", "stale"),
    [
        ("2026-11-24", "checked", "today", ""),
        ("2026-05-28", "day", "6 months ago", ""),
        ("2026-05-27", "day", "6 months ago", "6 months old, may be out of date"),
        ("2026-05-27", "checked", "6 months ago", "last read 6 months ago, may be out of date"),
        ("2024-11-24", "year", "up to 2 years ago", "up to 2 years old, may be out of date"),
    ],
)
def test_a_fact_of_an_edition_says_that_it_may_be_out_of_date(as_of, precision, ago, stale):
    said = make_obligation(as_of=as_of, as_of_precision=precision)

    fresh = freshness_of(said, TODAY)

    assert (fresh.ago, fresh.stale_words) == (ago, stale)


def test_reading_one_fact_again_makes_its_profile_young():
    market = make_old_market()
    read = make_obligation(as_of="2026-11-20", as_of_precision="checked")

    assert is_profile_stale(market, TODAY)
    assert not is_profile_stale(replace(market, obligations=(read,)), TODAY)


def test_a_new_source_makes_its_profile_young():
    assert not is_profile_stale(make_old_market(newest_source="2026-09"), TODAY)
