"""The history of an obligation that somebody says does not apply, and of its acceptance."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from scorecard import services
from scorecard.models import (
    ObligationResponse,
    Role,
)
from tests.factories import declare, make_membership, make_user

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
