"""What the page of a move says that a newer edition changes of a result: everything that is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from frameworks import definition as d
from scorecard.questionnaire.moving import preview_move
from scorecard.questionnaire.outcomes import Outcome
from scorecard.scoring import Answer, Answers, Declaration
from tests.factories import (
    make_edition_definition,
    make_market,
    make_obligation,
    make_principle,
    make_question,
)

KEYS = ("transparency", "fairness")
FAIRNESS = make_principle(key="fairness", prefix="FAI")


def edition(*questions: d.Question, **overrides: Any) -> d.Edition:
    questions = questions or (make_question("TRA-01"), make_question("TRA-02"))
    return make_edition_definition(principles=(make_principle(*questions), FAIRNESS), **overrides)


def answers(*, first: int = 4, second: int = 3, fairness: int = 0) -> Answers:
    """TRA-01, TRA-02 and FAI-01, in one market, with its only obligation met."""
    levels = {"TRA-01": first, "TRA-02": second, "FAI-01": fairness, "GEN-01": 3}
    return Answers(
        facts={"uses_generative_ai": True},
        markets=("SG",),
        seats=("SG",),
        responses={key: Answer(level) for key, level in levels.items()},
        obligations={"SG-01": Declaration("met")},
    )


def outcome(before: d.Edition, after: d.Edition, given: Answers) -> Outcome:
    return preview_move(before, replace(after, label="2027.1"), given).outcome


def changed(found: Outcome) -> dict[str, tuple[str, str]]:
    return {each.name: (each.before, each.after) for each in found.shown if each.is_change}


def singapore(**overrides: Any) -> tuple[d.Market, ...]:
    return (make_market("SG", "Singapore", **{"principles": KEYS, **overrides}),)


def test_a_principle_that_scores_otherwise_is_told_though_the_whole_stays():
    heavier = (make_question("TRA-01", weight=3), make_question("TRA-02"))

    found = outcome(edition(), edition(*heavier), answers())

    # The whole is held at 39 by fairness, at level 0: 100 x (4 + 3) / 8 = 87, (12 + 3) / 16 = 93.
    assert changed(found) == {"Transparency": ("87, 4 Assured", "93, 4 Assured")}


def test_a_cap_that_holds_nothing_back_yet_is_told():
    critical = (make_question("TRA-01"), make_question("TRA-02", critical=True))
    given = answers(first=0, second=0)

    found = outcome(edition(), edition(*critical), given)

    assert changed(found) == {"Transparency": ("0, 0 Absent", "0, 0 Absent. Cannot pass 39.")}


def test_a_principle_that_is_no_longer_rated_is_told():
    more = [make_question(f"TRA-0{number}") for number in range(1, 6)]

    assert changed(outcome(edition(), edition(*more), answers()))["Transparency"] == (
        "87, 4 Assured",
        "Not rated",
    )


def test_generative_ai_and_cross_border_are_told():
    critical = make_question(
        "GEN-01", track="genai", critical=True, genai_dimension="accountability"
    )
    before, given = edition(), answers()
    after = replace(before, genai=replace(before.genai, questions=(critical,)))
    several = replace(given, markets=("SG", "ID"))

    assert "Generative AI" in changed(
        outcome(before, after, replace(given, responses={**given.responses, "GEN-01": Answer(2)}))
    )
    without = replace(before, cross_border=replace(before.cross_border, questions=()))
    assert changed(outcome(before, without, several))["Cross-border"] == (
        "Not rated",
        "Out of scope",
    )


def test_figures_of_a_market_are_told_though_its_status_stays():
    second = make_obligation("SG-02", force="voluntary")
    duties = (make_obligation("SG-01"), second)

    found = outcome(
        edition(markets=singapore()), edition(markets=singapore(obligations=duties)), answers()
    )

    # 3 of 4 weights are met; a principle at 0 of a floor of 40 makes the other figure 50.
    assert changed(found) == {"Singapore, obligations": ("100%", "75%")}
    assert found.unchanged_markets == ()


def test_readiness_and_floors_of_a_market_are_told():
    found = outcome(
        edition(markets=singapore(floor=1)),
        edition(markets=singapore(floor=4)),
        answers(fairness=1),
    )

    assert changed(found).keys() == {"Singapore", "Singapore, readiness", "Singapore, principles"}
    assert [floor.name for floor in found.floors] == [
        "Singapore, Transparency",
        "Singapore, Fairness",
    ]


def test_a_floor_that_moves_no_figure_leaves_its_market_not_unchanged():
    found = outcome(
        edition(markets=singapore(floor=1)),
        edition(markets=singapore(floor=2)),
        answers(fairness=3),
    )

    assert (found.changes, len(found.floors)) == (0, 2)
    assert found.unchanged_markets == ()


def test_nothing_changes_only_where_nothing_does():
    found = outcome(edition(), edition(), answers())

    assert (found.changes, found.floors, found.unchanged_markets) == (0, (), ("Singapore",))


@pytest.mark.parametrize("given", [{}, {"TRA-01": Answer(3)}])
def test_without_enough_answers_no_figure_is_made_up(given):
    told = outcome(edition(), edition(), replace(answers(), responses=given))

    assert {each.name: each.before for each in told.whole}["Overall score"] == "No score"
