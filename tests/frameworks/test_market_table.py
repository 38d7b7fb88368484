"""The table of the markets: what a query string asks of it, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from frameworks.fixtures import read_fixtures
from frameworks.views.market_table import (
    drops_of,
    filters_of,
    heads_of,
    matching,
    read_query,
    rows_of,
    ticked_beside,
)
from tests.factories import make_market, make_old_market
from tests.frameworks.editions import SHIPPED

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def rows():
    return rows_of(read_fixtures(SHIPPED).markets, TODAY)


def names(rows):
    return [row.market.name for row in rows]


def asked(rows, **query):
    return names(matching(rows, read_query(query, rows)))


def test_markets_stand_by_name_until_something_else_is_asked(rows):
    assert asked(rows) == sorted(names(rows))
    assert asked(rows, sort="-name") == sorted(names(rows), reverse=True)


def test_the_strictest_market_comes_first_by_legal_demand(rows):
    assert asked(rows, sort="-demand")[0] == "Vietnam"
    assert asked(rows, sort="demand")[-1] == "Vietnam"


@pytest.mark.parametrize("sort", ["tier", "-tier"])
def test_a_market_without_a_tier_comes_last_either_way(rows, sort):
    assert asked(rows, sort=sort)[-1] == "Timor-Leste"


def test_equals_stand_by_name_whichever_way_the_column_is_sorted():
    rows = rows_of(
        [make_market("B", "Beta"), make_market("A", "Alpha"), make_market("C", "Gamma", tier=2)],
        TODAY,
    )

    assert asked(rows, sort="tier") == ["Alpha", "Beta", "Gamma"]
    assert asked(rows, sort="-tier") == ["Gamma", "Alpha", "Beta"]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"ai_law": "in_force"}, ["Vietnam"]),
        ({"ai_law": "draft"}, ["Indonesia", "Malaysia", "Philippines", "Thailand"]),
        ({"tier": "1", "ai_law": "none"}, ["Singapore"]),
        ({"tier": "none"}, ["Timor-Leste"]),
        ({"demand": "single"}, ["Cambodia", "Myanmar", "Timor-Leste"]),
        ({"data_law": "partial"}, ["Myanmar"]),
        ({"data_law": "draft"}, ["Cambodia"]),
        ({"data_law": "in_force", "demand": "ai"}, ["Vietnam"]),
        ({"data_law": "constitutional_only"}, ["Timor-Leste"]),
        ({"breach": "not_confirmed"}, ["Brunei Darussalam"]),
        ({"localisation": "in-sectors"}, ["Indonesia", "Timor-Leste"]),
        ({"labelling": "binding"}, ["Vietnam"]),
        ({"ai_law": "in_force", "tier": "1"}, []),
    ],
)
def test_filters_leave_the_markets_that_have_all_of_it(rows, query, left):
    assert asked(rows, **query) == left


def test_the_filter_of_old_profiles_leaves_those_that_nobody_read_again():
    rows = rows_of(
        [
            make_old_market("A", "Alpha"),
            make_old_market("B", "Beta", tier=2),
            make_old_market("C", "Gamma", newest_source="2026-11-01"),
            make_market("D", "Delta", newest_source="2024-01-15"),
        ],
        date(2026, 6, 1),
    )

    assert asked(rows, stale="yes") == ["Alpha", "Beta"]
    assert asked(rows, stale="yes", tier="2") == ["Beta"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"tier": "banana"}, "Tier of the state: “banana” is not one of the choices"),
        ({"sort": "colour"}, "Sorting: “colour” is not one of the choices"),
        ({"stale": "maybe"}, "Out of date only: “maybe” is not one of the choices"),
        ({"tier": "x" * 500}, f"“{'x' * 40}…”"),
    ],
)
def test_what_no_market_has_is_refused_in_words_and_left_out(rows, query, said):
    read = read_query(query, rows)

    assert said in read.refused[0]
    assert matching(rows, read) == matching(rows, read_query({}, rows))


def test_an_empty_value_and_a_key_of_somebody_else_are_no_mistake(rows):
    read = read_query({"tier": "", "sort": "", "utm_source": "mail"}, rows)

    assert read == read_query({}, rows)


def test_a_head_sorts_its_column(rows):
    heads = {head.key: head for head in heads_of(read_query({"tier": "2"}, rows))}

    assert heads["demand"].value == "-demand"
    assert heads["name"].order == "ascending"
    assert heads["demand"].order == ""


def test_the_head_of_the_sorted_column_turns_it_round(rows):
    heads = {head.key: head for head in heads_of(read_query({"sort": "-demand"}, rows))}

    assert heads["demand"].order == "descending"
    assert heads["demand"].value == "demand"


def test_a_query_string_asks_the_same_again(rows):
    read = read_query({"tier": "2", "stale": "yes", "sort": "-newest"}, rows)

    assert read.as_string == "tier=2&stale=yes&sort=-newest"


def test_a_query_string_keeps_what_is_ticked(rows):
    read = read_query({"tier": "2"}, rows, ["vietnam", "", "vietnam", "nowhere"])

    assert read.as_string == "tier=2&m=vietnam"
    assert read.without_filters == "m=vietnam"
    assert read.refused == ("To compare: “nowhere” is not one of the choices, so it was left out.",)


def test_what_is_ticked_and_filtered_out_is_not_forgotten(rows):
    read = read_query({"tier": "2"}, rows, ["singapore", "vietnam"])

    assert [market.name for market in ticked_beside(matching(rows, read), read)] == ["Singapore"]


def test_the_state_of_the_data_protection_law_can_be_asked_for(rows):
    asked_now = read_query({"data_law": "partial"}, rows)
    (law,) = (each for each in filters_of(rows, asked_now) if each.key == "data_law")

    assert [(option.key, option.text, option.is_chosen) for option in law.options] == [
        ("in_force", "In force", False),
        ("partial", "In part", True),
        ("constitutional_only", "Constitutional only", False),
        ("draft", "Draft only", False),
    ]


def test_every_choice_of_a_filter_finds_some_market(rows):
    choices = [
        (each.key, option.key)
        for each in filters_of(rows, read_query({}, rows))
        for option in each.options
    ]

    assert len(choices) > 15
    assert [choice for choice in choices if not asked(rows, **dict([choice]))] == []


def test_an_empty_table_says_which_filter_to_drop(rows):
    query = read_query({"ai_law": "in_force", "tier": "1"}, rows)

    drops = [(drop.name, drop.text, drop.count, drop.query) for drop in drops_of(rows, query)]

    assert drops == [
        ("AI law", "In force", 3, "tier=1"),
        ("Tier of the state", "Tier 1", 1, "ai_law=in_force"),
    ]


def test_no_cell_of_the_shipped_markets_is_blank(rows):
    blank = [
        (row.market.code, key)
        for row in rows
        for key, said in row.cells.items()
        if not said.text.strip()
    ]

    assert blank == []
