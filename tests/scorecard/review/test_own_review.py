"""Who submitted an assessment leaves its review to somebody else, and finds what was approved."""

from __future__ import annotations

import pytest

from scorecard.models import Role
from scorecard.scoring import NOT_APPLICABLE
from scorecard.services import review
from tests.factories import answer, make_membership, make_user
from tests.scorecard.review.pages import shown, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(assessment):
    return make_membership(assessment.organisation, Role.OWNER, user=make_user()).user


@pytest.fixture
def of_a_colleague(answered, colleague, reviewer):
    """The owner claims something; another owner submits it."""
    answer(answered, "TRA-02", NOT_APPLICABLE, reason="We sell nothing.")
    return review.submit(answered, by=colleague)


def test_the_submitter_reads_what_to_look_at_and_decides_nothing(client, of_a_colleague, colleague):
    client.force_login(colleague)

    page = shown(client, of_a_colleague)

    assert "We sell nothing." in page
    assert "Accept<" not in page
    assert "Ask about it" not in page
    assert (
        "Accept<" not in client.get(url(of_a_colleague, "section", "transparency")).content.decode()
    )


@pytest.mark.parametrize(
    ("name", "sent"),
    [("accept-claim", {"revision": "2"}), ("remark", {"remark": "Is it so?"})],
)
def test_what_the_submitter_sends_all_the_same_is_refused(
    client, of_a_colleague, colleague, name, sent
):
    client.force_login(colleague)

    response = client.post(url(of_a_colleague, name, "TRA-02"), sent)

    assert response.status_code == 403
    assert "You submitted this assessment" in response.content.decode()
    assert not of_a_colleague.responses.get(question__key="TRA-02").accepted_by


def test_the_submitter_does_not_send_it_back(client, of_a_colleague, colleague):
    client.force_login(colleague)

    response = client.post(url(of_a_colleague, "send-back"), {"message": "Wait."})

    assert response.status_code == 403


def test_evidence_without_a_note_is_folded_with_its_ids_in_sight(as_reviewer, assessment, owner):
    answer(assessment, "TRA-01", 2, evidence=2)
    submitted = review.submit(assessment, by=owner)

    page = shown(as_reviewer, submitted)

    assert "Evidence without a note (1)" in page
    assert '<details class="fold"><summary><span><span class="nowrap">TRA-01' in page


def test_after_reopening_what_was_approved_is_one_click_away(as_owner, approved, owner):
    review.reopen(approved, by=owner)

    links = {
        page: as_owner.get(url(approved, page)).content.decode()
        for page in ("results", "assessment", "review")
    }

    assert url(approved, "approved-results") in links["results"]
    assert url(approved, "approved-results") in links["assessment"]
    for extension in ("pdf", "xlsx", "json"):
        assert url(approved, "approved-report", 1, extension) in links["review"]
    assert f"?code={approved.results.get().code_in_groups}" in links["review"]
