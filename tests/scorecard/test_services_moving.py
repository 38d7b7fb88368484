"""Moving an assessment to a newer edition, undoing that, and confirming what was reworded."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frameworks import services as framework_services
from scorecard import services
from scorecard.models import Assessment, EditionMove, ObligationResponse, Response, Role
from scorecard.scoring import NOT_APPLICABLE
from scorecard.services import moving
from scorecard.services.responses import ResponseChange, record_responses
from scorecard.services.results import document_of_answers
from scorecard.services.roles import RoleMayNot
from scorecard.services.verification import differences
from tests.factories import (
    answer,
    answer_all,
    declare,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_market,
    make_membership,
    make_principle,
    make_question,
    make_result,
    make_user,
)
from tests.scorecard.editions import REWORDED, move, newer

pytestmark = pytest.mark.django_db


def undo(assessment: Assessment) -> None:
    moving.undo(assessment, by=assessment.created_by)
    assessment.refresh_from_db()


def rows(assessment: Assessment) -> list[Any]:
    """Everything that is stored of the answers, and what was ever said."""
    return [
        list(Response.objects.order_by("pk").values()),
        list(ObligationResponse.objects.order_by("pk").values()),
        [list(row.revisions.order_by("pk").values()) for row in Response.objects.order_by("pk")],
    ]


def to_confirm(assessment: Assessment) -> set[str]:
    questions = assessment.responses.filter(worded_in__isnull=False)
    obligations = assessment.obligation_responses.filter(worded_in__isnull=False)
    return set(questions.values_list("question__key", flat=True)) | set(
        obligations.values_list("obligation", flat=True)
    )


@pytest.fixture
def answered(assessment):
    answer_all(assessment)
    return assessment


def test_a_newer_published_edition_is_offered(assessment):
    assert moving.newer_edition(assessment) is None

    published = newer()

    assert moving.newer_edition(assessment) == published


def test_a_draft_of_an_edition_is_not_offered(assessment):
    framework_services.save_draft(make_edition_definition(label="2027.1"))

    assert moving.newer_edition(assessment) is None


def test_answers_follow_their_question(answered):
    to = newer()

    move(answered, to)

    moved = answered.responses.get(question__key="TRA-01")
    assert (answered.edition, moved.question.edition, moved.level) == (to, to, 3)


def test_an_answer_to_a_retired_question_is_kept_and_not_counted(answered):
    before = answered.edition

    move(answered, newer())

    kept = answered.responses.get(question__key="TRA-02")
    assert (kept.level, kept.question.edition) == (3, before)
    assert "TRA-02" not in answered.answers().responses


def test_reworded_answers_are_to_be_confirmed_and_no_others(answered):
    move(answered, newer())

    assert to_confirm(answered) == {"TRA-01", "SG-01"}


def test_another_weight_reason_or_source_asks_nobody_to_confirm(answered):
    question = make_question("TRA-01", critical=True, weight=1, why="Another reason.")
    principles = (
        make_principle(question, make_question("TRA-02")),
        make_principle(key="fairness", prefix="FAI"),
    )

    move(answered, make_edition(make_edition_definition(label="2027.1", principles=principles)))

    assert to_confirm(answered) == set()


def test_other_line_breaks_are_no_other_words(answered):
    question = make_question("TRA-01", critical=True, weight=3, text="How  about\nTRA-01?")
    principles = (
        make_principle(question, make_question("TRA-02")),
        make_principle(key="fairness", prefix="FAI"),
    )

    move(answered, make_edition(make_edition_definition(label="2027.1", principles=principles)))

    assert to_confirm(answered) == set()


def test_a_wording_that_comes_back_needs_no_confirmation(answered):
    move(answered, newer())

    move(answered, make_edition(make_edition_definition(label="2028.1")))

    assert to_confirm(answered) == set()


def test_a_retired_question_that_comes_back_brings_its_answer(answered):
    move(answered, newer())
    back = make_edition(make_edition_definition(label="2028.1"))

    move(answered, back)

    assert answered.answers().responses["TRA-02"].level == 3
    assert answered.responses.get(question__key="TRA-02").question.edition == back


def test_what_was_said_not_to_apply_and_is_critical_now_is_open(assessment):
    answer(assessment, "TRA-02", NOT_APPLICABLE, reason="We have none.")
    principles = (
        make_principle(
            make_question("TRA-01", critical=True, weight=3),
            make_question("TRA-02", critical=True),
        ),
        make_principle(key="fairness", prefix="FAI"),
    )

    move(assessment, make_edition(make_edition_definition(label="2027.1", principles=principles)))

    assert to_confirm(assessment) == {"TRA-02"}
    assert assessment.answered_count == 0
    with pytest.raises(moving.NothingToConfirm):
        moving.still_true(assessment, "TRA-02", revision=1, by=assessment.created_by)


def test_a_market_that_the_newer_edition_has_not_leaves_the_scope(answered):
    markets = (make_market("SG", "Singapore"),)
    to = make_edition(make_edition_definition(label="2027.1", markets=markets))

    move(answered, to)

    assert answered.markets == ["SG"]
    undo(answered)
    assert answered.markets == ["SG", "ID"]


def test_the_summary_is_that_of_the_newer_edition(answered):
    move(answered, newer())

    assert (answered.asked_count, answered.answered_count) == (7, 6)


def test_what_was_said_before_stays_readable(answered):
    move(answered, newer())

    row = answered.responses.get(question__key="TRA-01")
    assert [said.level for said in row.revisions.all()] == [3]


def test_undoing_restores_everything(answered):
    declare(answered, "SG-01", "not_applicable", reason="Nobody there.")
    before, seal = rows(answered), document_of_answers(answered)["sha256"]
    summary = [getattr(answered, name) for name in services.summary.SUMMARY_FIELDS[:-1]]
    move(answered, newer())
    assert rows(answered) != before

    undo(answered)

    assert rows(answered) == before
    assert document_of_answers(answered)["sha256"] == seal
    assert [getattr(answered, name) for name in services.summary.SUMMARY_FIELDS[:-1]] == summary


def test_undoing_a_second_move_leaves_the_first(answered):
    first = newer()
    move(answered, first)
    before = rows(answered)
    move(answered, make_edition(make_edition_definition(label="2028.1")))

    undo(answered)

    assert answered.edition == first
    assert rows(answered) == before


def test_undoing_is_recorded(answered):
    move(answered, newer())

    undo(answered)

    moved = EditionMove.objects.get()
    assert (moved.by, moved.undone_by) == (answered.created_by, answered.created_by)
    assert (moved.before.label, moved.after.label) == ("2026.1", "2027.1")


@pytest.mark.parametrize("act", ["answer", "confirm", "scope", "undo"])
def test_it_cannot_be_undone_any_more_after(answered, act):
    move(answered, newer())
    by = answered.created_by
    if act == "answer":
        answer(answered, "TRA-03", 1)
    elif act == "confirm":
        moving.still_true(answered, "TRA-01", revision=1, by=by)
    elif act == "scope":
        scope = replace(services.Scope.of(answered), title="Another title")
        services.change_scope(answered, scope=scope, revision=answered.scope_revision)
    else:
        undo(answered)
    answered.refresh_from_db()

    with pytest.raises(moving.MoveCannotBeUndone):
        moving.undo(answered, by=by)


def test_saving_confirms(answered):
    move(answered, newer())

    answer(answered, "TRA-01", 2)
    declare(answered, "SG-01", "partial")

    assert to_confirm(answered) == set()


@pytest.mark.parametrize("key", ["TRA-01", "SG-01"])
def test_still_true_confirms_and_says_so_in_the_history(answered, key):
    move(answered, newer())
    siti = make_membership(answered.organisation, Role.ASSESSOR).user

    row = moving.still_true(answered, key, revision=1, by=siti)

    assert to_confirm(answered) == {"TRA-01", "SG-01"} - {key}
    assert [said.answered_by for said in row.revisions.order_by("revision")] == [
        answered.created_by,
        siti,
    ]


def test_still_true_means_the_answer_that_was_read(answered):
    move(answered, newer())

    with pytest.raises(moving.NothingToConfirm):
        moving.still_true(answered, "TRA-01", revision=0, by=answered.created_by)


def test_only_who_answers_moves(answered):
    viewer = make_membership(answered.organisation, Role.VIEWER).user

    with pytest.raises(RoleMayNot):
        move(answered, newer(), by=viewer)


def test_what_is_approved_never_moves(answered):
    make_result(answered)
    to = newer()

    assert moving.newer_edition(answered) is None
    with pytest.raises(services.AssessmentIsClosed):
        move(answered, to)


def test_a_scope_that_changed_meanwhile_is_told(answered):
    to = newer()
    known = Assessment.objects.get(pk=answered.pk)
    scope = replace(services.Scope.of(answered), markets=("SG",))
    services.change_scope(answered, scope=scope, revision=answered.scope_revision)

    with pytest.raises(services.EditionWasChanged):
        move(known, to)


def test_of_two_who_move_at_once_one_is_told(answered):
    to, known = newer(), Assessment.objects.get(pk=answered.pk)
    move(answered, to)

    with pytest.raises(services.EditionWasChanged):
        move(known, to)


def test_nobody_answers_an_edition_that_was_left_meanwhile(answered):
    known = Assessment.objects.select_related("edition").get(pk=answered.pk)
    move(answered, newer())

    with pytest.raises(services.EditionWasChanged):
        record_responses(
            known, [ResponseChange(question="TRA-02", value=1, revision=1)], by=make_user()
        )


def test_no_older_edition_is_moved_to(answered):
    older = answered.edition
    move(answered, newer())

    with pytest.raises(moving.NothingToMoveTo):
        move(answered, older)


def test_an_approved_round_is_scored_with_its_own_edition_after_the_next_one_moved(answered):
    result = make_result(answered)
    services.review.reopen(answered, by=answered.created_by)
    answered.refresh_from_db()
    move(answered, newer())

    again = type(result).objects.select_related("assessment__edition").get()

    assert again.edition.label == "2026.1"
    assert differences(again) == []


def test_moving_takes_as_many_queries_for_many_answers():
    def content(label, anchors, count):
        questions = [make_question(f"TRA-{n:02}", anchors=anchors) for n in range(1, count + 1)]
        return make_edition_definition(label=label, principles=(make_principle(*questions),))

    counts = []
    for count in (4, 40):
        old = make_edition(content(f"20{count}.1", REWORDED, count))
        assessment = make_assessment(edition=old)
        answer_all(assessment)
        to = make_edition(content(f"20{count}.2", ("No", "Few", "Some", "Most", "All"), count))
        assert to.definition.label  # parsed once in a process
        with CaptureQueriesContext(connection) as queries:
            move(assessment, to)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 30
