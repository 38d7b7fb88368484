"""The history of what somebody says does not apply, and of its acceptance."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from scorecard import services
from scorecard.models import (
    ObligationResponse,
    Response,
    Role,
)
from scorecard.scoring import NOT_APPLICABLE
from scorecard.services import review
from scorecard.services.claims import accept_claim, withdraw_acceptance
from tests.factories import answer, declare, make_membership, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def obligation_url(assessment):
    return reverse("scorecard:obligation-history", args=[assessment.code, "SG-01"])


@pytest.fixture
def reviewer(assessment):
    user = make_user(username="rey", first_name="Rey")
    return make_membership(assessment.organisation, Role.REVIEWER, user=user).user


@pytest.fixture
def colleague(assessment):
    user = make_user(username="siti", first_name="Siti")
    return make_membership(assessment.organisation, user=user).user


def put_back(url: str, revision: int) -> str:
    return f"{url}{revision}/"


def text_of(response) -> str:
    """What a reader sees, in one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


@pytest.fixture
def accepted(assessment, reviewer):
    declare(assessment, "SG-01", "not_applicable", reason="No seat")
    services.accept_not_applicable(assessment, "SG-01", revision=1, by=reviewer)


def test_it_says_who_accepted_a_claim(as_owner, accepted, obligation_url):
    response = as_owner.get(obligation_url)

    text = text_of(response)
    assert "Rey accepted that this does not apply" in text
    assert "Not applicable Reason: No seat" in text
    assert [each.newest.kind for each in response.context["entries"]] == ["accepted", "answered"]


def test_it_says_when_an_acceptance_ended(as_owner, assessment, accepted, obligation_url):
    declare(assessment, "SG-01", "not_applicable", reason="Another reason")

    text = text_of(as_owner.get(obligation_url))

    assert "Olga Owner changed what Rey had accepted" in text
    assert "it no longer holds" in text
    assert "Reason was: No seat" in text


def test_a_new_note_leaves_the_acceptance(as_owner, assessment, accepted, obligation_url):
    declare(assessment, "SG-01", "not_applicable", reason="No seat", note="Seen by counsel")

    text = text_of(as_owner.get(obligation_url))

    assert "Olga Owner changed the note" in text
    assert "Rey has accepted that this does not apply." in text
    assert "had accepted" not in text


def test_a_claim_is_put_back_without_its_acceptance(as_owner, assessment, accepted, obligation_url):
    declare(assessment, "SG-01", "met")

    response = as_owner.post(put_back(obligation_url, 1), {"read": "3"})

    assert response.headers["Location"] == obligation_url
    row = ObligationResponse.objects.get()
    assert (row.state, row.accepted_by) == ("not_applicable", None)


# Of a question


@pytest.fixture
def question_url(assessment):
    return reverse("scorecard:response-history", args=[assessment.code, "TRA-02"])


@pytest.fixture
def accepted_question(assessment, owner, reviewer):
    answer(assessment, "TRA-02", NOT_APPLICABLE, reason="No seat")
    review.submit(assessment, by=owner)
    accept_claim(assessment, "TRA-02", revision=1, by=reviewer)


def kinds(response):
    return [each.newest.kind for each in response.context["entries"]]


def test_it_says_who_accepted_that_a_question_does_not_apply(
    as_owner, accepted_question, question_url
):
    response = as_owner.get(question_url)

    assert "Rey accepted that this does not apply" in text_of(response)
    assert kinds(response) == ["accepted", "answered"]


def test_it_says_who_withdrew_an_acceptance(
    as_owner, assessment, accepted_question, question_url, reviewer
):
    withdraw_acceptance(assessment, "TRA-02", revision=2, by=reviewer)

    response = as_owner.get(question_url)

    assert "Rey withdrew that it was accepted" in text_of(response)
    assert "The claim stays, and waits to be accepted." in text_of(response)
    assert kinds(response) == ["withdrawn", "accepted", "answered"]


def test_it_says_that_a_new_note_ended_an_acceptance(
    as_owner, assessment, accepted_question, question_url, reviewer
):
    review.send_back(assessment, by=reviewer, message="Say where.")
    answer(assessment, "TRA-02", NOT_APPLICABLE, reason="No seat", note="Nowhere.")

    response = as_owner.get(question_url)

    assert "Olga Owner changed what Rey had accepted" in text_of(response)
    assert kinds(response) == ["withdrawn", "accepted", "answered"]


def test_a_question_is_put_back_without_its_acceptance(
    as_owner, assessment, accepted_question, question_url, reviewer
):
    review.send_back(assessment, by=reviewer, message="Think again.")
    answer(assessment, "TRA-02", 2)

    as_owner.post(put_back(question_url, 1), {"read": "3"})

    row = Response.objects.get()
    assert (row.is_claim, row.accepted_by) == (True, None)
