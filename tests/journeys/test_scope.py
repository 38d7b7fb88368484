"""The scope changes and changes back in a real browser, with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from frameworks.models import Edition
from scorecard.management.demo import ASSESSOR, OWNER
from scorecard.models import Assessment
from tests.accessibility import NARROW, WIDE, bring_session, objections, overflow
from tests.journeys.answering import follow

GENAI = "input[name=fact-uses_generative_ai]"


@pytest.fixture
def bank(published: Edition) -> Assessment:
    """The demo's bank: it uses generative AI, and every question is answered."""
    call_command("seed_demo")
    return Assessment.objects.get(title__startswith="Retail bank")


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def owner(request: Any, chromium: Any, live_server: Any, bank: Assessment) -> Iterator[Any]:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=request.param)
    _sign_in(context, OWNER.username)
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


@pytest.fixture
def assessor(page: Any, bank: Assessment) -> Any:
    _sign_in(page.context, ASSESSOR.username)
    page.set_default_timeout(10_000)
    return page


def _sign_in(context: Any, username: str) -> None:
    client = Client()  # one for each person: signing in ends the session of whoever was before
    client.force_login(User.objects.get(username=username))
    bring_session(context, client)


def test_answers_go_with_their_questions_and_come_back(owner: Any, bank: Assessment) -> None:
    scope = reverse("scorecard:edit-scope", args=[bank.code])
    section = reverse("scorecard:section", args=[bank.code, "genai"])
    owner.goto(section)
    before = owner.locator("#GEN-01 input[type=radio]:checked").get_attribute("value")

    owner.goto(scope)
    owner.check(f"{GENAI}[value=no]")
    owner.click("button[name=preview]")
    said = owner.locator(".preview").inner_text()
    assert "0 added, " in said
    assert "hidden answers are kept" in said
    assert "The whole section is no longer asked." in said
    listed = owner.locator(".change", has_text="Generative AI")
    assert listed.locator("li").count() > 10
    listed.locator("summary").click()
    assert listed.get_by_text("Answer kept, not counted").first.is_visible()
    owner.click("button[name=confirm]")
    assert "The scope is saved." in owner.locator("main").inner_text()

    owner.goto(section)
    assert owner.locator(".qcard").count() == 0
    assert "You said that no generative AI is used." in owner.locator("main").inner_text()

    owner.goto(scope)
    owner.check(f"{GENAI}[value=yes]")
    owner.click("button[name=preview]")
    assert "earlier answers come back" in owner.locator(".preview").inner_text()
    owner.click("button[name=confirm]")
    owner.goto(section)
    after = owner.locator("#GEN-01 input[type=radio]:checked").get_attribute("value")
    assert before == after


def test_enter_in_the_title_previews_and_never_saves(assessor: Any, bank: Assessment) -> None:
    assessor.goto(reverse("scorecard:edit-scope", args=[bank.code]))
    assessor.click("button[name=preview]")
    assessor.wait_for_selector("#h-preview")

    assessor.fill("input[name=title]", "Another name")
    with assessor.expect_navigation():
        assessor.press("input[name=title]", "Enter")

    assert assessor.locator("#h-preview").count() == 1
    assert Assessment.objects.get(pk=bank.pk).title == bank.title


def test_two_people_change_the_scope_at_once(owner: Any, assessor: Any, bank: Assessment) -> None:
    scope = reverse("scorecard:edit-scope", args=[bank.code])
    for page, title in ((owner, "The owner's"), (assessor, "The assessor's")):
        page.goto(scope)
        page.fill("input[name=title]", title)
        page.click("button[name=preview]")
        page.wait_for_selector("#h-preview")
    assessor.click("button[name=confirm]")
    assessor.wait_for_url("**" + bank.get_absolute_url())

    owner.click("button[name=confirm]")
    owner.wait_for_selector("#h-conflict")
    said = owner.locator("main").inner_text()
    assert "The assessor's" in said
    assert "The owner's" in said
    assert owner.input_value("input[name=title]") == "The owner's"
    assert Assessment.objects.get(pk=bank.pk).title == "The assessor's"

    owner.get_by_role("button", name="Save mine over it").click()
    owner.wait_for_url("**" + bank.get_absolute_url())
    assert Assessment.objects.get(pk=bank.pk).title == "The owner's"


def test_what_somebody_else_saved_may_be_taken(assessor: Any, bank: Assessment) -> None:
    scope = reverse("scorecard:edit-scope", args=[bank.code])
    assessor.goto(scope)
    Assessment.objects.update(title="Theirs", scope_revision=1)
    assessor.fill("input[name=title]", "Mine")
    assessor.click("button[name=preview]")

    assessor.get_by_role("button", name="Take what is saved").click()
    assessor.wait_for_selector(".notice, .messages, [role=status]")

    assert assessor.input_value("input[name=title]") == "Theirs"
    assert Assessment.objects.get(pk=bank.pk).title == "Theirs"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_preview_and_conflict_suit_everybody(assessor: Any, bank: Assessment, theme: str) -> None:
    assessor.emulate_media(color_scheme=theme)
    assessor.goto(reverse("scorecard:edit-scope", args=[bank.code]))
    assessor.check(f"{GENAI}[value=no]")
    assessor.uncheck("input[name=markets][value=VN]")
    assessor.click("button[name=preview]")
    assessor.wait_for_selector("#h-preview")
    assessor.locator(".change summary").first.click()
    assert _wrong(assessor) == []

    long = "Everything" * 60  # a word that nothing breaks
    Assessment.objects.filter(pk=bank.pk).update(scope=long, scope_revision=1)
    assessor.click("button[name=confirm]")
    assessor.wait_for_selector("#h-conflict")
    assert _wrong(assessor) == []


def _wrong(page: Any) -> list[str]:
    """What axe and a narrow window find."""
    page.set_viewport_size({"width": WIDE, "height": 800})
    found = objections(page)
    page.set_viewport_size({"width": NARROW, "height": 800})
    return found + overflow(page)


def test_leaving_a_changed_scope_is_warned_of(assessor: Any, bank: Assessment) -> None:
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    assessor.on("dialog", stay)
    scope = reverse("scorecard:edit-scope", args=[bank.code])
    tasks = reverse("scorecard:assessment", args=[bank.code])
    assessor.goto(scope)
    assessor.click(".crumbs a >> nth=1")  # nothing is changed: no word
    assessor.wait_for_url(f"**{tasks}")

    assessor.goto(scope)
    assessor.fill("input[name=title]", "Another title")
    assessor.click(".crumbs a >> nth=1")
    assessor.wait_for_timeout(200)
    assert asked == ["beforeunload"]
    assert assessor.input_value("input[name=title]") == "Another title"

    assessor.click("button[name=preview]")  # its own buttons say nothing
    assessor.locator(".preview").wait_for()
    assert asked == ["beforeunload"]

    assessor.click(".crumbs a >> nth=1")  # what is previewed is not saved, either
    assessor.wait_for_timeout(200)
    assert asked == ["beforeunload", "beforeunload"]


def test_giving_a_changed_scope_up_needs_no_warning(assessor: Any, bank: Assessment) -> None:
    asked: list[str] = []

    def go_on(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    assessor.on("dialog", go_on)
    assessor.goto(reverse("scorecard:edit-scope", args=[bank.code]))
    assessor.fill("input[name=title]", "Another title")

    follow(assessor.get_by_role("link", name="Cancel"))
    assessor.wait_for_url(f"**{reverse('scorecard:assessment', args=[bank.code])}")

    assert asked == []
