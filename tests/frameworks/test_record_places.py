"""Records as members of a list: new, moved, beside each other, retired."""

from __future__ import annotations

import pytest

from frameworks.models import Edition
from frameworks.parsing import to_document
from tests.factories import make_editor
from tests.frameworks.editions import make_full_edition
from tests.frameworks.record_pages import (
    client,
    draft,
    editor,
    fill_in_new,
    said,
    somebody_saves,
    state,
    url,
)

__all__ = ["client", "draft", "editor"]  # fixtures

pytestmark = pytest.mark.django_db


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


def test_what_others_refer_to_stays_and_they_are_named(client):
    response = client.post(url("sources/guide", "retire-record"), {"revision": ""})

    page = response.content.decode()
    assert response.status_code == 422
    assert "It cannot go yet" in page
    assert url("markets/singapore/obligations/SG-01") in page
    assert said("sources/guide")


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
