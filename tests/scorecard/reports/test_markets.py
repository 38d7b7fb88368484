from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from frameworks import definition as d
from scorecard.reports import build_report
from scorecard.reports.viewmodel.board import gap_cell
from scorecard.reports.viewmodel.markets import stale_words
from scorecard.reports.viewmodel.words import NO_SCORE
from scorecard.scoring import Declaration, ObligationState
from tests.factories import make_market, make_obligation, make_old_market
from tests.scorecard.reports.samples import (
    KEYS,
    TODAY,
    levels,
    make_document,
    make_report,
    make_sample_edition,
    market_with,
)

PERSONAL_DATA, GENERATIVE_AI = "processes_personal_data", "uses_generative_ai"


def page_of(edition: d.Edition, **said):
    page = make_report(edition, **({"responses": levels(3)} | said)).market("SG")
    assert page is not None
    return page


def reasons_of(page):
    return {reason.words: reason.items for reason in page.reasons}


def test_a_ready_market_has_no_reason_against_it():
    page = page_of(market_with())

    assert (page.mark.word, page.reasons) == ("Ready", ())


def test_an_unmet_binding_obligation_is_the_reason():
    page = page_of(market_with(), obligations={"SG-01": Declaration("unmet")})

    assert page.mark.word == "Not ready"
    assert reasons_of(page) == {"Binding obligations that are not met": ("SG-01 Duty SG-01",)}


def test_a_partly_met_obligation_makes_it_conditional():
    page = page_of(market_with(), obligations={"SG-01": Declaration("partial")})

    assert page.mark.word == "Conditional"
    assert reasons_of(page) == {"Binding obligations that are partly met": ("SG-01 Duty SG-01",)}


def test_an_obligation_nobody_answered_is_no_answer_not_unmet():
    page = page_of(market_with(), obligations={})

    assert page.mark.word == "Insufficient information"
    assert page.obligations[0].mark.word == "No answer"
    assert "Binding obligations without a known state" in reasons_of(page)


def test_an_obligation_that_hangs_on_an_unknown_fact_may_apply():
    obligation = make_obligation("SG-01", applies_if=d.Rule(all_of=("processes_personal_data",)))

    page = page_of(market_with(obligation))

    words = "Binding obligations that may apply, because a fact of your profile is unknown"
    assert reasons_of(page) == {words: ("SG-01 Duty SG-01",)}
    assert page.obligations[0].mark.word == "May apply"
    assert page.obligations[0].remark.endswith("You declared: Met.")
    assert [step.before.name for step in page.path if step.id == "SG-01"] == ["May apply"]


def may_apply(**rule: tuple[str, ...]) -> d.Edition:
    return market_with(make_obligation("SG-01", applies_if=d.Rule(**rule)))


def test_the_path_asks_for_the_fact_that_an_obligation_hangs_on_first():
    (step,) = page_of(may_apply(all_of=(PERSONAL_DATA,))).path

    assert (step.before.name, step.after.name) == ("May apply", "Does not apply, or met")
    assert step.ask == "Answer the profile fact: Is it so: processes_personal_data?"
    assert step.told == f"{step.ask} {step.what}"


def test_only_facts_that_still_settle_something_are_asked_for():
    edition = may_apply(all_of=(PERSONAL_DATA,), any_of=(GENERATIVE_AI, d.FOREIGN_ENTITY))

    (step,) = page_of(edition, facts={GENERATIVE_AI: True}).path

    assert [fact.key for fact in step.facts] == [PERSONAL_DATA]


def test_an_obligation_on_organisations_from_abroad_asks_for_the_seats():
    (step,) = page_of(may_apply(all_of=(d.FOREIGN_ENTITY,))).path

    assert [(fact.question, fact.field) for fact in step.facts] == [
        ("Where are you established?", "seats")
    ]


def test_the_path_leaves_a_claim_to_a_second_person():
    claim = Declaration("not_applicable", reason="No such data")

    (step,) = page_of(market_with(), obligations={"SG-01": claim}).path

    assert (step.before.name, step.after.name, step.ask) == (
        "Not applicable",
        "Accepted by a second person, or met",
        "",
    )


def test_there_is_no_readiness_figure_while_too_much_is_unknown():
    page = page_of(market_with(), obligations={})

    assert (page.mark.word, page.readiness) == ("Insufficient information", NO_SCORE)


def test_a_claim_nobody_accepted_is_named():
    claim = Declaration("not_applicable", reason="No such data")

    page = page_of(market_with(), obligations={"SG-01": claim})

    assert "Claimed not applicable, accepted by no second person yet" in reasons_of(page)
    assert page.obligations[0].remark.endswith("Reason given: No such data")


def test_a_law_known_too_poorly_to_block_says_so():
    page = page_of(
        market_with(make_obligation("SG-01", confidence="low")),
        obligations={"SG-01": Declaration("unmet")},
    )

    assert page.mark.word == "Conditional"
    assert "Not met or not known, and the law itself needs checking" in reasons_of(page)
    assert page.obligations[0].check_the_law


def test_principles_below_the_floor_are_named_with_both_numbers():
    page = page_of(market_with(floor=3), responses=levels(3, FAI_02=1))

    # Fairness: (3*75 + 2*25 + 75) / 6 = 58
    words = "Principles below the floor of this market"
    assert reasons_of(page) == {words: ("Fairness: 58, floor 60",)}
    assert [(row.name, row.gap_words) for row in page.floors if row.gap and row.gap < 0] == [
        ("Fairness", "\N{MINUS SIGN}2")
    ]


