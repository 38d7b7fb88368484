"""A section of a small assessment in a browser, and what its tests do and look for.

Test modules import the fixtures they use: `mei`, `assessment`, `url`, `open_as`, `page`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from scorecard.models import Assessment, Response
from tests.accessibility import bring_session
from tests.factories import make_assessment, make_membership, make_user

PASSWORD = "a long enough passphrase 42"
SAVED = ".save--saved"
KEPT = "Object.keys(localStorage).filter(name => name.startsWith('unsent:'))"

Open = Callable[[User], Any]


@pytest.fixture
def mei(transactional_db: None) -> User:
    return make_user(username="mei", password=PASSWORD, first_name="Mei", last_name="Tan")


@pytest.fixture
def assessment(mei: User) -> Assessment:
    return make_assessment(by=mei)


@pytest.fixture
def url(assessment: Assessment) -> str:
    return reverse("scorecard:section", args=[assessment.code, "transparency"])


@pytest.fixture
def open_as(chromium: Any, live_server: Any, url: str) -> Iterator[Open]:
    """The section in a browser of its own, as this person. A script error fails the test."""
    contexts, errors = [], []

    def run(user: User) -> Any:
        client = Client()
        client.force_login(user)
        context = chromium.new_context(base_url=live_server.url)
        contexts.append(context)
        bring_session(context, client)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        return page

    yield run
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(open_as: Open, mei: User) -> Any:
    return open_as(mei)


def follow(link: Any) -> None:
    """Click a link or a button, and wait until the next page has loaded: until then it may move."""
    with link.page.expect_navigation():
        link.click()


def pick(page: Any, name: str, value: str) -> None:
    """Click the words of a radio, once nothing moves under the pointer any more."""
    radio = page.locator(f"input[name='{name}'][value='{value}']")
    page.locator("label").filter(has=radio).click()
    expect(radio).to_be_checked()


def choose(page: Any, key: str, value: str) -> None:
    pick(page, f"{key}-answer", value)


def note(page: Any, key: str) -> Any:
    return page.locator(f"textarea[name='{key}-note']")


def state(page: Any, key: str, *, says: str) -> None:
    """Wait until the card says so."""
    page.locator(f"#{key}-state", has_text=says).wait_for()


def saved(page: Any, key: str) -> None:
    page.locator(f"#{key}-state {SAVED}").wait_for()


def said(question: str) -> Response:
    return Response.objects.get(question__key=question)


@pytest.fixture
def outpaced(page: Any, open_as: Open, assessment: Assessment) -> Any:
    """Mei's page, after Siti answered TRA-01 elsewhere."""
    siti = make_user(username="siti", first_name="Siti", last_name="Rahmawati")
    make_membership(assessment.organisation, "assessor", user=siti)
    theirs = open_as(siti)
    note(theirs, "TRA-01").fill("As of May")
    choose(theirs, "TRA-01", "1")
    saved(theirs, "TRA-01")
    return page


@pytest.fixture
def collision(outpaced: Any) -> Any:
    """Mei's page, after she answered what Siti had answered a moment before."""
    page = outpaced
    choose(page, "TRA-02", "4")  # another answer of the section never collides
    saved(page, "TRA-02")

    with page.expect_response("**/responses/TRA-01/"):
        choose(page, "TRA-01", "3")
    note(page, "TRA-01").fill("As of June")
    page.locator("#TRA-01 .conflict", has_text="As of June").wait_for()
    return page
