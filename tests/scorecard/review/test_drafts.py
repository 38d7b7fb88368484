"""Before it is submitted: what a reviewer would ask, and who can approve."""

from __future__ import annotations

import pytest

from scorecard.models import Assessment, ReviewStep, Role
from scorecard.scoring import NOT_APPLICABLE
from tests.factories import (
    answer,
    answer_all,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_membership,
    make_principle,
    make_question,
)
from tests.scorecard.review.pages import shown, text, url

pytestmark = pytest.mark.django_db


def test_the_check_says_what_a_reviewer_would_ask_and_leads_there(as_owner, assessment):
    answer(assessment, "TRA-01", 4)
    answer(assessment, "TRA-02", NOT_APPLICABLE, reason="We sell nothing.")

    page = shown(as_owner, assessment)

    section = url(assessment, "section", "transparency")
    assert "Level 3 or 4 without evidence: 1" in page
    assert f'href="{section}#TRA-01"' in page
    assert "Not applicable: 1" in page
    assert url(assessment, "section-check", "transparency") in page
    assert "Unanswered: 1" in page


def test_long_lists_are_cut_and_lead_to_the_check(as_owner, owner):
    principle = make_principle(*(make_question(f"TRA-{n:02}") for n in range(1, 9)))
    many = make_assessment(
        by=owner, edition=make_edition(make_edition_definition(principles=(principle,), label="8"))
    )

    page = shown(as_owner, many)

    assert "Unanswered: 8" in page
    assert f"{url(many, 'section-check', 'transparency')}#h-unanswered" in page
    assert ">3 more<" in page
    assert "#TRA-06" not in page


def test_nothing_to_object_to_is_said(as_owner, assessment):
    answer_all(assessment, level=2)

    assert "What a reviewer would ask about (0)" in shown(as_owner, assessment)


def test_who_can_approve_is_named(as_owner, answered, reviewer):
    page = shown(as_owner, answered)

    assert "Rina Reviewer</b>." in page
    assert "Olga Owner" not in page.split("Submit for review</h2>")[1]
    assert "no answers are taken until it comes back" in page


def test_when_nobody_else_can_approve_the_page_leads_to_the_members(as_owner, answered, assessor):
    page = shown(as_owner, answered)

    assert "Nobody else can approve it yet" in page
    assert f'href="{answered.organisation.get_absolute_url()}"' in page


def test_the_only_member_is_told_that_the_report_says_so(as_owner, answered):
    page = shown(as_owner, answered)

    assert "You are the only member" in page
    assert "The report will say so" in page


def test_without_an_answer_there_is_nothing_to_submit(as_owner, assessment):
    assert "Nothing is answered yet" in shown(as_owner, assessment)
    assert url(assessment, "submit") not in shown(as_owner, assessment)

    response = as_owner.post(url(assessment, "submit"))

    assert response.status_code == 422
    assert "not one question has an answer" in text(response)
    assert Assessment.objects.get().is_draft


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REVIEWER])
def test_who_does_not_answer_does_not_submit(client, answered, role):
    client.force_login(make_membership(answered.organisation, role).user)

    assert url(answered, "submit") not in shown(client, answered)
    assert client.post(url(answered, "submit")).status_code == 403


def test_submitting_keeps_the_message_and_leads_back(as_owner, answered):
    response = as_owner.post(url(answered, "submit"), {"message": "Done."}, follow=True)

    assert response.redirect_chain == [(url(answered), 302)]
    assert "Submitted for review." in text(response)
    step = ReviewStep.objects.get()
    assert (step.step, step.message, step.by.username) == ("submit", "Done.", "owner")


def test_a_message_that_is_too_long_stays_in_its_field(as_owner, answered):
    long = "word " * 1000

    response = as_owner.post(url(answered, "submit"), {"message": long})

    assert response.status_code == 422
    assert long.strip() in response.content.decode()
    assert 'href="#submitform_message"' in response.content.decode()
    assert Assessment.objects.get().is_draft
