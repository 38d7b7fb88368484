"""Plain data into answers: every shorthand, and every mistake in one run."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from frameworks.parsing import spell
from scorecard.answers_file import to_answers_file
from scorecard.answers_parsing import InvalidAnswers, named_edition, parse_answers
from scorecard.scoring import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Answer,
    Declaration,
    build_document,
)
from tests.scorecard.scoring.small import make_small_edition
from tests.scorecard.scoring.strategies import assessments

EDITION = make_small_edition()


def parse(**document: Any) -> Any:
    return parse_answers(document, EDITION).answers


def mistakes(**document: Any) -> dict[str, str]:
    with pytest.raises(InvalidAnswers) as refused:
        parse_answers(document, EDITION)
    return {spell(problem.path): problem.message for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        (2, Answer(2)),
        ({"level": 3}, Answer(3)),
        ({"level": 3, "evidence": 2, "note": "Register"}, Answer(3, 2, "Register")),
        ("dont_know", Answer(DONT_KNOW)),
        ({"dont_know": True, "note": "Ask Mei"}, Answer(DONT_KNOW, note="Ask Mei")),
        ({"not_applicable": "No model"}, Answer(NOT_APPLICABLE, reason="No model")),
    ],
)
def test_a_response_in_each_of_its_forms(written, answer):
    assert parse(responses={"A2": written}).responses == {"A2": answer}


@pytest.mark.parametrize(
    ("written", "declaration"),
    [
        ("met", Declaration("met")),
        ("unknown", Declaration("unknown")),
        ({"state": "partial", "note": "Signed"}, Declaration("partial", "Signed")),
        ({"not_applicable": "None"}, Declaration("not_applicable", reason="None")),
        (
            {"not_applicable": "None", "accepted": True},
            Declaration("not_applicable", reason="None", accepted=True),
        ),
    ],
)
def test_an_obligation_in_each_of_its_forms(written, declaration):
    assert parse(obligations={"SG-1": written}).obligations == {"SG-1": declaration}


@pytest.mark.parametrize(
    ("written", "fact"),
    [(True, True), (False, False), ("yes", True), ("no", False), ("unknown", None)],
)
def test_a_fact_in_each_of_its_forms(written, fact):
    assert parse(facts={"financial_sector": written}).facts.get("financial_sector") is fact


def test_everything_may_be_left_out_or_left_empty():
    assert parse() == parse(facts=None, seats=None, markets=None, responses=None, obligations=None)


def test_an_obligation_of_a_market_out_of_scope_is_kept_and_not_scored():
    answers = parse(markets=["VN"], obligations={"SG-1": "unmet"})

    document = build_document(EDITION, "digest", "Any", answers)

    assert document["obligations"] == {"SG-1": {"state": "unmet"}}
    assert list(document["market_readiness"]) == ["VN"]


def test_every_mistake_is_reported_in_one_run():
    found = mistakes(
        edition="1999.1",
        organization="Meridian",
        facts={"financial_sektor": "yes", "multi_market": True, "uses_generative_ai": "maybe"},
        seats=["sg", "SG", "SG", 5],
        markets=["SG", "XX", "TL", "SG"],
        responses={
            "A1": {"not_applicable": "No"},
            "A2": {"not_applicable": " "},
            "A3": 5,
            "P1": True,
            "P2": {"level": 2, "evidence": 4},
            "T1": {"level": 2, "dont_know": True},
            "T2": {"dont_know": False},
            "T3": "not_applicable",
            "G1": {"level": 2, "notes": "x"},
            "G2": None,
            "Z9": 1,
        },
        obligations={
            "SG-1": "done",
            "SG-2": "not_applicable",
            "SG-3": {"state": "met", "accepted": True},
            "SG-4": {"not_applicable": "No", "accepted": "yes"},
            "SG-9": "met",
            "MY-1": "met",
        },
    )

    assert found == {
        "edition": "is '1999.1', but the edition is '2026.1'",
        "organization": "unknown key organization. Did you mean organisation?",
        "facts.financial_sektor": "unknown fact financial_sektor. Did you mean financial_sector?",
        "facts.multi_market": "follows from the markets and seats: leave it out",
        "facts.uses_generative_ai": "must be yes, no or unknown, not the text “maybe”",
        "seats[0]": "must be a country code of two capital letters, not 'sg'",
        "seats[2]": "SG is named twice",
        "seats[3]": "must be a code, not 5",
        "markets[1]": "unknown market XX",
        "markets[2]": "the market TL is a draft, and drafts are not scored",
        "markets[3]": "SG is named twice",
        "responses.A1": "A1 is critical, so it cannot be not applicable",
        "responses.A2.not_applicable": "needs a reason",
        "responses.A3": "must be a level from 0 to 4, not 5",
        "responses.P1": "must be a level from 0 to 4, not true",
        "responses.P2.evidence": "must be an evidence grade from 0 to 3, not 4",
        "responses.T1": "needs exactly one of level, dont_know, not_applicable",
        "responses.T2.dont_know": "must be true",
        "responses.T3": "needs a reason: {not_applicable: the reason}",
        "responses.G1.notes": "unknown key notes. Did you mean note?",
        "responses.G2": "must be a level from 0 to 4, not nothing",
        "responses.Z9": "unknown question Z9",
        "obligations.SG-1": "must be met, partial, unmet or unknown, not the text “done”",
        "obligations.SG-2": "needs a reason: {not_applicable: the reason}",
        "obligations.SG-3.accepted": "unknown key accepted",
        "obligations.SG-4.accepted": "must be true or false, not the text “yes”",
        "obligations.SG-9": "unknown obligation SG-9. Did you mean SG-7?",
        "obligations.MY-1": "follows from answers and cannot be declared",
    }


@pytest.mark.parametrize(
    ("document", "path", "message"),
    [
        ({"responses": [1]}, "responses", "must be a mapping, not a list"),
        ({"markets": "SG"}, "markets", "must be a list of codes, not the text “SG”"),
        ({"organisation": 5}, "organisation", "must be text, not 5"),
        ({"organisation": "a\x00b"}, "organisation", "holds a character that cannot be printed"),
        ({"edition": 2026.1}, "edition", 'must be text: write "2026.1" in quotes'),
        ({"responses": {4: 1}}, "responses.4", 'must be text: write "4" in quotes'),
        (
            {"responses": {"A1": "three"}},
            "responses.A1",
            "must be a level from 0 to 4, not the text “three”",
        ),
        (
            {"responses": {"A1": "2"}},
            "responses.A1",
            "must be a level from 0 to 4, not the text “2”",
        ),
        ({"responses": {"A1": 2.0}}, "responses.A1", "must be a level from 0 to 4, not 2.0"),
    ],
)
def test_a_value_of_the_wrong_type(document, path, message):
    assert mistakes(**document) == {path: message}


def test_one_mistake_in_an_entry_hides_no_other():
    found = mistakes(
        responses={
            "A2": {"level": 5, "evidence": 9, "colour": "x"},
            "A3": {"level": 2, "not_applicable": 3, "evidence": 9},
            "P1": {"dont_know": 1, "evidence": 9, "note": 4},
            "A1": {"not_applicable": ""},
        },
        obligations={
            "SG-1": {"state": "nonsense", "bad": 1},
            "SG-2": {"state": "met", "not_applicable": 3, "accepted": 2},
        },
    )

    forms = "needs exactly one of"
    assert found == {
        "responses.A2.colour": "unknown key colour",
        "responses.A2.level": "must be a level from 0 to 4, not 5",
        "responses.A2.evidence": "must be an evidence grade from 0 to 3, not 9",
        "responses.A3": f"{forms} level, dont_know, not_applicable",
        "responses.A3.evidence": "must be an evidence grade from 0 to 3, not 9",
        "responses.A3.not_applicable": "must be text, not 3",
        "responses.P1.evidence": "unknown key evidence",
        "responses.P1.note": "must be text, not 4",
        "responses.P1.dont_know": "must be true",
        "responses.A1": "A1 is critical, so it cannot be not applicable",
        "responses.A1.not_applicable": "needs a reason",
        "obligations.SG-1.bad": "unknown key bad",
        "obligations.SG-1.state": "must be met, partial, unmet or unknown, not the text “nonsense”",
        "obligations.SG-2": f"{forms} state, not_applicable",
        "obligations.SG-2.not_applicable": "must be text, not 3",
        "obligations.SG-2.accepted": "must be true or false, not 2",
    }


@pytest.mark.parametrize("document", [None, [], "text", 3])
def test_a_document_is_a_mapping(document):
    with pytest.raises(InvalidAnswers, match="mapping"):
        parse_answers(document, EDITION)


def test_khmer_and_thai_with_their_invisible_marks_are_text():
    name = "ធនាគារ\u200bមេរីឌៀន"

    assert parse_answers({"organisation": name}, EDITION).organisation == name


@settings(max_examples=60)
@given(assessments())
def test_what_is_written_reads_back_and_so_does_a_result(assessment):
    edition, answers = assessment
    document = build_document(edition, "digest", "Any", answers)

    for written in (to_answers_file(edition, "Any", answers), document):
        read = parse_answers(written, edition)

        assert named_edition(written) == edition.label
        assert read.organisation == "Any"
        assert build_document(edition, "digest", "Any", read.answers) == document
