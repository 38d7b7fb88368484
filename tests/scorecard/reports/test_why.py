"""Worked examples are worked here again: what a formula says comes out as the document has it."""
# ruff: noqa: RUF001  # formulas are written with their own signs

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from frameworks.definition import Edition
from frameworks.fixtures import read_fixtures
from scorecard.answers_file import load_answers_file
from scorecard.reports.viewmodel.arithmetic_gaps import priority_of
from scorecard.reports.viewmodel.arithmetic_paths import climbed, formula_of
from scorecard.reports.viewmodel.arithmetic_steps import effective_steps
from scorecard.reports.viewmodel.market_work import MarketWork
from scorecard.reports.viewmodel.reading import Reading, section_of
from scorecard.reports.viewmodel.step_work import StepWork
from scorecard.reports.viewmodel.workings import Step, Why, both, cut, exact, rounded_down
from scorecard.reports.why import why, why_market
from scorecard.scoring import DONT_KNOW, NOT_APPLICABLE, Answer, Declaration, build_document
from scorecard.scoring.constants import CEILINGS
from tests.scorecard.reports.samples import (
    generated_responses,
    levels,
    make_document,
    make_sample_edition,
)
from tests.scorecard.scoring.strategies import assessments

FIXTURES = Path(__file__).parents[3] / "fixtures"
SIGNS = {"×": "*", "÷": "/", "\N{MINUS SIGN}": "-", "²": "**2"}
UNIT_NUMBERS = ("raw", "score", "high", "coverage", "na_share", "evidenced", "confidence")
OVERALL_NUMBERS = ("mean", "score", "high", "evidenced", "confidence")
MARKET_NUMBERS = {
    "obligations": "obligation_fit",
    "principles": "baseline_fit",
    "readiness": "readiness",
}


def worked_out(sum_in_words: str) -> Fraction:
    """What a formula comes to, by arithmetic alone."""
    code = re.sub(r"\d+(\.\d+)?", lambda found: f"Fraction('{found[0]}')", sum_in_words)
    for sign, operator in SIGNS.items():
        code = code.replace(sign, operator)
    assert not re.search(r"[^\d\s.,()+*/'-]", code.replace("Fraction", "").replace("min", "")), code
    return Fraction(eval(code, {"Fraction": Fraction, "min": min}))  # noqa: S307 (checked above)


def check_formulas(example: Why) -> None:
    for step in example.steps:
        if step.formula:
            left, right = step.formula.rsplit(" = ", 1)
            assert worked_out(left) == worked_out(right) == step.value, step


def value(example: Why, key: str) -> Fraction | None:
    step = example.step(key)
    return step.value if step else None


def exact_number(number: dict[str, Any] | None) -> Fraction | None:
    return Fraction(number["exact"]) if number else None


def check_unit(reading: Reading, key: str) -> None:
    example, unit = why(reading, key), reading.units[key]
    assert example is not None
    check_formulas(example)
    for name in UNIT_NUMBERS:
        assert value(example, name) == exact_number(unit[name]), (key, name)
    for name in ("earned", "possible", "cap", "level"):
        assert value(example, name) == unit[name], (key, name)
    if unit["in_scope"]:
        refs = getattr(example.step("cap"), "refs", ())
        assert [ref.id for ref in refs] == unit["blockers"]
        assert value(example, "rated") == unit["rated"]
    assert bool(example.missing) is (unit["score"] is None)


def check_overall(reading: Reading) -> None:
    example, overall = why(reading, "overall"), reading.document["overall"]
    assert example is not None
    check_formulas(example)
    for name in OVERALL_NUMBERS:
        assert value(example, name) == exact_number(overall and overall[name]), name
    for name in ("cap", "level"):
        assert value(example, name) == (overall and overall[name]), name
    assert value(example, "coverage") == exact_number(reading.document["coverage"])
    assert value(example, "dont-know") == exact_number(reading.document["dont_know_share"])
    status = example.step("status")
    assert status is not None
    assert status.result  # the rules, tested line by line, lead to the status of the document
    assert bool(example.missing) is (overall is None)


def check_market(reading: Reading, code: str) -> None:
    example, result = why_market(reading, code), reading.document["market_readiness"][code]
    assert example is not None
    check_formulas(example)
    for key, name in MARKET_NUMBERS.items():
        assert value(example, key) == exact_number(result[name]), (code, name)
    assert decided(example) == result["status"], code
    assert {row.ref.id for row in example.terms[0].rows} == set(result["obligations"])


def decided(example: Why) -> str:
    status = example.step("status")
    assert status is not None
    lines = [rule.words.split(":")[0] for rule in status.rules if rule.decides]
    return lines[0].upper().replace(" ", "_") if lines else "READY"


