from __future__ import annotations

import copy
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from frameworks.parsing import (
    InvalidEdition,
    KeyPath,
    dates_ahead,
    digest,
    parse_edition,
    spell,
    to_document,
)
from tests.factories import make_edition_definition
from tests.frameworks.editions import editions, make_full_edition

MISSING = object()
FULL = to_document(make_full_edition())
LONG = "x" * 41


def changed(path: KeyPath, value: Any) -> dict[str, Any]:
    """The full document with one value replaced, added or taken away."""
    document = copy.deepcopy(FULL)
    *way, last = path
    holder: Any = document
    for step in way:
        holder = holder.setdefault(step, {}) if isinstance(holder, dict) else holder[step]
    if value is MISSING:
        del holder[last]
    elif isinstance(holder, list) and last == len(holder):
        holder.append(value)
    else:
        holder[last] = value
    return document


def problems_of(document: object) -> list[str]:
    with pytest.raises(InvalidEdition) as caught:
        parse_edition(document)
    return [str(problem) for problem in caught.value.problems]


def test_a_document_and_its_edition_say_the_same():
    document = json.loads(json.dumps(FULL))

    assert parse_edition(document) == make_full_edition()
    assert to_document(parse_edition(document)) == document


@settings(max_examples=30)
@given(editions())
def test_any_edition_survives_the_way_through_json(edition):
    document = to_document(edition)

    assert parse_edition(json.loads(json.dumps(document))) == edition


def test_what_holds_its_default_is_left_out():
    document = to_document(make_edition_definition())

    assert "notes" not in document
    assert "evidence" not in document["principles"][0]["questions"][0]


def test_an_edition_of_before_the_glossary_is_read_and_written_as_it_was():
    document = {key: value for key, value in FULL.items() if key != "glossary"}

    edition = parse_edition(document)

    assert edition.glossary == ()
    assert to_document(edition) == document
    assert digest(to_document(edition)) == digest(document)


def test_mappings_are_written_in_the_order_of_the_edition():
    crosswalk = FULL["principles"][0]["questions"][0]["crosswalk"]

    assert list(crosswalk) == ["nist", "ai_verify"]
    assert list(FULL["markets"][0]["floors"]) == ["transparency", "fairness"]


def test_the_digest_ignores_the_order_of_keys_and_nothing_else():
    assert digest(dict(reversed(FULL.items()))) == digest(FULL)
    assert digest(changed(("title",), "Another")) != digest(FULL)


SHAPES = [
    (("title",), MISSING, "is missing"),
    (("title",), 5, "must be text, not a whole number (put it in quotes)"),
    (("title",), True, "must be text, not true or false (put it in quotes)"),
    (("title",), None, "must be text, not nothing"),
    (("title",), " \n", "must not be blank"),
    (("title",), "a\x00b", r"holds a character that cannot be printed: '\x00'"),
    (("title",), "\ud800", r"holds a character that cannot be printed: '\ud800'"),
    (("titel",), "x", "is not a known key (did you mean title?)"),
    (("notes",), "x", "must be a list, not text"),
    (("notes", 0), ["x"], "must be text, not a list"),
    (("genai",), [], "must be a mapping, not a list"),
    (("levels", 0), "x", "must be a mapping, not text"),
    (("markets", 0, "floors"), [], "must be a mapping, not a list"),
    (("markets", 0, "obligations", 0, "force"), "must", "must be one of binding, voluntary, emerging, not “must”"),
    (("markets", 0, "asean_member_since"), 1967.0, "must be a whole number, not a number"),
    (("markets", 0, "asean_member_since"), 10**30, "is too large a number"),
    (("markets", 0, "roadmap_tier", "tier"), "1", "must be a whole number, not text"),
    (("markets", 0, "data_protection_law", "dpo", "tags", "required"), 0.5,
     "must be one of these: text, a whole number, true or false, a list, not a number"),
    (("markets", 0, "data_protection_law", "dpo", "tags", "required"), {"a": 1},
     "must be one of these: text, a whole number, true or false, a list, not a mapping"),
]  # fmt: skip

