from __future__ import annotations

import pytest

from scorecard import services
from scorecard.models import ObligationResponse
from scorecard.services import ObligationChange, accept_not_applicable, record_obligations
from tests.factories import (
    declare,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_market,
    make_obligation,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment():
    return make_assessment()


@pytest.fixture
def claim(assessment):
    declare(assessment, "SG-01", "not_applicable", reason="No such data")
    return ObligationResponse.objects.get()


def test_a_declaration_is_saved(assessment):
    change = ObligationChange(obligation="SG-01", state="partial", note="Contract signed")

    recorded = record_obligations(assessment, "SG", [change], by=assessment.created_by)

    assert recorded.saved == ("SG-01",)
    declaration = assessment.answers().obligations["SG-01"]
    assert (declaration.state, declaration.note) == ("partial", "Contract signed")


def test_a_stale_declaration_is_a_conflict(assessment):
    declare(assessment, "SG-01", "met")
    change = ObligationChange(obligation="SG-01", state="unmet", revision=0)

    recorded = record_obligations(assessment, "SG", [change], by=make_user())

    assert recorded.conflicts["SG-01"].state == "met"
    assert assessment.answers().obligations["SG-01"].state == "met"


def test_a_cleared_declaration_is_no_answer(assessment):
    declare(assessment, "SG-01", "met")
    declare(assessment, "SG-01", "blank")

    assert assessment.answers().obligations == {}


def test_another_markets_obligation_is_refused(assessment):
    change = ObligationChange(obligation="ID-01", state="met")

    with pytest.raises(services.ObligationIsNotAsked):
        record_obligations(assessment, "SG", [change], by=assessment.created_by)


def test_an_emerging_obligation_takes_no_answer():
    market = make_market("SG", obligations=(make_obligation("SG-09", force="emerging"),))
    content = make_edition_definition(markets=(market,))
    assessment = make_assessment(edition=make_edition(content), markets=("SG",))

    with pytest.raises(services.ObligationIsNotAsked):
        record_obligations(
            assessment, "SG", [ObligationChange(obligation="SG-09", state="met")], by=make_user()
        )


def test_a_second_person_accepts_a_claim(assessment, claim):
    reviewer = make_user()

    accept_not_applicable(assessment, "SG-01", revision=claim.revision, by=reviewer)

    assert assessment.answers().obligations["SG-01"].accepted
    assert ObligationResponse.objects.get().accepted_by == reviewer


def test_nobody_accepts_their_own_claim(assessment, claim):
    with pytest.raises(services.ClaimCannotBeAccepted):
        accept_not_applicable(
            assessment, "SG-01", revision=claim.revision, by=assessment.created_by
        )


def test_editing_the_note_does_not_hand_the_claim_to_somebody_else(assessment, claim):
    """Otherwise the claimant could accept their own claim after a colleague touched it."""
    change = ObligationChange(
        obligation="SG-01",
        state="not_applicable",
        reason="No such data",
        note="Asked legal",
        revision=claim.revision,
    )
    record_obligations(assessment, "SG", [change], by=make_user())

    with pytest.raises(services.ClaimCannotBeAccepted):
        accept_not_applicable(
            assessment, "SG-01", revision=claim.revision + 1, by=assessment.created_by
        )


def test_a_claim_that_changed_meanwhile_is_not_accepted_unread(assessment, claim):
    declare(assessment, "SG-01", "not_applicable", reason="Another reason")

    with pytest.raises(services.ClaimCannotBeAccepted):
        accept_not_applicable(assessment, "SG-01", revision=claim.revision, by=make_user())


@pytest.mark.parametrize(
    ("state", "reason"), [("not_applicable", "Another reason"), ("unmet", "No such data")]
)
def test_a_changed_claim_has_to_be_accepted_again(assessment, claim, state, reason):
    accept_not_applicable(assessment, "SG-01", revision=claim.revision, by=make_user())

    declare(assessment, "SG-01", state, reason=reason)

    assert ObligationResponse.objects.get().accepted_by is None


def test_a_note_leaves_the_acceptance_alone(assessment, claim):
    accept_not_applicable(assessment, "SG-01", revision=claim.revision, by=make_user())

    declare(assessment, "SG-01", "not_applicable", reason="No such data", note="See memo")

    assert ObligationResponse.objects.get().accepted_by is not None


def test_what_is_met_cannot_be_accepted(assessment):
    declare(assessment, "SG-01", "met")

    with pytest.raises(services.ClaimCannotBeAccepted):
        accept_not_applicable(assessment, "SG-01", revision=1, by=make_user())
