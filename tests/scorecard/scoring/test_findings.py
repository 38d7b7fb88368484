"""What a reviewer would ask about: one answer at a time, against the smallest edition that holds it."""

from __future__ import annotations

import pytest

from frameworks.definition import ALWAYS, FOREIGN_ENTITY, Rule
from scorecard.scoring import DONT_KNOW, NOT_APPLICABLE, Answer, Answers, Declaration
from scorecard.scoring.findings import findings
from tests.factories import (
    make_edition_definition,
    make_market,
    make_obligation,
    make_principle,
    make_question,
)

PERSONAL_DATA = Rule(all_of=("processes_personal_data",))
YES = {"processes_personal_data": True}


def of_question(answer: Answer | None, *, rule: Rule = ALWAYS, facts=None):
    """The kind and sentence of what there is to look at, for one answer to one question."""
    question = make_question("TRA-01", applies_when=rule)
    edition = make_edition_definition(principles=(make_principle(question),), markets=())
    responses = {} if answer is None else {"TRA-01": answer}
    answers = Answers(facts=facts or {}, responses=responses)
    return [(each.kind, each.sentence) for each in findings(edition, answers)["transparency"]]


def of_obligation(declared: Declaration | None, *, rule: Rule = ALWAYS, **scope):
    edition = make_edition_definition(
        markets=(make_market("SG", obligations=(make_obligation("SG-01", applies_if=rule),)),)
    )
    obligations = {} if declared is None else {"SG-01": declared}
    answers = Answers(markets=("SG",), obligations=obligations, **scope)
    return [(each.kind, each.sentence) for each in findings(edition, answers)["markets/SG"]]


def kinds(found):
    return [kind for kind, _ in found]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(1),
        Answer(2, evidence=0),
        Answer(2, evidence=1, note="In the wiki"),
        Answer(4, evidence=2, note="Register"),
        Answer(0),
    ],
)
def test_a_plain_answer_raises_no_question(answer):
    assert of_question(answer) == []


def test_a_blank_is_unanswered():
    assert kinds(of_question(None)) == ["unanswered"]
    assert kinds(of_obligation(None)) == ["unanswered"]


def test_dont_know_is_looked_at_again():
    assert kinds(of_question(Answer(DONT_KNOW))) == ["dont_know"]
    assert kinds(of_obligation(Declaration("unknown"))) == ["dont_know"]


def test_not_applicable_is_shown_with_its_reason():
    answer = Answer(NOT_APPLICABLE, reason="Nothing is built here")

    assert of_question(answer) == [("not_applicable", "Nothing is built here")]
    declared = Declaration("not_applicable", reason="No seat there")
    assert of_obligation(declared) == [("not_applicable", "No seat there")]


@pytest.mark.parametrize("level", [3, 4])
def test_a_high_level_on_trust_is_unevidenced(level):
    [(kind, sentence)] = of_question(Answer(level))

    assert kind == "unevidenced"
    assert f"Level {level}" in sentence


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(0, evidence=1, note="In the wiki"), "Level 0 says that nothing is in place"),
        (Answer(DONT_KNOW, evidence=2, note="In the wiki"), "yet there is evidence"),
    ],
)
def test_evidence_that_does_not_fit_contradicts(answer, words):
    contradictions = [said for kind, said in of_question(answer) if kind == "contradiction"]

    assert len(contradictions) == 1
    assert words in contradictions[0]


@pytest.mark.parametrize("answer", [Answer(2, evidence=1), Answer(4, evidence=3, note="  ")])
def test_evidence_without_a_word_on_where_it_lies_is_no_contradiction(answer):
    assert kinds(of_question(answer)) == ["unlocated"]


def test_an_empty_note_at_level_0_is_said_once():
    assert kinds(of_question(Answer(0, evidence=1))) == ["contradiction"]


def test_not_applicable_contradicts_a_fact_that_makes_it_apply():
    answer = Answer(NOT_APPLICABLE, reason="Not us")

    found = of_question(answer, rule=PERSONAL_DATA, facts=YES)

    assert kinds(found) == ["not_applicable", "contradiction"]
    assert "you answered yes to “Is it so: processes_personal_data?”" in found[1][1]


