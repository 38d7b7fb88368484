"""Records as members of a list: new, moved, beside each other, retired."""

from __future__ import annotations

import re

import pytest

from frameworks.models import Edition
from frameworks.parsing import to_document
from frameworks.views.records import UNREAD
from tests.factories import make_editor
from tests.frameworks.editions import make_full_edition
from tests.frameworks.record_pages import (
    client,
    draft,
    editor,
    fill_in,
    fill_in_new,
    said,
    somebody_saves,
    state,
    url,
)
from tests.frameworks.test_edition_pages import words

__all__ = ["client", "draft", "editor"]  # fixtures

pytestmark = pytest.mark.django_db

SINGAPORE = "markets/singapore/obligations"


@pytest.mark.parametrize(("to", "order"), [("down", [2, 1]), ("up", [1, 2])])
def test_records_move(client, to, order):
    places = {1: "SG-01", 2: "SG-02"}
    revision = state(client.get(url("markets/singapore/obligations")))

    place = url("markets/singapore/obligations/SG-01", "move-record")
    client.post(place, {"to": to, "revision": revision})

    ids = [row["id"] for row in said("markets/singapore/obligations")]
    assert ids == [places[number] for number in order]


def test_what_moved_is_where_the_page_comes_back(client):
    whole = "markets/singapore/obligations"
    place = url(f"{whole}/SG-01", "move-record")

    response = client.post(place, {"to": "down", "revision": state(client.get(url(whole)))})

    page = client.get(url(whole)).text
    assert response.url == f"{url(whole)}#row-2"
    assert page.index('<li id="row-2" tabindex="-1">') < page.index("SG-01</span>")


