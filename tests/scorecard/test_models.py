from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from scorecard.models import (
    Assessment,
    Membership,
    ObligationResponse,
    Organisation,
    Response,
    Role,
)
from scorecard.scoring import DONT_KNOW, NOT_APPLICABLE
from tests.factories import (
    answer,
    answer_all,
    declare,
    make_assessment,
    make_membership,
    make_organisation,
    make_user,
    set_status,
)

pytestmark = pytest.mark.django_db


def test_members_see_their_organisations_assessments_and_nobody_else_does():
    assessment = make_assessment()
    viewer = make_membership(assessment.organisation, Role.VIEWER).user
    stranger = make_user()

    assert list(Assessment.objects.visible_to(viewer)) == [assessment]
    assert not Assessment.objects.visible_to(stranger).exists()


def test_staff_see_nothing_by_being_staff():
    make_assessment()
    superuser = make_user(is_staff=True, is_superuser=True)

    assert not Assessment.objects.visible_to(superuser).exists()
    assert not Organisation.objects.visible_to(superuser).exists()


def test_an_assessment_comes_with_the_role_of_who_asks():
    assessment = make_assessment()
    make_membership(assessment.organisation, Role.VIEWER)
    reviewer = make_membership(assessment.organisation, Role.REVIEWER).user

    found = Assessment.objects.visible_to(reviewer).get()

    assert found.role == "reviewer"


@pytest.mark.parametrize(
    ("role", "may_edit"),
    [("owner", True), ("assessor", True), ("reviewer", False), ("viewer", False)],
)
def test_owners_and_assessors_edit_drafts(role, may_edit):
    assessment = make_assessment()
    user = make_membership(assessment.organisation, role).user

    assert Assessment.objects.editable_by(user).exists() == may_edit


def test_nobody_edits_what_is_no_longer_a_draft():
    assessment = make_assessment()
    set_status(Assessment.Status.IN_REVIEW)

    assert not Assessment.objects.editable_by(assessment.created_by).exists()


def test_answers_are_read_in_two_queries(django_assert_num_queries):
    assessment = make_assessment()
    answer_all(assessment)
    assessment = Assessment.objects.for_page().get()

    with django_assert_num_queries(2):
        answers = assessment.answers()

    assert answers.responses["TRA-01"].level == 3
    assert answers.obligations["SG-01"].state == "met"
    assert answers.markets == ("SG", "ID")


def test_a_cleared_answer_keeps_its_note_and_is_no_answer():
    assessment = make_assessment()
    answer(assessment, "TRA-01", 2, note="Draft exists")
    answer(assessment, "TRA-01", None, note="Draft exists")

    assert assessment.answers().responses == {}
    assert Response.objects.get().note == "Draft exists"
    assert Response.objects.get().revision == 2


@pytest.mark.parametrize("value", [0, 4, DONT_KNOW, NOT_APPLICABLE, None])
def test_a_value_survives_being_stored(value):
    response = Response()
    response.value = value

    assert response.value is value or response.value == value


def test_a_reason_counts_only_where_something_does_not_apply():
    assessment = make_assessment()
    answer(assessment, "TRA-02", 3, reason="We thought it did not apply")
    declare(assessment, "SG-01", "met", reason="We thought it did not apply")

    answers = assessment.answers()

    assert answers.responses["TRA-02"].reason == ""
    assert answers.obligations["SG-01"].reason == ""


BAD_RESPONSES = {
    "a level above four": {"kind": "level", "level": 5},
    "a level without a number": {"kind": "level", "level": None},
    "a number without a level": {"kind": "dont_know", "level": 2},
    "an unknown kind": {"kind": "perhaps", "level": None},
    "not applicable without a reason": {"kind": "not_applicable", "reason": ""},
    "an unknown evidence grade": {"kind": "level", "level": 2, "evidence": 4},
}


@pytest.mark.parametrize("values", BAD_RESPONSES.values(), ids=BAD_RESPONSES.keys())
def test_the_database_refuses_responses_that_make_no_sense(values):
    assessment = make_assessment()
    question = assessment.edition.questions.get(key="TRA-01")
    who = {"answered_by": assessment.created_by, "answered_at": timezone.now()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.create(assessment=assessment, question=question, **who, **values)


def test_the_database_refuses_a_second_response_to_a_question():
    assessment = make_assessment()
    answer(assessment, "TRA-01", 2)
    first = Response.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.create(
            assessment=assessment,
            question=first.question,
            answered_by=first.answered_by,
            answered_at=first.answered_at,
        )


def test_the_database_refuses_that_somebody_accepts_their_own_claim():
    assessment = make_assessment()
    declare(assessment, "SG-01", "not_applicable", reason="No such data")

    with pytest.raises(IntegrityError), transaction.atomic():
        ObligationResponse.objects.update(accepted_by=assessment.created_by)


def test_the_database_refuses_that_something_met_is_accepted():
    assessment = make_assessment()
    declare(assessment, "SG-01", "met")

    with pytest.raises(IntegrityError), transaction.atomic():
        ObligationResponse.objects.update(accepted_by=make_user())


def test_the_database_refuses_a_second_membership():
    owner = make_user()
    organisation = make_organisation(owner)

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(organisation=organisation, user=owner, role=Role.VIEWER)


def test_the_database_refuses_a_role_that_does_not_exist():
    organisation = make_organisation()

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(organisation=organisation, user=make_user(), role="king")


def test_the_switcher_puts_the_chosen_organisation_first():
    user = make_user()
    a, b = make_organisation(user, name="A"), make_organisation(user, name="B")

    def names(chosen):
        return [m.organisation for m in Membership.objects.for_switcher(user, chosen)]

    assert names(None) == [a, b]
    assert names(b.code) == [b, a]
    assert names(make_organisation(name="Other").code) == [a, b]


def test_every_role_says_what_it_means():
    assert all(role.description for role in Role)