@pytest.mark.parametrize(
    ("rule", "facts"), [(PERSONAL_DATA, {}), (PERSONAL_DATA, {"processes_personal_data": None})]
)
def test_an_unknown_fact_contradicts_nothing(rule, facts):
    answer = Answer(NOT_APPLICABLE, reason="Not us")

    assert kinds(of_question(answer, rule=rule, facts=facts)) == ["not_applicable"]


def test_only_the_true_facts_of_an_any_rule_are_named():
    rule = Rule(any_of=("uses_generative_ai", "processes_personal_data"))
    facts = {"uses_generative_ai": False} | YES

    found = of_question(Answer(NOT_APPLICABLE, reason="Not us"), rule=rule, facts=facts)

    assert "processes_personal_data" in found[1][1]
    assert "uses_generative_ai" not in found[1][1]


def test_an_obligation_of_foreigners_applies_where_there_is_no_seat():
    declared = Declaration("not_applicable", reason="Not us")

    found = of_obligation(declared, rule=Rule(all_of=(FOREIGN_ENTITY,)), seats=("ID",))

    assert kinds(found) == ["not_applicable", "contradiction"]
    assert "you have no seat in Singapore" in found[1][1]


@pytest.mark.parametrize("state", ["met", "partial", "unmet"])
def test_a_declared_obligation_needs_no_note(state):
    assert of_obligation(Declaration(state)) == []


# Met, with nothing in place


def declared_met(levels: dict[str, int], *, principles=("transparency", "fairness"), state="met"):
    critical = [make_question(f"TRA-{n:02}", critical=True) for n in (1, 2)]
    fair = make_question("FAI-01", principle="fairness", critical=True)
    other = make_question("FAI-02", principle="fairness")
    edition = make_edition_definition(
        principles=(
            make_principle(*critical),
            make_principle(fair, other, key="fairness", prefix="FAI"),
        ),
        markets=(
            make_market("SG", obligations=(make_obligation("SG-01", principles=principles),)),
        ),
    )
    answers = Answers(
        markets=("SG",),
        responses={key: Answer(level) for key, level in levels.items()},
        obligations={"SG-01": Declaration(state)},
    )
    return [each.sentence for each in findings(edition, answers)["markets/SG"]]


def test_met_contradicts_that_nothing_critical_is_in_place_on_any_of_its_principles():
    [sentence] = declared_met({"TRA-01": 0, "TRA-02": 0, "FAI-01": 0, "FAI-02": 3})

    assert "Transparency and Fairness" in sentence
    assert "TRA-01, TRA-02, FAI-01" in sentence


@pytest.mark.parametrize(
    "levels",
    [
        {"TRA-01": 0, "TRA-02": 0, "FAI-01": 1},
        {"TRA-01": 0, "TRA-02": 1, "FAI-01": 0},
        {"TRA-01": 0, "TRA-02": 0},
        {},
    ],
)
def test_one_weak_control_contradicts_nothing(levels):
    assert declared_met(levels) == []


def test_nor_does_an_obligation_that_names_no_principle_or_is_not_met():
    nothing = {"TRA-01": 0, "TRA-02": 0, "FAI-01": 0}

    assert declared_met(nothing, principles=()) == []
    assert declared_met(nothing, state="partial") == []


# All sections


def test_sections_and_findings_come_in_the_order_of_the_questionnaire():
    edition = make_edition_definition()

    found = findings(edition, Answers(markets=("ID", "SG")))

    assert list(found) == [
        "transparency",
        "fairness",
        "genai",
        "cross_border",
        "markets/ID",
        "markets/SG",
    ]
    assert [each.key for each in found["transparency"]] == ["TRA-01", "TRA-02"]


def test_what_is_not_asked_is_left_alone():
    edition = make_edition_definition()
    contradiction = Answer(0, evidence=3)

    found = findings(
        edition,
        Answers(
            facts={"uses_generative_ai": False},
            responses={"GEN-01": contradiction, "XBR-01": contradiction},
            obligations={"SG-01": Declaration("unknown")},
        ),
    )

    assert list(found) == ["transparency", "fairness"]
    assert {each.kind for section in found.values() for each in section} == {"unanswered"}


def test_a_section_with_nothing_to_look_at_is_empty():
    edition = make_edition_definition(markets=())
    responses = {key: Answer(2) for key in ("TRA-01", "TRA-02")}

    assert findings(edition, Answers(responses=responses))["transparency"] == ()
