"""The examples that the method page works through: cases of the test suite, scored by the engine.

`worked_examples.json` is a copy of two cases of the published vectors; a test holds it to them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from frameworks.definition import (
    ALWAYS,
    Edition,
    Floor,
    Market,
    Obligation,
    Origin,
    Principle,
    Question,
    Rule,
)
from scorecard.reports.viewmodel.reading import Reading
from scorecard.reports.viewmodel.workings import Why
from scorecard.reports.why import why, why_market
from scorecard.scoring.constants import GENAI, LEVEL_STEP, METHOD, USES_GENERATIVE_AI
from scorecard.scoring.document import build_document
from scorecard.scoring.types import DONT_KNOW, NOT_APPLICABLE, Answer, Answers

FILE = Path(__file__).with_name("worked_examples.json")
HELD, OPEN = "example-1", "example-2"  # one control holds a principle; answers that are open
SPECIAL = {"NA": NOT_APPLICABLE, "DK": DONT_KNOW}
MADE_UP: dict[str, Any] = {
    "as_of": METHOD,
    "verification": "confirmed",
    "confidence": "high",
}

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """One number of one case, worked through. `case` names it in the vectors."""

    case: str
    description: str
    why: Why


def worked_examples(edition: Edition) -> tuple[Example, ...]:
    """A principle that is held, one with open answers, the overall score, and a market."""
    held, still_open = reading_of(edition, HELD), reading_of(edition, OPEN)
    found = [
        (HELD, why(held, "P")),
        (OPEN, why(still_open, "S")),
        (HELD, why(held, "overall")),
        (HELD, why_market(held, "Alpha")),
    ]
    said = {case["id"]: case["description"] for case in _file()["cases"]}
    return tuple(Example(case, said[case], each) for case, each in found if each is not None)


def reading_of(edition: Edition, case_id: str) -> Reading:
    """One case, scored now. The edition lends the names of its levels and principles."""
    case = next(case for case in _file()["cases"] if case["id"] == case_id)
    small = example_edition(edition)
    answers = Answers(
        facts={USES_GENERATIVE_AI: case["genai_in_scope"]},
        markets=tuple(market.code for market in small.markets),
        responses={
            key: Answer(SPECIAL.get(given["a"], given["a"]), given.get("e") or 0)
            for key, given in case["answers"].items()
            if given["a"] is not None
        },
    )
    return Reading(small, build_document(small, METHOD, "Worked example", answers))


def example_edition(edition: Edition) -> Edition:
    """The framework of the vectors: seven principles, three questions each, three markets."""
    framework = _file()["framework"]
    asked = framework["questions"]
    # The vectors call a principle by its first letter.
    names = {principle.short_name[:1]: principle.short_name for principle in edition.principles}
    keys = tuple(dict.fromkeys(raw["principle"] for raw in asked))
    uses_genai = [fact for fact in edition.facts if fact.key == USES_GENERATIVE_AI]
    return replace(
        edition,
        facts=tuple(uses_genai),
        principles=tuple(_principle(key, names.get(key, key), asked) for key in keys),
        genai=replace(edition.genai, questions=_questions(asked, GENAI, "Generative AI")),
        cross_border=replace(edition.cross_border, questions=()),
        markets=tuple(
            _market(raw, keys, like=edition.markets[0])
            for raw in framework["markets"]
            if edition.markets
        ),
        crosswalks=(),
    )


@cache
def _file() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content


def _principle(key: str, name: str, asked: list[Raw]) -> Principle:
    mine = [raw for raw in asked if raw["principle"] == key]
    return Principle(
        key=key,
        name=name,
        short_name=name,
        guide_section="",
        prefix=key,
        asks="",
        practices=(),
        genai_addition="",
        questions=_questions(mine, "core", name),
    )


def _questions(asked: list[Raw], track: str, name: str) -> tuple[Question, ...]:
    return tuple(
        Question(
            id=raw["id"],
            principle=raw["principle"],
            track=raw["track"],
            text=f"{name}, question {raw['id'][1:]}",
            why="",
            anchors=("",) * 5,
            weight=raw["weight"],
            weight_reason="",
            critical=raw["critical"],
            origin=Origin(sections=(), basis="derived"),
        )
        for raw in asked
        if raw["track"] == track
    )


def _market(raw: Raw, principles: tuple[str, ...], *, like: Market) -> Market:
    """The vectors give a floor as a score."""
    floor = Floor(floor=raw["minimum"] // LEVEL_STEP, basis="voluntary", reason="")
    return replace(
        like,
        code=raw["id"],
        name=raw["id"],
        status="full",
        floors=dict.fromkeys(principles, floor),
        uplifts=(),
        obligations=tuple(_obligation(each) for each in raw["obligations"]),
    )


def _obligation(raw: Raw) -> Obligation:
    genai_only = Rule(all_of=(USES_GENERATIVE_AI,))
    return Obligation(
        id=raw["id"],
        title=f"Obligation {raw['id']}",
        statement="",
        force="binding" if raw["binding"] else "voluntary",
        instrument="",
        applies_if=genai_only if raw.get("applies") == GENAI else ALWAYS,
        questions=tuple(raw["questions"]),
        required_level=raw["required"],
        **MADE_UP,
    )
