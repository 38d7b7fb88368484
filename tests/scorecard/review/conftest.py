"""What the tests of a review start from: an assessment in each status, and the people around it."""

from __future__ import annotations

import pytest

from scorecard import services
from scorecard.models import Role
from scorecard.services import review
from tests.factories import answer_all, make_membership, make_user


@pytest.fixture
def answered(assessment):
    """Fully answered at level 3 without evidence."""
    answer_all(assessment, level=3)
    return assessment


@pytest.fixture
def reviewer(assessment):
    user = make_user(username="rina", first_name="Rina", last_name="Reviewer")
    return make_membership(assessment.organisation, Role.REVIEWER, user=user).user


@pytest.fixture
def assessor(assessment):
    return make_membership(assessment.organisation, Role.ASSESSOR).user


@pytest.fixture
def submitted(answered, owner, reviewer):
    return review.submit(answered, by=owner, message="Look at TRA-01 first.")


@pytest.fixture
def as_reviewer(client, reviewer):
    client.force_login(reviewer)
    return client


@pytest.fixture
def approved(submitted, reviewer):
    seal = services.current_document(submitted)["sha256"]
    review.approve(submitted, by=reviewer, sha256=seal)
    submitted.refresh_from_db()
    return submitted