@pytest.mark.parametrize(
    ("which", "behind", "order"),
    [
        ("SG-01", "SG-08", [2, 3, 4, 5, 6, 7, 8, 1, 9]),
        ("SG-08", "SG-02", [1, 2, 8, 3, 4, 5, 6, 7, 9]),
        ("SG-05", "", [5, 1, 2, 3, 4, 6, 7, 8, 9]),
        ("SG-03", "SG-03", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ],
)
def test_a_record_of_a_long_list_moves_behind_any_other(client, draft, which, behind, order):
    whole = "markets/singapore/obligations"
    long = [
        draft.document["markets"][0]["obligations"][0] | {"id": f"SG-0{n}"} for n in range(1, 10)
    ]
    somebody_saves("markets/singapore", make_editor(), obligations=long)
    page = client.get(url(whole))

    sent = {"to": "behind", "which": which, "behind": behind, "revision": state(page)}
    response = client.post(url(whole, "move-record"), sent)

    assert "Nothing: to the first place" in page.text
    assert [int(row["id"][-1]) for row in said(whole)] == order
    assert response.url.endswith(f"#row-{order.index(int(which[-1])) + 1}")


def test_a_short_list_needs_no_more_than_steps(client):
    assert (
        "Nothing: to the first place" not in client.get(url("markets/singapore/obligations")).text
    )


def test_nothing_moves_in_a_list_that_changed_meanwhile(client):
    place = url("markets/singapore/obligations/SG-01", "move-record")

    response = client.post(place, {"to": "down", "revision": "old"}, follow=True)

    assert "Nothing was moved" in response.content.decode()
    assert said("markets/singapore/obligations")[0]["id"] == "SG-01"


@pytest.mark.parametrize(
    ("whole", "order", "names"),
    [
        ("glossary", "Here and in the library they stand A to Z.", ["Floor", "Person"]),
        ("sources", "Here they stand A to Z, in the library A to Z within each kind.", None),
    ],
)
def test_what_readers_see_by_title_is_not_moved(client, whole, order, names):
    page = client.get(url(whole))
    before = said(whole)
    place = url(page.context["members"][-1].address, "move-record")

    response = client.post(place, {"to": "up", "revision": state(page)}, follow=True)

    assert order in words(page)
    assert 'value="up"' not in page.text
    assert 'value="down"' not in page.text
    assert "Move this" not in page.text
    assert names in (None, [member.name for member in page.context["members"]])
    assert f"{order} Nothing was moved." in words(response)
    assert said(whole) == before


def test_what_readers_see_by_title_is_walked_through_by_title(client):
    """The order of the file is another: person, floor."""
    page = client.get(url("glossary/floor")).text

    assert f'href="{url("glossary/person")}" rel="next"' in page
    assert 'rel="prev"' not in page


@pytest.mark.parametrize(
    ("whole", "order"),
    [
        ("corrections", "Readers see them by topic, and within that in the order of this list."),
        ("markets/singapore/obligations", "Readers see them by force, and within that in"),
        ("regional/instruments", "Readers see them by what they bind, and within that in the"),
        ("markets/singapore/instruments", "Readers see them in this order."),
        ("principles", "Readers see them in this order."),
    ],
)
def test_a_list_says_how_readers_see_it(client, whole, order):
    assert order in words(client.get(url(whole)))


def test_a_record_leads_to_those_beside_it(client):
    page = client.get(url("markets/singapore/obligations/SG-02")).content.decode()

    assert f'href="{url("markets/singapore/obligations/SG-01")}" rel="prev"' in page
    assert 'rel="next"' not in page


def test_a_record_is_retired_after_asking(client):
    place = "markets/singapore/obligations/SG-02"
    asked = client.get(url(place, "retire-record"))

    response = client.post(url(place, "retire-record"), {"revision": state(asked)})

    assert response.status_code == 302
    assert [row["id"] for row in said("markets/singapore/obligations")] == ["SG-01"]


def told(response) -> str:
    """The words of a page, where a link ends before a comma or a colon."""
    return words(response).replace(" ,", ",").replace(" :", ":")


def test_what_others_refer_to_stays_and_they_are_named(client):
    response = client.post(url("sources/guide", "retire-record"), {"revision": ""})

    page = told(response)
    assert response.status_code == 422
    assert re.search(r"It cannot go yet: \d+ records use it", page)
    assert f'href="{url("markets/singapore/obligations/SG-01")}"' in response.text
    assert "SG-01 in Singapore, as its source" in page
    assert "Correction 1, as its source" in page
    assert "unknown" not in page
    assert "did you mean" not in page
    assert said("sources/guide")


def test_each_use_is_named_once_by_its_part_and_many_are_folded(client):
    rules = {"all_of": ["uses_generative_ai"], "any_of": ["uses_generative_ai"]}
    somebody_saves(f"{SINGAPORE}/SG-01", make_editor(), applies_if=rules)

    page = client.get(url("facts/uses_generative_ai", "retire-record"))
    source = client.get(url("sources/guide", "retire-record"))

    assert told(page).count("SG-01 in Singapore, to say when it applies") == 1
    markets = next(part for part in page.context["needed"].parts if part.name == "Markets")
    assert len({(use.place, use.what_as) for use in markets.uses}) == len(markets.uses)
    assert "<details" not in page.text.partition("Used by")[2].partition("</section>")[0]
    assert '<details class="fold"><summary><h3>Markets</h3>' in source.text


def test_what_would_not_hold_without_a_record_is_told_in_the_words_of_the_check(client):
    page = client.get(url("principles/fairness/questions/FAI-01", "retire-record"))

    assert "SG-02 in Singapore, as a question that answers it" in told(page)
    assert "Fairness, Questions: must hold at least one question" in told(page)


def test_a_record_that_changed_meanwhile_is_not_retired(client):
    place = "markets/singapore/obligations/SG-02"
    asked = client.get(url(place, "retire-record"))
    somebody_saves(place, make_editor(), title="More")

    response = client.post(url(place, "retire-record"), {"revision": state(asked)})

    assert response.status_code == 409
    assert said(place)


def test_a_new_question_gets_the_next_id_that_was_never_used(client):
    past = to_document(make_full_edition())
    past["label"], past["principles"][0]["questions"][0]["id"] = "2025.1", "TRA-41"
    Edition.objects.create(label="2025.1", document=past, digest="x")
    sent = fill_in_new(
        client,
        "principles/transparency/questions",
        text="Is it new?",
        why="It is.",
        weight="1",
        weight_reason="It supports the others.",
        **{f"anchors-{n}": f"Level {n}" for n in range(5)},
        **{"origin-sections": "B.1", "origin-basis": "direct"},
    )

    response = client.post(url("principles/transparency/questions", "add-record"), sent)

    assert response.url == url("principles/transparency/questions/TRA-42")
    assert said("principles/transparency/questions/TRA-42")["track"] == "core"


def test_what_is_wrong_with_a_new_record_stands_at_its_field(client):
    sent = fill_in_new(client, "sources", id="new-one", title="New")

    response = client.post(url("sources", "add-record"), sent)

    page = response.content.decode()
    assert response.status_code == 422
    assert ">Quality: is missing</a>" in page
    assert 'value="new-one"' in page


def test_an_id_that_was_used_is_not_given_again(client):
    sent = fill_in_new(client, "sources", id="guide", title="Again", quality="primary")

    response = client.post(url("sources", "add-record"), sent)

    assert response.status_code == 422
    assert "“guide” was used before" in response.content.decode()


@pytest.mark.parametrize(
    ("instead", "is_told"),
    [
        ({"rule": "Data stays here."}, True),
        ({"rule": "Data stays here.", "as_of": "2026-01-02"}, False),
        ({"note": "Asked again."}, False),
    ],
)
def test_new_words_beside_an_old_source_and_date_are_not_let_pass_unsaid(client, instead, is_told):
    place = "markets/singapore/data_localisation"

    response = client.post(url(place), fill_in(client, place, **instead), follow=True)

    assert "Saved." in response.text
    assert (UNREAD in response.text) == is_told
