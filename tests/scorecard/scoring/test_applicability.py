"""Rules over facts that may be unknown, and what they leave to be asked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from frameworks.definition import ALWAYS, CROSS_BORDER, Rule
from scorecard.scoring import (
    GENAI,
    Answers,
    applicable_obligations,
    is_visible,
    question_facts,
    score,
    visible_questions,
)
from scorecard.scoring.applicability import facts_hung_on, holds, market_facts
from tests.factories import make_question
from tests.scorecard.scoring.small import make_small_edition
from tests.scorecard.scoring.strategies import assessments

EDITION = make_small_edition()
YES, NO, UNKNOWN = {"a": True}, {"a": False}, {"a": None}


@pytest.mark.parametrize(
    ("rule", "facts", "verdict"),
    [
        (ALWAYS, {}, True),
        (Rule(all_of=("a",)), YES, True),
        (Rule(all_of=("a",)), NO, False),
        (Rule(all_of=("a",)), UNKNOWN, None),
        (Rule(all_of=("a",)), {}, None),
        (Rule(all_of=("a", "b")), {"a": None, "b": False}, False),
        (Rule(all_of=("a", "b")), {"a": None, "b": True}, None),
        (Rule(any_of=("a", "b")), {"a": None, "b": True}, True),
        (Rule(any_of=("a", "b")), {"a": None, "b": False}, None),
        (Rule(any_of=("a", "b")), {"a": False, "b": False}, False),
        (Rule(all_of=("a",), any_of=("b",)), {"a": True, "b": False}, False),
        (Rule(all_of=("a",), any_of=("b",)), {"a": None, "b": False}, False),
        (Rule(all_of=("a",), any_of=("b",)), {"a": None, "b": True}, None),
    ],
)
def test_a_rule_is_true_false_or_unknown(rule, facts, verdict):
    assert holds(rule, facts) is verdict


def test_only_a_rule_known_to_be_false_hides_a_question():
    question = make_question(applies_when=Rule(all_of=("a",)))

    assert is_visible(question, YES)
    assert is_visible(question, UNKNOWN)
    assert not is_visible(question, NO)


def test_several_markets_is_derived_and_never_unknown():
    assert question_facts(Answers(markets=("SG",))) == {"multi_market": False}
    assert question_facts(Answers(markets=("SG", "MY"))) == {"multi_market": True}


@pytest.mark.parametrize(("seats", "foreign"), [(("SG", "US"), False), (("US",), True), ((), None)])
def test_foreign_is_derived_for_each_market(seats, foreign):
    facts = market_facts(EDITION.market_by_code["SG"], Answers(seats=seats))

    assert facts["foreign_entity"] is foreign


def test_units_are_asked_by_what_is_used_and_where():
    def units(**answers):
        return set(visible_questions(EDITION, Answers(**answers))) - {
            p.key for p in EDITION.principles
        }

    assert units(facts={"uses_generative_ai": False}) == set()
    assert units() == {GENAI}
    assert units(markets=("SG", "MY")) == {GENAI, CROSS_BORDER}


def test_a_principle_out_of_scope_keeps_its_place():
    visible = visible_questions(EDITION, Answers(facts={"processes_personal_data": False}))

    assert list(visible) == ["accountability", "privacy", "transparency", GENAI]
    assert visible["privacy"] == ()


def test_obligations_apply_or_may_apply_emerging_ones_too():
    market = EDITION.market_by_code["SG"]
    answers = Answers(seats=("SG",))

    found = {a.obligation.id: a.may_apply for a in applicable_obligations(market, answers)}

    assert found == {
        "SG-1": False,
        "SG-2": False,
        "SG-3": False,
        "SG-4": False,
        "SG-5": False,
        "SG-7": True,
    }


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_whatever_may_apply_hangs_on_a_fact_and_nothing_else_does(generated):
    edition, answers = generated

    for code, readiness in score(edition, answers).markets.items():
        hanging = facts_hung_on(edition.market_by_code[code], answers)

        assert tuple(hanging) == readiness.may_apply
        assert all(hanging.values())
