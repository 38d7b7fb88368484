"""Claims that something does not apply: accepted, asked about and withdrawn by a reviewer."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frameworks.templatetags.ids import whole_ids
from scorecard.models import Assessment, Response, Result, Role
from scorecard.questionnaire.check import told_once
from scorecard.scoring import NOT_APPLICABLE
from scorecard.scoring.findings import Finding
from scorecard.services import claims, review
from tests.factories import answer, declare, make_membership, make_user, set_status
from tests.scorecard.review.pages import approval, shown, text, url
from tests.scorecard.review.test_remarks import card

pytestmark = pytest.mark.django_db


@pytest.fixture
def claimed(answered, owner, reviewer):
    """In review; the owner says that one question does not apply."""
    answer(answered, "TRA-02", NOT_APPLICABLE, reason="We sell nothing.")
    return review.submit(answered, by=owner)


def claim() -> Response:
    return Response.objects.get(question__key="TRA-02")


def accept(client, assessment, then="review", **changes):
    sent = {"revision": claim().revision, "then": then} | changes
    return client.post(url(assessment, "accept-claim", "TRA-02"), sent, follow=True)


def test_a_claim_shows_its_reason_its_claimant_and_both_ways_on(as_reviewer, claimed):
    page = shown(as_reviewer, claimed)

    row = page.split('id="claim-TRA-02"')[1].split("</tr>")[0]
    assert "We sell nothing." in row
    assert "Claimed by Olga Owner" in row
    assert url(claimed, "accept-claim", "TRA-02") in row
    assert url(claimed, "remark", "TRA-02") in row
    assert "1 claim waits to be accepted." in page


def test_what_contradicts_a_claim_stands_with_it_and_not_again_by_itself():
    claim = Finding(kind="not_applicable", key="TRA-02", sentence="We sell nothing.")
    against = Finding(kind="contradiction", key="TRA-02", sentence="The profile says otherwise.")
    alone = Finding(kind="contradiction", key="TRA-01", sentence="Level 0, and evidence.")

    listed, doubts = told_once({"transparency": (alone, claim, against)})

    assert listed == [alone, claim]
    assert doubts == {"TRA-02": ["The profile says otherwise."]}


def test_an_accepted_claim_says_by_whom_and_when(as_reviewer, claimed):
    response = accept(as_reviewer, claimed)

    assert response.redirect_chain == [(f"{url(claimed)}#claim-TRA-02", 302)]
    page = text(response)
    assert "You accepted that TRA-02 does not apply." in page
    row = page.split('id="claim-TRA-02"')[1].split("</tr>")[0]
    assert "By Rina Reviewer on <time" in row
    assert url(claimed, "accept-claim", "TRA-02") not in row


def test_an_acceptance_is_withdrawn(as_reviewer, claimed):
    accept(as_reviewer, claimed)
    sent = {"revision": claim().revision, "then": "review"}

    response = as_reviewer.post(url(claimed, "withdraw-acceptance", "TRA-02"), sent, follow=True)

    assert "is not accepted any more" in text(response)
    assert claim().accepted_by is None
    assert url(claimed, "accept-claim", "TRA-02") in text(response)


def test_it_is_offered_on_the_card_and_leads_back_there(as_reviewer, claimed):
    section = url(claimed, "section", "transparency")
    before = card(text(as_reviewer.get(section)), "TRA-02")
    assert url(claimed, "accept-claim", "TRA-02") in before
    assert "Ask about this answer" in before

    response = accept(as_reviewer, claimed, then="card")

    assert response.redirect_chain == [(f"{section}#TRA-02", 302)]
    after = card(text(response), "TRA-02")
    assert "By Rina Reviewer on <time" in after
    assert url(claimed, "withdraw-acceptance", "TRA-02") in after


def test_a_card_that_is_answered_says_what_a_change_costs(as_owner, claimed, reviewer):
    claims.accept_claim(claimed, "TRA-02", revision=claim().revision, by=reviewer)
    returned = review.send_back(claimed, by=reviewer, message="TRA-01, please.")

    page = text(as_owner.get(url(returned, "section", "transparency")))

    assert "Rina Reviewer accepted that this does not apply." in card(page, "TRA-02")
    assert "accepted that this" not in card(page, "TRA-01")


def test_who_claimed_it_waits_for_somebody_else(as_owner, claimed):
    page = shown(as_owner, claimed)
    assert "You claimed it yourself. Somebody else has to accept it." in page
    assert url(claimed, "accept-claim", "TRA-02") not in page

    response = accept(as_owner, claimed)

    assert "You submitted this assessment. Somebody else reviews it." in text(response)
    assert claim().accepted_by is None


def test_the_only_member_may_and_is_told_that_the_report_says_so(as_owner, answered, owner):
    answer(answered, "TRA-02", NOT_APPLICABLE, reason="We sell nothing.")
    review.submit(answered, by=owner)
    for page in (
        shown(as_owner, answered),
        text(as_owner.get(url(answered, "section", "transparency"))),
    ):
        assert "so you may accept it. The report says so." in page

    page = text(accept(as_owner, answered))

    assert "was the only member of the organisation" in page
    assert claim().accepted_alone


def test_alone_or_not_nobody_accepts_their_own_claim_of_an_obligation(as_owner, answered, owner):
    declare(answered, "SG-01", "not_applicable", reason="No people in Singapore.")
    review.submit(answered, by=owner)

    page = shown(as_owner, answered)

    assert "Somebody else has to accept it." in page
    assert url(answered, "accept-claim", "SG-01") not in page


@pytest.mark.parametrize("revision", ["0", "7", "", "x"])
def test_a_claim_is_accepted_as_it_was_read(as_reviewer, claimed, revision):
    response = accept(as_reviewer, claimed, revision=revision)

    assert "Nothing was accepted" in text(response)
    assert response.redirect_chain == [(url(claimed), 302)]
    assert claim().accepted_by is None


def test_what_changed_meanwhile_is_told_and_not_accepted(as_reviewer, claimed, owner):
    read = claim().revision
    returned = review.withdraw(claimed, by=owner)
    answer(returned, "TRA-02", NOT_APPLICABLE, reason="Another reason.")
    review.submit(returned, by=owner)

    response = accept(as_reviewer, claimed, revision=read)

    assert "Nothing was accepted: the claim was changed" in text(response)
    assert "Another reason." in text(response)
    assert claim().accepted_by is None


@pytest.mark.parametrize("name", ["accept-claim", "withdraw-acceptance"])
def test_a_claim_that_went_back_is_told(as_reviewer, claimed, owner, name):
    review.withdraw(claimed, by=owner)

    response = as_reviewer.post(url(claimed, name, "TRA-02"), {"revision": claim().revision})

    assert response.status_code == 409
    assert "its status is “Draft” now" in text(response)


def test_a_second_withdrawal_is_told(as_reviewer, claimed):
    response = as_reviewer.post(
        url(claimed, "withdraw-acceptance", "TRA-02"), {"revision": 1}, follow=True
    )

    assert "Nothing was withdrawn" in text(response)


@pytest.mark.parametrize("name", ["accept-claim", "withdraw-acceptance"])
def test_only_who_reviews_may(client, claimed, name):
    sent = {"revision": claim().revision}
    for role in (Role.ASSESSOR, Role.VIEWER):
        client.force_login(make_membership(claimed.organisation, role).user)
        response = client.post(url(claimed, name, "TRA-02"), sent)
        assert response.status_code == 403
        assert "Only a reviewer or an owner accepts" in text(response)
        assert url(claimed, name, "TRA-02") not in text(
            client.get(url(claimed, "section", "transparency"))
        )

    client.force_login(make_user())
    assert client.post(url(claimed, name, "TRA-02"), sent).status_code == 404


@pytest.mark.parametrize("name", ["accept-claim", "withdraw-acceptance"])
def test_what_is_approved_or_never_asked_is_left_alone(as_reviewer, claimed, name):
    assert as_reviewer.post(url(claimed, name, "TRA-99")).status_code == 404
    assert as_reviewer.get(url(claimed, name, "TRA-02")).status_code == 405

    set_status(Assessment.Status.APPROVED)

    assert as_reviewer.post(url(claimed, name, "TRA-02")).status_code == 403


# Before something is submitted or approved


def test_the_check_of_a_draft_lists_a_claim_until_it_is_accepted(as_owner, claimed, reviewer):
    returned = review.send_back(claimed, by=reviewer, message="TRA-01, please.")
    assert "Not applicable: 1" in shown(as_owner, returned)
    again = review.submit(returned, by=returned.created_by)
    claims.accept_claim(again, "TRA-02", revision=claim().revision, by=reviewer)
    review.send_back(again, by=reviewer, message="TRA-01, please.")

    assert "Not applicable: 1" not in shown(as_owner, returned)


def test_an_approval_is_told_which_claims_nobody_accepted(as_reviewer, answered, owner):
    answer(answered, "TRA-02", NOT_APPLICABLE, reason="We sell nothing.")
    declare(answered, "SG-01", "not_applicable", reason="No people in Singapore.")
    submitted = review.submit(answered, by=owner)

    decide = shown(as_reviewer, submitted).split('id="h-approve"')[1]

    assert "2 claims that something does not apply are accepted by nobody:" in decide
    named = [f'<a href="#claim-{key}">{whole_ids(key)}</a>' for key in ("TRA-02", "SG-01")]
    assert ", ".join(named) in decide
    assert "stays conditional" in decide


def test_what_nobody_accepted_is_approved_all_the_same(as_reviewer, claimed):
    as_reviewer.post(url(claimed, "approve"), approval(as_reviewer, claimed))

    assert "acceptances" not in Result.objects.get().document


def test_an_approval_freezes_who_accepted(as_reviewer, claimed):
    accept(as_reviewer, claimed)
    assert "Every claim that has to be accepted is." in shown(as_reviewer, claimed)

    as_reviewer.post(url(claimed, "approve"), approval(as_reviewer, claimed))

    frozen = Result.objects.get().document["acceptances"]
    assert frozen == {"TRA-02": {"by": "Rina Reviewer", "on": f"{claim().accepted_at:%Y-%m-%d}"}}


def test_what_was_accepted_after_the_page_was_read_is_read_again(client, as_reviewer, claimed):
    sent = approval(as_reviewer, claimed)
    second = make_membership(claimed.organisation, Role.REVIEWER).user
    claims.accept_claim(claimed, "TRA-02", revision=claim().revision, by=second)

    response = as_reviewer.post(url(claimed, "approve"), sent)

    assert response.status_code == 409
    assert "a claim was accepted" in text(response)
    assert not Result.objects.exists()


def test_a_section_in_review_takes_as_many_queries_for_many(as_reviewer, answered, owner):
    counts = []
    for key in ("TRA-02", "FAI-01"):
        answer(answered, key, NOT_APPLICABLE, reason="We sell nothing.")
        review.submit(answered, by=owner)
        with CaptureQueriesContext(connection) as queries:
            as_reviewer.get(url(answered, "section", "transparency"))
        counts.append(len(queries))
        review.withdraw(answered, by=owner)
        answered.refresh_from_db()

    assert counts[0] == counts[1] <= 12
