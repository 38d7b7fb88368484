"""A draft, its editor, and the forms of its records as a browser fills them in."""

from __future__ import annotations

import copy
import re

import pytest
from django.http import QueryDict
from django.urls import reverse

from frameworks import editing
from frameworks.models import Edition
from frameworks.records import find, place_from_text
from tests.factories import make_draft, make_edition, make_editor
from tests.frameworks.editions import make_full_edition
from tests.frameworks.test_record_forms import as_sent, form_of

QUESTION = "principles/transparency/questions/TRA-01"
LABEL = "2026.2"
PASSWORD = "a long enough passphrase 42"
HERE = "http://testserver"


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


def url(place: str, page: str = "part") -> str:
    return reverse(f"editions:{page}", args=[LABEL, place])


def document():
    return Edition.objects.get(label=LABEL).document


def said(place: str):
    return find(document(), place_from_text(place)).value


def state(response) -> str:
    found, *_ = re.findall(r'name="revision" value="([^"]*)"', response.text)
    return str(found)


def fill_in(client, place: str, **instead) -> QueryDict:
    """The form of a record as a browser sends it, with some fields filled in anew."""
    response = client.get(url(place))
    sent = as_sent(form_of(document(), place_from_text(place)), **instead)
    sent["revision"] = state(response)
    return sent


def fill_in_new(client, place: str, **values) -> QueryDict:
    form = client.get(url(place, "add-record")).context["form"]
    return as_sent(form, **values)


def somebody_saves(place: str, by, **values) -> None:
    draft = Edition.objects.get(label=LABEL)
    changed = copy.deepcopy(draft.document)
    find(changed, place_from_text(place)).value.update(values)
    editing.save_part(draft, changed, read_revision=draft.revision, by=by)
