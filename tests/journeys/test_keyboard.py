"""The section pages without a mouse: single keys, arrows between cards, and where focus goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from frameworks.models import Edition
from scorecard.models import Assessment
from tests.accessibility import bring_session, objections
from tests.factories import make_assessment, make_user

PHONE = {"width": 320, "height": 640}
MANY = 400  # more stops than any section has

# What focus may not be without: a place in the window, nothing above it, a visible mark.
FAULTS = """() => {
  const element = document.activeElement;
  const { top, bottom, left, width, height } = element.getBoundingClientRect();
  const bar = document.querySelector(".secbar");
  const barEnd = bar.getBoundingClientRect().bottom;
  const name = element.id || element.textContent.trim().slice(0, 40) || element.outerHTML;
  const faults = [];
  if (top < 0 || bottom > innerHeight) faults.push(`${name} at ${top} to ${bottom}`);
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  if (!hit || !(element.contains(hit) || hit.contains(element))) faults.push(`${name} is covered`);
  const isStuck = getComputedStyle(bar).position === "sticky" && bar.getBoundingClientRect().top <= 0;
  if (isStuck && !bar.contains(element) && top < barEnd) faults.push(`${name} under the bar`);
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const look = [outlineStyle, outlineWidth, boxShadow].join();
  const hasMark = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  if (!hasMark || look === window.calm.get(element)) faults.push(`${name} looks as if unfocused`);
  return faults;
}"""
REMEMBER_LOOKS = """() => {
  const all = document.querySelectorAll("a, button, input, select, textarea, summary, [tabindex]");
  window.calm = new Map([...all].map((element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return [element, [outlineStyle, outlineWidth, boxShadow].join()];
  }));
}"""

HAS_SCROLLED = """() => new Promise((resolve) => {
  (function look(frames) {
    if (scrollY > 0 || frames === 0) resolve(scrollY > 0);
    else requestAnimationFrame(() => look(frames - 1));
  })(300);
})"""

Show = Callable[..., None]


@pytest.fixture
def assessment(published: Edition) -> Assessment:
    return make_assessment(by=make_user(), edition=published, markets=("SG",))


@pytest.fixture
def show(page: Any, client: Client, assessment: Assessment) -> Show:
    """Open a section: of a principle by its key, of a market by its code."""
    client.force_login(assessment.created_by)
    bring_session(page.context, client)
    page.emulate_media(reduced_motion="reduce")  # scrolling is over at once
    page.set_default_timeout(10_000)

    def run(section: str, anchor: str = "") -> None:
        name = "scorecard:market-section" if section.isupper() else "scorecard:section"
        page.goto(reverse(name, args=[assessment.code, section]) + anchor)
        page.wait_for_selector("#shortcuts-open:visible")

    return run


def focused(page: Any) -> Any:
    return page.locator(":focus")


def tab_to(page: Any, selector: str, *, key: str = "Tab") -> None:
    for _ in range(MANY):
        page.keyboard.press(key)
        if focused(page).count() and focused(page).evaluate("(e, s) => e.matches(s)", selector):
            return
    pytest.fail(f"{key} never reached {selector}")


def option(page: Any, key: str, value: str) -> Any:
    return page.locator(f"#{key} .rubric input[type=radio][value='{value}']")


def go_to_card(page: Any, key: str) -> None:
    tab_to(page, f"#{key} *")
    page.keyboard.press("Escape")
    expect(page.locator(f"#{key}")).to_be_focused()


def test_a_section_is_answered_from_the_address_bar_on(
    page: Any, show: Show, assessment: Assessment
) -> None:
    show("transparency")
    keys = [card.get_attribute("id") for card in page.locator("[data-card]").all()]

    go_to_card(page, keys[0])
    for number, key in enumerate(keys):
        expect(page.locator(f"#{key}")).to_be_focused()
        page.keyboard.press(str(number % 5))
        expect(option(page, key, str(number % 5))).to_be_checked()
        expect(page.locator(f"#{key}")).to_be_focused()
        page.keyboard.press("ArrowDown")
    tab_to(page, "button[value=next]")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "transparency" not in url)

    stored = assessment.responses.values_list("question__key", "level")
    assert dict(stored) == {key: number % 5 for number, key in enumerate(keys)}


def test_arrows_move_from_card_to_card(page: Any, show: Show) -> None:
    show("transparency")
    go_to_card(page, "TRA-01")

    page.keyboard.press("ArrowUp")
    expect(page.locator("#TRA-01")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#TRA-03")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#TRA-02")).to_be_focused()
    bar, card = (page.locator(each).bounding_box() for each in (".secbar", "#TRA-02"))
    assert card["y"] >= bar["y"] + bar["height"]


def test_arrows_stay_native_in_radio_buttons(page: Any, show: Show) -> None:
    show("transparency")
    tab_to(page, "#TRA-01 input[type=radio]")

    page.keyboard.press("0")
    page.keyboard.press("ArrowDown")

    expect(option(page, "TRA-01", "1")).to_be_checked()
    expect(option(page, "TRA-01", "1")).to_be_focused()


def test_a_level_by_key_takes_the_focus_along_within_the_radio_buttons(
    page: Any, show: Show
) -> None:
    show("transparency")
    tab_to(page, "#TRA-01 input[type=radio]")

    page.keyboard.press("4")

    expect(option(page, "TRA-01", "4")).to_be_checked()
    expect(option(page, "TRA-01", "4")).to_be_focused()


def test_arrows_scroll_when_nothing_has_the_focus(page: Any, show: Show) -> None:
    show("transparency")

    page.keyboard.press("ArrowDown")

    assert page.evaluate(HAS_SCROLLED)
    assert page.evaluate("document.activeElement === document.body")


def test_not_applicable_asks_for_its_reason_at_once(page: Any, show: Show) -> None:
    show("transparency")
    go_to_card(page, "TRA-02")

    page.keyboard.press("n")

    expect(option(page, "TRA-02", "not_applicable")).to_be_checked()
    reason = page.locator("[name='TRA-02-reason']")
    expect(reason).to_be_focused()
    expect(reason).to_have_value("")


def test_n_does_nothing_where_a_question_always_applies(page: Any, show: Show) -> None:
    show("transparency")
    go_to_card(page, "TRA-01")

    page.keyboard.press("d")
    page.keyboard.press("n")

    expect(option(page, "TRA-01", "dont_know")).to_be_checked()
    expect(page.locator("#TRA-01")).to_be_focused()


@pytest.mark.parametrize(
    ("key", "state"), [("m", "met"), ("p", "partial"), ("u", "unmet"), ("d", "unknown")]
)
def test_an_obligation_has_a_key_for_each_state(
    page: Any, show: Show, key: str, state: str
) -> None:
    show("SG")
    go_to_card(page, "SG-01")

    page.keyboard.press(key)

    expect(option(page, "SG-01", state)).to_be_checked()


@pytest.mark.parametrize("chord", ["Control+3", "Alt+3", "Meta+3"])
def test_keys_with_a_modifier_are_not_ours(page: Any, show: Show, chord: str) -> None:
    show("transparency")
    go_to_card(page, "TRA-01")

    page.keyboard.press(chord)

    expect(option(page, "TRA-01", "3")).not_to_be_checked()


def test_a_note_takes_every_key(page: Any, show: Show) -> None:
    show("transparency")
    tab_to(page, "#TRA-01 textarea")

    page.keyboard.type("3 done? no")

    expect(page.locator("[name='TRA-01-note']")).to_have_value("3 done? no")
    expect(option(page, "TRA-01", "3")).not_to_be_checked()
    expect(page.locator("#shortcuts")).not_to_be_visible()


def test_the_list_of_keys_opens_and_gives_the_focus_back(page: Any, show: Show) -> None:
    show("transparency")
    go_to_card(page, "TRA-02")

    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    assert objections(page) == []
    page.keyboard.press("3")
    page.keyboard.press("Escape")

    expect(page.locator("#shortcuts")).not_to_be_visible()
    expect(page.locator("#TRA-02")).to_be_focused()
    expect(option(page, "TRA-02", "3")).not_to_be_checked()


def test_a_button_opens_the_list_of_keys(page: Any, show: Show) -> None:
    show("SG")
    page.get_by_role("button", name="Keyboard shortcuts").focus()

    page.keyboard.press("Enter")
    expect(page.locator("#shortcuts")).to_contain_text("Partly met")
    page.get_by_role("button", name="Close").press("Enter")

    expect(page.locator("#shortcuts")).not_to_be_visible()
    expect(page.locator("#shortcuts-open")).to_be_focused()


def test_single_keys_can_be_switched_off_for_good(page: Any, show: Show) -> None:
    show("transparency")
    page.keyboard.press("?")
    page.get_by_label("Use these shortcuts in this browser").uncheck()
    page.keyboard.press("Escape")

    page.reload()
    page.wait_for_selector("#shortcuts-open:visible")
    tab_to(page, "#TRA-01 summary")
    page.keyboard.press("3")
    page.keyboard.press("?")

    expect(option(page, "TRA-01", "3")).not_to_be_checked()
    expect(page.locator("#shortcuts")).not_to_be_visible()
    page.click("#shortcuts-open")
    expect(page.get_by_label("Use these shortcuts in this browser")).not_to_be_checked()


def test_without_a_script_no_button_offers_keys(
    chromium: Any, live_server: Any, client: Client, assessment: Assessment
) -> None:
    client.force_login(assessment.created_by)
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    bring_session(context, client)
    page = context.new_page()

    page.goto(reverse("scorecard:section", args=[assessment.code, "transparency"]))

    expect(page.locator("#TRA-01")).to_be_visible()
    expect(page.locator("#shortcuts-open")).to_be_hidden()
    context.close()


def test_the_same_words_are_read_again(page: Any, show: Show) -> None:
    show("transparency")

    page.evaluate("""async () => {
      const { announce } = await import("/static/js/announce.js");
      announce("TRA-01 saved");
      announce("TRA-01 saved");
      announce("Not saved", { urgent: true });
    }""")

    expect(page.get_by_role("status").get_by_text("TRA-01 saved")).to_have_count(2)
    expect(page.get_by_role("alert").get_by_text("Not saved")).to_have_count(1)


def test_an_answer_by_key_is_saved_and_said(page: Any, show: Show, assessment: Assessment) -> None:
    show("transparency")
    go_to_card(page, "TRA-01")

    page.keyboard.press("3")

    expect(page.locator("#announcer-status")).to_contain_text("TRA-01 saved")
    assert assessment.responses.get(question__key="TRA-01").level == 3


@pytest.mark.parametrize("section", ["transparency", "SG"])
def test_tab_goes_through_a_section_on_a_phone_and_back(
    page: Any, show: Show, section: str
) -> None:
    page.set_viewport_size(PHONE)
    show(section)
    page.evaluate(REMEMBER_LOOKS)

    there = walk(page, until=".footer a", key="Tab")
    back = walk(page, until=".skip", key="Shift+Tab")

    assert there == []
    assert back == []


def walk(page: Any, *, until: str, key: str) -> list[str]:
    """Press a key until the focus has arrived; whatever was wrong with it on the way."""
    wrong = []
    for _ in range(MANY):
        page.keyboard.press(key)
        wrong += page.evaluate(FAULTS)
        if focused(page).evaluate("(e, s) => e.matches(s)", until):
            return wrong
    return [*wrong, f"{key} never reached {until}"]


@pytest.mark.parametrize("width", [320, 1280])
def test_a_link_to_a_card_shows_it_below_the_bar(page: Any, show: Show, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    show("transparency", "#TRA-05")

    assert page.evaluate(HAS_SCROLLED)
    bar, card = (page.locator(each).bounding_box() for each in (".secbar", "#TRA-05"))
    assert bar["y"] == 0
    assert bar["height"] < 64
    assert 0 <= card["y"] - bar["height"] <= 64
