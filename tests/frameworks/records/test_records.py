"""Records of a document: found by their places, changed one by one."""

from __future__ import annotations

import copy
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.fixtures import read_fixtures
from frameworks.parsing import InvalidEdition, parse_edition, to_document
from frameworks.records import (
    NoSuchPlace,
    added,
    edited,
    find,
    is_list,
    moved,
    next_id,
    place_at,
    place_from_text,
    place_to_text,
    places_in,
    retired,
    starter,
    used_ids,
)
from frameworks.records.places import names_of
from frameworks.records.shapes import member_of
from tests.frameworks.editions import SHIPPED, make_full_edition

TODAY = "2026-11-24"
QUESTIONS = ("principles", "fairness", "questions")


@cache
def shipped():
    return to_document(read_fixtures(SHIPPED))


def small():
    return to_document(make_full_edition())


LISTS = [spot.place for spot in places_in(small()) if spot.is_list and spot.value]
MEMBERS = [spot.place for place in LISTS for spot in find(small(), place).members()]


def test_every_place_of_the_shipped_edition_leads_to_its_value_and_back():
    for spot in places_in(shipped()):
        assert find(shipped(), spot.place).value == spot.value
        assert place_at(shipped(), spot.path) == spot.place
        assert place_from_text(place_to_text(spot.place)) == spot.place


def test_no_two_places_of_the_shipped_edition_have_one_address():
    addresses = [place_to_text(spot.place) for spot in places_in(shipped())]

    assert len(set(addresses)) == len(addresses)


@pytest.mark.parametrize("place", [("nowhere",), ("principles", "0"), ("markets", "SG", "x")])
def test_what_the_edition_does_not_hold_is_not_found(place):
    with pytest.raises(NoSuchPlace):
        find(small(), place)


def test_the_path_of_a_text_belongs_to_the_record_that_holds_it():
    path = ("principles", 1, "questions", 0, "anchors", 3)

    assert place_at(shipped(), path)[:3] == (
        "principles",
        shipped()["principles"][1]["key"],
        "questions",
    )


@given(st.sampled_from(MEMBERS), st.sampled_from((-1, 1)))
def test_moving_there_and_back_changes_nothing(place, by):
    document = small()
    before = find(document, place).value
    position = find(document, place).path[-1]

    there = moved(document, place, by=by)

    assert document == small()
    siblings = find(there, place[:-1]).value
    back = next(n for n, value in enumerate(siblings) if value == before)
    if back != position:
        name = names_of(siblings, member_of(find(there, place[:-1]).kind))[back]
        there = moved(there, (*place[:-1], name), by=-by)
    assert there == document


@given(st.sampled_from(MEMBERS))
def test_retiring_takes_out_one_record_and_leaves_the_old_document_alone(place):
    document = small()
    untouched = copy.deepcopy(document)

    changed = retired(document, place)

    assert document == untouched
    gone = find(document, place)
    kept = [m.value for m in find(document, place[:-1]).members() if m.path != gone.path]
    assert find(changed, place[:-1]).value == kept


@given(st.sampled_from(MEMBERS))
def test_a_new_record_comes_last(place):
    document = small()
    record = find(document, place).value

    changed = added(document, place[:-1], record)

    siblings = find(document, place[:-1]).value
    assert find(changed, place[:-1]).value[: len(siblings) + 1] == [*siblings, record]


def test_saying_the_same_again_changes_no_document():
    document = shipped()
    for spot in places_in(shipped()):
        if not is_list(spot.kind):
            document = edited(document, spot.place, spot.value)

    assert to_document(parse_edition(document)) == shipped()


def test_the_next_id_follows_every_id_that_was_ever_used():
    past = copy.deepcopy(shipped())
    past["principles"][0]["questions"][0]["id"] = "FAI-42"

    used = used_ids([past], QUESTIONS)

    assert next_id(shipped(), QUESTIONS, used) == "FAI-43"


@pytest.mark.parametrize(
    ("place", "id"),
    [
        (("markets", "singapore", "obligations"), "SG-03"),
        (("markets", "singapore", "instruments"), "SG-I1"),
        (("genai", "questions"), "GEN-02"),
        (("cross_border", "questions"), "XBR-02"),
        (("corrections",), 2),
        (("roadmap", "tiers"), 2),
    ],
)
def test_ids_are_counted_in_the_form_of_their_list(place, id):
    document = to_document(make_full_edition())
    document["markets"][0]["instruments"] = []

    assert next_id(document, place, frozenset()) == id


def test_a_new_principle_is_a_valid_edition_with_one_question_and_a_floor_in_each_market():
    document = shipped()
    said = {
        "key": "care",
        "name": "Care",
        "short_name": "Care",
        "guide_section": "B.8",
        "prefix": "CAR",
        "asks": "Take care.",
        "practices": ["Look after it."],
        "genai_addition": "The same.",
    }
    kind = member_of(find(document, ("principles",)).kind)

    record = starter(kind, document, today=TODAY, said=said)
    edition = parse_edition(added(document, ("principles",), record))

    assert [question.id for question in edition.principle_by_key["care"].questions] == ["CAR-01"]
    assert {market.floors["care"].floor for market in edition.markets} == {0}


def test_a_new_market_is_a_valid_draft_that_says_what_is_unwritten():
    document = shipped()
    said = {
        "code": "PG",
        "name": "Papua New Guinea",
        "slug": "papua-new-guinea",
        "status": "draft",
        "asean_member_since": 2030,
        "compiled": TODAY,
        "newest_source": TODAY,
        "overall_confidence": "low",
        "summary": "New.",
    }
    kind = member_of(find(document, ("markets",)).kind)

    record = starter(kind, document, today=TODAY, said=said)
    market = parse_edition(added(document, ("markets",), record)).market_by_code["PG"]

    assert market.data_protection_law.dpo.rule == "To be written."
    assert market.data_protection_law.dpo.verification == "unverified"


def test_a_retired_principle_takes_its_floors_along():
    document = to_document(make_full_edition())

    changed = retired(document, ("principles", "fairness"))

    assert all("fairness" not in market["floors"] for market in changed["markets"])


def test_a_market_follows_the_tier_that_lists_it():
    tier = find(shipped(), ("roadmap", "tiers", "1")).value
    said = {**tier, "markets": [*tier["markets"], "TL"], "label": "leading"}

    edition = parse_edition(edited(shipped(), ("roadmap", "tiers", "1"), said))

    placement = edition.market_by_code["TL"].roadmap_tier
    assert (placement.tier, placement.label) == (1, "leading")


def test_the_roadmap_follows_the_tier_that_a_market_says():
    place = ("markets", "vietnam", "roadmap_tier")
    said = {**find(shipped(), place).value, "tier": 1}

    edition = parse_edition(edited(shipped(), place, said))

    listed = {tier.tier for tier in edition.roadmap.tiers if "VN" in tier.markets}
    assert listed == {1}


def test_a_tier_that_does_not_exist_is_a_problem_and_not_an_absence():
    place = ("markets", "vietnam", "roadmap_tier")
    said = {**find(shipped(), place).value, "tier": 9}

    with pytest.raises(InvalidEdition):
        parse_edition(edited(shipped(), place, said))


def test_a_market_is_listed_in_one_tier_when_another_one_takes_it():
    tier = find(shipped(), ("roadmap", "tiers", "1")).value
    said = {**tier, "markets": [*tier["markets"], "VN"]}

    edition = parse_edition(edited(shipped(), ("roadmap", "tiers", "1"), said))

    assert [each.tier for each in edition.roadmap.tiers if "VN" in each.markets] == [1]
