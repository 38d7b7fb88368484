from __future__ import annotations

import pytest

from scorecard import services
from scorecard.models import Assessment, Response
from scorecard.scoring import DONT_KNOW, NOT_APPLICABLE
from scorecard.services import ResponseChange, record_responses
from tests.factories import (
    answer,
    answer_all,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_principle,
    make_question,
    make_user,
    set_status,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment():
    return make_assessment()


def test_a_section_is_saved_at_once(assessment):
    changes = [
        ResponseChange(question="TRA-01", value=3, note="Register", evidence=2),
        ResponseChange(question="TRA-02", value=DONT_KNOW),
        ResponseChange(question="FAI-01", value=NOT_APPLICABLE, reason="No people are affected"),
    ]

    recorded = record_responses(assessment, changes, by=assessment.created_by)

    assert recorded.saved == ("TRA-01", "TRA-02", "FAI-01")
    responses = assessment.answers().responses
    assert (responses["TRA-01"].level, responses["TRA-01"].evidence) == (3, 2)
    assert responses["TRA-02"].value is DONT_KNOW
    assert responses["FAI-01"].reason == "No people are affected"


def test_only_what_changed_is_written(assessment):
    answer(assessment, "TRA-01", 2, note="As it is")
    first = Response.objects.get()

    change = ResponseChange(question="TRA-01", value=2, note="As it is", revision=1)
    recorded = record_responses(assessment, [change], by=make_user())

    assert recorded.saved == ()
    response = Response.objects.get()
    assert (response.revision, response.answered_by) == (1, first.answered_by)


def test_a_blank_card_leaves_no_row(assessment):
    record_responses(
        assessment, [ResponseChange(question="TRA-01", value=None)], by=assessment.created_by
    )

    assert not Response.objects.exists()


def test_a_stale_change_is_a_conflict_and_the_rest_is_saved(assessment):
    answer(assessment, "TRA-01", 1)
    changes = [
        ResponseChange(question="TRA-01", value=4, revision=0),
        ResponseChange(question="TRA-02", value=4, revision=0),
    ]

    recorded = record_responses(assessment, changes, by=make_user())

    assert recorded.saved == ("TRA-02",)
    assert recorded.conflicts["TRA-01"].level == 1
    assert recorded.conflicts["TRA-01"].answered_by == assessment.created_by
    assert assessment.answers().responses["TRA-01"].level == 1


def test_two_people_who_say_the_same_do_not_conflict(assessment):
    answer(assessment, "TRA-01", 1)
    change = ResponseChange(question="TRA-01", value=1, revision=0)

    recorded = record_responses(assessment, [change], by=make_user())

    assert recorded.conflicts == {}


def test_an_answer_cleared_and_given_again_is_still_newer(assessment):
    """The revision never starts again, so an old page cannot pass for a fresh one."""
    answer(assessment, "TRA-01", 1)
    answer(assessment, "TRA-01", None)
    answer(assessment, "TRA-01", 2)

    stale = ResponseChange(question="TRA-01", value=4, revision=1)
    recorded = record_responses(assessment, [stale], by=make_user())

    assert recorded.conflicts.keys() == {"TRA-01"}


def test_a_critical_question_cannot_be_not_applicable(assessment):
    change = ResponseChange(question="TRA-01", value=NOT_APPLICABLE, reason="We would rather not")

    with pytest.raises(services.CriticalQuestionApplies):
        record_responses(assessment, [change], by=assessment.created_by)


@pytest.mark.parametrize("status", [Assessment.Status.IN_REVIEW, Assessment.Status.APPROVED])
def test_only_a_draft_takes_answers(assessment, status):
    set_status(status)

    with pytest.raises(services.AssessmentIsClosed):
        record_responses(
            assessment, [ResponseChange(question="TRA-01", value=1)], by=assessment.created_by
        )


def test_the_summary_follows_the_answers(assessment):
    assert (assessment.answered_count, assessment.asked_count) == (0, 7)

    answer_all(assessment, level=4)

    assert (assessment.answered_count, assessment.asked_count) == (7, 7)
    assert (assessment.coverage, assessment.overall_shown, assessment.level) == (100, 100, 4)
    assert assessment.result_status == "FINAL"


def test_answers_to_questions_that_are_not_asked_are_not_counted():
    assessment = make_assessment(markets=("SG",), facts={"uses_generative_ai": False})

    answer(assessment, "GEN-01", 4)
    answer(assessment, "XBR-01", 4)

    assert (assessment.answered_count, assessment.asked_count) == (0, 4)
    assert assessment.answers().responses.keys() == {"GEN-01", "XBR-01"}


def test_saving_one_answer_stays_within_its_queries(assessment, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        answer_one(assessment, value=1, revision=0)
    with django_assert_max_num_queries(9):
        answer_one(assessment, value=2, revision=1)


def test_saving_takes_as_many_queries_for_many_questions(django_assert_num_queries):
    questions = [make_question(f"TRA-{n:02}") for n in range(1, 41)]
    content = make_edition_definition(
        principles=(make_principle(*questions), make_principle(key="fairness", prefix="FAI"))
    )
    assessment = make_assessment(edition=make_edition(content))
    changes = [ResponseChange(question=q.id, value=2) for q in questions]

    with django_assert_num_queries(8):
        record_responses(assessment, changes, by=assessment.created_by)


def answer_one(assessment: Assessment, *, value: int, revision: int) -> None:
    change = ResponseChange(question="TRA-01", value=value, revision=revision)
    assert record_responses(assessment, [change], by=assessment.created_by).saved


def test_a_revision_that_never_was_is_a_conflict_with_a_blank_answer(assessment):
    change = ResponseChange(question="TRA-01", value=2, revision=7)

    recorded = record_responses(assessment, [change], by=assessment.created_by)

    conflict = recorded.conflicts["TRA-01"]
    assert (recorded.saved, conflict.value, conflict.revision) == ((), None, 0)
    assert conflict.answered_by == assessment.created_by


def test_conflicts_come_with_their_authors_in_one_query(assessment, django_assert_num_queries):
    answer_all(assessment)
    changes = [ResponseChange(question=key, value=1) for key in ("TRA-01", "TRA-02", "FAI-01")]
    by = assessment.created_by

    with django_assert_num_queries(5):
        recorded = record_responses(assessment, changes, by=by)
        names = {row.answered_by.username for row in recorded.conflicts.values()}

    assert names == {by.username}
    assert all(recorded.rows[key].answered_at for key in recorded.conflicts)
