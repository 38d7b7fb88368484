"""The dates of a market: what comes first, out of fields and out of sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from frameworks import definition as d
from frameworks.fixtures import read_fixtures
from frameworks.views.market_dates import nearest_dates
from tests.factories import SOURCED, make_market, make_obligation
from tests.frameworks.editions import SHIPPED

TODAY = date(2026, 11, 24)


def law(day="2026-03-01", asks="Mind it.", **more):
    fields = {
        "id": "SG-I1",
        "name": "AI Act",
        "year": 2026,
        "type": "law",
        "binding": "binding",
        "status": "in_force",
        "effective_date": day,
        "deployer_asks": asks,
    }
    return d.Instrument(**(fields | SOURCED | more))


def dates(*instruments, **more):
    quiet = {"obligations": ()} | more
    market = make_market(instruments=instruments, **quiet)
    silent = replace(market.data_protection_law, in_force="")
    return nearest_dates(replace(market, data_protection_law=silent), TODAY)


def test_vietnam_names_its_transition_before_what_has_passed():
    market = next(each for each in read_fixtures(SHIPPED).markets if each.code == "VN")

    found = nearest_dates(market, TODAY)

    assert [each.when for each in found] == ["1 March 2027", "September 2027", "1 May 2026"]
    assert "comply by 1 Mar 2027" in found[0].what
    assert found[0].anchor == "VN-I1"
    assert found[1].is_draft


def test_a_date_in_a_sentence_comes_with_the_sentence_alone():
    found = dates(law("", "Be kind. Register by 3 Sept 2027. Be fair."))

    assert [(each.when, each.what) for each in found] == [
        ("3 September 2027", "AI Act: Register by 3 Sept 2027.")
    ]


def test_a_day_that_was_planned_and_is_over_is_not_told_as_past():
    assert dates(law("", "First duties planned by June 2026.")) == ()


def test_a_month_is_still_to_come_until_it_ends():
    assert dates(law("2026-11"))[0].day == date(2026, 11, 30)


def test_what_comes_goes_first_and_three_are_enough():
    days = ("2020-01-01", "2026-12-24", "2027-01-01", "2025-01-01")
    laws = [law(day, id=f"SG-I{number}") for number, day in enumerate(days)]

    assert [each.when for each in dates(*laws)] == [
        "24 December 2026",
        "1 January 2027",
        "1 January 2025",
    ]


def test_what_nobody_confirmed_and_what_binds_nobody_has_no_date_here():
    unsure = law("2027-01-01", verification="unverified")
    soft = law("2027-01-01", binding="voluntary")

    assert dates(unsure, soft) == ()


def test_a_day_is_named_once():
    duty = make_obligation("SG-01", force="binding", statement="Meet the date of 1 Jan 2027.")

    found = dates(law("2027-01-01"), obligations=(duty,))

    assert [each.anchor for each in found] == ["SG-I1"]
