"""The method page says what the engine does: its numbers, and its worked examples."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from scorecard.reports.viewmodel.workings import exact
from scorecard.reports.worked_examples import FILE, HELD, OPEN, reading_of, worked_examples
from scorecard.scoring import constants
from tests.factories import make_edition, make_edition_definition
from tests.scorecard.scoring.mini import VECTORS

TEMPLATES = Path(settings.BASE_DIR) / "templates/scorecard"
PARTS = [TEMPLATES / "method.html", *sorted((TEMPLATES / "components").glob("method_*.html"))]
CASES = {case["id"]: case for case in VECTORS["cases"]}

# A constant, what it is changed to, and what the page then says.
CHANGES = {
    "METHOD": ("ASC-9.9", "Method ASC-9.9"),
    "SCHEMA": ("scorecard-result/9", "scorecard-result/9"),
    "LEVEL_STEP": (21, "Each level spans 21 points"),
    "CEILINGS": ((38, 59, 79, 100), '<td class="num">38</td>'),
    "RATED_NA_SHARE": (51, "at most 51% of the weight is not applicable"),
    "RATED_COVERAGE": (61, "coverage is at least 61% and"),
    "FINAL_COVERAGE": (99, "Coverage is 99%"),
    "FINAL_DONT_KNOW_SHARE": (11, "at most 11% of the applicable weight"),
    "PROVISIONAL_COVERAGE": (62, "Coverage is at least 62% and"),
    "PROVISIONAL_RATED": (6, "and 6 principles are rated"),
    "OBLIGATION_WEIGHT": (
        {"binding": 7, "voluntary": 1},
        '<th scope="row">Binding</th><td class="num">7</td>',
    ),
    "OBLIGATION_CREDIT": (
        {"met": 4, "partial": 1, "unmet": 0, "unknown": 0},
        '<th scope="row">Partly met</th><td class="num">1/4</td>',
    ),
    "LEAST_TARGET": (2, "at least level 2, Defined"),
    "STALE_AFTER_DAYS": (181, "older than 181 days"),
}


@pytest.fixture
def read(client, db):
    make_edition()

    def page() -> str:
        response = client.get(reverse("scorecard:method"))
        assert response.status_code == 200
        return str(response.content, "utf-8")

    return page


@pytest.mark.parametrize("name", CHANGES)
def test_the_page_follows_a_changed_constant(read, monkeypatch, name):
    value, said = CHANGES[name]
    before = read()

    monkeypatch.setattr(constants, name, value)

    assert said not in before
    assert said in read()


def test_the_page_follows_what_evidence_supports(read, monkeypatch):
    supports = re.compile(r"0 Stated only[^<]*</th><td>.*?level__n\">(\d)<", re.DOTALL)
    before = supports.findall(read())

    monkeypatch.setattr(constants, "SUPPORTED_LEVEL", (2, 2, 4, 4))

    assert before == ["1"]
    assert supports.findall(read()) == ["2"]


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.name)
def test_no_number_is_typed_in_the_templates_of_the_method(path):
    text = re.sub(
        r"{% comment.*?endcomment %}|{%.*?%}|{{.*?}}|<[^>]*>", "", path.read_text(), flags=re.DOTALL
    )

    assert not re.findall(r"\d", text)


def test_the_constants_are_those_that_the_vectors_expect():
    principles = [p for case in CASES.values() for p in case["expected"]["principles"].values()]
    raws = [(p, Fraction(p["raw"]["exact"]), Fraction(p["score"]["exact"])) for p in principles]
    overalls = [case["expected"].get("overall") for case in CASES.values()]
    raws += [
        (each, Fraction(each["mean"]["exact"]), Fraction(each["score"]["exact"]))
        for each in overalls
        if each
    ]
    ceilings = {each["cap"]: score for each, raw, score in raws if raw > score}
    rated = [p for p in principles if p["rated"]]

    assert VECTORS["method"] == constants.METHOD
    assert set(ceilings) >= {1, 2}
    assert all(constants.CEILINGS[cap - 1] == score for cap, score in ceilings.items())
    assert {p["level"] for p in rated} == {0, 1, 2, 3, 4}
    for p in rated:
        score = Fraction(p["score"]["exact"])
        assert p["level"] == min(score // constants.LEVEL_STEP, 4)
    for p in principles:
        covered = Fraction(p["coverage"]["exact"]) >= constants.RATED_COVERAGE
        left_out = Fraction(p["na_share"]["exact"]) > constants.RATED_NA_SHARE
        assert p["rated"] is (covered and not left_out)


def test_the_status_of_every_vector_follows_from_the_constants():
    found = set()
    for case in CASES.values():
        said = case["expected"]
        coverage, unsure = Fraction(said["coverage"]["exact"]), Fraction(said["dk_share"]["exact"])
        rated, in_scope = said["rated_principles"], len(said["principles"])
        is_final = (
            coverage >= constants.FINAL_COVERAGE
            and unsure <= constants.FINAL_DONT_KNOW_SHARE
            and rated == in_scope
        )
        is_provisional = (
            coverage >= constants.PROVISIONAL_COVERAGE
            and rated >= min(constants.PROVISIONAL_RATED, in_scope) > 0
        )
        expected = "FINAL" if is_final else "PROVISIONAL" if is_provisional else "INSUFFICIENT"
        assert said["status"] == expected, case["id"]
        found.add(expected)

    assert found == {"FINAL", "PROVISIONAL", "INSUFFICIENT"}


def test_the_worked_examples_are_cases_of_the_vectors():
    shipped = json.loads(FILE.read_text(encoding="utf-8"))

    assert shipped["method"] == VECTORS["method"]
    assert shipped["framework"] == VECTORS["framework"]
    assert [case["id"] for case in shipped["cases"]] == [HELD, OPEN]
    assert shipped["cases"] == [CASES[HELD], CASES[OPEN]]


@pytest.mark.parametrize("case", [HELD, OPEN])
def test_a_worked_example_arrives_at_the_numbers_of_its_vector(case):
    document = reading_of(make_edition_definition(), case).document
    expected = CASES[case]["expected"]

    for key, numbers in expected["principles"].items():
        assert {name: document["principles"][key][name] for name in numbers} == numbers
    assert document["overall"]["score"] == expected["overall"]["score"]
    for code, market in expected["markets"].items():
        assert document["market_readiness"][code]["readiness"] == market["readiness"]


def test_each_step_of_the_examples_is_shown_with_its_arithmetic(read):
    page = read()
    examples = worked_examples(make_edition_definition())

    assert [(each.why.subject, each.why.figure) for each in examples] == [
        ("P", "39"),
        ("S", "45 (up to 79)"),
        ("Overall score", "59"),
        ("Readiness for Alpha", "57%"),
    ]
    assert "min(50, 39) = 39" in page
    assert "min(514/7, 59) = 59" in page
    for example in examples:
        expected = CASES[example.case]["expected"]
        for step in example.why.steps:
            assert step.formula in page
            assert step.value is None or not step.formula or exact(step.value) in step.formula
        assert expected


def test_every_rule_that_a_step_names_is_on_the_page(read):
    page = read()

    anchors = set(re.findall(r'class="worked__rule" href="#([^"]+)"', page))

    assert len(anchors) > 8
    assert all(f'id="{anchor}"' in page for anchor in anchors)


def test_the_page_leads_to_the_calculator_and_stands_in_the_contents(read):
    page = read()

    assert f'href="{reverse("scorecard:calculator")}"' in page
    assert f'<a href="{reverse("scorecard:method")}" aria-current="page">' in page
