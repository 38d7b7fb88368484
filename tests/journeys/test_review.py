"""An assessment on its way between two people, each with a browser of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from scorecard import services
from scorecard.models import Assessment, Result, ReviewStep, Role
from scorecard.scoring import DONT_KNOW, NOT_APPLICABLE
from scorecard.services import claims, remarks, review
from tests.accessibility import NARROW, WIDE, bring_session, objections, overflow
from tests.factories import answer, answer_all, declare, make_assessment, make_membership, make_user
from tests.journeys.answering import choose, follow

Open = Callable[[User], Any]


@pytest.fixture
def assessment(transactional_db: None) -> Assessment:
    """Everything answered; one claim waits for a second person."""
    owner = make_user(username="olga", first_name="Olga", last_name="Owner")
    assessment = make_assessment(by=owner)
    answer_all(assessment, level=3)
    declare(assessment, "SG-01", "not_applicable", reason="We have no customers in Singapore.")
    return assessment


@pytest.fixture
def reviewer(assessment: Assessment) -> User:
    return _reviewer(assessment, "rina", "Rina")


@pytest.fixture
def browser_of(chromium: Any, live_server: Any) -> Iterator[Open]:
    """A browser of somebody's own, signed in. Without scripts if asked."""
    contexts = []

    def run(user: User, *, scripts: bool = True) -> Any:
        context = chromium.new_context(base_url=live_server.url, java_script_enabled=scripts)
        contexts.append(context)
        client = Client()
        client.force_login(user)
        bring_session(context, client)
        opened = context.new_page()
        opened.set_default_timeout(10_000)
        return opened

    yield run
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_a_draft_to_an_approval_and_a_new_round(
    browser_of: Any, assessment: Assessment, reviewer: User, scripts: bool
) -> None:
    olga = browser_of(assessment.created_by, scripts=scripts)
    rina = browser_of(reviewer, scripts=scripts)

    _claim_two_questions(assessment)
    _submit(olga, assessment, message="Please look at Singapore.")
    _accept_one_claim_and_question_another(rina, assessment)
    _ask_and_send_back(rina, assessment)
    _fix_and_settle(olga, assessment, saves_itself=scripts)
    _answer_what_was_questioned(olga, assessment, saves_itself=scripts)
    _submit(olga, assessment)
    _accept_and_approve(rina, assessment)
    frozen = Result.objects.get().document
    assert frozen["responses"]["TRA-01"]["level"] == 2
    assert frozen["acceptances"].keys() == {"TRA-02", "SG-01"}
    assert frozen["acceptances"]["TRA-02"]["by"] == "Rina Reviewer"

    olga.goto(_review(assessment))
    approved = olga.get_by_role("region", name="Approved", exact=True)
    follow(approved.get_by_role("link", name=Result.objects.get().code_in_groups))
    assert "Genuine" in _said(olga)
    olga.go_back()
    olga.get_by_label("Why it is reopened").fill("A new chat assistant.")
    olga.get_by_role("button", name="Reopen for round 2").click()
    assert "A new round has started" in _said(olga)
    assert "A new chat assistant." in _said(olga)
    assert "Round 1, approved" in _said(olga)
    assert Result.objects.count() == 1


def test_of_two_reviewers_at_once_the_second_is_told(
    browser_of: Any, assessment: Assessment, reviewer: User
) -> None:
    second = _reviewer(assessment, "sam", "Sam")
    review.submit(assessment, by=assessment.created_by)
    rina, sam = browser_of(reviewer), browser_of(second)
    for page in (rina, sam):
        page.goto(_review(assessment))

    _approve(rina)
    sam.get_by_label("What should be changed").fill("Where is TRA-01 written down?")
    sam.get_by_role("button", name="Send it back").click()

    said = _said(sam)
    assert "Nothing was changed: its status is “Approved” now" in said
    assert "Approved by Rina Reviewer" in said
    assert sam.get_by_label("Message").input_value() == "Where is TRA-01 written down?"
    follow(sam.get_by_role("link", name="See the review as it is now"))
    assert Result.objects.get().code_in_groups in _said(sam)
    assert list(ReviewStep.objects.values_list("step", flat=True)) == ["submit", "approve"]


