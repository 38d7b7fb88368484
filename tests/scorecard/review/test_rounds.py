"""Somebody else was quicker; and what follows an approval."""

from __future__ import annotations

from typing import Any

import pytest

from scorecard.models import Assessment, Result, ReviewStep, Role
from scorecard.services import review
from tests.factories import answer, make_membership, set_status
from tests.scorecard.review.pages import approval, shown, text, url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["approve", "send-back"])
def test_the_second_reviewer_is_told_who_was_first(client, as_reviewer, submitted, name):
    sent = approval(as_reviewer, submitted, message="Nothing wrong with it.")
    other = make_membership(submitted.organisation, Role.REVIEWER).user
    review.send_back(submitted, by=other, message="Evidence, please.")

    response = as_reviewer.post(url(submitted, name), sent)

    page = text(response)
    assert response.status_code == 409
    assert "its status is “Draft” now" in page
    assert f"Sent back by {other.username}" in page
    assert "Evidence, please." in page
    assert "Nothing wrong with it." in page
    assert not Result.objects.exists()


def test_the_second_look_begins_with_what_was_asked_and_what_changed(
    as_reviewer, submitted, owner, reviewer
):
    returned = review.send_back(submitted, by=reviewer, message="Evidence for TRA-01, please.")
    review.submit(returned, by=owner)
    unchanged = text(as_reviewer.get(url(submitted)))
    returned = review.send_back(Assessment.objects.get(), by=reviewer, message="Again, please.")
    answer(returned, "TRA-02", 2)
    review.submit(returned, by=owner)

    page = text(as_reviewer.get(url(submitted)))

    assert "No answer was changed since." in unchanged
    assert "Evidence for TRA-01, please." in unchanged
    assert "Answered anew since (1):" in page
    assert page[page.index("Answered anew") :].split("</p>")[0].count("#TRA-02") == 1
    assert page.index("Again, please.") < page.index("What happened so far")


def test_a_status_that_changes_during_the_request_is_told_the_same(
    as_reviewer, submitted, monkeypatch
):
    def overtaken(*args: Any, **kwargs: Any) -> None:
        set_status(Assessment.Status.APPROVED)
        raise review.TransitionIsNotPossible(Assessment.Status.APPROVED)

    monkeypatch.setattr(review, "send_back", overtaken)

    response = as_reviewer.post(url(submitted, "send-back"), {"message": "Not yet."})

    assert response.status_code == 409
    assert "its status is “Approved” now" in text(response)
    assert "Not yet." in text(response)


def test_a_button_pressed_twice_changes_nothing_more(as_owner, answered):
    as_owner.post(url(answered, "submit"))

    assert as_owner.post(url(answered, "submit")).status_code == 409
    assert ReviewStep.objects.count() == 1


# Approved, and reopened


def test_reopening_starts_the_next_round_and_keeps_both_in_the_story(as_owner, approved):
    assert "Reopen for round 2" in shown(as_owner, approved)

    as_owner.post(url(approved, "reopen"), {"message": "A new system."})

    page = shown(as_owner, approved)
    assert page.index("Round 2</h3>") < page.index("Round 1, approved</h3>")
    assert "A new system." in page
    assert f">{Result.objects.get().code_in_groups}</a>" in page


def test_a_reviewer_reads_who_can_reopen(as_reviewer, approved):
    page = shown(as_reviewer, approved)

    assert "An owner or an assessor can do it." in page
    assert as_reviewer.post(url(approved, "reopen")).status_code == 403


def test_the_page_shows_the_frozen_seal(as_owner, approved):
    assert Result.objects.get().sha256 in shown(as_owner, approved)
