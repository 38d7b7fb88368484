from __future__ import annotations

import copy

import pytest
from django.urls import reverse

from frameworks import editing
from scorecard.models import Assessment
from tests.factories import make_draft, make_editor, make_membership, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    draft = make_draft()
    document = copy.deepcopy(draft.document)
    document["principles"][0]["questions"][0]["anchors"][2] = "It is written on the door."
    return editing.save_part(draft, document, read_revision=1, by=make_editor())


@pytest.fixture
def editor(client):
    client.force_login(make_editor())
    return client


def test_a_card_shows_the_words_of_the_draft(editor, draft):
    text = editor.get(f"/editions/{draft.label}/questionnaire/").content.decode()

    assert "It is written on the door." in text
    assert "Preview of the draft 2026.2." in text


def test_obligations_are_shown_by_market(editor, draft):
    text = editor.get(f"/editions/{draft.label}/questionnaire/SG/").content.decode()

    assert 'id="SG-01"' in text
    assert "Do you meet it?" in text


def test_every_section_can_be_reached(editor, draft, subtests):
    for key in ("transparency", "fairness", "genai", "cross_border", "SG", "ID"):
        with subtests.test(key):
            page = editor.get(f"/editions/{draft.label}/questionnaire/{key}/")
            assert page.status_code == 200
            assert page.context["cards"]


def test_nothing_in_it_can_be_sent(editor, draft):
    page = editor.get(f"/editions/{draft.label}/questionnaire/").content.decode()
    main = page[page.index("<main") : page.index("</main")]

    assert "<form" not in main
    assert not Assessment.objects.exists()


def test_links_to_the_library_lead_to_its_preview(editor, draft):
    page = editor.get(f"/editions/{draft.label}/questionnaire/").content.decode()

    assert f"/editions/{draft.label}/preview/principles/transparency/#TRA-01" in page
    assert reverse("frameworks:library") == "/frameworks/"


def test_an_unknown_section_is_not_found(editor, draft):
    assert editor.get(f"/editions/{draft.label}/questionnaire/XX/").status_code == 404


def test_members_of_an_organisation_see_no_draft(client, draft):
    client.force_login(make_membership(make_organisation()).user)

    assert client.get(f"/editions/{draft.label}/questionnaire/").status_code == 404