Q = ("principles", 0, "questions", 0)
SG = ("markets", 0)
FLOOR = FULL["markets"][0]["floors"]["fairness"]
VALUES = [
    (("label",), "2026 1", "must be a label such as 2026.1, up to 40 characters, not “2026 1”"),
    (("label",), LONG, f"must be a label such as 2026.1, up to 40 characters, not “{LONG}”"),
    (("levels",), FULL["levels"][:4], "must hold 5 levels, not 4"),
    (("compiled",), "2026-02-30", "must be a real date such as 2026-05-30, not “2026-02-30”"),
    (("facts", 0, "key"), "multi_market", "multi_market is derived and never asked"),
    (("facts", 1, "key"), "uses_generative_ai", "“uses_generative_ai” is used twice"),
    (("sources", 1), FULL["sources"][0], "“guide” is used twice"),
    (("sources", 0, "url"), "javascript:alert(1)", "must be a web address that starts with https:// or http://"),
    (("sources", 0, "url"), "https://", "must be a web address that starts with https:// or http://"),
    (("sources", 0, "url"), MISSING, "is missing: only the common summary has no address"),
    (("sources", 0, "published"), "2026-13", "must be a date such as 2026-05-30, 2026-05 or 2026, not “2026-13”"),
    (("sources", 0, "published"), "May 2026", "must be a date such as 2026-05-30, 2026-05 or 2026, not “May 2026”"),
    (("principles", 0, "facts", 1, "key"), "what", "“what” is used twice"),
    (("principles", 0, "facts", 0, "source"), [], "is missing: name a source, or let verification be unverified"),
    (("principles", 0, "facts", 0, "source"), ["gide"], "names an unknown source, “gide” (did you mean guide?)"),
    (("principles", 0, "facts", 0, "source"), ["guide", "guide"], "names the source “guide” a second time"),
    (("principles", 0, "facts", 0, "as_of"), "2026", "must be a real date such as 2026-05-30, not “2026”"),
    ((*Q, "weight"), 4, "must be 1, 2 or 3, not 4"),
    ((*Q, "weight"), 0, "must be 1, 2 or 3, not 0"),
    ((*Q, "anchors"), ["a", "b"], "must hold one text a level, 5, not 2"),
    ((*Q, "examples"), ["a", "b"], "must hold 5 examples, one for each level, or none"),
    ((*Q, "examples"), ["a"] * 6, "must hold 5 examples, one for each level, or none"),
    ((*Q, "examples"), ["a", "b", "c", "d", 5], "must be text, not a whole number (put it in quotes)"),
    ((*Q, "weight_reason"), MISSING, "is missing"),
    ((*Q, "weight_reason"), " ", "must not be blank"),
    ((*Q, "critical_reason"), MISSING, "is missing: say why the question is critical"),
    ((*Q, "critical"), MISSING, "belongs to critical questions only"),
    ((*Q, "track"), "genai", "must be core here, not “genai”"),
    ((*Q, "principle"), "fairness", "must be transparency here, not “fairness”"),
    ((*Q, "genai_dimension"), "accountability", "belongs to generative AI questions only"),
    ((*Q, "area"), "data_flows", "belongs to cross-border questions only"),
    ((*Q, "applies_when"), {"all_of": ["use_ai"]}, "names an unknown fact, “use_ai”"),
    ((*Q, "applies_when"), {"any_of": ["foreign_entity"]}, "foreign_entity differs by market: only obligations may ask it"),
    ((*Q, "origin", "annex_a"), ["5.1"], "names an unknown Annex A item, “5.1” (did you mean 5.2?)"),
    ((*Q, "crosswalk", "nist"), ["MAP 1.2"], "names an unknown item of nist, “MAP 1.2” (did you mean MAP 1.1?)"),
    ((*Q, "crosswalk", "iso"), ["1"], "names an unknown crosswalk, “iso”"),
    (("genai", "questions", 0, "genai_dimension"), "data", "names an unknown dimension, “data”"),
    (("genai", "questions", 0, "principle"), "cross_border", "names an unknown principle, “cross_border”"),
    (("genai", "questions", 0, "track"), "core", "must be genai here, not “core”"),
    (("genai", "dimensions", 0, "principles"), ["truth"], "names an unknown principle, “truth”"),
    (("cross_border", "questions", 0, "principle"), "fairness", "must be cross_border here, not “fairness”"),
    (("annex_a", 0, "principles"), ["truth"], "names an unknown principle, “truth”"),
    ((*SG, "code"), "sg", "must be two capital letters, not “sg”"),
    ((*SG, "slug"), "../sg", "must be lower-case letters and digits joined by hyphens, not “../sg”"),
    (("markets", 1, "slug"), "singapore", "“singapore” is used twice"),
    (("markets", 1, "slug"), "compare", "“compare” is the name of another page"),
    (("markets", 1, "code"), "SG", "“SG” is used twice"),
    ((*SG, "floors", "fairness", "floor"), 5, "must be a level from 0 to 4, not 5"),
    ((*SG, "floors"), {"transparency": FLOOR}, "says nothing of fairness"),
    ((*SG, "floors", "truth"), FLOOR, "names an unknown principle, “truth”"),
    ((*SG, "uplifts", 0, "floor"), -1, "must be a level from 0 to 4, not -1"),
    ((*SG, "uplifts", 0, "fact"), "uses_magic", "names an unknown fact, “uses_magic”"),
    ((*SG, "uplifts", 0, "principle"), "truth", "names an unknown principle, “truth”"),
    ((*SG, "instruments", 0, "effective_date"), "soon", "must be a date such as 2026-05-30, 2026-05 or 2026, not “soon”"),
    ((*SG, "instruments", 0, "id"), "I1", "must start with SG-"),
    ((*SG, "obligations", 1, "id"), "SG-01", "“SG-01” is used twice"),
    ((*SG, "obligations", 0, "id"), "ID-01", "must start with SG-"),
    ((*SG, "obligations", 0, "principles"), ["truth"], "names an unknown principle, “truth”"),
    ((*SG, "obligations", 0, "applies_if", "all_of"), ["ai"], "names an unknown fact, “ai”"),
    ((*SG, "obligations", 0, "required_level"), 2, "needs questions that must reach it"),
    ((*SG, "obligations", 1, "required_level"), MISSING, "is missing: the questions need a level to reach"),
    ((*SG, "obligations", 1, "required_level"), 0, "must be a level from 1 to 4, not 0"),
    ((*SG, "obligations", 1, "questions"), ["TRA-9"], "names an unknown question, “TRA-9” (did you mean TRA-01?)"),
    ((*SG, "roadmap_tier", "tier"), None, "says no tier, but the roadmap lists SG in tier 1"),
    ((*SG, "roadmap_tier", "label"), "first", "must be “tier-1”, as the roadmap calls tier 1"),
    (("roadmap", "oecd_stages", 0, "markets"), ["XX"], "names an unknown market, “XX”"),
    (("roadmap", "tiers", 1), FULL["roadmap"]["tiers"][0] | {"markets": []}, "“1” is used twice"),
    (("crosswalks", 1, "target"), "nist", "“nist” is used twice"),
    (("crosswalks", 0, "principles", "transparency"), ["MAP 9"], "names an unknown item of nist, “MAP 9” (did you mean MAP 1.1?)"),
    (("crosswalks", 0, "principles", "truth"), ["MAP 1.1"], "names an unknown principle, “truth”"),
    (("summary", 0, "corrections"), [2], "names an unknown correction, “2”"),
    (("corrections", 1), FULL["corrections"][0], "“1” is used twice"),
    (("glossary", 1, "key"), "person", "“person” is used twice"),
    (("glossary", 1, "key"), "The floor", "must be lower-case letters, digits and underscores, not “The floor”"),
    (("glossary", 1, "term"), "PEOPLE", "“PEOPLE” already stands for Person"),
    (("glossary", 0, "also", 1), "person", "“person” already stands for Person"),
    (("glossary", 0, "provenance", "source"), ["gide"], "names an unknown source, “gide” (did you mean guide?)"),
    (("glossary", 0, "provenance", "source"), MISSING, "is missing: name a source, or let verification be unverified"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "message"), SHAPES + VALUES)