def check_order(reading: Reading) -> None:
    steps, gaps = why(reading, "next-steps"), why(reading, "gaps")
    assert steps is not None
    assert gaps is not None
    check_formulas(gaps)
    for gap in reading.document["gap_priorities"]:
        formula, priority = priority_of(reading, gap)
        left, _, right = formula.rpartition(" = ")
        assert worked_out(left) == int(right) == priority == gap["priority"]


def check_step(reading: Reading, step: Mapping[str, Any]) -> None:
    """Its formulas arrive at what the document says the step changes."""
    work = StepWork(reading, step)
    example = why(reading, f"step-{step['question']}")
    assert example is not None
    check_formulas(example)
    if step["delta_unit"]:
        assert value(example, "unit-score") == moved(work.numbers["score"], step["delta_unit"])
    if step["delta_overall"] and not work.is_beside:
        assert work.overall is not None
        after = moved(work.overall["score"], step["delta_overall"])
        assert value(example, "overall-score") == after
    ready = {code for code in reading.document["market_readiness"] if becomes(example, code)}
    assert ready == set(step["markets_newly_ready"])
    for code in step["markets_leaving_not_ready"]:
        assert example.step(f"{code}-status").before == "Not ready"  # type: ignore[union-attr]  # None fails, too


def becomes(example: Why, code: str) -> bool:
    """Whether the market is ready after the step, and only then: no line of the rules decides."""
    status = example.step(f"{code}-status")
    return status is not None and not any(rule.decides for rule in status.rules)


def check_path(reading: Reading, code: str) -> None:
    """Each sum holds, and the last one of a principle reaches its floor."""
    reached = {}
    for climb in climbed(MarketWork(reading, reading.edition.market_by_code[code])):
        left, _, right = formula_of(climb).rpartition(" = ")
        index, cap = climb.unit.score.raw, climb.unit.score.cap
        assert index is not None
        assert cap is not None
        assert worked_out(left) == worked_out(right) == min(index, Fraction(CEILINGS[cap - 1]))
        reached[section_of(climb.question)] = worked_out(right) - climb.floor
    assert all(margin >= 0 for margin in reached.values())


def moved(before: dict[str, Any], delta: dict[str, Any]) -> Fraction:
    return Fraction(before["exact"]) + Fraction(delta["exact"])


def check_everything(reading: Reading) -> None:
    check_numbers(reading)
    for step in effective_steps(reading):
        check_step(reading, step)


def check_numbers(reading: Reading) -> None:
    for key in reading.units:
        check_unit(reading, key)
    check_overall(reading)
    for code in reading.document["market_readiness"]:
        check_market(reading, code)
        check_path(reading, code)
    check_order(reading)


@settings(max_examples=60)
@given(assessments())
def test_every_formula_arrives_at_the_number_of_the_document(generated):
    edition, answers = generated

    check_everything(Reading(edition, build_document(edition, "f" * 64, "Acme", answers)))


@pytest.mark.parametrize("seed", range(20))
def test_generated_assessments_are_explained_as_they_were_scored(seed):
    check_everything(make_reading(responses=generated_responses(seed), markets=("SG", "ID")))


@pytest.fixture(scope="module")
def shipped() -> Edition:
    return read_fixtures(FIXTURES)


@pytest.mark.parametrize("file", ["bank", "ministry"])
def test_the_demo_is_explained_as_it_was_scored(shipped, file):
    answers = load_answers_file(FIXTURES / "demo" / f"{file}.yaml").read(shipped).answers

    reading = Reading(shipped, build_document(shipped, "f" * 64, "Acme", answers))

    check_numbers(reading)
    for step in effective_steps(reading)[:10]:
        check_step(reading, step)


def make_reading(**said: Any) -> Reading:
    edition = make_sample_edition()
    return Reading(edition, make_document(edition, **said))


def explained(key: str, **said: Any) -> Why:
    example = why(make_reading(**said), key)
    assert example is not None
    return example


def step(example: Why, key: str) -> Step:
    found = example.step(key)
    assert found is not None
    return found


def test_a_number_the_document_does_not_agree_with_is_caught():
    reading = make_reading(responses=levels(3))
    reading.document["principles"]["fairness"]["score"]["exact"] = "74"

    with pytest.raises(AssertionError):
        check_unit(reading, "fairness")


def test_a_step_the_document_does_not_agree_with_is_caught():
    reading = make_reading(responses=levels(3))
    step = effective_steps(reading)[0]
    step["delta_unit"]["exact"] = "1/7"

    with pytest.raises(AssertionError):
        check_step(reading, step)


