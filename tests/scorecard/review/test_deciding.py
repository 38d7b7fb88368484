"""In review: what is looked at, and who approves or sends back."""

from __future__ import annotations

from typing import Any

import pytest

from scorecard.models import Assessment, Result, Role, Step
from scorecard.scoring import DONT_KNOW, NOT_APPLICABLE
from scorecard.services import review
from tests.factories import answer, declare, make_membership
from tests.scorecard.review.pages import approval, seal_on, shown, text, url

pytestmark = pytest.mark.django_db


def test_a_reviewer_finds_what_to_look_at(as_reviewer, answered, owner):
    answer(answered, "TRA-02", NOT_APPLICABLE, reason="We sell nothing.")
    answer(answered, "FAI-01", DONT_KNOW)
    declare(answered, "SG-01", "not_applicable", reason="No people in Singapore.")
    review.submit(answered, by=owner, message="Look at TRA-01 first.")

    page = shown(as_reviewer, answered)

    assert "Your turn" in page
    assert "Look at TRA-01 first." in page
    for heading in ("Not applicable (2)", "Don&#x27;t know (1)", "without evidence (3)"):
        assert heading in page
    assert "We sell nothing." in page
    assert "No people in Singapore." in page
    assert url(answered, "accept-claim", "SG-01") in page
    assert url(answered, "remark", "FAI-01") in page


def test_accepting_a_claim_leads_back_to_the_review(as_reviewer, answered, owner):
    declare(answered, "SG-01", "not_applicable", reason="No people in Singapore.")
    review.submit(answered, by=owner)
    sent = {"revision": answered.obligation_responses.get(obligation="SG-01").revision}

    accept = url(answered, "accept-claim", "SG-01")
    response = as_reviewer.post(accept, sent | {"then": "review"}, follow=True)

    assert response.redirect_chain == [(f"{url(answered)}#claim-SG-01", 302)]
    assert "Accepted</span>" in text(response)
    assert "By Rina Reviewer" in text(response)


def test_nobody_accepts_their_own_claim(as_owner, answered, assessor):
    declare(answered, "SG-01", "not_applicable", reason="No people in Singapore.")
    review.submit(answered, by=assessor)

    page = shown(as_owner, answered)

    assert "You claimed it yourself." in page
    assert url(answered, "accept-claim", "SG-01") not in page


def test_approving_freezes_what_was_read(as_reviewer, submitted, reviewer):
    sent = approval(as_reviewer, submitted, message="Well kept.")

    response = as_reviewer.post(url(submitted, "approve"), sent, follow=True)

    result = Result.objects.get()
    assert result.sha256 == sent["sha256"]
    assert result.approved_by == reviewer
    page = text(response)
    for said in ("Rina Reviewer", result.code_in_groups, result.sha256, "Well kept."):
        assert said in page


def test_the_box_has_to_be_ticked_and_the_message_stays(as_reviewer, submitted):
    sent = approval(as_reviewer, submitted, message="Well kept.")
    del sent["read"]

    response = as_reviewer.post(url(submitted, "approve"), sent)

    assert response.status_code == 422
    assert "Well kept." in text(response)
    assert 'href="#approveform_read"' in text(response)
    assert not Result.objects.exists()


def test_a_result_that_changed_is_read_again(as_reviewer, submitted, owner):
    sent = approval(as_reviewer, submitted, message="Well kept.")
    review.withdraw(submitted, by=owner)
    answer(submitted, "TRA-01", 0)
    review.submit(submitted, by=owner)

    response = as_reviewer.post(url(submitted, "approve"), sent)

    page = text(response)
    assert response.status_code == 409
    assert "the result has changed since you read it" in page
    assert f'<a href="{url(submitted, "results")}">Read the result again</a>' in page
    assert "Well kept." in page
    assert " checked" not in page
    assert seal_on(page) != sent["sha256"]
    assert not Result.objects.exists()


def test_an_approval_that_names_no_result_approves_none(as_reviewer, submitted):
    sent = approval(as_reviewer, submitted, sha256="")

    assert as_reviewer.post(url(submitted, "approve"), sent).status_code == 409
    assert not Result.objects.exists()


def test_sending_back_needs_words_and_keeps_nothing_else(as_reviewer, submitted):
    response = as_reviewer.post(url(submitted, "send-back"), {"message": "  "})

    assert response.status_code == 422
    assert "Say what should be changed." in text(response)
    assert 'href="#sendbackform_message"' in text(response)
    assert Assessment.objects.get().is_in_review


def test_what_is_sent_back_says_why_on_top(as_reviewer, client, submitted, owner):
    as_reviewer.post(url(submitted, "send-back"), {"message": "Where is TRA-01 written?"})
    client.force_login(owner)

    page = shown(client, submitted)

    assert "Rina Reviewer sent it back" in page
    assert "Where is TRA-01 written?" in page
    assert url(submitted, "submit") in page


def test_who_submitted_it_waits_or_takes_it_back(as_owner, submitted):
    page = shown(as_owner, submitted)
    assert "Waiting for a reviewer" in page
    assert "You submitted it yourself" in page
    assert "Rina Reviewer" in page
    assert url(submitted, "approve") not in page
    assert url(submitted, "send-back") not in page

    response = as_owner.post(url(submitted, "withdraw"), follow=True)

    assert "It is a draft again" in text(response)
    assert Assessment.objects.get().is_draft


def test_nobody_approves_what_they_submitted(as_owner, submitted):
    sent = {"sha256": "0" * 64, "message": "", "read": "on"}

    response = as_owner.post(url(submitted, "approve"), sent)

    assert response.status_code == 403
    assert "somebody else has to approve it" in text(response)


def test_the_only_member_approves_alone_and_it_is_said(as_owner, answered, owner):
    review.submit(answered, by=owner)

    page = shown(as_owner, answered)
    assert "you may approve it alone" in page
    assert url(answered, "send-back") not in page
    response = as_owner.post(url(answered, "approve"), approval(as_owner, answered), follow=True)

    assert Result.objects.get().approved_alone
    assert "the only member of the organisation. The report says so." in text(response)


def test_an_assessor_sees_whom_it_waits_for_and_decides_nothing(client, submitted, assessor):
    client.force_login(assessor)

    page = shown(client, submitted)

    assert "<b>Olga Owner</b> on" in page
    assert "approved by <b>Rina Reviewer</b>." in page
    assert url(submitted, "withdraw") in page
    for name in ("approve", "send-back"):
        assert url(submitted, name) not in page
        assert client.post(url(submitted, name), {"message": "No"}).status_code == 403


def test_a_viewer_reads_and_does_nothing(client, submitted):
    client.force_login(make_membership(submitted.organisation, Role.VIEWER).user)

    page = shown(client, submitted)

    assert "Waiting for a reviewer" in page
    for name in ("submit", "withdraw", "approve", "send-back", "reopen"):
        assert url(submitted, name) not in page
        assert client.post(url(submitted, name), {"message": "No"}).status_code == 403


def test_a_role_that_was_taken_a_moment_ago_is_told(as_reviewer, submitted, monkeypatch):
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise review.RoleMayNot(Step.SEND_BACK)

    monkeypatch.setattr(review, "send_back", refuse)

    response = as_reviewer.post(url(submitted, "send-back"), {"message": "No"})

    assert response.status_code == 403
    assert "Only a reviewer or an owner sends an assessment back." in text(response)
