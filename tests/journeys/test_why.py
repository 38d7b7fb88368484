"""From a number to its arithmetic, to the question behind it, and back, in a real browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from scorecard.models import Assessment
from tests.accessibility import NARROW, WIDE, bring_session, objections, overflow
from tests.factories import answer, answer_all, declare, make_assessment, make_user
from tests.journeys.answering import follow


@pytest.fixture
def assessment(client: Client, page: Any, transactional_db: None) -> Assessment:
    """Of the person the browser is signed in as: one control low, one obligation half met."""
    owner = make_user(username="mei", first_name="Mei", last_name="Tan")
    client.force_login(owner)
    bring_session(page.context, client)
    assessment = make_assessment(by=owner)
    answer_all(assessment, level=3)
    answer(assessment, "TRA-01", 0)
    declare(assessment, "SG-01", "partial")
    return assessment


def test_a_number_is_followed_to_its_question_and_back(page: Any, assessment: Assessment) -> None:
    page.goto(reverse("scorecard:results", args=[assessment.code]))
    follow(page.get_by_role("link", name="Why 18? Transparency"))
    page.wait_for_url("**/results/why/transparency/")
    assert page.get_by_role("heading", level=1, name="Why 18?").is_visible()

    follow(page.get_by_role("link", name="How about TRA-01?", exact=True))
    page.wait_for_url("**/sections/transparency/#TRA-01")
    page.go_back()
    page.wait_for_url("**/results/why/transparency/")

    page.go_back()
    page.wait_for_url("**/results/")
    follow(page.get_by_role("link", name=re.compile(r"^Why TRA-01, overall: [+\d]+$")))
    page.wait_for_url("**/results/why/step-TRA-01/#overall-score")
    assert page.get_by_role("heading", name="Overall: the overall score").is_visible()

    follow(page.locator(".subnav").get_by_role("link", name="Singapore"))
    page.wait_for_url("**/results/markets/SG/")
    follow(page.get_by_role("link", name="Why “conditional”? Singapore"))
    page.wait_for_url("**/results/markets/SG/why/#status")
    assert page.get_by_text("Yes: this decides").is_visible()

    page.get_by_role("link", name="data (JSON)").click(trial=True)
    export = page.get_by_role("link", name="data (JSON)").get_attribute("href")
    assert page.request.get(export).json()["principles"]["transparency"]["score"]["shown"] == 18


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_worked_examples_please_axe_and_fit_a_narrow_window(
    page: Any, assessment: Assessment, theme: str
) -> None:
    page.emulate_media(color_scheme=theme)
    keys = ("overall", "transparency", "genai", "next-steps", "step-TRA-01", "gaps")
    pages = [reverse("scorecard:why", args=[assessment.code, key]) for key in keys]
    pages.append(reverse("scorecard:market-why", args=[assessment.code, "SG"]))

    found = {url: faults for url in pages if (faults := _faults(page, url))}

    assert found == {}


def _faults(page: Any, url: str) -> list[str]:
    page.set_viewport_size({"width": WIDE, "height": 800})
    page.goto(url)
    found = objections(page)
    page.set_viewport_size({"width": NARROW, "height": 800})
    return found + overflow(page)
