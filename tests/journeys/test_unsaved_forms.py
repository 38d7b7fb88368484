"""What an editor typed is not left behind unasked."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.answering import follow
from tests.journeys.drafting import page, url

__all__ = ["page"]  # fixtures

QUESTION = "principles/transparency/questions/TRA-01"
WHY = "Why it is asked"


@pytest.fixture
def asked(page: Any) -> list[str]:
    """The questions a browser asked before it stayed where it was."""
    questions: list[str] = []

    def stay(dialog: Any) -> None:
        questions.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return questions


def try_to_leave(page: Any) -> None:
    page.locator(".crumbs a").first.click()
    page.wait_for_timeout(200)


@pytest.mark.parametrize(
    ("address", "field"),
    [
        (url("part", QUESTION), WHY),
        (url("add-record", "glossary"), "Term"),
        (url("translation-texts", "id", "levels/1"), "Indonesian: Meaning"),
        (url("publish"), "Release notes"),
        (url("still-true", "markets/singapore/obligations/SG-01"), "Note"),
        (reverse("editions:start", args=["2026.1"]), "Label of the new edition"),
    ],
)
def test_who_leaves_a_form_with_typed_text_is_asked_first(
    page: Any, asked: list[str], address: str, field: str
) -> None:
    page.goto(address)
    page.get_by_label(field).first.fill("2026.9 typed")

    try_to_leave(page)

    assert asked == ["beforeunload"]
    expect(page.get_by_label(field).first).to_have_value("2026.9 typed")


def test_a_choice_that_was_made_counts_as_a_change(page: Any, asked: list[str]) -> None:
    page.goto(url("part", "markets/singapore/floors"))
    floor = page.get_by_role("region", name="Transparency").get_by_label("Floor")
    floor.select_option("4 Assured")

    try_to_leave(page)

    assert asked == ["beforeunload"]


@pytest.mark.parametrize("place", [QUESTION, "markets/singapore/floors", "markets/singapore"])
def test_nobody_is_asked_where_nothing_was_changed(page: Any, asked: list[str], place: str) -> None:
    page.goto(url("part", place))

    follow(page.locator(".crumbs a").first)

    assert asked == []


def test_saving_and_starting_again_ask_nothing(page: Any, asked: list[str]) -> None:
    page.goto(url("part", QUESTION))
    page.get_by_label(WHY).fill("Typed.")
    follow(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_role("status").get_by_text("Saved.")).to_be_visible()
    page.get_by_label(WHY).fill("Typed, and given up.")
    follow(page.get_by_role("link", name="Start again from what is saved"))

    expect(page.get_by_label(WHY)).to_have_value("Typed.")
    assert asked == []


def test_what_was_refused_is_still_not_saved(page: Any, asked: list[str]) -> None:
    page.goto(url("part", QUESTION))
    page.get_by_label(WHY).fill("")
    follow(page.get_by_role("button", name="Save", exact=True))
    expect(page.locator(".errors")).to_be_visible()

    try_to_leave(page)

    assert asked == ["beforeunload"]
