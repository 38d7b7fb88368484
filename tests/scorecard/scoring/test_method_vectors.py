"""The worked vectors of ASC-1.0: every number of every case, to the last digit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scorecard.scoring import Answer, Answers, build_document, next_steps, path_to_ready, score
from scorecard.scoring.constants import METHOD, ceiling
from tests.scorecard.scoring.mini import VECTORS, exact, make_answers, make_mini_edition

EDITION = make_mini_edition()
CASES = VECTORS["cases"]
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
cases_with_steps = pytest.mark.parametrize(
    "case", [case for case in CASES if "expected_paths_to_ready" in case], ids=lambda c: c["id"]
)


def document_of(case: dict[str, Any]) -> dict[str, Any]:
    return build_document(EDITION, "digest", "Mini", make_answers(case))


def test_the_vectors_are_of_this_method():
    assert VECTORS["method"] == METHOD
    assert len(CASES) == 17


@every_case
def test_principles(case):
    principles = document_of(case)["principles"]

    assert list(principles) == list(case["expected"]["principles"])
    for key, expected in case["expected"]["principles"].items():
        got = {name: principles[key][name] for name in expected}
        assert got == expected | _not_rated(expected), key


def _not_rated(expected: dict[str, Any]) -> dict[str, None]:
    """The vectors keep min(raw, U(c)) for a principle that is not rated; a result has null."""
    if expected["rated"]:
        return {}
    raw, score = exact(expected["raw"]), exact(expected["score"])
    assert raw is not None
    assert score == min(raw, ceiling(expected["cap"]))
    return {"score": None, "level": None}


@every_case
def test_overall(case):
    expected = case["expected"]
    result = score(EDITION, make_answers(case))

    assert result.coverage == exact(expected["coverage"])
    assert result.dont_know_share == exact(expected["dk_share"])
    assert result.rated_principles == expected["rated_principles"]
    assert result.status == expected["status"]
    if "overall" not in expected:
        assert result.overall is None
        return
    assert result.overall is not None
    assert result.overall.mean == exact(expected["overall"]["mean"])
    assert result.overall.mean_of_raw == exact(expected["overall"]["uncapped_mean_of_raw"])
    assert result.overall.cap == expected["overall"]["cap"]
    document = document_of(case)["overall"]
    for name in ("mean", "score", "level", "high", "cap"):
        assert document[name] == expected["overall"][name], name


@every_case
def test_genai(case):
    expected, genai = case["expected"].get("genai"), document_of(case)["genai"]

    if expected is None:
        assert genai is None
    else:
        assert {name: genai[name] for name in expected} == expected


@every_case
def test_markets(case):
    markets = document_of(case)["market_readiness"]

    assert list(markets) == list(case["expected"]["markets"])
    for code, expected in case["expected"]["markets"].items():
        got = {name: markets[code][name] for name in expected}
        assert got == expected | {"status": expected["status"].replace(" ", "_")}, code


@cases_with_steps
def test_next_steps(case):
    answers = make_answers(case)
    steps = next_steps(EDITION, answers, score(EDITION, answers))[:5]

    got = [
        {
            "question": step.question,
            "from_level": step.before,
            "delta_overall": step.delta_overall,
            "delta_unit": step.delta_unit,
            "markets_newly_ready": len(step.markets_newly_ready),
            "markets_leaving_not_ready": len(step.markets_leaving_not_ready),
        }
        for step in steps
    ]

    assert got == [
        step | {name: exact(step[name]) for name in ("delta_overall", "delta_unit")}
        for step in case["expected_sensitivity_top5"]
    ]


@cases_with_steps
def test_paths_to_ready(case):
    answers = make_answers(case)
    result = score(EDITION, answers)

    for code, expected in case["expected_paths_to_ready"].items():
        path = path_to_ready(EDITION, answers, result, code)
        taken = walk(answers, {step.question or "": step.after for step in path})

        assert [[step.question, step.before, step.after] for step in path] == [
            [question, None if before == "DK" else before, after]
            for question, before, after in expected["steps"]
        ]
        assert score(EDITION, taken).markets[code].status == expected["status_after"]


def walk(answers: Answers, levels: dict[str, Any]) -> Answers:
    raised = {key: Answer(level) for key, level in levels.items()}
    return replace(answers, responses={**answers.responses, **raised})