def test_a_step_tells_what_was_before_and_what_would_be():
    example = explained("step-PRI-01", responses=levels(3, PRI_01=1))

    assert example.title == "What PRI-01 at level 2 would change"
    assert step(example, "answer").formula == "3 × 2 − 3 × 1 = 3"
    assert step(example, "unit-score").formula == "min(62.5, 79) = 62.5"
    assert step(example, "unit-score").before == "50"
    assert step(example, "unit-level").before.endswith("level 2, Defined")
    assert step(example, "overall-score").before
    assert "Privacy 50 → 62 (+12)" in example.say


def test_a_step_beside_the_principles_leaves_the_overall_score_alone():
    responses = levels(3) | {"GEN-01": Answer(1)}
    example = explained(
        "step-GEN-01", responses=responses, facts={"uses_generative_ai": True}, markets=("SG",)
    )

    assert step(example, "unit-raw").before
    assert step(example, "overall-score").result == "It stays 75"
    assert not step(example, "overall-score").formula


def test_a_step_shows_the_rule_that_makes_a_market_ready():
    example = explained("step-PRI-01", responses=levels(3, PRI_01=0))

    assert step(example, "SG-status").before == "Conditional"
    assert step(example, "SG-status").result == "Ready"


def test_a_question_that_changes_nothing_has_no_example():
    reading = make_reading(responses=levels(4))

    assert why(reading, "step-PRI-01") is None
    assert why(reading, "step-NO-01") is None


def test_a_path_is_worked_one_step_after_the_other():
    reading = make_reading(responses=levels(3, FAI_01=0, PRI_01=0))
    example = why_market(reading, "SG")

    assert example is not None
    path = next(terms for terms in example.terms if terms.key == "path")
    assert [row.ref.id for row in path.rows] == ["FAI-01", "PRI-01"]
    assert [cell.text for cell in path.rows[0].cells] == [
        "level 0 → level 1",
        "min(100 × 12 ÷ 24, 59) = 50",
        "40",
    ]


def test_a_cap_names_the_controls_that_set_it():
    example = explained("privacy", responses=levels(4, PRI_01=0))

    assert [ref.id for ref in step(example, "cap").refs] == ["PRI-01"]
    assert "a critical control holds the score at 39" in example.say
    assert step(example, "score").formula == "min(50, 39) = 39"


def test_an_unrated_principle_says_which_rule_and_what_would_satisfy_it():
    example = explained("privacy", responses=levels(3, PRI_01=None))

    assert example.title == "Why no score yet for Privacy?"
    assert (
        "At least 60% of the weight must be answered: 3.6 of 6. Now it is 3." in example.missing[0]
    )
    assert example.first is not None
    assert example.first.id == "PRI-01"


def test_too_much_not_applicable_is_told_with_the_weight_to_answer():
    ruled_out = Answer(NOT_APPLICABLE, reason="No use")
    edition = make_sample_edition()
    document = make_document(edition, responses=levels(3, TRA_02=ruled_out, TRA_03=ruled_out))

    example = why(Reading(edition, document), "transparency")

    assert example is not None
    assert step(example, "na_share").formula == "100 × 3 ÷ 6 = 50"  # exactly half is still rated
    assert not example.missing


def test_without_an_overall_score_the_rule_is_named():
    example = explained("overall", responses={})

    assert example.figure == "–"
    assert example.missing[0].startswith("At least 60% of the weight must be answered")
    assert step(example, "confidence").words == "Shown once there is an overall score."


def test_the_line_that_decides_a_market_is_marked():
    reading = make_reading(responses=levels(4), obligations={"SG-01": Declaration("unmet")})

    example = why_market(reading, "SG")

    assert example is not None
    assert decided(example) == "NOT_READY"
    assert sum(rule.decides for rule in step(example, "status").rules) == 1


def test_a_market_out_of_scope_and_an_unknown_key_have_no_example():
    reading = make_reading(responses=levels(3))

    assert why_market(reading, "ID") is None
    assert why(reading, "nothing") is None
    assert why(reading, "genai") is None


def test_numbers_are_cut_and_never_rounded_up():
    almost = Fraction(59999, 1000)

    assert cut(almost) == "59.99…"
    assert both(Fraction(325, 6)) == "54.16… (exactly 325/6)"
    assert exact(Fraction(155, 2)) == "77.5"
    assert rounded_down(almost, 59) == "59.99… (exactly 59999/1000), shown as 59: rounded down"
    assert rounded_down(Fraction(CEILINGS[0]), 39) == "39"


def test_open_answers_widen_the_range_in_the_formula():
    example = explained("fairness", responses=levels(3, FAI_02=Answer(DONT_KNOW)))

    assert step(example, "high").formula == "min(100 × (12 + 4 × 2) ÷ 24, 100) = 250/3"
