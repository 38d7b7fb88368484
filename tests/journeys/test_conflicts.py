"""Two answers to one question: both are shown, and one of them is chosen."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.accessibility import NARROW, WIDE, objections, overflow
from tests.journeys.answering import (
    KEPT,
    assessment,
    choose,
    collision,
    mei,
    note,
    open_as,
    outpaced,
    page,
    said,
    saved,
    state,
    url,
)

__all__ = ["assessment", "collision", "mei", "open_as", "outpaced", "page", "url"]  # fixtures


def test_both_answers_are_shown_and_nothing_typed_is_lost(collision: Any) -> None:
    shown = collision.locator("#TRA-01 .conflict").inner_text()

    assert "Siti Rahmawati changed this answer" in shown
    assert "As of May" in shown
    assert "As of June" in shown
    expect(collision.locator("#TRA-01 .conflict dd").first).to_contain_text("Operating")
    assert note(collision, "TRA-01").input_value() == "As of June"
    alert = collision.locator("#announcer-alert", has_text="TRA-01: Not saved")
    alert.first.wait_for(state="attached")
    assert said("TRA-01").level == 1


def test_a_press_that_would_bring_a_conflict_is_let_go_first(outpaced: Any) -> None:
    """To press an answer leaves the note. What comes of the note must not move the answer away."""
    page = outpaced
    note(page, "TRA-01").fill("As of June")
    radio = page.locator("input[name='TRA-01-answer'][value='3']")
    page.locator("label").filter(has=radio).hover()
    page.mouse.down()
    page.wait_for_timeout(400)  # a slow finger: the answer to a save takes less
    page.mouse.up()

    expect(radio).to_be_checked()
    mine = page.locator("#TRA-01 .conflict dd").first
    expect(mine).to_contain_text("Operating")
    expect(mine).to_contain_text("As of June")


def test_ones_own_answer_can_be_kept(collision: Any) -> None:
    collision.get_by_role("button", name="Keep what is here as the answer to TRA-01").click()
    saved(collision, "TRA-01")

    assert (said("TRA-01").level, said("TRA-01").note) == (3, "As of June")
    assert collision.locator("#TRA-01 .conflict").count() == 0


def test_the_other_answer_can_be_taken(collision: Any) -> None:
    collision.get_by_role("button", name="Take the answer of Siti Rahmawati to TRA-01").click()
    collision.locator("#TRA-01 .conflict").wait_for(state="detached")

    assert note(collision, "TRA-01").input_value() == "As of May"
    assert collision.locator("input[name=TRA-01-answer][value='1']").is_checked()
    assert collision.evaluate("document.activeElement.id") == "TRA-01"
    assert collision.evaluate(KEPT) == []
    choose(collision, "TRA-01", "2")  # and the card goes on working
    saved(collision, "TRA-01")
    assert said("TRA-01").level == 2


def test_what_is_typed_during_a_conflict_is_shown_in_it(collision: Any) -> None:
    note(collision, "TRA-01").press_sequentially(", and July")

    mine = collision.locator("#TRA-01 .conflict dd").first
    expect(mine).to_contain_text("As of June, and July")
    assert said("TRA-01").note == "As of May"


@pytest.mark.parametrize("button", ["Keep what is here", "Take the answer of Siti Rahmawati"])
def test_settling_a_conflict_by_keyboard_leads_back_to_the_card(
    collision: Any, button: str
) -> None:
    collision.get_by_role("button", name=button).focus()
    collision.keyboard.press("Enter")
    collision.locator("#TRA-01 .conflict").wait_for(state="detached")

    collision.wait_for_function("document.activeElement.id === 'TRA-01'")
    collision.keyboard.press("4")
    saved(collision, "TRA-01")
    assert said("TRA-01").level == 4


def test_a_conflict_that_is_shown_anew_leaves_the_focus_on_its_button(collision: Any) -> None:
    collision.get_by_role("button", name="Take the answer of Siti Rahmawati").focus()

    note(collision, "TRA-01").evaluate(
        "field => { field.value = 'As of July';"
        " field.dispatchEvent(new Event('input', {bubbles: true})) }"
    )

    expect(collision.locator("#TRA-01 .conflict dd").first).to_contain_text("As of July")
    expect(collision.get_by_role("button", name="Take the answer of Siti")).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_state_pleases_axe_and_fits(collision: Any, theme: str) -> None:
    page = collision
    page.emulate_media(color_scheme=theme)
    assert faults(page) == [], "saved, and a conflict"

    choose(page, "TRA-02", "not_applicable")
    page.locator("[name=TRA-02-reason]").focus()
    page.locator("[name=TRA-02-reason]").blur()
    state(page, "TRA-02", says="Not saved: Say why")
    assert faults(page) == [], "an error"

    page.context.set_offline(True)
    choose(page, "TRA-02", "1")
    state(page, "TRA-02", says="You are offline")
    assert faults(page) == [], "offline"

    Session.objects.all().delete()
    page.context.set_offline(False)
    state(page, "TRA-02", says="you are signed out")
    assert faults(page) == [], "signed out"


def faults(page: Any) -> list[str]:
    page.set_viewport_size({"width": WIDE, "height": 800})
    found = objections(page)
    page.set_viewport_size({"width": NARROW, "height": 800})
    return found + overflow(page)
