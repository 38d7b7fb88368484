from __future__ import annotations

from frameworks.definition import Level, Rule
from scorecard.scoring import DONT_KNOW, NOT_APPLICABLE, Answer
from tests.factories import make_principle, make_question
from tests.scorecard.reports.samples import levels, make_report, make_sample_edition


def test_a_final_result_has_a_number_a_level_and_nothing_missing():
    summary = make_report(responses=levels(3)).summary

    assert (summary.status_words, summary.figure) == ("Complete", "75")
    assert (summary.level.number, summary.level.name) == (3, "Operating")
    assert summary.missing == ()


def test_the_verdict_names_the_strongest_and_the_weakest_principle():
    answers = levels(3, PRI_01=4, PRI_02=4, PRI_03=4, FAI_02=2)

    say = make_report(responses=answers).summary.say

    assert "Privacy is strongest at 100, Fairness weakest at 66." in say


def test_the_verdict_keeps_the_capitals_inside_a_level_s_meaning():
    meanings = [Level(name=f"L{n}", meaning="Applied to all AI systems") for n in range(5)]
    edition = make_sample_edition(levels=tuple(meanings))

    assert "L3: applied to all AI systems." in make_report(edition, responses=levels(3)).summary.say


def test_the_verdict_does_not_invent_an_order_among_equals():
    assert "Every rated principle scores 75." in make_report(responses=levels(3)).summary.say


def test_open_answers_are_shown_as_a_range():
    summary = make_report(responses=levels(3, TRA_02=None)).summary

    # Transparency: (3*75 + 0 + 75) / 6 = 50, high (225 + 200 + 75) / 6 = 83; overall 66.
    assert summary.figure == "66 (up to 77)"
    assert summary.status_words == "Provisional"
    assert summary.missing == ("1 question on the principles has no answer.",)


def test_a_blank_assessment_has_no_number_and_says_what_is_missing():
    summary = make_report(responses={}).summary

    assert summary.shown is None
    assert "0" not in summary.figure
    assert summary.level.name == "No score yet"
    assert summary.missing[:3] == (
        "0% is answered; an overall score needs at least 60%.",
        "0 of 3 principles are rated; an overall score needs 3.",
        "9 questions on the principles have no answer.",
    )
    assert "Fairness: not rated: 0% is answered, at least 60% is needed." in summary.missing


def test_much_that_is_not_known_keeps_a_result_from_being_final():
    summary = make_report(responses=levels(3, FAI_02=Answer(DONT_KNOW))).summary

    assert summary.missing == (
        "11% of the weight is answered “don't know”; a complete result needs 10% or less.",
    )


def test_the_weakest_principle_holds_the_overall_score():
    answers = levels(4, FAI_01=1, FAI_02=0, FAI_03=0)  # Fairness 12, level 0: at most 39

    summary = make_report(responses=answers).summary

    assert summary.shown == 39
    assert "one level above the weakest principle: Fairness at level 0" in summary.holds
    assert "The principles average 70" in summary.holds


def test_nothing_is_said_to_hold_a_score_that_is_not_held():
    assert make_report(responses=levels(3)).summary.holds == ""


def test_coverage_confidence_and_controls_stand_apart_from_the_score():
    facts = {f.name: f.figure for f in make_report(responses=levels(3, TRA_01=1)).summary.facts}

    assert facts == {
        "Coverage": "100%",
        "Confidence": "100%",
        "Critical controls": "2 of 3",
        "Don't know": "0%",
    }


def test_a_capped_principle_names_the_control_that_holds_it():
    row = make_report(responses=levels(4, FAI_01=0)).principles[1]

    assert (row.shown, row.figure) == (39, "39")
    assert row.cap is not None
    assert row.cap.holds
    assert row.cap.headline == "Held at 39 by a critical control."
    assert row.cap.detail == "The answers add up to 50, but FAI-01 is at level 0."
    assert [(told.id, told.section) for told in row.cap.blockers] == [("FAI-01", "fairness")]


def test_a_blank_critical_control_is_said_to_be_blank_not_zero():
    row = make_report(responses=levels(4, FAI_01=Answer(DONT_KNOW), TRA_01=Answer(DONT_KNOW)))

    cap = row.principles[1].cap
    assert cap is not None
    assert "FAI-01 is not known" in cap.detail


def test_a_cap_that_takes_nothing_away_says_so():
    cap = make_report(responses=levels(2)).principles[0].cap

    assert cap is not None
    assert not cap.holds
    assert cap.headline == "Cannot pass 79 yet."


def test_a_principle_with_too_few_answers_is_not_rated_and_has_no_number():
    row = make_report(responses=levels(3, TRA_01=None)).principles[0]

    assert (row.shown, row.figure, row.level.name) == (None, "\N{EN DASH}", "Not rated")
    assert row.status == "Not rated: 50% is answered, at least 60% is needed."


def test_a_principle_mostly_not_applicable_is_not_rated():
    question = make_question("FAI-01", principle="fairness")
    other = make_question("FAI-02", principle="fairness", weight=2)
    principles = (make_principle(), make_principle(question, other, key="fairness", prefix="FAI"))
    edition = make_sample_edition(principles=principles)
    responses = {
        "TRA-01": Answer(3),
        "FAI-01": Answer(3),
        "FAI-02": Answer(NOT_APPLICABLE, reason="No"),
    }

    row = make_report(edition, responses=responses).principles[1]

    assert row.status == "Not rated: 66% is marked not applicable, at most 50% may be."


def test_a_principle_nobody_is_asked_about_is_out_of_scope_and_not_missed():
    rule = Rule(all_of=("processes_personal_data",))
    question = make_question("FAI-01", principle="fairness", applies_when=rule)
    principles = (make_principle(), make_principle(question, key="fairness", prefix="FAI"))
    edition = make_sample_edition(principles=principles)
    facts = {"uses_generative_ai": False, "processes_personal_data": False}

    report = make_report(edition, facts=facts, responses={"TRA-01": Answer(3)})

    assert report.principles[1].status == "Out of scope: your profile raises no question here."
    assert report.scope.out_of_scope == "Fairness"
    assert report.summary.status_words == "Complete"


def test_generative_ai_stands_beside_the_principles_only_where_it_is_used():
    facts = {"uses_generative_ai": True}

    assert make_report(responses=levels(3)).genai is None
    genai = make_report(facts=facts, responses=levels(3) | {"GEN-01": Answer(1)}).genai
    assert genai is not None
    assert genai.figure == "25"


def test_cross_border_is_shown_with_several_markets():
    assert make_report(responses=levels(3)).cross_border is None
    assert make_report(responses=levels(3), markets=("SG", "ID")).cross_border is not None


def test_strengths_and_gaps_come_with_words_for_what_to_do():
    row = make_report(responses=levels(4, FAI_02=1)).principles[1]

    assert [told.id for told in row.strengths] == ["FAI-01", "FAI-03"]
    assert [(told.id, told.now, told.goal) for told in row.gaps] == [
        ("FAI-02", "By chance", "Done")
    ]
