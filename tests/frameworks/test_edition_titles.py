"""The title of a new edition, and what its pages say of what can be done with it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from frameworks import editing
from frameworks.models import Edition
from frameworks.templatetags.editions import age
from tests.factories import make_draft, make_edition, make_edition_definition, make_editor
from tests.frameworks.test_edition_pages import words

pytestmark = pytest.mark.django_db

START = reverse("editions:start", args=["2026.1"])
TITLE = "Test edition"


@pytest.fixture
def editor(client):
    user = make_editor(username="ada")
    client.force_login(user)
    return user


def shown(client, page: str, label: str):
    return client.get(reverse(f"editions:{page}", args=[label]))


def test_the_title_of_a_new_draft_is_asked_for_and_stands_there_first(client, editor):
    make_edition()

    page = client.get(START)

    assert f'name="title" value="{TITLE}"' in page.text
    assert client.post(START, {"label": "2026.2", "title": " "}).status_code == 422
    assert not Edition.objects.filter(label="2026.2").exists()


def test_another_title_is_the_first_change_of_the_draft(client, editor):
    make_edition()

    page = client.post(START, {"label": "2026.2", "title": "Second edition"}, follow=True)

    draft = Edition.objects.get(label="2026.2")
    assert draft.definition.title == "Second edition"
    assert "1 change as text" in words(page)
    assert f"Before {TITLE} After Second edition" in words(page)
    reset = editing.reset_draft(draft, read_revision=draft.revision, by=editor)
    assert reset.definition.title == TITLE


def test_a_title_that_cannot_be_printed_is_refused_in_words(client, editor):
    make_edition()

    page = client.post(START, {"label": "2026.2", "title": "Second\ufeff edition"})

    assert page.status_code == 422
    assert "holds a character that cannot be printed" in words(page)


@pytest.mark.parametrize("act", ["propose", "publish"])
def test_who_publishes_sees_the_title_and_can_change_it(client, editor, act):
    draft = make_draft(by=editor)

    page = shown(client, act, draft.label)

    assert f"It is called “{TITLE}”, as 2026.1 is, and so is every citation of it." in words(page)
    form = reverse("editions:edit", args=[draft.label])
    assert f'href="{form}#id_title"' in page.text
    assert 'id="id_title"' in client.get(form).text


def test_a_title_of_its_own_is_not_that_of_another(client, editor):
    make_edition()
    client.post(START, {"label": "2026.2", "title": "Second edition"})

    page = words(shown(client, "publish", "2026.2"))

    assert "It is called “Second edition”, and so is every citation of it." in page


def test_the_only_published_edition_says_why_it_stays(client, editor):
    make_edition()

    page = shown(client, "edition", "2026.1")

    assert "It cannot be retired: it is the only edition that is published" in words(page)
    assert reverse("editions:retire", args=["2026.1"]) not in page.text


def test_one_button_is_not_said_to_be_several(client, editor):
    make_draft(by=editor)
    make_edition(make_edition_definition(label="2027.1"))

    for label in ("2026.1", "2026.2"):
        page = words(shown(client, "edition", label))
        assert "This leads to a page that says first what it does." in page
        assert "Each of these" not in page
    assert reverse("editions:retire", args=["2026.1"]) in shown(client, "edition", "2026.1").text


def test_a_fact_that_was_read_today_is_of_no_age():
    assert age(timezone.localdate().isoformat()) == "today"
