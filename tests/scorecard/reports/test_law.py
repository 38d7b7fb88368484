"""The law first: what binds and is open, before what only raises a number."""

from __future__ import annotations

from frameworks import definition as d
from scorecard.reports.as_pdf import report_markup
from scorecard.reports.viewmodel.law import FIRST
from scorecard.reports.viewmodel.report import PLANNED
from scorecard.scoring import Declaration, ObligationState
from tests.factories import make_market, make_obligation
from tests.scorecard.reports.samples import (
    KEYS,
    levels,
    make_report,
    make_sample_edition,
    market_with,
)


def declared(**states: ObligationState) -> dict[str, Declaration]:
    return {key.replace("_", "-"): Declaration(state) for key, state in states.items()}


def in_two_markets() -> d.Edition:
    markets = (
        make_market(
            code,
            name,
            principles=KEYS,
            obligations=tuple(make_obligation(f"{code}-0{n}") for n in (1, 2, 3)),
        )
        for code, name in (("SG", "Singapore"), ("ID", "Indonesia"))
    )
    return make_sample_edition(markets=tuple(markets))


def test_what_is_not_met_comes_first_whichever_market_it_is_of():
    said = declared(
        SG_01="partial", SG_02="unknown", SG_03="met", ID_01="met", ID_02="unmet", ID_03="partial"
    )

    law = make_report(in_two_markets(), markets=("SG", "ID"), obligations=said).law

    assert [duty.row.id for duty in law.first] == ["ID-02", "SG-01", "ID-03", "SG-02"]
    assert [duty.page.name for duty in law.first][:2] == ["Indonesia", "Singapore"]
    assert law.more == 0


def test_what_may_block_comes_before_a_law_that_needs_checking():
    edition = market_with(make_obligation("SG-01", confidence="low"), make_obligation("SG-02"))

    law = make_report(edition, obligations=declared(SG_01="unmet", SG_02="unmet")).law

    assert [duty.row.id for duty in law.first] == ["SG-02", "SG-01"]


def test_what_is_voluntary_is_not_the_law():
    edition = market_with(make_obligation("SG-01", force="voluntary"))

    assert make_report(edition, obligations=declared(SG_01="unmet")).law.first == ()


def test_many_open_obligations_are_counted_after_the_first():
    edition = market_with(*(make_obligation(f"SG-{n:02}") for n in range(1, 12)))

    report = make_report(edition, responses=levels(3), obligations={})

    assert len(report.law.first) == FIRST
    assert "And 3 more on the pages of the markets." in report_markup(report)


def test_the_summary_says_which_obligation_keeps_a_market_from_being_ready():
    report = make_report(
        in_two_markets(),
        markets=("SG", "ID"),
        responses=levels(3),
        obligations=declared(
            SG_01="met", SG_02="met", SG_03="met", ID_01="met", ID_02="unmet", ID_03="unmet"
        ),
    )

    (group,) = [group for group in report.board.statuses if group.held]
    summary = report_markup(report).split('id="summary"')[1].split("</section>")[0]

    assert (group.markets, group.count) == ("Indonesia", 1)
    assert [duty.id for duty in group.held[0].duties] == ["ID-02", "ID-03"]
    assert 'Binding and not met: <a href="#m-ID">ID-02</a> Duty ID-02' in summary


def test_the_action_plan_begins_with_the_law():
    report = make_report(responses=levels(3), obligations=declared(SG_01="unmet"))

    plan = report_markup(report).split('id="plan"')[1].split("</section>")[0]

    assert plan.index("The law first") < plan.index("What would raise the result most")
    assert '<a href="#m-SG">SG-01</a>' in plan


def test_without_an_open_obligation_nothing_is_said_of_the_law():
    assert "The law first" not in report_markup(make_report(responses=levels(3)))


def test_what_to_do_first_begins_with_the_law():
    report = make_report(responses=levels(3), obligations=declared(SG_01="unmet"))

    first = report_markup(report).split("What to do first</h2>")[1].split("<table")[0]

    assert "<b>The law first:</b> 1 binding obligation is not met." in first


def test_a_plan_that_begins_with_the_law_has_no_more_rows():
    edition = market_with(*(make_obligation(f"SG-{n:02}") for n in range(1, 12)), floor=4)

    report = make_report(edition, responses=levels(1), obligations={})

    assert len(report.law.first) + len(report.first_gaps) <= PLANNED
    told = [gap.question.id for gap in report.first_gaps]
    assert [*told, *report.later_gaps] == [gap.question.id for gap in report.gaps]


def test_where_many_markets_are_not_ready_one_obligation_of_each_is_named():
    codes = ("SG", "ID", "VN", "TH", "MY")
    edition = make_sample_edition(
        markets=tuple(
            make_market(
                code,
                code,
                principles=KEYS,
                obligations=(make_obligation(f"{code}-01"), make_obligation(f"{code}-02")),
            )
            for code in codes
        )
    )
    unmet = {key: Declaration("unmet") for key in edition.obligation_by_id}

    report = make_report(edition, markets=codes, responses=levels(3), obligations=unmet)

    (group,) = report.board.statuses
    assert [(len(held.duties), held.more) for held in group.held] == [(1, 1)] * 5
