"""Our own vectors: what the published ones lack, worked by hand in YAML."""

from __future__ import annotations

from typing import Any

import pytest

from scorecard.scoring import build_document
from tests.scorecard.scoring.small import make_answers, make_small_edition, read_vectors

EDITION = make_small_edition()
OF_STEPS = ("next_steps", "gap_priorities", "shown_changes", "steps_from_nothing", "no_step")


def cases(*names: str) -> pytest.MarkDecorator:
    found = [case for name in names for case in read_vectors(name)]
    return pytest.mark.parametrize("case", found, ids=lambda case: case["name"])


def document_of(case: dict[str, Any]) -> dict[str, Any]:
    return build_document(EDITION, "digest", "Small", make_answers(EDITION, case))


@cases("scope", "readiness", "planning")
def test_vector(case):
    document = document_of(case)

    for path, expected in case["expect"].items():
        if path not in OF_STEPS:
            assert_holds(expected, at(document, path), path)


@cases("planning")
def test_next_steps(case):
    expect, steps = case["expect"], document_of(case)["next_steps"]
    by_question = {step["question"]: step for step in steps}

    assert_starts(expect.get("next_steps"), steps)
    for question, level in expect.get("steps_from_nothing", {}).items():
        assert_holds({"from": None, "to": level}, by_question[question], question)
    for question, changes in expect.get("shown_changes", {}).items():
        shown = {name: by_question[question][name]["shown"] for name in changes}
        assert shown == changes
    assert not by_question.keys() & set(expect.get("no_step", ()))


@cases("planning")
def test_gap_priorities(case):
    expected = case["expect"].get("gap_priorities")
    gaps = document_of(case)["gap_priorities"]

    assert_starts(expected, gaps)
    assert expected != [] or gaps == []


def at(document: dict[str, Any], path: str) -> Any:
    value: Any = document
    for key in path.split("."):
        value = value[key]
    return value


def assert_starts(expected: list[dict[str, Any]] | None, actual: list[dict[str, Any]]) -> None:
    for wanted, got in zip(expected or [], actual, strict=False):
        assert_holds(wanted, got, wanted["question"])
    assert len(actual) >= len(expected or [])


def assert_holds(expected: Any, actual: Any, path: str) -> None:
    """Numbers are compared exactly. Of a mapping, only the keys named; an empty one is empty."""
    if isinstance(actual, dict) and "exact" in actual:
        actual = actual["exact"]
    if isinstance(expected, dict) and expected:
        for key, value in expected.items():
            assert_holds(value, actual[key], f"{path}.{key}")
    else:
        assert actual == expected, path
