"""Words of a profile: each is read off one part of it, and doubt stays doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from frameworks import definition as d
from frameworks.fixtures import read_fixtures
from frameworks.views import market_facts as facts
from tests.factories import SOURCED, make_market, make_obligation, make_old_market
from tests.frameworks.editions import SHIPPED

TODAY = date(2026, 2, 1)
ENCYCLOPEDIAS = {"Grokipedia", "Wikipedia", "AIWiki Malaysia"}  # of quality "other", as firms are


def instrument(name="AI Act", kind="law", binding="binding", status="in_force", **more):
    return d.Instrument(
        id="SG-I1",
        name=name,
        year=2026,
        type=kind,
        binding=binding,
        status=status,
        deployer_asks="Mind it.",
        **(SOURCED | more),
    )


def with_law(market, **blocks):
    return replace(market, data_protection_law=replace(market.data_protection_law, **blocks))


def block(market, name, **changes):
    return replace(getattr(market.data_protection_law, name), **changes)


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (instrument(), "in_force"),
        (instrument("Law on Artificial Intelligence"), "in_force"),
        (instrument(kind="bill", binding="draft", status="consultation"), "draft"),
        (instrument(kind="guideline", binding="voluntary"), "none"),
        (instrument("Online Safety Act"), "none"),
        (instrument("Maid Registration Act"), "none"),  # the letters alone are not the word
    ],
)
def test_an_ai_law_is_a_law_or_a_bill_that_names_ai(given, key):
    assert facts.ai_law_of(make_market(instruments=(given,))).key == key


def test_a_law_in_force_comes_before_a_bill():
    bill = instrument(kind="bill", binding="draft", status="draft")

    assert facts.ai_law_of(make_market(instruments=(bill, instrument()))).key == "in_force"


def test_legal_demand_is_read_off_the_laws_and_the_binding_duties():
    duty = make_obligation("SG-01", force="binding")
    data = with_law(make_market(obligations=(duty,)), status="in_force")
    ai = replace(data, instruments=(instrument(),))
    single = with_law(data, status="draft")
    nothing = replace(single, obligations=())

    said = [facts.demand_of(market) for market in (ai, data, single, nothing)]

    assert [each.key for each in said] == ["ai", "data", "single", "none"]
    assert [int(each.rank or 0) for each in said] == [3, 2, 1, 0]
    assert said[0].more == "1 binding duty"


def test_a_breach_clock_that_nobody_confirmed_is_not_said_as_one():
    market = make_market()
    doubtful = block(
        market,
        "breach_notification",
        tags={"authority_deadline_hours": 72},
        verification="unverified",
    )

    said = facts.breach_of(with_law(market, breach_notification=doubtful))

    assert said.text == "Not confirmed"
    assert said.more == "72 hours reported"


def test_a_breach_clock_says_from_when_it_runs():
    tags = {"authority_deadline_hours": 72, "clock_starts": "awareness"}
    market = make_market()
    clocked = block(market, "breach_notification", tags=tags)

    said = facts.breach_of(with_law(market, breach_notification=clocked))

    assert (said.text, said.more) == ("72 hours", "from awareness")


@pytest.mark.parametrize(
    ("rule", "clock"),
    [
        ("Tell them no later than 3 calendar days after.", "3 calendar days"),
        ("Within 72 hours; tell people within 7 calendar days.", "72 hours"),
    ],
)
def test_a_rule_that_counts_in_calendar_days_is_not_told_in_hours(rule, clock):
    tags = {"authority_deadline_hours": 72}
    market = make_market()
    clocked = block(market, "breach_notification", tags=tags, rule=rule)

    assert facts.breach_of(with_law(market, breach_notification=clocked)).text == clock
    assert facts.block_words(clocked) == clock


def test_a_breach_clock_says_its_hours_or_that_none_was_found():
    market = make_market()

    def said(hours):
        tags = {"authority_deadline_hours": hours}
        return facts.breach_of(
            with_law(market, breach_notification=block(market, "breach_notification", tags=tags))
        )

    assert said(72).text == "72 hours"
    assert said(None).text == "None found"
    assert said(24).rank > said(72).rank > said(None).rank


def test_a_tier_that_is_not_assigned_is_no_tier_and_has_no_rank():
    said = facts.tier_of(make_market(tier=None))

    assert (said.text, said.rank) == ("No tier", None)


def test_a_word_for_a_rule_that_this_code_has_never_seen_is_its_own():
    rule = d.MarketRule(value="only_on_sundays", **SOURCED)

    said = facts.localisation_of(make_market(data_localisation=rule))

    assert (said.key, said.text) == ("only-on-sundays", "Only on sundays")


def test_doubt_is_said_once():
    unsure = SOURCED | {"verification": "unverified"}
    rule = d.MarketRule(value="unverified", **unsure)
    found = d.MarketRule(value="none_found", **unsure)

    assert facts.localisation_of(make_market(data_localisation=rule)).text == "Not confirmed"
    assert facts.localisation_of(make_market(data_localisation=rule)).doubt == ""
    assert facts.localisation_of(make_market(data_localisation=found)).doubt == "unverified"


def test_the_newest_source_says_when_it_is_old():
    old = make_old_market(newest_source="2025-01")

    assert facts.newest_of(old, TODAY).key == "stale"
    assert facts.newest_of(make_market(newest_source="2026-01-15"), TODAY).key == "fresh"


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ({"authority_deadline_hours": 72, "clock_starts": "awareness"}, "72 hours, from awareness"),
        ({"authority_deadline_hours": None}, "No clock found"),
        ({"mechanisms": ("asean_mcc", "consent")}, "ASEAN model clauses, consent"),
        ({"mechanisms": ()}, "None found"),
        ({"required": "conditional"}, "Required on conditions"),
        ({"right_to_object_or_review": "unverified"}, "Not confirmed"),
        (
            {"criminal": "yes", "max_fixed": "SGD 1", "max_turnover_pct": 10},
            "Fines named: SGD 1 and 10 percent of turnover. Criminal liability: yes",
        ),
        ({"criminal": "unverified"}, "Criminal liability: not confirmed"),
        ({}, "None found"),
    ],
)
def test_the_tags_of_a_law_are_said_in_words(tags, said):
    part = d.LawBlock(rule="A rule.", tags=tags, **SOURCED)

    assert facts.block_words(part) == said


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ({"required": "yes"}, "Not confirmed: required"),
        ({"required": "no"}, "No duty found"),
        ({"required": "unverified"}, "Not confirmed"),
        ({"authority_deadline_hours": 72}, "Not confirmed: 72 hours"),
    ],
)
def test_doubt_comes_before_what_is_claimed(tags, said):
    part = d.LawBlock(rule="A rule.", tags=tags, **(SOURCED | {"verification": "unverified"}))

    assert facts.block_words(part) == said


def test_what_encyclopedias_alone_say_is_not_confirmed_and_of_low_confidence():
    edition = read_fixtures(SHIPPED)
    publishers = {source.id: source.publisher for source in edition.sources}

    resting = [
        fact
        for fact in d.sourced_in(edition.markets)
        if fact.source and {publishers[id] for id in fact.source} <= ENCYCLOPEDIAS
    ]

    assert len(resting) == 2
    for fact in resting:
        assert fact.verification != "confirmed"
        assert fact.confidence == "low"
        assert "encyclopedia" in fact.note
