"""Cards that save themselves, in a real browser: when, and what is said."""

from __future__ import annotations

from typing import Any

from scorecard.models import Assessment
from tests.factories import answer
from tests.journeys.answering import (
    KEPT,
    assessment,
    choose,
    follow,
    mei,
    note,
    open_as,
    page,
    said,
    saved,
    state,
    url,
)

__all__ = ["assessment", "mei", "open_as", "page", "url"]  # fixtures


def test_an_answer_is_saved_when_it_is_chosen(page: Any, assessment: Assessment) -> None:
    choose(page, "TRA-01", "3")

    saved(page, "TRA-01")
    assert "UTC" not in page.locator("#TRA-01-state").inner_text()  # the reader's own clock
    assert "1 of 2 answered" in page.locator("#section-bar").text_content()
    assert "1 of 7 answered" in page.locator("[data-rail-total]").inner_text()
    assert said("TRA-01").level == 3
    assert page.evaluate(KEPT) == []
    page.locator("#announcer-status", has_text="TRA-01 saved").wait_for(state="attached")


def test_what_is_answered_before_the_script_is_there_is_saved_too(page: Any, url: str) -> None:
    late: list[Any] = []
    page.route("**/cards*.js", lambda route: late.append(route))  # no builtin
    page.goto(url, wait_until="commit")
    choose(page, "TRA-01", "3")
    note(page, "TRA-01").fill("Quick")
    assert late, "the script came too early for this test"

    late[0].continue_()
    saved(page, "TRA-01")

    assert (said("TRA-01").level, said("TRA-01").note) == (3, "Quick")


def test_a_note_is_saved_after_a_pause(page: Any) -> None:
    note(page, "TRA-01").press_sequentially("Kept in the register")
    saved(page, "TRA-01")

    assert said("TRA-01").note == "Kept in the register"
    assert page.evaluate("document.activeElement.name") == "TRA-01-note"


def test_a_note_is_saved_when_its_field_is_left(page: Any) -> None:
    page.clock.install()  # so that no pause ever passes
    note(page, "TRA-01").fill("Kept in the register")
    note(page, "TRA-01").blur()
    saved(page, "TRA-01")

    assert said("TRA-01").note == "Kept in the register"


def test_what_is_typed_during_a_save_is_kept_and_saved_next(page: Any) -> None:
    note(page, "TRA-01").fill("First")
    choose(page, "TRA-01", "2")
    note(page, "TRA-01").press_sequentially(", and more")
    note(page, "TRA-01").blur()
    saved(page, "TRA-01")

    assert page.evaluate(KEPT) == []
    assert note(page, "TRA-01").input_value() == "First, and more"
    assert (said("TRA-01").note, said("TRA-01").level) == ("First, and more", 2)


def test_an_error_stands_at_its_field_and_goes_when_it_is_mended(page: Any) -> None:
    choose(page, "TRA-02", "not_applicable")
    state(page, "TRA-02", says="Not saved yet: say why below")  # no scolding before it is typed
    reason = page.locator("[name=TRA-02-reason]")
    reason.focus()
    reason.blur()
    state(page, "TRA-02", says="Not saved: Say why this does not apply to you.")
    assert reason.get_attribute("aria-invalid") == "true"
    assert "id_TRA-02-reason_error" in reason.get_attribute("aria-describedby")

    reason.fill("No model is built in house")
    saved(page, "TRA-02")

    assert reason.get_attribute("aria-invalid") is None
    assert page.locator("#id_TRA-02-reason_error").inner_text() == ""
    assert said("TRA-02").reason == "No model is built in house"


def test_going_back_to_what_is_stored_takes_an_error_away(page: Any) -> None:
    choose(page, "TRA-02", "2")
    saved(page, "TRA-02")
    reason = page.locator("[name=TRA-02-reason]")
    choose(page, "TRA-02", "not_applicable")
    reason.focus()
    reason.blur()
    state(page, "TRA-02", says="Not saved: Say why")
    assert "History" in page.locator("#TRA-02-by").inner_text()  # who answered still stands there

    choose(page, "TRA-02", "2")
    saved(page, "TRA-02")
    assert reason.get_attribute("aria-invalid") is None

    choose(page, "TRA-02", "not_applicable")
    state(page, "TRA-02", says="Not saved yet: say why below")
    assert len(page.evaluate(KEPT)) == 1
    assert said("TRA-02").level == 2


def test_nobody_is_scolded_while_about_to_say_why(page: Any) -> None:
    choose(page, "TRA-02", "not_applicable")
    page.locator("[name=TRA-02-reason]").focus()

    page.evaluate("window.dispatchEvent(new Event('focus'))")  # back from another window

    page.wait_for_timeout(300)
    state(page, "TRA-02", says="Not saved yet: say why below")


def test_a_note_alone_is_not_called_an_answer(page: Any) -> None:
    note(page, "TRA-01").fill("To be asked")
    note(page, "TRA-01").blur()
    saved(page, "TRA-01")

    assert "no answer yet" in page.locator("#TRA-01-state").inner_text()


def test_save_and_continue_waits_for_what_is_on_its_way(page: Any, assessment: Assessment) -> None:
    note(page, "TRA-02").fill("Typed a moment ago")
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/sections/fairness/")

    assert said("TRA-02").note == "Typed a moment ago"


def test_save_and_continue_waits_for_a_slow_answer_too(page: Any) -> None:
    def slowly(route: Any) -> None:
        page.wait_for_timeout(4_000)
        route.continue_()

    page.route("**/responses/TRA-02/", slowly)
    note(page, "TRA-02").fill("Typed a moment ago")
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/sections/fairness/")

    assert said("TRA-02").note == "Typed a moment ago"


def test_a_link_out_of_the_page_waits_too(page: Any, assessment: Assessment) -> None:
    note(page, "TRA-02").fill("Typed a moment ago")
    follow(page.get_by_role("link", name=str(assessment)))
    page.wait_for_url(f"**{assessment.get_absolute_url()}")

    assert said("TRA-02").note == "Typed a moment ago"


def test_the_back_button_shows_what_is_stored_now(page: Any, assessment: Assessment) -> None:
    choose(page, "TRA-01", "3")
    saved(page, "TRA-01")
    page.goto(assessment.get_absolute_url())
    answer(assessment, "TRA-01", 4)

    page.go_back()
    choose(page, "TRA-01", "2")
    saved(page, "TRA-01")

    assert said("TRA-01").level == 2
