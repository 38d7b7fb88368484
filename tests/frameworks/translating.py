"""What tests of translations share: a draft that is said in Indonesian, and its forms as sent.

In it one text is a draft, one reviewed, and of one the English has changed.
"""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frameworks import editing
from frameworks.definition import TranslatedText
from frameworks.definition.texts import texts_in
from frameworks.models import Edition
from frameworks.records import edited, find, place_from_text
from frameworks.translating import translated
from tests.factories import make_draft, make_edition, make_editor
from tests.frameworks.editions import make_full_edition

LABEL = "2026.2"
QUESTION = "principles/transparency/questions/TRA-01"
MARKET = "markets/singapore"


@pytest.fixture
def editor():
    return make_editor(username="ada")


@pytest.fixture
def draft(editor):
    return make_draft(make_edition(make_full_edition()), label=LABEL, by=editor)


@pytest.fixture
def client(client, editor, draft):
    client.force_login(editor)
    return client


def url(place: str = "", language: str = "id", label: str = LABEL) -> str:
    if not place:
        return reverse("editions:translation", args=[label, language])
    return reverse("editions:translation-texts", args=[label, language, place])


def languages_url(label: str = LABEL) -> str:
    return reverse("editions:translations", args=[label])


def edition():
    return Edition.objects.get(label=LABEL)


def said(at: str, language: str = "id"):
    """What the draft says there, as plain data."""
    for each in edition().document.get("translations", ()):
        if each["language"] == language:
            return next((row for row in each.get("texts", ()) if row["at"] == at), None)
    return None


def english(at: str) -> str:
    return texts_in(edition().definition)[at].english


def fill_in(client, place: str, language: str = "id", **instead) -> dict[str, str]:
    """The form of a record as a browser sends it, with some fields filled in anew."""
    response = client.get(url(place, language))
    form = response.context["form"]
    sent = {"revision": state(response)}
    for name in form.fields:
        if not name.endswith("-fits"):
            sent[name] = form[name].value().replace("\n", "\r\n")
    return sent | instead


def state(response) -> str:
    found, *_ = re.findall(r'name="revision" value="([^"]*)"', response.text)
    return str(found)


def words_of(response) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", response.text).split()))


def somebody_says(at: str, text: str, language: str = "id") -> None:
    draft = edition()
    new = TranslatedText(at=at, english=english(at), text=text, status="draft")
    document = translated(draft.document, language, {at: new})
    save(draft, document)


def somebody_changes(place: str, **values) -> None:
    draft, where = edition(), place_from_text(place)
    save(draft, edited(draft.document, where, {**find(draft.document, where).value, **values}))


def save(draft: Edition, document) -> None:
    by = make_editor(first_name="Grace")
    editing.save_part(draft, document, read_revision=draft.revision, by=by)


def count_queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
