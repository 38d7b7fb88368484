from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from scorecard.models import Assessment, Result, ResultIsFrozen, ReviewStep, Role, Step
from scorecard.models.results import ALPHABET, read_code
from scorecard.models.reviews import StepIsWritten
from scorecard.scoring.document import is_sealed
from scorecard.services import AssessmentIsClosed, ResponseChange, record_responses, remarks, review
from scorecard.services.results import current_document, document_of_answers
from tests.factories import answer, answer_all, make_assessment, make_membership, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment() -> Assessment:
    """Fully answered, of an organisation with an owner and a reviewer."""
    assessment = make_assessment()
    answer_all(assessment, level=3)
    return assessment


@pytest.fixture
def author(assessment):
    return assessment.created_by


@pytest.fixture
def reviewer(assessment):
    return make_membership(assessment.organisation, Role.REVIEWER).user


@pytest.fixture
def submitted(assessment, author, reviewer):
    return review.submit(assessment, by=author, message="Please look at TRA-01.")


def approve(assessment: Assessment, by) -> Result:
    seal = document_of_answers(assessment)["sha256"]
    return review.approve(assessment, by=by, sha256=seal)


# The way of an assessment


def test_what_is_submitted_takes_no_more_answers(submitted, author):
    assert submitted.is_in_review

    change = ResponseChange(question="TRA-01", value=1, revision=1)
    with pytest.raises(AssessmentIsClosed):
        record_responses(submitted, [change], by=author)


def test_an_approval_freezes_the_result(submitted, author, reviewer):
    result = approve(submitted, reviewer)

    submitted.refresh_from_db()
    assert submitted.is_approved
    assert is_sealed(result.document)
    assert (result.sha256, result.round) == (result.document["sha256"], 1)
    assert (result.submitted_by, result.approved_by) == (author, reviewer)
    assert not result.approved_alone
    assert current_document(submitted) == result.document


def test_reopening_starts_a_round_and_leaves_what_was_approved(submitted, author, reviewer):
    first = approve(submitted, reviewer)
    reopened = review.reopen(submitted, by=author, message="A new system")
    answer(reopened, "TRA-01", 1)
    again = review.submit(reopened, by=author)

    second = approve(again, reviewer)

    first.refresh_from_db()
    assert (first.round, second.round) == (1, 2)
    assert first.document["responses"]["TRA-01"]["level"] == 3
    assert second.document["responses"]["TRA-01"]["level"] == 1
    superseded = {r.round: r.is_superseded for r in Result.objects.with_superseded()}
    assert superseded == {1: True, 2: False}


def test_what_was_sent_back_takes_answers_again(submitted, author, reviewer):
    returned = review.send_back(submitted, by=reviewer, message="TRA-01 has no evidence.")

    answer(returned, "TRA-01", 2)
    assert returned.submitted_by is None


def test_every_step_is_kept_with_who_and_why(submitted, author, reviewer):
    returned = review.send_back(submitted, by=reviewer, message="Evidence, please.")
    again = review.submit(returned, by=author)
    review.withdraw(again, by=author)

    steps = ReviewStep.objects.values_list("step", "by", "message")
    assert list(steps) == [
        ("submit", author.pk, "Please look at TRA-01."),
        ("send_back", reviewer.pk, "Evidence, please."),
        ("submit", author.pk, ""),
        ("withdraw", author.pk, ""),
    ]


# Who, and when not


def test_nobody_approves_what_they_submitted(submitted, author):
    with pytest.raises(review.ReviewerMustBeSomebodyElse):
        approve(submitted, author)


def test_nobody_sends_back_or_asks_about_what_they_submitted(submitted, author):
    with pytest.raises(review.ReviewerMustBeSomebodyElse):
        review.send_back(submitted, by=author, message="On second thoughts.")
    with pytest.raises(review.ReviewerMustBeSomebodyElse):
        remarks.remark(submitted, "TRA-01", "Is it so?", by=author)


