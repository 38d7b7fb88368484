"""What could not be sent: kept in the browser, sent later, and gone after signing out."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import expect

from scorecard.models import Assessment, Response
from tests.accessibility import bring_session
from tests.factories import answer, make_membership
from tests.journeys.answering import (
    KEPT,
    PASSWORD,
    assessment,
    choose,
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


def warnings_of(page: Any) -> list[str]:
    """What the browser asks from here on. It is told to go on."""
    asked: list[str] = []

    def go_on(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", go_on)
    return asked


def test_without_a_network_answers_are_kept_and_sent_later(page: Any) -> None:
    page.context.set_offline(True)
    choose(page, "TRA-01", "3")
    state(page, "TRA-01", says="You are offline")
    note(page, "TRA-02").fill("On the train")
    state(page, "TRA-02", says="You are offline")
    assert len(page.evaluate(KEPT)) == 2

    page.context.set_offline(False)
    saved(page, "TRA-01")
    saved(page, "TRA-02")

    assert (said("TRA-01").level, said("TRA-02").note) == (3, "On the train")
    assert page.evaluate(KEPT) == []


def test_changing_ones_mind_without_a_network_loses_nothing(page: Any) -> None:
    choose(page, "TRA-01", "1")
    saved(page, "TRA-01")
    page.context.set_offline(True)
    for level in ("3", "1", "3"):
        choose(page, "TRA-01", level)
    state(page, "TRA-01", says="You are offline")
    assert len(page.evaluate(KEPT)) == 1

    page.context.set_offline(False)
    saved(page, "TRA-01")

    assert said("TRA-01").level == 3
    assert page.evaluate(KEPT) == []


def test_an_answer_that_arrived_without_a_word_back_is_never_called_another(page: Any) -> None:
    choose(page, "TRA-01", "1")
    saved(page, "TRA-01")

    def lose_the_reply(route: Any) -> None:
        route.fetch()
        route.abort()

    page.route("**/responses/TRA-01/", lose_the_reply, times=1)
    choose(page, "TRA-01", "3")
    state(page, "TRA-01", says="Not saved, trying again")
    choose(page, "TRA-01", "1")  # the server has 3 by now

    page.locator("#TRA-01 .conflict").wait_for()
    page.get_by_role("button", name="Keep what is here").click()
    saved(page, "TRA-01")
    assert said("TRA-01").level == 1


def test_an_answer_outlives_its_tab(page: Any, url: str) -> None:
    page.context.set_offline(True)
    choose(page, "TRA-01", "3")
    note(page, "TRA-01").fill("On the train")
    state(page, "TRA-01", says="You are offline")
    page.close()

    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(url)
    saved(again, "TRA-01")

    assert note(again, "TRA-01").input_value() == "On the train"
    assert (said("TRA-01").level, said("TRA-01").note) == (3, "On the train")


def test_an_answer_from_a_closed_tab_does_not_go_over_a_newer_one(
    page: Any, url: str, assessment: Assessment
) -> None:
    page.context.set_offline(True)
    choose(page, "TRA-01", "3")
    state(page, "TRA-01", says="You are offline")
    page.close()
    answer(assessment, "TRA-01", 1)

    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(url)
    again.locator("#TRA-01 .conflict").wait_for()

    assert said("TRA-01").level == 1


def test_the_task_list_names_answers_that_are_only_in_this_browser(
    page: Any, assessment: Assessment
) -> None:
    page.context.set_offline(True)
    choose(page, "TRA-01", "3")
    state(page, "TRA-01", says="You are offline")
    page.close()

    page.context.set_offline(False)
    tasks = page.context.new_page()
    tasks.goto(assessment.get_absolute_url())
    tasks.locator("#unsent a", has_text="TRA-01").click()
    saved(tasks, "TRA-01")

    assert said("TRA-01").level == 3


def test_what_was_typed_for_a_question_that_is_gone_can_be_copied_and_removed(
    page: Any, assessment: Assessment, url: str
) -> None:
    page.context.set_offline(True)
    note(page, "TRA-02").fill("Typed on the train")
    state(page, "TRA-02", says="You are offline")
    page.evaluate(
        """() => {
          const [name] = Object.keys(localStorage).filter((key) => key.startsWith("unsent:"));
          localStorage.setItem(name.replace("TRA-02", "TRA-99"), localStorage[name].replaceAll("TRA-02", "TRA-99"));
          localStorage.removeItem(name);
        }"""
    )
    page.close()
    page.context.set_offline(False)

    again = page.context.new_page()
    again.goto(url)
    kept = again.locator("#unsent")
    expect(kept).to_contain_text("Note: Typed on the train")
    kept.get_by_role("button", name="Remove").click()

    expect(kept).to_be_hidden()
    assert again.evaluate(KEPT) == []


def test_leaving_with_unsent_answers_is_warned_of(page: Any) -> None:
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.context.set_offline(True)
    choose(page, "TRA-01", "3")
    state(page, "TRA-01", says="You are offline")

    page.close(run_before_unload=True)

    assert page.locator("h1").inner_text() == "Transparency in full"  # it is still there
    assert asked == ["beforeunload"]


def test_a_session_that_ended_asks_to_sign_in_and_comes_back_to_the_card(page: Any) -> None:
    note(page, "TRA-02").press_sequentially("Half a senten")
    Session.objects.all().delete()
    note(page, "TRA-02").press_sequentially("ce, and the rest")
    state(page, "TRA-02", says="you are signed out")
    assert page.locator("#TRA-02 input[name=password]").count() == 0

    asked = warnings_of(page)
    page.locator("#TRA-02-state").get_by_role("link", name="Sign in").click()
    page.fill("input[name=login]", "mei")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/sections/transparency/#TRA-02")
    saved(page, "TRA-02")

    assert note(page, "TRA-02").input_value() == "Half a sentence, and the rest"
    assert said("TRA-02").note == "Half a sentence, and the rest"
    assert asked == []  # it said that the answer is kept here


def test_a_way_to_sign_in_warns_where_the_browser_kept_nothing(page: Any) -> None:
    Session.objects.all().delete()
    choose(page, "TRA-02", "3")
    state(page, "TRA-02", says="you are signed out")
    page.evaluate("localStorage.clear()")

    asked = warnings_of(page)
    page.locator("#TRA-02-state").get_by_role("link", name="Sign in").click()
    page.wait_for_url("**/login/**")

    assert asked == ["beforeunload"]


def test_signing_in_in_another_tab_offers_to_load_the_page_again(page: Any) -> None:
    Session.objects.all().delete()
    choose(page, "TRA-02", "3")
    state(page, "TRA-02", says="you are signed out")
    other = page.context.new_page()
    other.goto("/accounts/login/")
    other.fill("input[name=login]", "mei")
    other.fill("input[name=password]", PASSWORD)
    other.click("main button[type=submit]")
    other.wait_for_url("/")

    page.evaluate("window.dispatchEvent(new Event('focus'))")
    state(page, "TRA-02", says="Load it again")
    asked = warnings_of(page)
    page.locator("#TRA-02-state").get_by_role("link", name="Load it again").click()
    saved(page, "TRA-02")

    assert said("TRA-02").level == 3
    assert asked == []


def test_a_server_error_is_tried_again(page: Any) -> None:
    failures = iter([503, 500])

    def fail(route: Any) -> None:
        status = next(failures, None)
        route.fulfill(status=status) if status else route.continue_()

    page.clock.install()
    page.route("**/responses/TRA-01/", fail)
    choose(page, "TRA-01", "3")
    state(page, "TRA-01", says="Not saved, trying again")
    page.clock.fast_forward(2_000)
    page.clock.fast_forward(4_000)
    saved(page, "TRA-01")

    assert said("TRA-01").level == 3


def test_a_laptop_that_wakes_up_sends_at_once(page: Any) -> None:
    page.clock.install()  # no timer rings while it sleeps
    page.route("**/responses/TRA-01/", lambda route: route.abort())
    choose(page, "TRA-01", "3")
    state(page, "TRA-01", says="Not saved, trying again")
    page.unroute("**/responses/TRA-01/")

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    saved(page, "TRA-01")

    assert said("TRA-01").level == 3


def test_a_colleague_in_the_same_browser_sees_nothing_of_it(
    page: Any, assessment: Assessment, url: str
) -> None:
    page.context.set_offline(True)
    choose(page, "TRA-01", "3")
    state(page, "TRA-01", says="You are offline")
    page.close()
    client = Client()
    client.force_login(make_membership(assessment.organisation, "assessor").user)
    page.context.set_offline(False)
    bring_session(page.context, client)

    theirs = page.context.new_page()
    theirs.goto(url)
    theirs.wait_for_load_state("networkidle")

    assert not theirs.locator("input[name=TRA-01-answer][value='3']").is_checked()
    assert not Response.objects.exists()


def test_signing_out_from_the_open_section_asks_once_and_leaves_nothing(page: Any) -> None:
    page.route("**/responses/**", lambda route: route.abort())
    choose(page, "TRA-01", "3")
    state(page, "TRA-01", says="Not saved, trying again")
    asked: list[str] = []

    def answer_dialog(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer_dialog)
    page.locator(".masthead__user summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("/")

    assert asked == ["confirm"]
    assert page.evaluate(KEPT) == []


def test_signing_out_reaches_every_tab(page: Any, assessment: Assessment) -> None:
    page.route("**/responses/**", lambda route: route.abort())
    note(page, "TRA-02").fill("Secret text")
    state(page, "TRA-02", says="Not saved, trying again")
    other = page.context.new_page()
    other.goto(assessment.get_absolute_url())
    other.on("dialog", lambda dialog: dialog.accept())

    other.locator(".masthead__user summary").click()
    other.get_by_role("button", name="Sign out").click()
    other.wait_for_url("/")

    page.wait_for_url("/")
    assert "Secret text" not in page.content()
    assert page.evaluate(KEPT) == []


def test_who_signs_out_is_asked_about_a_colleagues_answers_too(
    page: Any, assessment: Assessment
) -> None:
    page.context.set_offline(True)
    note(page, "TRA-02").fill("Of somebody else")
    state(page, "TRA-02", says="You are offline")
    page.close()
    page.context.set_offline(False)
    client = Client()
    client.force_login(make_membership(assessment.organisation, "assessor").user)
    bring_session(page.context, client)
    theirs = page.context.new_page()
    theirs.goto(assessment.get_absolute_url())
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    theirs.on("dialog", stay)

    theirs.locator(".masthead__user summary").click()
    theirs.get_by_role("button", name="Sign out").click()

    assert "not saved yet: 1." in asked[0]
    assert len(theirs.evaluate(KEPT)) == 1


def test_after_signing_out_nothing_is_left_in_the_browser(
    page: Any, assessment: Assessment
) -> None:
    page.context.set_offline(True)
    choose(page, "TRA-01", "3")
    state(page, "TRA-01", says="You are offline")
    page.close()
    page.context.set_offline(False)
    tasks = page.context.new_page()
    tasks.goto(assessment.get_absolute_url())
    asked: list[str] = []

    def agree(dialog: Any) -> None:
        asked.append(dialog.message)
        dialog.accept()

    tasks.on("dialog", agree)

    tasks.locator(".masthead__user summary").click()
    tasks.get_by_role("button", name="Sign out").click()
    tasks.wait_for_url("/")

    assert len(asked) == 1
    assert "not saved yet: 1." in asked[0]
    assert tasks.evaluate("Object.keys(localStorage)") == []
    assert not Response.objects.exists()
