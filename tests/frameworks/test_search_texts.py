"""Every text of the shipped edition can be found, and an id however it is typed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from typing import Any

import pytest
from django.urls import reverse

from frameworks.definition import Edition
from frameworks.definition.search import Hit, Index
from frameworks.definition.search_entry import Entry
from frameworks.fixtures import read_fixtures
from frameworks.parsing import to_document
from tests.factories import make_edition
from tests.frameworks.bare_values import plain
from tests.frameworks.editions import SHIPPED
from tests.frameworks.telling import CODED, is_said, told

# Keys whose texts no entry holds, and why.
NOT_SEARCHED = {
    "url": "nobody types an address; its source is found by title and publisher",
    **dict.fromkeys(
        (*CODED, "binding"), "a code: found by its own words, which pages say in others"
    ),
}


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_fixtures(SHIPPED)


@pytest.fixture(scope="module")
def index(edition: Edition) -> Index:
    return edition.search_index


def unfound(document: dict[str, Any], index: Index) -> dict[str, list[str]]:
    """What stands in no entry, by part of the document."""
    said = "\n".join(
        plain(" ".join(getattr(entry, name) for name in NAMES)) for entry in index.entries
    )
    missing: dict[str, list[str]] = defaultdict(list)
    for part, value in document.items():
        for key, text in told(value, part):
            if key not in NOT_SEARCHED and not is_said(text, said):
                missing[part].append(f"{key}: {text}")
    return dict(missing)


NAMES = [field.name for field in fields(Entry)]


def first(index: Index, query: str, count: int = 1) -> list[str]:
    return [_named(hit) for hit in index.find(query).hits[:count]]


def _named(hit: Hit) -> str:
    return f"{hit.entry.of}#{hit.entry.anchor}" if hit.entry.of else hit.entry.anchor


def test_every_text_of_the_shipped_edition_stands_in_an_entry(edition, index):
    assert unfound(to_document(edition), index) == {}


def test_a_text_that_stands_in_no_entry_is_told(edition, index):
    document = to_document(edition)
    document["defa"]["timeline"][0]["step"] = "Nobody finds this."
    document["markets"][0]["obligations"][0]["evidence"] = ["Nor this."]

    assert unfound(document, index) == {
        "defa": ["step: Nobody finds this."],
        "markets": ["evidence: Nor this."],
    }


def test_every_text_that_is_not_searched_has_a_reason():
    assert all(NOT_SEARCHED.values())


@pytest.mark.parametrize(
    ("query", "id"),
    [
        *((query, "TRA-01") for query in ("tra1", "tra 1", "tra-1", "TRA01", "TRA-01", "tra.01")),
        *((query, "VN-03") for query in ("VN3", "vn 3", "vn-03")),
        ("MY 2", "MY-02"),
        ("GEN1", "GEN-01"),
        ("A8.2", "A.8.2"),
        ("a 8 2", "A.8.2"),
        ("govern1.1", "GOVERN 1.1"),
        ("VN I3", "VN-I3"),
        ("what does TRA1 ask", "TRA-01"),
        ("evidence for vn 3", "VN-03"),
        ("2026.1", "2026.1"),
    ],
)
def test_an_id_is_found_first_however_it_is_typed(index, query, id):
    assert index.find(query).hits[0].entry.id == id


@pytest.mark.parametrize("id", ["4.1", "4.10", "TRA-01", "SG-01", "VN-I3"])
def test_an_id_is_no_other_id(index, id):
    assert id in {hit.entry.id for hit in index.find(id).hits[:3]}
    assert index.find(id).hits[0].entry.id == id


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("dpo vietnam", "vietnam#law-dpo"),
        ("viet nam obligation", "vietnam#VN-01"),
        ("dpia vietnam", "vietnam#law-dpia"),
        ("dpo thailand", "thailand#law-dpo"),
        ("vietnam automated decisions", "vietnam#law-automated_decisions"),
        ("accountability floor vietnam", "vietnam#floor-accountability"),
        ("B.1", "transparency#"),
        ("B.6", "accountability#"),
        (
            "substantial conclusion",
            "step-substantial-conclusion-at-the-26th-aec-council-in-kuala-lum",
        ),
        ("Semarang", "step-economic-ministers-endorse-the-study-in-semarang"),
        ("operating level", "level-3"),
    ],
)
def test_what_is_asked_for_is_among_the_first_three(index, query, place):
    assert place in first(index, query, 3)


def test_every_origin_and_reason_leads_to_its_question(edition, index):
    for question in edition.questions[::10]:
        for text in (question.weight_reason, question.origin.sections[0]):
            entries = {hit.entry.id for hit in index.find(text).hits}
            assert question.id in entries, text


def test_what_else_a_place_says_counts_least():
    said = {"kind": "question", "page": "genai"}
    index = Index(
        [
            Entry(**said, title="Third", text="", more="an audit"),
            Entry(**said, title="Second", text="an audit"),
            Entry(**said, title="Audit", text=""),
        ]
    )

    assert [hit.entry.title for hit in index.find("audit").hits] == ["Audit", "Second", "Third"]


def test_a_result_shows_where_its_words_stand(client, db, edition):
    make_edition(edition)
    duty = next(each for each in edition.obligation_by_id.values() if each.evidence)
    evidence = duty.evidence[0]

    page = client.get(reverse("frameworks:search"), {"q": f"{duty.id} {evidence}"})
    found = page.context["groups"][0].results[0]

    assert found.id == duty.id
    assert any(is_marked for _, is_marked in found.text)


def test_a_claim_of_others_says_that_it_is_one(edition, index):
    claim = next(each for each in edition.summary if each.corrections)

    entry = next(each for each in index.entries if each.title == claim.text)

    assert entry.text.startswith("Said by a common summary. See correction ")
