"""Remarks: asked on a page, read on the card and in the check, settled from either."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scorecard.models import Assessment, Remark, Role
from scorecard.services import remarks, review
from tests.factories import make_assessment, make_membership, make_user, set_status
from tests.scorecard.pages import fields
from tests.scorecard.review.pages import text, url

pytestmark = pytest.mark.django_db

ASKED = "Where is it written down?"


@pytest.fixture
def remark(answered, reviewer):
    return remarks.remark(answered, "TRA-01", ASKED, by=reviewer)


def card(page: str, key: str) -> str:
    """The card of one question on the page of its section."""
    found = re.search(rf'<section class="qcard[^>]* id="{key}".*?</section>', page)
    assert found
    return found.group()


# Asking


def test_a_remark_is_kept_and_shown_in_the_review(as_reviewer, answered, owner):
    review.submit(answered, by=owner)

    response = as_reviewer.post(url(answered, "remark", "TRA-01"), {"remark": ASKED}, follow=True)

    assert response.redirect_chain == [(f"{url(answered, 'review')}#h-remarks", 302)]
    assert "Remarks (1 open)" in text(response)
    assert ASKED in text(response)
    kept = Remark.objects.get()
    assert (kept.key, kept.text, kept.by.username) == ("TRA-01", ASKED, "rina")


def test_from_a_card_it_leads_back_to_the_card(as_reviewer, answered):
    sent = {"remark": ASKED, "then": "card"}

    response = as_reviewer.post(url(answered, "remark", "TRA-01"), sent)

    assert response["Location"] == url(answered, "section", "transparency") + "#TRA-01"


def test_an_empty_remark_is_refused_at_its_field(as_reviewer, answered):
    response = as_reviewer.post(url(answered, "remark", "TRA-01"), {"remark": " ", "then": "card"})

    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#remarkform_remark"' in page
    assert fields(page)["then"] == "card"
    assert not Remark.objects.exists()


def test_a_remark_that_is_too_long_is_not_lost(as_reviewer, answered):
    long = ("word " * 1000).strip()

    response = as_reviewer.post(url(answered, "remark", "TRA-01"), {"remark": long})

    assert response.status_code == 422
    assert long in response.content.decode()
    assert "Use at most 4000 characters. It has 4999." in text(response)


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.VIEWER])
def test_who_does_not_review_reads_and_does_not_ask(client, remark, role):
    client.force_login(make_membership(remark.assessment.organisation, role).user)
    address = url(remark.assessment, "remark", "TRA-01")

    page = text(client.get(address))
    assert ASKED in page
    assert "Keep the remark" not in page
    assert client.post(address, {"remark": "Me too"}).status_code == 403


def test_what_the_edition_does_not_have_is_not_found(as_reviewer, answered):
    assert as_reviewer.get(url(answered, "remark", "TRA-99")).status_code == 404


def test_a_remark_on_what_is_approved_is_told_and_not_lost(as_reviewer, answered):
    set_status(Assessment.Status.APPROVED)

    response = as_reviewer.post(url(answered, "remark", "TRA-01"), {"remark": ASKED})

    assert response.status_code == 409
    assert "its status is “Approved” now" in text(response)
    assert ASKED in text(response)
    assert not Remark.objects.exists()


# On the cards


def test_a_card_shows_who_asked_what_and_the_others_nothing(as_owner, remark):
    page = text(as_owner.get(url(remark.assessment, "section", "transparency")))

    assert ASKED in card(page, "TRA-01")
    assert "Rina Reviewer" in card(page, "TRA-01")
    assert "Remarks on" not in card(page, "TRA-02")


def test_a_card_of_an_obligation_shows_it_too(as_owner, answered, reviewer):
    remarks.remark(answered, "SG-01", ASKED, by=reviewer)

    page = text(as_owner.get(url(answered, "market-section", "SG")))

    assert ASKED in card(page, "SG-01")


def test_settling_on_a_card_sends_a_form_outside_the_answers(as_owner, remark):
    page = text(as_owner.get(url(remark.assessment, "section", "transparency")))

    settle = url(remark.assessment, "settle-remark", remark.code)
    assert f'form="settle-remarks" formaction="{settle}"' in card(page, "TRA-01")
    answers = page.split('<form class="mt-4" id="answers"')[1].split("</form>")[0]
    assert "<form" not in answers
    assert '<form id="settle-remarks"' in page


def test_a_settled_remark_says_by_whom_and_has_no_button(as_owner, remark, owner):
    remarks.settle(remark, by=owner)

    found = card(text(as_owner.get(url(remark.assessment, "section", "transparency"))), "TRA-01")

    assert "by Olga Owner" in found
    assert "formaction" not in found


def test_a_card_that_is_sent_unchanged_comes_back_with_its_remarks(as_owner, remark):
    page = as_owner.get(url(remark.assessment, "section", "transparency"))
    sent = {
        name: value
        for name, value in fields(page.content.decode()).items()
        if name.startswith("TRA-01-")
    }

    response = as_owner.post(
        url(remark.assessment, "record-response", "TRA-01"), sent, headers={"HX-Request": "true"}
    )

    assert response.headers["HX-Reswap"] == "outerHTML"
    assert ASKED in text(response)
    assert "formaction" in text(response)


def test_reviewers_may_ask_from_a_card(as_reviewer, answered, owner):
    review.submit(answered, by=owner)

    page = text(as_reviewer.get(url(answered, "section", "transparency")))

    assert f'href="{url(answered, "remark", "TRA-01")}?then=card"' in card(page, "TRA-01")


def test_answerers_are_not_offered_to_ask(client, answered):
    client.force_login(make_membership(answered.organisation).user)

    page = text(client.get(url(answered, "section", "transparency")))

    assert url(answered, "remark", "TRA-01") not in page


# In the check


def test_the_check_of_a_section_lists_its_own_remarks(as_owner, remark):
    own = text(as_owner.get(url(remark.assessment, "section-check", "transparency")))
    other = text(as_owner.get(url(remark.assessment, "section-check", "fairness")))

    assert ASKED in own
    assert url(remark.assessment, "settle-remark", remark.code) in own
    assert ASKED not in other


# Settling


@pytest.mark.parametrize(
    ("then", "name", "more"),
    [
        ("card", "section", "#TRA-01"),
        ("check", "section-check", ""),
        ("https://example.org", "review", "#h-remarks"),
    ],
)
def test_settling_leads_back_to_where_the_button_stood(as_owner, remark, then, name, more):
    key = [] if name == "review" else ["transparency"]

    response = as_owner.post(url(remark.assessment, "settle-remark", remark.code), {"then": then})

    assert response["Location"] == url(remark.assessment, name, *key) + more
    remark.refresh_from_db()
    assert remark.settled_by.username == "owner"


@pytest.mark.parametrize("role", [Role.OWNER, Role.ASSESSOR, Role.REVIEWER])
def test_who_answers_or_reviews_settles(client, remark, role):
    client.force_login(make_membership(remark.assessment.organisation, role).user)

    client.post(url(remark.assessment, "settle-remark", remark.code))

    remark.refresh_from_db()
    assert not remark.is_open


def test_a_viewer_settles_nothing(client, remark):
    client.force_login(make_membership(remark.assessment.organisation, Role.VIEWER).user)
    settle = url(remark.assessment, "settle-remark", remark.code)

    assert settle not in text(client.get(url(remark.assessment, "review")))
    assert client.post(settle).status_code == 403
    remark.refresh_from_db()
    assert remark.is_open


def test_a_remark_of_another_assessment_is_not_found(as_owner, remark):
    other = make_assessment(by=make_user(), edition=remark.assessment.edition)
    own = make_assessment(
        by=remark.assessment.created_by,
        organisation=remark.assessment.organisation,
        edition=remark.assessment.edition,
    )

    assert as_owner.post(url(other, "settle-remark", remark.code)).status_code == 404
    assert as_owner.post(url(own, "settle-remark", remark.code)).status_code == 404
    remark.refresh_from_db()
    assert remark.is_open


def test_what_is_approved_keeps_its_open_remarks(as_owner, remark):
    set_status(Assessment.Status.APPROVED)

    response = as_owner.post(url(remark.assessment, "settle-remark", remark.code))

    assert response.status_code == 409
    remark.refresh_from_db()
    assert remark.is_open


# Queries


def test_many_remarks_take_as_many_queries_as_one(
    as_owner, remark, reviewer, django_assert_num_queries
):
    pages = [
        url(remark.assessment, "section", "transparency"),
        url(remark.assessment, "section-check", "transparency"),
    ]
    for _ in range(5):
        remarks.remark(remark.assessment, "TRA-02", ASKED, by=reviewer)

    for page in pages:
        as_owner.get(page)
        with django_assert_num_queries(8 if "check" in page else 7):
            as_owner.get(page)


def test_a_save_reads_no_remarks(as_owner, remark):
    page = as_owner.get(url(remark.assessment, "section", "transparency"))
    sent = {
        name: value
        for name, value in fields(page.content.decode()).items()
        if name.startswith("TRA-01-")
    }

    with CaptureQueriesContext(connection) as queries:
        response = as_owner.post(
            url(remark.assessment, "record-response", "TRA-01"),
            sent | {"TRA-01-answer": "1"},
            headers={"HX-Request": "true"},
        )

    assert "Saved <time" in text(response)
    assert not [each for each in queries.captured_queries if "scorecard_remark" in each["sql"]]
