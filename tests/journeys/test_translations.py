"""Translations in a real browser: without scripts, on a narrow window, and once the English changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests.accessibility import bring_session, objections
from tests.factories import make_draft, make_edition, make_editor
from tests.frameworks.editions import make_full_edition
from tests.journeys.answering import follow
from tests.journeys.test_every_page import faults

LABEL = "2026.2"
QUESTION = "principles/transparency/questions/TRA-01"
KHMER = "តើមនុស្សត្រូវបានជូនដំណឹងទេ?"


@pytest.fixture
def signed_in(client: Client, transactional_db: None) -> Client:
    editor = make_editor(username="ada")
    make_draft(make_edition(make_full_edition()), label=LABEL, by=editor)
    client.force_login(editor)
    return client


@pytest.fixture
def page(page: Any, signed_in: Client) -> Any:
    bring_session(page.context, signed_in)
    return page


@pytest.fixture
def without_scripts(chromium: Any, live_server: Any, signed_in: Client) -> Iterator[Any]:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    bring_session(context, signed_in)
    yield context.new_page()
    context.close()


def url(name: str, *arguments: str) -> str:
    return reverse(f"editions:{name}", args=[LABEL, *arguments])


def save(page: Any) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").get_by_text("Saved.")).to_be_visible()


def part_of(page: Any, title: str) -> Any:
    """The English of a text with what is said beside it."""
    return page.get_by_role("region", name=title, exact=True)


def test_a_question_is_translated_and_found_again_once_its_english_changes(
    without_scripts: Any,
) -> None:
    page = without_scripts
    page.goto(url("edition"))
    follow(page.get_by_role("link", name="Work on translations"))
    page.get_by_label("Language", exact=True).select_option(label="Khmer (ខ្មែរ)")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("status").get_by_text("Khmer is added.")).to_be_visible()

    follow(page.get_by_role("link", name="Transparency"))
    follow(page.locator(".records").get_by_role("link", name="How about TRA-01?"))
    for title in ("Question", "Level 2: Defined"):
        part_of(page, title).get_by_role("textbox").fill(KHMER)
    part_of(page, "Level 2: Defined").get_by_label("Reviewed").check()
    save(page)
    expect(part_of(page, "Question").get_by_text("Draft").first).to_be_visible()
    expect(part_of(page, "Level 2: Defined").get_by_text("Reviewed").first).to_be_visible()

    follow(page.get_by_role("link", name="Edit the English"))
    page.get_by_label("2 Defined", exact=True).fill("Written down, and known.")
    save(page)
    follow(page.get_by_role("link", name="Khmer 2 of 10"))
    changed = part_of(page, "Level 2: Defined")
    expect(changed.get_by_text("English changed")).to_be_visible()
    expect(changed.get_by_text("Written", exact=True)).to_be_visible()
    expect(changed.get_by_text("Written down, and known.")).to_be_visible()

    changed.get_by_label("It still fits").check()
    save(page)
    expect(part_of(page, "Level 2: Defined").get_by_text("English changed")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_of_translations_pleases_axe_and_fits_a_narrow_window(
    page: Any, theme: str
) -> None:
    page.emulate_media(color_scheme=theme)
    pages = [url("translations"), url("translation", "id"), url("remove-language", "id")]
    pages += [f"{url('translation', 'id')}?part=markets/singapore", url("edition")]
    pages += [f"{url('translation', 'id')}?state=splendid"]
    pages += [url("translation-texts", "id", place) for place in ("levels/1", "headings", QUESTION)]
    pages += [reverse("editions:translation-texts", args=["2026.1", "id", "levels/1"])]

    wrong = {address: found for address in pages if (found := faults(page, address))}

    assert wrong == {}


def test_a_problem_takes_the_focus_and_pleases_axe(page: Any) -> None:
    page.goto(url("translation-texts", "id", "markets/singapore"))
    part_of(page, "Cautions").get_by_role("textbox").fill("Satu.\nDua.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".errors")).to_be_focused()

    follow(page.get_by_role("link", name="Cautions: must have 1 line"))

    expect(part_of(page, "Cautions").get_by_role("textbox")).to_be_focused()
    assert objections(page) == []


def test_a_text_is_edited_by_the_keyboard_alone(page: Any) -> None:
    page.goto(url("translation-texts", "id", "levels/1"))

    part_of(page, "Meaning").get_by_role("textbox").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # it still fits
    while page.evaluate("document.activeElement.textContent.trim()") != "Save":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_text("English changed")).to_have_count(0)