def test_each_mistake_is_named(path, value, message):
    found = problems_of(changed(path, value))

    assert any(p.startswith(spell(path)) and p.endswith(f": {message}") for p in found), found


@pytest.mark.parametrize(("path", "value", "message"), SHAPES)
def test_a_mistake_of_shape_is_one_problem(path, value, message):
    assert problems_of(changed(path, value)) == [f"{spell(path)}: {message}"]


def test_a_question_keeps_the_prefix_of_its_principle():
    found = problems_of(changed((*Q, "id"), "FAI-07"))

    where = "principles[0].questions[0].id"
    assert f"{where}: must start with TRA-, as the principle says" in found


def test_a_principle_is_not_named_like_another_section():
    found = problems_of(changed(("principles", 1, "key"), "genai"))

    assert "principles[1].key: “genai” is the name of another section" in found


def test_a_question_id_stands_once_in_the_whole_edition():
    found = problems_of(changed(("genai", "questions", 0, "id"), "TRA-01"))

    assert found == ["genai.questions[0].id: “TRA-01” is used twice"]


@pytest.mark.parametrize("document", [None, [], "text", 5, float("nan"), object()])
def test_what_is_no_mapping_is_no_edition(document):
    assert problems_of(document)[0].startswith("must be a mapping, not ")


def test_an_empty_document_misses_everything_and_says_nothing_else():
    found = problems_of({})

    assert "label: is missing" in found
    assert {problem.split(": ", 1)[1] for problem in found} == {"is missing"}


def test_mistakes_of_shape_do_not_hide_mistakes_of_reference():
    document = changed((*Q, "weight"), MISSING)
    document["markets"][0]["uplifts"][0]["fact"] = "magic"

    assert problems_of(document) == [
        "principles[0].questions[0].weight: is missing",
        "markets[0].uplifts[0].fact: names an unknown fact, “magic”",
    ]


def test_a_list_that_cannot_be_read_makes_no_reference_to_it_wrong():
    assert problems_of(changed(("sources",), "none")) == ["sources: must be a list, not text"]
    assert problems_of(changed(("sources", 0, "id"), 1)) == [
        "sources[0].id: must be text, not a whole number (put it in quotes)"
    ]
    assert problems_of(changed((*Q, "id"), MISSING)) == [
        "principles[0].questions[0].id: is missing"
    ]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("compiled",), "2026-06-02"),
        (("markets", 0, "newest_source"), "2031-01-01"),
        (("markets", 0, "obligations", 0, "as_of"), "2031-01-01"),
    ],
)
def test_no_day_of_reading_lies_ahead(path, value):
    content = parse_edition(changed(path, value))

    [problem] = dates_ahead(content, date(2026, 6, 1))

    assert problem.path == path
    assert problem.message == f"must not be after today, 2026-06-01: {value} is to come"


def test_what_was_read_today_does_not_lie_ahead():
    content = parse_edition(changed(("markets", 0, "obligations", 0, "as_of"), "2026-06-01"))

    assert list(dates_ahead(content, date(2026, 6, 1))) == []
