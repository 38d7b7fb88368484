"""The dates of a market: in force and to come, out of fields and out of sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from frameworks import definition as d
from frameworks.fixtures import read_fixtures
from frameworks.views.market_dates import dates_of
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
    return dates_of(replace(market, data_protection_law=silent), TODAY)


def shipped(code):
    markets = read_fixtures(SHIPPED).markets
    return dates_of(next(each for each in markets if each.code == code), TODAY)


def test_vietnam_says_what_is_in_force_and_what_comes_each_in_the_order_of_time():
    found = shipped("VN")

    assert [(each.when, each.anchor) for each in found.in_force] == [
        ("1 January 2026", "h-law"),
        ("1 January 2026", "VN-I5"),
        ("1 March 2026", "VN-I1"),
        ("1 May 2026", "VN-I2"),
        ("1 July 2026", "rule-localisation"),
    ]
    assert [(each.when, each.is_draft) for each in found.coming] == [
        ("1 March 2027", False),
        ("1 September 2027", False),
        ("September 2027", True),
    ]


def test_a_law_that_a_rule_names_with_its_day_stands_among_the_laws():
    assert shipped("VN").in_force[-1].what == "Cybersecurity Law 116/2025"
    assert shipped("TH").in_force[-1].what.startswith("Transfers abroad: Sections 28-29")


def test_alternative_dates_have_a_line_each_with_their_own_words():
    found = dates(law("", "Be kind. Comply by 1 Mar 2027, or 1 Sept 2027 in health. Be fair."))

    assert [(each.when, each.what) for each in found.coming] == [
        ("1 March 2027", "AI Act: Comply by 1 Mar 2027."),
        ("1 September 2027", "AI Act: Comply by 1 Sept 2027 in health."),
    ]


def test_dates_that_are_no_alternatives_keep_their_whole_sentence():
    found = dates(law("", "Consulted from 1 Mar 2027 to 1 Apr 2027."))

    assert {each.what for each in found.coming} == {
        "AI Act: Consulted from 1 Mar 2027 to 1 Apr 2027."
    }


def test_a_date_in_a_sentence_comes_with_the_sentence_alone():
    found = dates(law("", "Be kind. Register by 3 Sept 2027. Be fair."))

    assert [(each.when, each.what) for each in found.coming] == [
        ("3 September 2027", "AI Act: Register by 3 Sept 2027.")
    ]


def test_a_day_that_was_planned_and_is_over_is_not_told_as_in_force():
    found = dates(law("", "First duties planned by June 2026."))

    assert (found.in_force, found.coming) == ((), ())


@pytest.mark.parametrize("changes", [{"status": "unverified"}, {"binding": "draft"}])
def test_a_day_that_is_over_is_no_proof_that_a_law_is_in_force(changes):
    assert dates(law("2026-03-01", **changes)).in_force == ()


def test_a_law_is_in_force_from_its_very_day():
    assert [each.day for each in dates(law("2026-11-24")).in_force] == [TODAY]


def test_a_month_is_still_to_come_until_it_ends():
    assert dates(law("2026-11")).coming[0].day == date(2026, 11, 30)


def test_what_nobody_confirmed_and_what_binds_nobody_has_no_date_here():
    unsure = law("2027-01-01", verification="unverified")
    soft = law("2027-01-01", binding="voluntary")

    assert dates(unsure, soft).coming == ()


def test_a_day_that_a_law_names_is_not_said_again_by_a_duty():
    duty = make_obligation("SG-01", force="binding", statement="Meet the date of 1 Jan 2027.")

    found = dates(law("2027-01-01"), obligations=(duty,))

    assert [each.anchor for each in found.coming] == ["SG-I1"]


def test_two_laws_of_one_day_both_stand():
    assert len(dates(law(), law(id="SG-I2")).in_force) == 2


def test_a_day_that_the_profile_doubts_says_so():
    assert shipped("SG").in_force[0].what.endswith("Act 2012 (date not confirmed)")
