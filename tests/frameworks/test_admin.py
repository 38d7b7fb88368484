from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests.factories import make_edition, make_edition_definition

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client) -> User:
    editor = User.objects.create_superuser("editor")
    client.force_login(editor)
    return editor


def test_editions_are_listed_without_their_documents(client, editor):
    make_edition(make_edition_definition(title="A title of the document"))

    response = client.get(reverse("admin:frameworks_edition_changelist"))

    assert "2026.1" in response.text
    assert "A title of the document" not in response.text


def test_an_edition_is_shown_and_cannot_be_changed(client, editor):
    edition = make_edition()
    url = reverse("admin:frameworks_edition_change", args=[edition.pk])

    assert edition.digest in client.get(url).text
    assert client.post(url, {"label": "other"}).status_code == 403


@pytest.mark.parametrize("page", ["add", "delete"])
def test_editions_are_neither_added_nor_deleted_here(client, editor, page):
    edition = make_edition()
    arguments = [edition.pk] if page == "delete" else []

    response = client.post(reverse(f"admin:frameworks_edition_{page}", args=arguments))

    assert response.status_code == 403
