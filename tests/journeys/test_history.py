"""Answering one question three times, and going back to the first answer, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from scorecard import services
from scorecard.models import Assessment, Role
from tests.accessibility import NARROW, bring_session, objections, overflow
from tests.factories import answer, declare, make_assessment, make_membership, make_user
from tests.journeys.answering import choose, follow

ANSWERS = ((3, "Kept in the model register"), (1, "Only by chance"), (2, "Written down in May"))


@pytest.fixture
def assessment(client: Client, page: Any, transactional_db: None) -> Assessment:
    """Of the person the browser is signed in as."""
    owner = make_user(username="mei", first_name="Mei", last_name="Tan")
    client.force_login(owner)
    bring_session(page.context, client)
    return make_assessment(by=owner)


def test_the_first_of_three_answers_is_put_back(page: Any, assessment: Assessment) -> None:
    page.route("**/*.js", lambda route: route.abort())  # each answer is one save
    for level, note in ANSWERS:
        _answer(page, assessment, level, note)
    page.unroute("**/*.js")

    page.goto(reverse("scorecard:response-history", args=[assessment.code, "TRA-01"]))
    page.get_by_text(re.compile("^3 changes")).click()
    saying_it = page.locator("details li").filter(has_text=f"Note: {ANSWERS[0][1]}")
    saying_it.last.get_by_role("button", name="Put this back").click()

    expect(
        page.get_by_text("Put back: TRA-01 is at level 3, Operating, again.")
    ).to_be_in_viewport()
    follow(page.get_by_role("link", name="Back to TRA-01"))
    page.wait_for_url(lambda url: url.endswith("/sections/transparency/#TRA-01"))
    assert page.locator("input[name='TRA-01-answer'][value='3']").is_checked()
    assert page.locator("textarea[name='TRA-01-note']").input_value() == ANSWERS[0][1]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_histories_please_axe_and_fit_a_narrow_window(
    page: Any, assessment: Assessment, theme: str
) -> None:
    page.emulate_media(color_scheme=theme)

    found = {url: faults for url in _histories(assessment) if (faults := _faults(page, url))}

    assert found == {}


def _answer(page: Any, assessment: Assessment, level: int, note: str) -> None:
    page.goto(reverse("scorecard:section", args=[assessment.code, "transparency"]))
    choose(page, "TRA-01", str(level))
    page.locator("textarea[name='TRA-01-note']").fill(note)
    page.locator("button[name=then][value=stay]").click()
    page.get_by_text("1 answer is saved.").wait_for()


def _histories(assessment: Assessment) -> Iterator[str]:
    """One with long words and folded steps, one with an acceptance, one empty."""
    reviewer = make_membership(assessment.organisation, Role.REVIEWER).user
    for level in (1, 3, 2):
        answer(assessment, "TRA-01", level, note=f"{level}{'long' * 40}", evidence=level)
    declare(assessment, "SG-01", "not_applicable", reason="No seat there")
    services.accept_not_applicable(assessment, "SG-01", revision=1, by=reviewer)
    declare(assessment, "SG-01", "not_applicable", reason="Another reason")
    yield reverse("scorecard:response-history", args=[assessment.code, "TRA-01"])
    yield reverse("scorecard:obligation-history", args=[assessment.code, "SG-01"])
    yield reverse("scorecard:response-history", args=[assessment.code, "TRA-02"])


def _faults(page: Any, url: str) -> list[str]:
    page.goto(url)
    for folded in page.locator("main summary").all():
        folded.click()
    found = objections(page)
    page.set_viewport_size({"width": NARROW, "height": 800})
    found += overflow(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    return found