def test_an_answer_that_came_late_is_read_before_it_is_approved(
    browser_of: Any, assessment: Assessment, reviewer: User
) -> None:
    """It is taken back, changed and submitted again while the reviewer reads."""
    author = assessment.created_by
    review.submit(assessment, by=author)
    rina = browser_of(reviewer)
    rina.goto(_review(assessment))
    review.withdraw(assessment, by=author)
    answer(assessment, "TRA-01", 0)
    review.submit(assessment, by=author)

    _approve(rina)
    assert "the result has changed since you read it" in _said(rina)
    assert not Result.objects.exists()

    _approve(rina)
    assert Result.objects.get().document["responses"]["TRA-01"]["level"] == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_pleases_axe_and_fits_a_narrow_window(
    browser_of: Any, assessment: Assessment, reviewer: User, theme: str
) -> None:
    pages = {user: browser_of(user) for user in (assessment.created_by, reviewer)}
    for page in pages.values():
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")

    wrong = {
        f"{state}, {user.username}": found
        for state, url in _states(assessment, reviewer)
        for user, page in pages.items()
        if (found := _faults(page, url))
    }

    assert wrong == {}


def test_what_is_refused_pleases_axe_too(
    browser_of: Any, assessment: Assessment, reviewer: User
) -> None:
    review.submit(assessment, by=assessment.created_by)
    rina = browser_of(reviewer)

    rina.goto(_review(assessment))
    rina.get_by_role("button", name="Send it back").click()
    assert "Say what should be changed." in _said(rina)
    assert rina.evaluate("document.activeElement.className") == "errors"
    assert objections(rina) == []

    rina.get_by_role("button", name="Approve this result").click()
    assert "Read them, then tick this box." in _said(rina)
    assert objections(rina) == []

    review.withdraw(assessment, by=assessment.created_by)
    rina.get_by_label("What should be changed").fill("long" * 40)
    rina.get_by_role("button", name="Send it back").click()
    assert "its status is “Draft” now" in _said(rina)
    rina.set_viewport_size({"width": NARROW, "height": 800})
    assert objections(rina) + overflow(rina) == []


def _reviewer(assessment: Assessment, username: str, first_name: str) -> User:
    user = make_user(username=username, first_name=first_name, last_name="Reviewer")
    return make_membership(assessment.organisation, Role.REVIEWER, user=user).user


def _review(assessment: Assessment) -> str:
    return reverse("scorecard:review", args=[assessment.code])


def _said(page: Any) -> str:
    words: str = page.locator("main").inner_text()
    return words


def _submit(page: Any, assessment: Assessment, message: str = "") -> None:
    page.goto(assessment.get_absolute_url())
    follow(page.get_by_role("link", name="Submit for review"))
    page.get_by_label("Message to the reviewer").fill(message)
    page.get_by_role("button", name="Submit for review").click()
    assert "No answer is taken until it comes back." in _said(page)


def _claim_two_questions(assessment: Assessment) -> None:
    for key in ("TRA-02", "FAI-01"):
        answer(assessment, key, NOT_APPLICABLE, reason=f"No call for {key}.")


def _accept_one_claim_and_question_another(page: Any, assessment: Assessment) -> None:
    page.goto(_review(assessment))
    assert "3 claims that something does not apply are accepted by nobody" in _said(page)
    row = page.locator("#claim-TRA-02")
    assert "No call for TRA-02." in row.inner_text()
    assert "Claimed by Olga Owner" in row.inner_text()
    row.get_by_role("button", name="Accept that TRA-02 does not apply").click()
    row.get_by_role("button", name="Withdraw the acceptance of TRA-02").click()
    row.get_by_role("button", name="Accept that TRA-02 does not apply").click()
    assert "By Rina Reviewer on" in row.inner_text()

    row = page.locator("#claim-FAI-01")
    row.get_by_text("Ask about it").click()
    row.get_by_label("What do you want to know about FAI-01?").fill("Does it really not?")
    row.get_by_role("button", name="Keep the remark on FAI-01").click()
    assert "Your remark on FAI-01 is kept." in _said(page)
    assert "2 claims that something does not apply are accepted by nobody" in _said(page)


def _answer_what_was_questioned(page: Any, assessment: Assessment, *, saves_itself: bool) -> None:
    page.goto(_review(assessment))
    follow(page.get_by_role("link", name="FAI-01").first)
    assert "Does it really not?" in page.locator("#FAI-01").inner_text()
    if saves_itself:
        with page.expect_response("**/responses/FAI-01/") as saved:
            choose(page, "FAI-01", "2")
        assert saved.value.status == 200
    else:
        choose(page, "FAI-01", "2")
        page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Settle the remark on FAI-01").click()
    page.get_by_text("The remark on FAI-01 is settled.").wait_for()