def test_unrated_principles_leave_a_market_open():
    page = page_of(market_with(), responses={})

    assert reasons_of(page)["Principles in scope that are not rated"] == (
        "Transparency",
        "Fairness",
        "Privacy",
    )


def test_emerging_obligations_are_prepared_for_and_never_fail():
    page = page_of(
        market_with(make_obligation("SG-01"), make_obligation("SG-02", force="emerging"))
    )

    assert [row.id for row in page.prepare] == ["SG-02"]
    assert page.mark.word == "Ready"


def test_an_uplift_says_why_the_floor_is_higher():
    uplift = d.Uplift(
        fact="processes_personal_data", principle="privacy", floor=4, reason="Health data law"
    )
    facts = {"uses_generative_ai": False, "processes_personal_data": True}

    page = page_of(market_with(uplifts=(uplift,)), facts=facts)

    assert page.floors[2].reason == "Guidance. Raised to level 4: Health data law."
    assert page.floors[2].floor == 80


def test_the_path_leads_through_obligations_and_questions():
    page = page_of(
        market_with(floor=3),
        responses=levels(3, FAI_02=1),
        obligations={"SG-01": Declaration("partial")},
    )

    first, second = page.path[0], page.path[1]
    assert (first.id, first.before.name, first.after.name) == ("SG-01", "Partly met", "Met")
    assert (second.id, second.section) == ("FAI-01", "fairness")


def test_what_blocks_most_comes_first_in_the_table():
    edition = market_with(*(make_obligation(f"SG-0{n}") for n in (1, 2, 3)))
    states: dict[str, ObligationState] = {"SG-01": "met", "SG-02": "unmet", "SG-03": "partial"}

    page = page_of(edition, obligations={k: Declaration(v) for k, v in states.items()})

    assert [row.id for row in page.obligations] == ["SG-02", "SG-03", "SG-01"]


def test_the_tier_is_the_states_and_stands_beside_the_binding_duties():
    page = page_of(market_with())

    assert (page.tier, page.binding) == ("Tier 1, tier 1", 1)
    assert page.tier_note.startswith("Tier of the state, not of your organisation:")


def test_a_profile_is_stale_by_the_day_of_the_report_not_by_the_clock():
    market = make_old_market(newest_source="2026-01-15")

    assert stale_words(market, date(2026, 7, 14)) == ""
    assert "older than 180 days" in stale_words(market, date(2026, 7, 15))


def test_reading_a_fact_again_counts_for_its_profile():
    read = make_obligation("SG-01", as_of="2026-07-01", as_of_precision="checked")
    market = make_old_market(newest_source="2024-01-15")

    assert stale_words(market, date(2026, 7, 15))
    assert stale_words(replace(market, obligations=(read,)), date(2026, 7, 15)) == ""


def test_an_obligation_says_its_age_once_it_may_be_out_of_date():
    """On the day of the report, which is that of the approval, and not by the clock."""
    obligations = (
        make_obligation("SG-01", as_of="2025-09-02"),
        make_obligation("SG-02", as_of="2025-09-01"),
        make_obligation("SG-03", as_of="2025", as_of_precision="year"),
        make_obligation("SG-04", as_of="2025-03-01", as_of_precision="checked", force="emerging"),
    )

    page = page_of(market_with(*obligations), obligations={})

    old = {row.id: row.standing.old for row in (*page.obligations, *page.prepare)}
    assert old == {
        "SG-01": "",
        "SG-02": "6 months old, may be out of date",
        "SG-03": "up to 14 months old, may be out of date",
        "SG-04": "last read 12 months ago, may be out of date",
    }


def test_the_same_document_reads_the_same_on_any_day_but_for_stale_marks():
    edition = market_with()
    document = make_document(edition, responses=levels(3))

    early, late = (
        build_report(edition, document, title="T", generated_on=day)
        for day in (TODAY, date(2030, 1, 1))
    )

    assert early.summary == late.summary
    assert not early.markets[0].stale
    assert late.markets[0].stale


@pytest.mark.parametrize(
    ("level", "tone", "text"),
    [
        (1, "n2", "\N{MINUS SIGN}35"),
        (2, "n1", "\N{MINUS SIGN}10"),
        (3, "p1", "+15"),
        (4, "p2", "+40"),
    ],
)
def test_a_cell_carries_a_number_and_a_tone(level, tone, text):
    page = page_of(market_with(floor=3), responses=levels(level))

    cell = gap_cell(page.floors[0])

    assert (cell.tone, cell.text) == (tone, text)
    assert cell.icon


def test_a_market_without_a_floor_compares_nothing():
    page = page_of(market_with(floor=0))

    assert gap_cell(page.floors[0]).words == "no floor"


def test_markets_of_a_tier_that_are_not_in_scope_are_named():
    group = make_report(responses=levels(3)).board.groups[0]

    assert [line.page.code for line in group.lines] == ["SG"]
    assert group.absent == ("Indonesia",)


def test_no_market_is_no_error():
    report = make_report(responses=levels(3), markets=())

    assert report.markets == ()
    assert [(group.lines, group.absent) for group in report.board.groups] == [
        ((), ("Singapore", "Indonesia"))
    ]
    assert report.scope.markets == "None"


def test_only_the_sources_of_the_facts_told_are_listed():
    edition = make_sample_edition(markets=(make_market("SG", "Singapore", principles=KEYS),))

    report = make_report(edition, responses=levels(3))

    assert [(row.number, row.title) for row in report.registers.sources] == [(1, "The guide")]
    assert report.markets[0].obligations[0].sources[0].number == 1


def test_a_seat_outside_the_markets_is_named_in_words():
    assert make_report(seats=("SG", "ZZ")).scope.seats == "Singapore and Elsewhere"
