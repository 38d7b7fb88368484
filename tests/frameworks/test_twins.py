"""Each page has a twin for machines, cut from the document that the page is written from."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from frameworks import twins
from frameworks.parsing import digest, to_document
from frameworks.urls import urlpatterns
from tests.factories import make_edition
from tests.frameworks.editions import make_full_edition

CONTENT = make_full_edition()
DOCUMENT = json.loads(json.dumps(to_document(CONTENT)))
ENGLISH = {key: value for key, value in DOCUMENT.items() if key != "translations"}
PAGES = list(twins.addresses(DOCUMENT))
NO_PAGES = {"frameworks:twin", "frameworks:english-twin", "frameworks:in-language"}
COMPUTED = {reverse(name) for name, part in twins.TWINS.items() if isinstance(part, twins.Computed)}


@pytest.fixture
def edition(db):
    return make_edition(CONTENT)


def read(client, path: str, **query: str) -> dict[str, Any]:
    response = client.get(path, query)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    said: dict[str, Any] = response.json()
    return said


def test_addresses_are_those_that_were_promised():
    assert twins.twin_of("/frameworks/") == "/frameworks/index.json"
    assert twins.twin_of("/frameworks/markets/") == "/frameworks/markets.json"
    assert twins.twin_of("/frameworks/markets/vietnam/") == "/frameworks/markets/vietnam.json"


@pytest.mark.parametrize("page", PAGES)
def test_an_address_leads_from_the_page_to_the_data_and_back(page):
    assert twins.page_of(twins.twin_of(page)) == page


@pytest.mark.parametrize("page", PAGES)
def test_a_twin_says_what_it_is_taken_from(client, edition, page):
    said = read(client, twins.twin_of(page))

    assert said["edition"] == {
        "label": "2026.1",
        "title": "Test edition",
        "digest": digest(DOCUMENT),
        "compiled": "2026-02-01",
    }
    assert said["page"] == f"http://testserver{page}"
    assert said["licence"]["name"] == "Apache-2.0"
    assert "belong to those who published them" in said["licence"]["statement"]


@pytest.mark.parametrize("page", PAGES)
def test_its_sources_are_those_that_its_data_cites(client, edition, page):
    said = read(client, twins.twin_of(page))

    cites = '"source": ["guide"]' in json.dumps(said["data"])
    assert said["sources"] == ({"guide": DOCUMENT["sources"][0]} if cites else {})


@pytest.mark.parametrize("page", PAGES)
def test_a_page_leads_to_its_twin(client, edition, page):
    html = client.get(page).content.decode()

    there = f"http://testserver{twins.twin_of(page)}"
    assert f'<link rel="alternate" type="application/json" href="{there}">' in html
    assert f'<a href="{there}" type="application/json">This page as data (JSON)</a>' in html


def test_together_they_hold_the_whole_document_in_english(client, edition):
    gathered: dict[str, Any] = {}

    for page in set(PAGES) - COMPUTED:
        gathered |= read(client, twins.twin_of(page))["data"]

    assert gathered.keys() == ENGLISH.keys()
    shared = {"principles", "markets", "crosswalks"}  # one member a page; the last one is here
    assert {key: gathered[key] for key in gathered.keys() - shared} == {
        key: ENGLISH[key] for key in ENGLISH.keys() - shared
    }


@pytest.mark.parametrize(
    ("name", "key", "identity"),
    [
        ("principle", "principles", "key"),
        ("market", "markets", "slug"),
        ("crosswalk", "crosswalks", "target"),
    ],
)
def test_a_member_is_found_by_the_name_in_its_address(client, edition, name, key, identity):
    for member in DOCUMENT[key]:
        page = reverse(f"frameworks:{name}", args=[member[identity]])

        assert read(client, twins.twin_of(page))["data"] == {key: [member]}


def test_page_and_twin_say_the_same(client, edition):
    page = client.get(reverse("frameworks:defa")).content.decode()

    data = read(client, "/frameworks/defa.json")["data"]["defa"]

    assert data == DOCUMENT["defa"]
    assert data["summary"] in page
    assert data["facts"][0]["title"] in page


def test_the_index_leads_to_every_page_and_its_twin(client, edition):
    pages = read(client, "/frameworks/index.json")["pages"]

    assert [each["page"] for each in pages] == [f"http://testserver{path}" for path in PAGES]
    for each in pages:
        assert client.get(each["data"]).status_code == 200


def test_it_keeps_the_query_where_the_data_depends_on_it(client, edition):
    page = reverse("frameworks:compare-markets")
    query = "?m=timor-leste&m=singapore&m=atlantis"

    html = client.get(page + query).content.decode()
    said = client.get(twins.twin_of(page) + query).json()

    assert f"http://testserver{twins.twin_of(page)}{query.replace('&', '&amp;')}" in html
    assert said["page"] == f"http://testserver{page}{query}"
    assert [market["code"] for market in said["data"]["markets"]] == ["TL", "SG"]


def test_elsewhere_the_query_changes_nothing(client, edition):
    html = client.get("/frameworks/markets/?sort=name").content.decode()

    assert 'href="http://testserver/frameworks/markets.json"' in html
    assert (
        client.get("/frameworks/markets.json?sort=name").json()["page"]
        == "http://testserver/frameworks/markets/"
    )


@pytest.mark.parametrize(
    "path",
    [
        "/frameworks/nothing.json",
        "/frameworks/markets/atlantis.json",
        "/frameworks/markets/singapore/.json",
        "/frameworks/index/index.json",
        "/frameworks/../accounts/login.json",
    ],
)
def test_what_is_no_page_has_no_twin_and_machines_are_told_so(client, edition, path):
    response = client.get(path)

    assert response.status_code == 404
    assert response.json()["error"]
    assert response.json()["index"] == "http://testserver/frameworks/index.json"


def test_without_an_edition_there_is_no_data(client, db):
    response = client.get("/frameworks/markets.json")

    assert response.status_code == 404
    assert response.json() == {"error": "No edition has been published yet."}


def test_every_twin_belongs_to_a_page():
    names = {f"frameworks:{pattern.name}" for pattern in urlpatterns}

    assert {name for name in twins.TWINS if name.startswith("frameworks:")} <= names


def test_every_page_of_the_library_has_a_twin():
    pages = {f"frameworks:{pattern.name}" for pattern in urlpatterns} - NO_PAGES

    assert pages <= set(twins.TWINS)


def test_the_method_has_one_though_it_belongs_to_scoring(client, edition):
    method = read(client, "/frameworks/method.json")["data"]["method"]

    assert method["name"] == "ASC-1.0"
    assert len(method["bands"]) == 5


@pytest.mark.parametrize("page", PAGES)
def test_a_twin_is_cheap(client, edition, page, django_assert_max_num_queries):
    client.get(twins.twin_of(page))

    with django_assert_max_num_queries(8):
        client.get(twins.twin_of(page))
