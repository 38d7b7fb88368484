from __future__ import annotations

import pytest

from scorecard import services
from scorecard.models import (
    Assessment,
    ObligationResponse,
    ObligationRevision,
    Response,
    ResponseRevision,
    Role,
)
from scorecard.scoring.types import NOT_APPLICABLE
from scorecard.services.history import NotAskedAnyMore, restore_obligation, restore_response
from tests.factories import answer, declare, make_assessment, make_membership, set_status

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(assessment):
    return make_membership(assessment.organisation).user


@pytest.fixture
def reviewer(assessment):
    return make_membership(assessment.organisation, Role.REVIEWER).user


def test_an_earlier_answer_is_recorded_again(assessment, colleague):
    answer(assessment, "TRA-01", 3, note="Register", evidence=2)
    answer(assessment, "TRA-01", 1)

    recorded = restore_response(assessment, "TRA-01", 1, read=2, by=colleague)

    row = Response.objects.get()
    assert recorded.saved == ("TRA-01",)
    assert (row.level, row.note, row.evidence, row.revision) == (3, "Register", 2, 3)
    assert row.answered_by == colleague


def test_nothing_of_the_history_is_lost(assessment, owner):
    answer(assessment, "TRA-01", 3)
    answer(assessment, "TRA-01", 1)

    restore_response(assessment, "TRA-01", 1, read=2, by=owner)

    levels = ResponseRevision.objects.order_by("revision").values_list("revision", "level")
    assert list(levels) == [(1, 3), (2, 1), (3, 3)]


def test_the_summary_follows(assessment, owner):
    answer(assessment, "TRA-01", 3)
    answer(assessment, "TRA-01", None)

    restore_response(assessment, "TRA-01", 1, read=2, by=owner)

    assert Assessment.objects.get().answered_count == 1


@pytest.mark.parametrize(
    "said",
    [{"value": None, "note": "Ask Siti"}, {"value": NOT_APPLICABLE, "reason": "We build none"}],
)
def test_also_what_is_no_level_is_put_back(assessment, owner, said):
    answer(assessment, "TRA-02", **said)
    answer(assessment, "TRA-02", 2)

    restore_response(assessment, "TRA-02", 1, read=2, by=owner)

    row = Response.objects.get()
    assert {name: getattr(row, name) for name in said} == said


def test_a_newer_answer_is_not_overwritten(assessment, owner):
    for level in (3, 1, 4):
        answer(assessment, "TRA-01", level)

    recorded = restore_response(assessment, "TRA-01", 1, read=2, by=owner)

    assert recorded.conflicts.keys() == {"TRA-01"}
    assert Response.objects.get().level == 4
    assert ResponseRevision.objects.count() == 3


def test_what_is_said_already_is_no_change(assessment, owner):
    answer(assessment, "TRA-01", 3)

    recorded = restore_response(assessment, "TRA-01", 1, read=0, by=owner)

    assert (recorded.saved, dict(recorded.conflicts)) == ((), {})
    assert ResponseRevision.objects.count() == 1


def test_a_closed_assessment_takes_nothing_back(assessment, owner):
    answer(assessment, "TRA-01", 3)
    answer(assessment, "TRA-01", 1)
    set_status(Assessment.Status.IN_REVIEW)

    with pytest.raises(services.AssessmentIsClosed):
        restore_response(assessment, "TRA-01", 1, read=2, by=owner)


def test_what_is_not_asked_any_more_is_not_put_back(owner):
    assessment = make_assessment(by=owner, facts={"uses_generative_ai": True})
    answer(assessment, "GEN-01", 3)
    answer(assessment, "GEN-01", 1)
    Assessment.objects.update(facts={"uses_generative_ai": False})
    assessment.refresh_from_db()

    with pytest.raises(NotAskedAnyMore):
        restore_response(assessment, "GEN-01", 1, read=2, by=owner)

    assert Response.objects.get().level == 1


def test_another_assessment_has_another_history(assessment, owner):
    answer(assessment, "TRA-01", 3)
    other = make_assessment(by=owner)

    with pytest.raises(ResponseRevision.DoesNotExist):
        restore_response(other, "TRA-01", 1, read=0, by=owner)


# Obligations


def test_an_earlier_declaration_is_recorded_again(assessment, colleague):
    declare(assessment, "SG-01", "met", note="Register")
    declare(assessment, "SG-01", "unmet")

    restore_obligation(assessment, "SG-01", 1, read=2, by=colleague)

    row = ObligationResponse.objects.get()
    assert (row.state, row.note, row.revision) == ("met", "Register", 3)
    assert row.answered_by == colleague


def test_a_claim_comes_back_without_its_acceptance(assessment, colleague, reviewer):
    declare(assessment, "SG-01", "not_applicable", reason="No seat")
    services.accept_not_applicable(assessment, "SG-01", revision=1, by=reviewer)
    declare(assessment, "SG-01", "met")

    restore_obligation(assessment, "SG-01", 2, read=3, by=colleague)

    row = ObligationResponse.objects.get()
    assert (row.state, row.reason) == ("not_applicable", "No seat")
    assert (row.claimed_by, row.accepted_by) == (colleague, None)
    assert ObligationRevision.objects.get(revision=4).accepted_by is None


def test_an_acceptance_given_meanwhile_stops_it(assessment, owner, reviewer):
    declare(assessment, "SG-01", "met")
    declare(assessment, "SG-01", "not_applicable", reason="No seat")
    services.accept_not_applicable(assessment, "SG-01", revision=2, by=reviewer)

    recorded = restore_obligation(assessment, "SG-01", 1, read=2, by=owner)

    assert recorded.conflicts.keys() == {"SG-01"}
    assert ObligationResponse.objects.get().accepted_by == reviewer


def test_an_obligation_of_a_market_that_left_is_not_put_back(assessment, owner):
    declare(assessment, "SG-01", "met")
    declare(assessment, "SG-01", "unmet")
    Assessment.objects.update(markets=["ID"], seats=[])
    assessment.refresh_from_db()

    with pytest.raises(NotAskedAnyMore):
        restore_obligation(assessment, "SG-01", 1, read=2, by=owner)


def test_there_has_to_be_such_a_declaration(assessment, owner):
    declare(assessment, "SG-01", "met")

    with pytest.raises(ObligationRevision.DoesNotExist):
        restore_obligation(assessment, "SG-01", 2, read=1, by=owner)
