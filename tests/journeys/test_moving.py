"""A newer edition arrives: somebody reads what it changes, moves an assessment, and undoes it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import expect

from scorecard.models import Assessment, Response
from scorecard.services import impact
from tests.accessibility import NARROW, WIDE, objections, overflow
from tests.factories import answer_all, make_assessment, make_editor
from tests.journeys.answering import assessment, choose, follow, mei, open_as, page, saved, url
from tests.scorecard.editions import newer

__all__ = ["assessment", "mei", "open_as", "page", "url"]  # fixtures


@pytest.fixture
def answered(assessment: Assessment) -> Assessment:
    answer_all(assessment)
    newer()
    return assessment


def start(page: Any, assessment: Assessment) -> None:
    page.goto(assessment.get_absolute_url())
    follow(page.get_by_role("link", name="See what would change for it"))


def sound(page: Any) -> None:
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        assert objections(page) == []
        assert overflow(page) == []
    page.set_viewport_size({"width": WIDE, "height": 900})


def test_moved_to_be_confirmed_and_undone(
    answered: Assessment,
    page: Any,
) -> None:
    start(page, answered)
    expect(page.get_by_role("heading", name="Reworded (2)")).to_be_visible()
    expect(page.get_by_role("row", name="Singapore Ready Conditional Changes")).to_be_visible()
    sound(page)

    page.get_by_role("button", name="Move to edition 2027.1").click()
    expect(page.get_by_text("1 to be confirmed")).to_have_count(2)
    follow(page.get_by_role("link", name="Transparency in full", exact=True))
    expect(page.locator("#TRA-01").get_by_text("To be confirmed.")).to_be_visible()
    page.get_by_text("What changed in the words").click()
    sound(page)

    page.goto(answered.get_absolute_url())
    page.get_by_role("button", name="Undo the move").click()
    expect(page.get_by_text("Undone: everything is as it was in edition 2026.1.")).to_be_visible()
    assert not Response.objects.filter(worded_in__isnull=False).exists()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_each_reworded_one_ends_in_one_rule(answered: Assessment, page: Any, width: int) -> None:
    start(page, answered)
    page.set_viewport_size({"width": width, "height": 900})

    reworded = page.locator("article.asked", has=page.locator(".wording")).first
    rules = reworded.evaluate(
        """article => [article, ...article.querySelectorAll("tbody tr:last-child, tbody tr:last-child > *")]
             .filter(each => parseFloat(getComputedStyle(each).borderBottomWidth) > 0).length"""
    )

    assert rules == 1


def test_saving_a_card_confirms_it_and_so_does_one_click(
    answered: Assessment,
    page: Any,
    mei: User,
) -> None:
    start(page, answered)
    page.get_by_role("button", name="Move to edition 2027.1").click()

    follow(page.get_by_role("link", name="Transparency in full", exact=True))
    choose(page, "TRA-01", "2")
    saved(page, "TRA-01")
    expect(page.locator("#TRA-01").get_by_text("To be confirmed.")).to_have_count(0)

    page.goto(answered.get_absolute_url())
    follow(page.get_by_role("link", name="Singapore", exact=True))
    page.get_by_role("button", name="Still true").click()
    expect(page.get_by_text("Confirmed: the answer to SG-01 is still true.")).to_be_visible()
    page.goto(answered.get_absolute_url())
    expect(page.get_by_role("button", name="Undo the move")).to_have_count(0)


def test_the_impact_goes_on_by_itself_without_scripts(
    answered: Assessment,
    open_as: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(impact, "SLICE", 1)
    old = answered.edition
    for _ in range(2):
        make_assessment(by=answered.created_by, edition=old)
    editor = open_as(make_editor())

    editor.goto(reverse("scorecard:edition-impact", args=["2027.1"]))

    expect(editor.locator(".meta div", has_text="Could move")).to_have_text("Could move3")
    sound(editor)
