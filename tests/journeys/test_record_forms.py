"""The forms of the editor in a real browser: on a narrow window, and by the keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from frameworks import editing
from frameworks.models import Edition
from tests.accessibility import objections
from tests.journeys.drafting import LABEL, page, url
from tests.journeys.test_every_page import faults

__all__ = ["page"]  # fixtures

SHOWN = (
    "principles",
    "principles/transparency/questions/TRA-01",
    "markets/singapore",
    "markets/singapore/floors",
    "markets/singapore/data_protection_law/dpo",
    "markets/singapore/obligations/SG-02",
    "crosswalks/nist",
    "levels",
    "glossary",
)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_kind_of_editing_page_pleases_axe_and_fits_a_narrow_window(
    page: Any, theme: str
) -> None:
    page.emulate_media(color_scheme=theme)
    pages = [url("edit"), *(url("part", place) for place in SHOWN)]
    pages += [url("add-record", "markets/singapore/obligations"), url("add-record", "glossary")]
    pages += [url("retire-record", "sources/guide"), url("retire-record", "corrections/1")]

    wrong = {address: found for address in pages if (found := faults(page, address))}

    assert wrong == {}


def test_many_choices_scroll_in_a_box_by_the_keyboard_alone(page: Any) -> None:
    draft = Edition.objects.get(label=LABEL)
    first = draft.document["sources"][0]
    many = [first | {"id": f"source-{n}", "title": f"Source {n}"} for n in range(200)]
    document = draft.document | {"sources": [*draft.document["sources"], *many]}
    assert draft.edited_by
    editing.save_part(draft, document, read_revision=draft.revision, by=draft.edited_by)
    page.goto(url("part", "markets/singapore/obligations/SG-02"))
    box = page.get_by_role("group", name="Sources: to choose from")

    page.locator("summary", has_text="Choose from").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(box).to_be_focused()
    page.keyboard.press("End")
    last = box.get_by_role("checkbox").last
    expect(last).to_be_in_viewport()

    assert box.bounding_box()["height"] < 400
    assert objections(page) == []


def test_a_question_is_edited_by_the_keyboard_alone(page: Any) -> None:
    page.goto(url("part", SHOWN[1]))

    page.get_by_label("Why it is asked").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Typed.")
    while page.evaluate("document.activeElement.textContent.trim()") != "Save":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("Saved.").wait_for()

    document = Edition.objects.get(label=LABEL).document
    assert document["principles"][0]["questions"][0]["why"] == "Typed."
