"""What the published JSON Schemas say is what the product reads and writes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from scorecard.answers_file import to_answers_file
from scorecard.answers_parsing import InvalidAnswers, parse_answers
from scorecard.scoring import build_document
from tests.scorecard.schemas import SCHEMAS, faults
from tests.scorecard.scoring.small import SMALL, make_small_edition
from tests.scorecard.scoring.strategies import assessments

EDITION = make_small_edition()


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_a_schema_is_a_schema(schema):
    Draft202012Validator.check_schema(schema)


@settings(max_examples=60)
@given(assessments())
def test_every_result_and_every_export_of_answers_is_valid(assessment):
    edition, answers = assessment

    result = build_document(edition, "digest", "Any", answers)

    assert faults("scorecard-result-1", result) == []
    assert faults("answers-file", to_answers_file(edition, "Any", answers)) == []


def test_the_usual_answers_are_valid():
    assert faults("answers-file", SMALL["usual"]) == []


@pytest.mark.parametrize(
    "document",
    [
        {"organization": "Meridian"},
        {"edition": 2026.1},
        {"facts": {"financial_sector": "maybe"}},
        {"facts": {"multi_market": True}},
        {"seats": ["sg"]},
        {"markets": ["SG", "SG"]},
        {"responses": {"A1": 5}},
        {"responses": {"A1": "not_applicable"}},
        {"responses": {"A2": {"not_applicable": " "}}},
        {"responses": {"A1": {"level": 1, "evidence": 4}}},
        {"responses": {"A1": {"level": 1, "dont_know": True}}},
        {"responses": {"A1": {"dont_know": True, "evidence": 1}}},
        {"responses": {"A1": None}},
        {"obligations": {"SG-1": "done"}},
        {"obligations": {"SG-1": {"state": "met", "accepted": True}}},
        {"obligations": {"SG-1": {"state": "not_applicable"}}},
    ],
)
def test_schema_and_reader_refuse_the_same(document: dict[str, Any]):
    assert faults("answers-file", document)
    with pytest.raises(InvalidAnswers):
        parse_answers(document, EDITION)


def test_a_result_without_one_of_its_keys_is_invalid():
    result = build_document(
        EDITION, "digest", "Any", parse_answers(SMALL["usual"], EDITION).answers
    )

    for key in result:
        assert faults("scorecard-result-1", {k: v for k, v in result.items() if k != key}), key
