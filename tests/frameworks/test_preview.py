from __future__ import annotations

import copy

import pytest
from django.urls import resolve, reverse

from frameworks import editing, twins
from tests.factories import make_draft, make_edition, make_editor
from tests.frameworks.editions import make_full_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    """A draft that asks the first question in other words than the published edition."""
    draft = make_draft(make_edition(make_full_edition()))
    document = copy.deepcopy(draft.document)
    document["principles"][0]["questions"][0]["text"] = "Is it said aloud?"
    return editing.save_part(draft, document, read_revision=1, by=make_editor())


@pytest.fixture
def reader(client):
    client.force_login(make_editor())
    return client


def test_a_page_shows_the_draft_and_says_that_it_is_a_preview(reader, draft):
    page = reader.get(f"/editions/{draft.label}/preview/principles/transparency/")

    text = page.content.decode()
    assert "Is it said aloud?" in text
    assert "Preview of the draft 2026.2." in text
    assert "Cite as" not in text
    assert 'rel="canonical"' not in text


def test_the_library_goes_on_showing_what_is_published(reader, draft):
    reader.get(f"/editions/{draft.label}/preview/principles/transparency/")

    page = reader.get("/frameworks/principles/transparency/")

    assert "Is it said aloud?" not in page.content.decode()
    assert "/preview/" not in page.content.decode()


def test_its_links_stay_in_the_preview(reader, draft):
    text = reader.get(f"/editions/{draft.label}/preview/").content.decode()

    assert f'href="/editions/{draft.label}/preview/principles/transparency/"' in text
    assert 'href="/frameworks/principles/' not in text
    assert reverse("frameworks:library") == "/frameworks/"


def _is_frameworks(address: str) -> bool:
    return resolve(address).namespace == "frameworks"


def test_every_page_of_the_library_has_a_preview(reader, draft, subtests):
    own = [each for each in twins.addresses(draft.document) if _is_frameworks(each)]
    assert len(own) > 10

    for address in own:
        with subtests.test(address):
            page = address.removeprefix("/frameworks/")
            assert reader.get(f"/editions/{draft.label}/preview/{page}").status_code == 200


def test_a_preview_is_never_kept(reader, draft):
    response = reader.get(f"/editions/{draft.label}/preview/")

    assert "no-store" in response.headers["Cache-Control"]
    assert "ETag" not in response.headers


@pytest.mark.parametrize("page", ["nothing/", "preview/", "principles/none/"])
def test_what_the_library_has_not_is_not_found(reader, draft, page):
    assert reader.get(f"/editions/{draft.label}/preview/{page}").status_code == 404
    assert reverse("frameworks:library") == "/frameworks/"


def test_the_changes_page_compares_with_what_is_published(reader, draft):
    text = reader.get(f"/editions/{draft.label}/preview/changes/").content.decode()

    assert "From 2026.1 to 2026.2" in text


def test_only_editors_look_at_a_draft(client, draft):
    assert client.get(f"/editions/{draft.label}/preview/").status_code == 302
    assert client.get(f"/editions/{draft.label}/preview/genai/").status_code == 302
