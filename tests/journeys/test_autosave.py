"""Cards that save themselves, in a real browser: what is said, and what survives an interruption."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from scorecard.models import Assessment, Response
from tests.accessibility import NARROW, WIDE, bring_session, objections, overflow
from tests.factories import answer, make_assessment, make_membership, make_user

PASSWORD = "a long enough passphrase 42"
SAVED = ".save--saved"
KEPT = "Object.keys(localStorage).filter(name => name.startsWith('unsent:'))"

Open = Callable[[User], Any]


@pytest.fixture
def mei(transactional_db: None) -> User:
    return make_user(username="mei", password=PASSWORD, first_name="Mei", last_name="Tan")


@pytest.fixture
def assessment(mei: User) -> Assessment:
    return make_assessment(by=mei)


@pytest.fixture
def url(assessment: Assessment) -> str:
    return reverse("scorecard:section", args=[assessment.code, "transparency"])


@pytest.fixture
def open_as(chromium: Any, live_server: Any, url: str) -> Iterator[Open]:
    """The section in a browser of its own, as this person. A script error fails the test."""
    contexts, errors = [], []

    def run(user: User) -> Any:
        client = Client()
        client.force_login(user)
        context = chromium.new_context(base_url=live_server.url)
        contexts.append(context)
        bring_session(context, client)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        return page

    yield run
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(open_as: Open, mei: User) -> Any:
    return open_as(mei)


def choose(page: Any, key: str, value: str) -> None:
    page.locator(f"input[name='{key}-answer'][value='{value}']").check(force=True)


def note(page: Any, key: str) -> Any:
    return page.locator(f"textarea[name='{key}-note']")


def state(page: Any, key: str, *, says: str) -> None:
    """Wait until the card says so."""
    page.locator(f"#{key}-state", has_text=says).wait_for()


def saved(page: Any, key: str) -> None:
    page.locator(f"#{key}-state {SAVED}").wait_for()


def said(question: str) -> Response:
    return Response.objects.get(question__key=question)


# Saving


def test_an_answer_is_saved_when_it_is_chosen(page: Any, assessment: Assessment) -> None:
    choose(page, "TRA-01", "3")

    saved(page, "TRA-01")
    assert "UTC" not in page.locator("#TRA-01-state").inner_text()  # the reader's own clock
    assert "1 of 2 answered" in page.locator("#section-bar").text_content()
    assert "1 of 7 answered" in page.locator("[data-rail-total]").inner_text()
    assert said("TRA-01").level == 3
    assert page.evaluate(KEPT) == []
    page.locator("#announcer-status", has_text="TRA-01 saved").wait_for(state="attached")


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
    state(page, "TRA-02", says="Not saved: Say why this does not apply to you.")
    reason = page.locator("[name=TRA-02-reason]")
    assert reason.get_attribute("aria-invalid") == "true"
    assert "id_TRA-02-reason_error" in reason.get_attribute("aria-describedby")

    reason.fill("No model is built in house")
    saved(page, "TRA-02")

    assert reason.get_attribute("aria-invalid") is None
    assert page.locator("#id_TRA-02-reason_error").inner_text() == ""
    assert said("TRA-02").reason == "No model is built in house"


def test_save_and_continue_waits_for_what_is_on_its_way(page: Any, assessment: Assessment) -> None:
    note(page, "TRA-02").fill("Typed a moment ago")
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/sections/fairness/")

    assert said("TRA-02").note == "Typed a moment ago"


def test_a_link_out_of_the_page_waits_too(page: Any, assessment: Assessment) -> None:
    note(page, "TRA-02").fill("Typed a moment ago")
    page.get_by_role("link", name=str(assessment)).click()
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


def test_forty_answers_take_forty_small_requests(page: Any) -> None:
    posts: list[int] = []
    page.on("response", lambda reply: posts.append(len(reply.body())) if is_save(reply) else None)

    for number in range(40):
        with page.expect_response(is_save):
            choose(page, ("TRA-01", "TRA-02")[number % 2], str(number // 2 % 5))
    saved(page, "TRA-01")
    saved(page, "TRA-02")

    assert len(posts) == 40
    assert sum(posts) < 40 * 6_000  # bytes of HTML before compression
    assert Response.objects.get(question__key="TRA-01").revisions.count() == 20


def is_save(reply: Any) -> bool:
    return reply.request.method == "POST" and "/responses/" in reply.url


# Two answers to one question


@pytest.fixture
def collision(page: Any, open_as: Open, assessment: Assessment) -> Any:
    """Mei's page, after she answered what Siti had answered a moment before."""
    siti = make_user(username="siti", first_name="Siti", last_name="Rahmawati")
    make_membership(assessment.organisation, "assessor", user=siti)
    theirs = open_as(siti)
    note(theirs, "TRA-01").fill("As of May")
    choose(theirs, "TRA-01", "1")
    saved(theirs, "TRA-01")
    choose(page, "TRA-02", "4")  # another answer of the section never collides
    saved(page, "TRA-02")

    note(page, "TRA-01").fill("As of June")
    choose(page, "TRA-01", "3")
    page.locator("#TRA-01 .conflict").wait_for()
    return page


def test_both_answers_are_shown_and_nothing_typed_is_lost(collision: Any) -> None:
    shown = collision.locator("#TRA-01 .conflict").inner_text()

    assert "Siti Rahmawati changed this answer" in shown
    assert "As of May" in shown
    assert "As of June" in shown
    assert note(collision, "TRA-01").input_value() == "As of June"
    alert = collision.locator("#announcer-alert", has_text="TRA-01: Not saved")
    alert.first.wait_for(state="attached")
    assert said("TRA-01").level == 1


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


# Interruptions


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


def test_leaving_with_unsent_answers_is_warned_of(page: Any) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
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

    page.on("dialog", lambda dialog: dialog.accept())  # the warning before leaving
    page.locator("#TRA-02-state").get_by_role("link", name="Sign in").click()
    page.fill("input[name=login]", "mei")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/sections/transparency/#TRA-02")
    saved(page, "TRA-02")

    assert note(page, "TRA-02").input_value() == "Half a sentence, and the rest"
    assert said("TRA-02").note == "Half a sentence, and the rest"


def test_signing_in_in_another_tab_offers_to_load_the_page_again(page: Any) -> None:
    Session.objects.all().delete()
    choose(page, "TRA-02", "3")
    state(page, "TRA-02", says="you are signed out")
    other = page.context.new_page()
    other.goto("/accounts/login/")
    other.fill("input[name=login]", "mei")
    other.fill("input[name=password]", PASSWORD)
    other.click("main button[type=submit]")
    other.wait_for_url("**/")

    page.evaluate("window.dispatchEvent(new Event('focus'))")
    state(page, "TRA-02", says="Load it again")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#TRA-02-state").get_by_role("link", name="Load it again").click()
    saved(page, "TRA-02")

    assert said("TRA-02").level == 3


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
    tasks.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))

    tasks.locator(".masthead__user summary").click()
    tasks.get_by_role("button", name="Sign out").click()
    tasks.wait_for_url("**/")

    assert len(asked) == 1
    assert "not saved yet: 1." in asked[0]
    assert tasks.evaluate("Object.keys(localStorage)") == []
    assert not Response.objects.exists()


# How it looks


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_state_pleases_axe_and_fits(collision: Any, theme: str) -> None:
    page = collision
    page.emulate_media(color_scheme=theme)
    assert faults(page) == [], "saved, and a conflict"

    choose(page, "TRA-02", "not_applicable")
    state(page, "TRA-02", says="Not saved")
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
