"""The front door: a real result, and the two ways to start."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.urls import reverse

from frameworks.fixtures import read_fixtures
from scorecard.answers_file import load_answers_file
from scorecard.scoring import build_document
from scorecard.services.showcase import FILE
from tests.factories import make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def content():
    return read_fixtures(settings.FRAMEWORK_FIXTURES)


@pytest.fixture
def document(content):
    """The demo's bank, scored here."""
    file = load_answers_file(settings.FRAMEWORK_FIXTURES / "demo" / FILE).read(content)
    return build_document(content, "digest", file.organisation, file.answers)


def read(client) -> str:
    return str(client.get("/").content, "utf-8")


def test_a_visitor_sees_the_demos_result_as_the_engine_scores_it(client, content, document):
    make_edition(content)

    page = read(client)

    overall = document["overall"]
    assert f'figure-xl">{overall["score"]["shown"]}<small>' in page
    scores = re.findall(r'showcase__name">([^<]+)</span>.*?<b>(\d+)</b>', page, re.DOTALL)
    assert scores == [
        (each.short_name, str(document["principles"][each.key]["score"]["shown"]))
        for each in content.principles
    ]
    assert document["organisation"] in page
    assert "are made up" in page


def test_the_markets_shown_have_each_status_there_is(client, content, document):
    make_edition(content)

    page = read(client)

    words = {"READY": "Ready", "CONDITIONAL": "Conditional", "NOT_READY": "Not ready"}
    for status in {market["status"] for market in document["market_readiness"].values()}:
        assert f"<span>{words[status]}</span>" in page


def test_an_edition_without_a_place_for_the_demo_shows_no_result(client):
    make_edition()

    page = read(client)

    assert "What a result says" not in page
    assert "An illustration, not a result." in page
    assert "Two ways to start" in page


def test_the_front_door_stands_without_an_edition(client):
    assert "Two ways to start" in read(client)


def test_a_result_is_scored_once_a_process(client, content, monkeypatch):
    make_edition(content)
    read(client)
    monkeypatch.setattr("scorecard.services.showcase.build_document", None)

    assert "What a result says" in read(client)


@pytest.mark.parametrize(("is_open", "said"), [(True, "Create an account"), (False, "ask them")])
def test_it_says_how_to_start_whether_sign_up_is_open_or_closed(client, settings, is_open, said):
    settings.SIGN_UP_OPEN = is_open

    page = read(client)

    assert said in page
    assert (f'href="{reverse("account_signup")}"' in page) is is_open
    for name in ("account_login", "frameworks:library", "scorecard:calculator"):
        assert f'href="{reverse(name)}"' in page