def _ask_and_send_back(page: Any, assessment: Assessment) -> None:
    page.goto("/")
    follow(page.get_by_role("link", name="Review Retail bank"))
    assert "Please look at Singapore." in _said(page)
    follow(page.get_by_role("link", name="TRA-01").first)
    card = page.locator("#TRA-01")
    follow(card.get_by_role("link", name="Ask about this answer"))
    page.get_by_label("What do you want to know").fill("Where is it written down?")
    page.get_by_role("button", name="Keep the remark").click()
    assert "Where is it written down?" in card.inner_text()

    page.goto(_review(assessment))
    page.get_by_label("What should be changed").fill("One remark on transparency.")
    page.get_by_role("button", name="Send it back").click()
    assert "It is a draft again" in _said(page)


def _fix_and_settle(page: Any, assessment: Assessment, *, saves_itself: bool) -> None:
    page.goto(_review(assessment))
    assert "One remark on transparency." in _said(page)
    follow(page.get_by_role("link", name="TRA-01").first)
    card = page.locator("#TRA-01")
    assert "Where is it written down?" in card.inner_text()
    if saves_itself:
        with page.expect_response("**/responses/TRA-01/") as saved:
            choose(page, "TRA-01", "2")
        assert saved.value.status == 200
    else:
        choose(page, "TRA-01", "2")
        page.get_by_role("button", name="Save", exact=True).click()
    card.get_by_role("button", name="Settle the remark on TRA-01").click()
    page.get_by_text("The remark on TRA-01 is settled.").wait_for()
    assert page.url.endswith("/sections/transparency/#TRA-01")
    assert "by Olga Owner" in card.get_by_role("list").inner_text()


def _accept_and_approve(page: Any, assessment: Assessment) -> None:
    page.goto(_review(assessment))
    assert "By Rina Reviewer on" in page.locator("#claim-TRA-02").inner_text()
    assert page.locator("#claim-FAI-01").count() == 0
    assert "We have no customers in Singapore." in _said(page)
    page.get_by_role("button", name="Accept that SG-01 does not apply").click()
    assert "You accepted that SG-01 does not apply." in _said(page)
    _approve(page)
    assert "This result will not change any more." in _said(page)


def _approve(page: Any) -> None:
    page.get_by_label("I have read the result and the remarks").check()
    follow(page.get_by_role("button", name="Approve this result"))


def _states(assessment: Assessment, reviewer: User) -> Iterator[tuple[str, str]]:
    """Each page with the most it can show."""
    author, url = assessment.created_by, _review(assessment)
    section = reverse("scorecard:section", args=[assessment.code, "transparency"])
    answer(assessment, "TRA-01", DONT_KNOW, evidence=2, note="long" * 40)
    answer(assessment, "TRA-02", NOT_APPLICABLE, reason="long" * 40)
    answer(assessment, "FAI-01", NOT_APPLICABLE, reason="long" * 40)
    yield "draft", url

    review.submit(assessment, by=author, message="long" * 40)
    asked = remarks.remark(assessment, "TRA-01", "long" * 40, by=reviewer)
    remarks.remark(assessment, "TRA-02", "Still so?", by=reviewer)
    claims.accept_claim(assessment, "FAI-01", revision=2, by=reviewer)
    yield "in review", url
    yield "section in review", section
    yield "remark", reverse("scorecard:remark", args=[assessment.code, "TRA-01"])
    yield "dashboard", "/"

    review.send_back(assessment, by=reviewer, message="long" * 40)
    remarks.settle(asked, by=author)
    answer(assessment, "FAI-01", None)
    yield "sent back", url
    yield "section with remarks", section
    yield "check", reverse("scorecard:section-check", args=[assessment.code, "transparency"])

    review.submit(assessment, by=author)
    assessment.refresh_from_db()
    seal = services.current_document(assessment)["sha256"]
    review.approve(assessment, by=reviewer, sha256=seal)
    yield "approved", url
    yield "task list", assessment.get_absolute_url()


def _faults(page: Any, url: str) -> list[str]:
    page.set_viewport_size({"width": WIDE, "height": 800})
    assert page.goto(url).status == 200
    found = objections(page)
    page.set_viewport_size({"width": NARROW, "height": 800})
    return found + overflow(page)
