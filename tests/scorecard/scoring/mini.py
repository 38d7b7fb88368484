"""The small framework of `tests/vectors/asc-1.0.json` as an edition, and its answers."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from frameworks import definition as d
from scorecard.scoring import DONT_KNOW, NOT_APPLICABLE, Answer, Answers
from tests import factories

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "vectors/asc-1.0.json").read_text(encoding="utf-8")
)
SPECIAL = {"NA": NOT_APPLICABLE, "DK": DONT_KNOW}


def make_mini_edition() -> d.Edition:
    framework = VECTORS["framework"]
    core = [make_question(q) for q in framework["questions"] if q["track"] == "core"]
    genai = [make_question(q) for q in framework["questions"] if q["track"] == "genai"]
    keys = tuple(dict.fromkeys(question.principle for question in core))
    principles = tuple(
        factories.make_principle(*(q for q in core if q.principle == key), key=key, prefix=key)
        for key in keys
    )
    return factories.make_edition_definition(
        principles=principles,
        genai=factories.make_genai(*genai, principle=keys[0]),
        markets=tuple(make_market(market, keys) for market in framework["markets"]),
    )


def make_question(raw: dict[str, Any]) -> d.Question:
    return factories.make_question(
        raw["id"],
        principle=raw["principle"],
        track=raw["track"],
        weight=raw["weight"],
        critical=raw["critical"],
    )


def make_market(raw: dict[str, Any], principles: tuple[str, ...]) -> d.Market:
    """The vectors' `minimum` is a score: 60 is the floor level 3."""
    return factories.make_market(
        raw["id"],
        raw["id"],
        principles=principles,
        floor=raw["minimum"] // 20,
        obligations=tuple(make_obligation(obligation) for obligation in raw["obligations"]),
    )


def make_obligation(raw: dict[str, Any]) -> d.Obligation:
    genai_only = d.Rule(all_of=("uses_generative_ai",))
    return factories.make_obligation(
        raw["id"],
        force="binding" if raw["binding"] else "voluntary",
        questions=tuple(raw["questions"]),
        required_level=raw["required"],
        applies_if=genai_only if raw.get("applies") == "genai" else d.ALWAYS,
    )


def make_answers(case: dict[str, Any]) -> Answers:
    return Answers(
        facts={"uses_generative_ai": case["genai_in_scope"]},
        markets=tuple(market["id"] for market in VECTORS["framework"]["markets"]),
        responses={
            key: Answer(SPECIAL.get(given["a"], given["a"]), given.get("e") or 0)
            for key, given in case["answers"].items()
            if given["a"] is not None
        },
    )


def exact(value: dict[str, Any] | str | None) -> Fraction | None:
    """A number of the vectors, written `{"exact": "475/6", …}` or `"475/6"`."""
    text = value["exact"] if isinstance(value, dict) else value
    return None if text is None else Fraction(text)
