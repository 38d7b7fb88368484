"""A second person accepts that a question does not apply, and may take it back."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from scorecard.models import (
    ObligationResponse,
    ObligationRevision,
    Response,
    ResponseRevision,
    Role,
)
from scorecard.scoring import NOT_APPLICABLE, score
from scorecard.services import ClaimCannotBeAccepted, accept_not_applicable, review
from scorecard.services.claims import NothingWasAccepted, accept_claim, withdraw_acceptance
from scorecard.services.review import TransitionIsNotPossible
from scorecard.services.roles import ReviewerMustBeSomebodyElse, RoleMayNot
from tests.factories import answer, answer_all, declare, make_assessment, make_membership, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    """One question is claimed not to apply, by the owner."""
    assessment = make_assessment()
    answer_all(assessment)
    answer(assessment, "TRA-02", NOT_APPLICABLE, reason="We sell nothing.")
    return assessment


@pytest.fixture
def author(draft):
    return draft.created_by


@pytest.fixture
def reviewer(draft):
    user = make_user(first_name="Rina", last_name="Reviewer")
    return make_membership(draft.organisation, Role.REVIEWER, user=user).user


@pytest.fixture
def submitted(draft, author, reviewer):
    return review.submit(draft, by=author)


def claim() -> Response:
    return Response.objects.get(question__key="TRA-02")


@pytest.fixture
def colleague(draft):
    """An owner beside the author of the claims."""
    return make_membership(draft.organisation, Role.OWNER, user=make_user(username="co")).user


def test_who_submitted_accepts_no_claim_of_a_colleague(draft, colleague, reviewer):
    declare(draft, "SG-01", "not_applicable", reason="We have no seat there.")
    submitted = review.submit(draft, by=colleague)
    said = submitted.obligation_responses.get(obligation="SG-01")

    with pytest.raises(ReviewerMustBeSomebodyElse):
        accept(submitted, colleague)
    with pytest.raises(ReviewerMustBeSomebodyElse):
        accept_not_applicable(submitted, "SG-01", revision=said.revision, by=colleague)
    accepted = accept(submitted, reviewer)
    with pytest.raises(ReviewerMustBeSomebodyElse):
        withdraw_acceptance(submitted, "TRA-02", revision=accepted.revision, by=colleague)


def accept(assessment, by) -> Response:
    return accept_claim(assessment, "TRA-02", revision=claim().revision, by=by)


def test_an_acceptance_says_who_and_when(submitted, author, reviewer):
    before = timezone.now()

    accept(submitted, reviewer)

    row = claim()
    assert (row.claimed_by, row.accepted_by, row.accepted_alone) == (author, reviewer, False)
    assert row.accepted_at is not None
    assert row.accepted_at >= before
    assert (row.reason, row.answered_by) == ("We sell nothing.", author)


def test_it_moves_no_score(submitted, reviewer):
    content = submitted.edition.definition
    before = score(content, submitted.answers())

    accept(submitted, reviewer)

    assert score(content, submitted.answers()) == before


def test_nobody_accepts_their_own_claim(draft, author, colleague):
    submitted = review.submit(draft, by=colleague)

    with pytest.raises(ClaimCannotBeAccepted):
        accept(submitted, author)

    assert claim().accepted_by is None


def test_a_colleagues_note_does_not_let_the_claimant_accept(draft, author, reviewer):
    colleague = make_membership(draft.organisation).user
    draft.created_by = colleague  # who answers, in the factory
    answer(draft, "TRA-02", NOT_APPLICABLE, reason="We sell nothing.", note="Asked sales.")
    submitted = review.submit(draft, by=colleague)

    assert (claim().answered_by, claim().claimed_by) == (colleague, author)
    with pytest.raises(ClaimCannotBeAccepted):
        accept(submitted, author)
    accept(submitted, reviewer)


def test_the_only_member_accepts_alone_and_it_is_kept(draft, author):
    submitted = review.submit(draft, by=author)

    accept(submitted, author)

    assert claim().accepted_alone
    assert ResponseRevision.objects.filter(accepted_alone=True).count() == 1


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.VIEWER])
def test_only_who_reviews_accepts_or_withdraws(submitted, reviewer, role):
    user = make_membership(submitted.organisation, role).user

    with pytest.raises(RoleMayNot):
        accept(submitted, user)
    accept(submitted, reviewer)
    with pytest.raises(RoleMayNot):
        withdraw_acceptance(submitted, "TRA-02", revision=claim().revision, by=user)


def test_who_has_left_accepts_nothing(submitted):
    with pytest.raises(RoleMayNot):
        accept(submitted, make_user())


def test_nothing_is_accepted_in_a_draft(draft, reviewer):
    with pytest.raises(TransitionIsNotPossible):
        accept(draft, reviewer)


def test_a_claim_that_changed_meanwhile_is_not_accepted_unread(submitted, author, reviewer):
    read = claim().revision
    returned = review.withdraw(submitted, by=author)
    answer(returned, "TRA-02", NOT_APPLICABLE, reason="Another reason.")
    again = review.submit(returned, by=author)

    with pytest.raises(ClaimCannotBeAccepted):
        accept_claim(again, "TRA-02", revision=read, by=reviewer)

    assert claim().accepted_by is None
    assert claim().revision == read + 1


def test_what_has_a_level_is_no_claim(submitted, reviewer):
    revision = Response.objects.get(question__key="TRA-01").revision

    with pytest.raises(ClaimCannotBeAccepted):
        accept_claim(submitted, "TRA-01", revision=revision, by=reviewer)


def test_the_first_who_accepts_is_named(submitted, reviewer):
    accept(submitted, reviewer)

    with pytest.raises(ClaimCannotBeAccepted):
        accept(submitted, make_membership(submitted.organisation, Role.REVIEWER).user)

    assert claim().accepted_by == reviewer


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (2, {}),
        (NOT_APPLICABLE, {"reason": "Another reason."}),
        (NOT_APPLICABLE, {"reason": "We sell nothing.", "note": "Not any more."}),
    ],
)
def test_an_acceptance_ends_with_any_change_of_the_answer(submitted, author, reviewer, value, said):
    accept(submitted, reviewer)
    returned = review.send_back(submitted, by=reviewer, message="TRA-01, please.")

    answer(returned, "TRA-02", value, **said)

    assert (claim().accepted_by, claim().accepted_at) == (None, None)
    assert claim().claimed_by == (author if value is NOT_APPLICABLE else None)


def test_what_nobody_changed_stays_accepted_in_the_next_round(submitted, author, reviewer):
    accept(submitted, reviewer)
    returned = review.send_back(submitted, by=reviewer, message="TRA-01, please.")
    answer(returned, "TRA-01", 1)
    answer(returned, "TRA-02", NOT_APPLICABLE, reason="We sell nothing.")  # as it was

    review.submit(returned, by=author)

    assert claim().accepted_by == reviewer


def test_a_withdrawn_acceptance_leaves_the_claim(submitted, author, reviewer):
    accept(submitted, reviewer)

    withdraw_acceptance(submitted, "TRA-02", revision=claim().revision, by=reviewer)

    row = claim()
    assert (row.is_claim, row.claimed_by, row.accepted_by) == (True, author, None)
    assert list(
        ResponseRevision.objects.filter(response=row).values_list("accepted_by", flat=True)
    )[-3:] == [None, reviewer.pk, None]


def test_the_acceptance_of_an_obligation_is_withdrawn_too(draft, author, reviewer):
    declare(draft, "SG-01", "not_applicable", reason="No data.")
    row = ObligationResponse.objects.get(obligation="SG-01")
    accepted = accept_not_applicable(draft, "SG-01", revision=row.revision, by=reviewer)
    submitted = review.submit(draft, by=author)

    withdraw_acceptance(submitted, "SG-01", revision=accepted.revision, by=reviewer)

    row.refresh_from_db()
    assert (row.state, row.accepted_by, row.accepted_at) == ("not_applicable", None, None)
    assert not submitted.answers().obligations["SG-01"].accepted


def test_what_is_not_accepted_cannot_be_withdrawn(submitted, reviewer):
    with pytest.raises(NothingWasAccepted):
        withdraw_acceptance(submitted, "TRA-02", revision=claim().revision, by=reviewer)


def test_it_is_not_withdrawn_once_it_came_back(submitted, reviewer):
    accept(submitted, reviewer)
    returned = review.send_back(submitted, by=reviewer, message="TRA-01, please.")

    with pytest.raises(TransitionIsNotPossible):
        withdraw_acceptance(returned, "TRA-02", revision=claim().revision, by=reviewer)


# In the database


def test_the_database_refuses_that_an_answer_is_accepted(submitted, reviewer):
    others = Response.objects.exclude(pk=claim().pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        others.update(accepted_by=reviewer, accepted_at=timezone.now())


def test_the_database_refuses_that_somebody_accepts_their_own_claim(submitted, author):
    mine = Response.objects.filter(pk=claim().pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        mine.update(accepted_by=author, accepted_at=timezone.now())


def test_claims_of_before_get_a_claimant_and_acceptances_a_time(draft, author, reviewer):
    migration = import_module("scorecard.migrations.0005_acceptances")
    draft.created_by = make_membership(draft.organisation).user
    answer(draft, "TRA-02", NOT_APPLICABLE, reason="We sell nothing.", note="Asked sales.")
    declare(draft, "SG-01", "not_applicable", reason="No data.")
    row = ObligationResponse.objects.get(obligation="SG-01")
    accept_not_applicable(draft, "SG-01", revision=row.revision, by=reviewer)
    accepted_at = ObligationResponse.objects.get(obligation="SG-01").accepted_at
    Response.objects.update(claimed_by=None)
    ObligationRevision.objects.update(accepted_at=None)

    migration.name_the_claimants(apps, None)
    migration.date_the_acceptances(apps, None)

    assert claim().claimed_by == author
    assert Response.objects.filter(claimed_by__isnull=False).count() == 1
    row.refresh_from_db()
    assert row.accepted_at == accepted_at
    assert ObligationRevision.objects.filter(accepted_at=accepted_at).count() == 1
