"""The ways to a review, what other pages say of it, and what its page costs."""

from __future__ import annotations

from typing import Any

import pytest

from scorecard import services
from scorecard.models import Assessment, Role
from scorecard.services import remarks, review
from tests.factories import (
    answer_all,
    declare,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_market,
    make_membership,
    make_obligation,
    make_organisation,
    make_principle,
    make_question,
    make_user,
)
from tests.scorecard.review.pages import text, url

pytestmark = pytest.mark.django_db


def test_the_ways_to_the_review(as_owner, assessment):
    for name in ("assessment", "results"):
        assert url(assessment) in as_owner.get(url(assessment, name)).content.decode()


@pytest.mark.parametrize("name", ["submit", "withdraw", "send-back", "approve", "reopen"])
def test_opening_the_address_of_a_button_leads_to_the_page(as_owner, submitted, name):
    response = as_owner.get(url(submitted, name))

    assert (response.status_code, response["Location"]) == (302, url(submitted))
    assert Assessment.objects.get().is_in_review


def test_what_a_signed_out_reviewer_wrote_is_shown_to_be_copied(client, submitted):
    response = client.post(url(submitted, "send-back"), {"message": "Where is it written?"})

    assert response.status_code == 401
    assert "Where is it written?" in text(response)


def test_closed_pages_say_why_and_lead_to_the_review(as_owner, submitted):
    for page in (
        url(submitted, "section", "transparency"),
        url(submitted, "market-section", "SG"),
        url(submitted, "section-check", "transparency"),
        url(submitted, "assessment"),
    ):
        html = text(as_owner.get(page))
        assert "<b>In review.</b> No answers are taken" in html
        assert url(submitted) in html


def test_the_scope_of_what_is_closed_leads_to_the_review(as_owner, submitted):
    response = as_owner.get(url(submitted, "edit-scope"), follow=True)

    assert response.redirect_chain == [(url(submitted), 302)]
    assert "no longer a draft" in text(response)


@pytest.mark.parametrize(
    ("name", "key", "field"),
    [("section", "transparency", "TRA-01-note"), ("edit-scope", None, "scope")],
)
def test_what_is_sent_too_late_is_shown_to_be_copied(as_owner, submitted, name, key, field):
    sent = {field: "Kept in the register.", "TRA-01-revision": "1", "TRA-01-read": "-"}

    response = as_owner.post(url(submitted, name, *([key] if key else [])), sent)

    page = text(response)
    assert response.status_code == 403
    assert "its status is “In review” now" in page
    assert "Submitted for review by Olga Owner" in page
    assert "Kept in the register." in page


def test_the_dashboard_says_whose_turn_it_is(client, submitted, owner, reviewer):
    seen = {}
    for user in (owner, reviewer, make_membership(submitted.organisation).user):
        client.force_login(user)
        seen[user] = text(client.get("/"))

    assert "In review: submitted by you" in seen[owner]
    assert "In review: <b>waiting for your review</b>" in seen[reviewer]
    assert url(submitted) in seen[reviewer]
    assert "In review: waiting for a reviewer" in list(seen.values())[2]


@pytest.mark.parametrize("status", ["draft", "in_review", "approved"])
def test_the_page_takes_as_many_queries_for_many(client, owner, django_assert_num_queries, status):
    counts = []
    for times in (1, 10):
        assessment = make_large(owner, times, status)
        client.force_login(assessment.organisation.members.get(username=f"r{times}{status}"))
        client.get(url(assessment))
        with django_assert_num_queries(11 if status == "approved" else 10) as queries:
            assert client.get(url(assessment)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def make_large(owner: Any, times: int, status: str) -> Assessment:
    principle = make_principle(*(make_question(f"TRA-{n:02}") for n in range(1, times + 2)))
    duties = tuple(make_obligation(f"SG-{n:02}") for n in range(1, times + 1))
    keys = ("transparency",)
    content = make_edition_definition(
        label=f"{times}{status}",
        principles=(principle,),
        markets=(
            make_market(principles=keys, obligations=duties),
            make_market("ID", "Indonesia", principles=keys),
        ),
    )
    organisation = make_organisation(owner, name=f"Acme {times}")
    reader = make_user(username=f"r{times}{status}")
    make_membership(organisation, Role.REVIEWER, user=reader)
    for _ in range(times):
        make_membership(organisation)
    assessment = make_assessment(by=owner, organisation=organisation, edition=make_edition(content))
    answer_all(assessment)
    for duty in duties:
        declare(assessment, duty.id, "not_applicable", reason="None of it.")
        remarks.remark(assessment, duty.id, "Is it so?", by=reader)
    for _ in range(times):
        review.submit(assessment, by=owner)
        review.withdraw(assessment, by=owner)
    if status != "draft":
        review.submit(assessment, by=owner)
    if status == "approved":
        seal = services.current_document(assessment)["sha256"]
        review.approve(assessment, by=reader, sha256=seal)
    return assessment
