"""What pages of the editor call a record."""

from __future__ import annotations

import re

import pytest

from frameworks import contents
from frameworks.fixtures import read_fixtures
from frameworks.parsing import to_document
from tests.frameworks.editions import SHIPPED
from tests.frameworks.record_pages import QUESTION, client, draft, editor, somebody_saves, url

__all__ = ["client", "draft", "editor"]  # fixtures

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("more", ["", " of the members of ASEAN on digital trade and its rules"])
def test_marks_in_a_name_are_shown_as_they_are_typed(client, editor, more):
    somebody_saves("sources/guide", editor, title=f"Ministers' <Meeting> & more{more}")

    shown = client.get(url("sources")).text

    assert (
        shown.count("Ministers&#x27; &lt;Meeting&gt; &amp; more") == 2
    )  # the name, and its button
    assert "&amp;#x27;" not in shown


@pytest.mark.parametrize(
    ("page", "place", "words"),
    [
        ("part", "markets/singapore", r'<span aria-current="page">Singapore</span>'),
        ("part", "markets/singapore/obligations", r">Singapore</a></li>"),
        ("retire-record", "markets/singapore", '<h1 class="h2">Retire Singapore\\?</h1>'),
        ("part", "markets", r"Retire<span class=\"visually-hidden\"> Singapore</span>"),
        ("part", QUESTION, r'<span aria-current="page">TRA-01</span>'),
    ],
)
def test_markets_stand_by_name_as_principles_do(client, page, place, words):
    assert re.search(words, client.get(url(place, page)).text)


def test_a_market_leads_on_to_others_by_name():
    document = to_document(read_fixtures(SHIPPED))

    beside = contents.beside(document, ("markets", document["markets"][1]["slug"]))

    names = [document["markets"][number]["name"] for number in (0, 2)]
    assert [each.name for each in beside if each] == names