@pytest.mark.parametrize("act", ["save", "delete", "update", "delete_all"])
def test_what_happened_is_never_told_otherwise(submitted, act):
    step = submitted.review_steps.get()
    step.message = "Something else"

    with pytest.raises(StepIsWritten):
        {
            "save": step.save,
            "delete": step.delete,
            "update": lambda: ReviewStep.objects.update(message="Something else"),
            "delete_all": ReviewStep.objects.all().delete,
        }[act]()

    assert ReviewStep.objects.get().message == "Please look at TRA-01."


def test_the_only_member_approves_alone_and_it_is_kept(assessment, author):
    submitted = review.submit(assessment, by=author)

    result = approve(submitted, author)

    assert result.approved_alone


def test_the_database_holds_that_a_second_person_approves(submitted, author, reviewer):
    result = approve(submitted, reviewer)
    result.pk, result.round, result.code = None, 2, "0" * 16
    result.approved_by = author

    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.bulk_create([result])


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.VIEWER])
def test_only_reviewers_and_owners_approve(submitted, assessment, role):
    with pytest.raises(review.RoleMayNot):
        approve(submitted, make_membership(assessment.organisation, role).user)


def test_a_removed_member_may_do_nothing(submitted, assessment, reviewer):
    assessment.organisation.memberships.filter(user=reviewer).delete()

    with pytest.raises(review.RoleMayNot):
        approve(submitted, reviewer)


def test_a_stranger_may_do_nothing(assessment):
    with pytest.raises(review.RoleMayNot):
        review.submit(assessment, by=make_user())


def test_an_approver_approves_what_they_read(submitted, reviewer):
    with pytest.raises(review.ResultHasChanged):
        review.approve(submitted, by=reviewer, sha256="0" * 64)


def test_sending_back_needs_words(submitted, reviewer):
    with pytest.raises(review.WordsAreMissing):
        review.send_back(submitted, by=reviewer, message="  ")


def test_an_empty_assessment_is_not_submitted():
    empty = make_assessment()

    with pytest.raises(review.NothingToReview):
        review.submit(empty, by=empty.created_by)


STEPS: dict[Step, Callable[[Assessment, User], object]] = {
    Step.SUBMIT: lambda assessment, by: review.submit(assessment, by=by),
    Step.WITHDRAW: lambda assessment, by: review.withdraw(assessment, by=by),
    Step.SEND_BACK: lambda assessment, by: review.send_back(assessment, by=by, message="Why"),
    Step.APPROVE: lambda assessment, by: review.approve(assessment, by=by, sha256=""),
    Step.REOPEN: lambda assessment, by: review.reopen(assessment, by=by),
}


@pytest.mark.parametrize("status", Assessment.Status.values)
@pytest.mark.parametrize("step", Step)
def test_no_step_is_taken_from_another_status(assessment, author, status, step):
    if review.TRANSITIONS[step].source == status:
        return
    submitted_by = None if status == "draft" else author
    Assessment.objects.update(status=status, submitted_by=submitted_by)

    with pytest.raises(review.TransitionIsNotPossible) as refused:
        STEPS[step](assessment, author)
    assert refused.value.status == status


def test_the_table_leads_everywhere_and_out_of_everything():
    sources = {transition.source for transition in review.TRANSITIONS.values()}
    targets = {transition.target for transition in review.TRANSITIONS.values()}

    assert sources == targets == set(Assessment.Status.values)
    assert review.TRANSITIONS.keys() == set(Step)


def test_a_result_never_changes(submitted, reviewer):
    result = approve(submitted, reviewer)

    with pytest.raises(ResultIsFrozen):
        result.save()
    with pytest.raises(ResultIsFrozen):
        Result.objects.update(title="Another")
    with pytest.raises(ResultIsFrozen):
        result.delete()
    with pytest.raises(ResultIsFrozen):
        Result.objects.all().delete()


def test_a_code_is_read_however_it_is_typed(submitted, reviewer):
    result = approve(submitted, reviewer)

    assert set(result.code) <= set(ALPHABET)
    typed = f" {result.code_in_groups.lower()} ".replace("0", "o").replace("1", "l")
    assert read_code(typed) == result.code
