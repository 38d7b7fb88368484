"""The edition of `tests/vectors/small-edition.yaml`, and answers in the shape of an answers file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from frameworks import definition as d
from scorecard.answers_parsing import parse_answers
from scorecard.scoring import Answers
from tests import factories

VECTORS = Path(__file__).parents[2] / "vectors"


def read_vectors(name: str) -> Any:
    return YAML(typ="safe", pure=True).load(VECTORS / f"{name}.yaml")


SMALL = read_vectors("small-edition")


def make_small_edition() -> d.Edition:
    keys = tuple(SMALL["principles"])
    return factories.make_edition_definition(
        facts=tuple(d.Fact(key=key, question=key, help=key, group="Use") for key in SMALL["facts"]),
        principles=tuple(
            factories.make_principle(
                *make_questions(SMALL["principles"][key], principle=key, track="core"),
                key=key,
                prefix=key[0].upper(),
            )
            for key in keys
        ),
        genai=factories.make_genai(
            *make_questions(SMALL["genai"], principle=keys[0], track="genai"), principle=keys[0]
        ),
        cross_border=factories.make_cross_border(
            *make_questions(SMALL["cross_border"], principle=d.CROSS_BORDER, track="cross_border")
        ),
        markets=tuple(make_market(code, raw) for code, raw in SMALL["markets"].items()),
    )


def make_questions(raws: dict[str, Any], **common: Any) -> list[d.Question]:
    return [
        factories.make_question(
            key,
            weight=raw["weight"],
            critical=raw.get("critical", False),
            applies_when=d.Rule(all_of=tuple(raw.get("all_of", ()))),
            **common,
        )
        for key, raw in raws.items()
    ]


def make_market(code: str, raw: dict[str, Any]) -> d.Market:
    return factories.make_market(
        code,
        code,
        status=raw.get("status", "full"),
        floors={
            key: d.Floor(floor=floor, basis="binding", reason="As agreed.")
            for key, floor in raw["floors"].items()
        },
        uplifts=tuple(d.Uplift(**uplift, reason="Riskier.") for uplift in raw.get("uplifts", ())),
        obligations=tuple(make_obligation(*item) for item in raw["obligations"].items()),
    )


def make_obligation(key: str, raw: dict[str, Any]) -> d.Obligation:
    names = ("force", "confidence", "verification", "required_level")
    return factories.make_obligation(
        key,
        applies_if=d.Rule(all_of=tuple(raw.get("all_of", ()))),
        questions=tuple(raw.get("questions", ())),
        **{name: raw[name] for name in names if name in raw},
    )


def answers_file(case: dict[str, Any]) -> dict[str, Any]:
    """The usual answers with a case's own on top, and without what it leaves out."""
    usual = SMALL["usual"]
    left_out = set(case.get("without", ()))
    document: dict[str, Any] = {
        section: case.get(section, usual[section]) for section in ("seats", "markets")
    }
    for section in ("facts", "responses", "obligations"):
        entries = usual[section] | case.get(section, {})
        document[section] = {key: value for key, value in entries.items() if key not in left_out}
    return document


def make_answers(edition: d.Edition, case: dict[str, Any]) -> Answers:
    return parse_answers(answers_file(case), edition).answers
