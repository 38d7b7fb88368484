from __future__ import annotations

import pytest

from frameworks import services as framework_services
from scorecard import services
from scorecard.models import Assessment, Role
from scorecard.services import Scope
from tests.factories import (
    answer,
    answer_all,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_membership,
    make_organisation,
    make_user,
    set_status,
)

pytestmark = pytest.mark.django_db


def test_an_assessment_starts_as_a_draft_that_knows_what_it_asks():
    user = make_user()
    scope = Scope(title="Bank", facts={"uses_generative_ai": True}, markets=("SG",))

    assessment = services.start_assessment(
        make_organisation(user), make_edition(), scope=scope, by=user
    )

    assert assessment.is_draft
    assert (assessment.asked_count, assessment.answered_count) == (5, 0)
    assert assessment.result_status == "INSUFFICIENT"


def test_nobody_is_assessed_against_a_draft():
    draft = framework_services.save_draft(make_edition_definition())
    user = make_user()

    with pytest.raises(services.EditionIsNotPublished):
        services.start_assessment(make_organisation(user), draft, scope=Scope(title="A"), by=user)


def test_nobody_starts_against_a_retired_edition():
    retired = framework_services.retire(make_edition())
    user = make_user()

    with pytest.raises(services.EditionIsNotPublished):
        services.start_assessment(make_organisation(user), retired, scope=Scope(title="A"), by=user)


def test_a_changed_scope_keeps_old_answers_and_stops_counting_them():
    assessment = make_assessment(facts={"uses_generative_ai": True})
    answer(assessment, "GEN-01", 3)

    scope = Scope(title="Smaller", facts={"uses_generative_ai": False}, markets=("SG",))
    changed = services.change_scope(assessment, scope=scope, revision=0)

    assert changed.title == "Smaller"
    assert (changed.answered_count, changed.asked_count) == (0, 4)
    assert "GEN-01" in changed.answers().responses


def test_an_answer_counts_again_when_its_question_comes_back():
    assessment = make_assessment(facts={"uses_generative_ai": True}, markets=("SG",))
    answer(assessment, "GEN-01", 3)
    title, markets = assessment.title, ("SG",)
    without = Scope(title=title, facts={"uses_generative_ai": False}, markets=markets)
    services.change_scope(assessment, scope=without, revision=0)

    back = Scope(title=title, facts={"uses_generative_ai": True}, markets=markets)

    assert services.change_scope(assessment, scope=back, revision=1).answered_count == 1


def test_hidden_answers_never_score():
    assessment = make_assessment(facts={"uses_generative_ai": True}, markets=("SG", "ID"))
    answer_all(assessment, level=4)
    with_all = services.current_document(assessment)

    smaller = Scope(title="Smaller", facts={"uses_generative_ai": False}, markets=("SG",))
    services.change_scope(assessment, scope=smaller, revision=0)

    document = services.current_document(Assessment.objects.for_page().get())
    assert with_all["genai"]["score"]["shown"] == with_all["cross_border"]["score"]["shown"] == 100
    assert (document["genai"], document["cross_border"]) == (None, None)
    assert list(document["market_readiness"]) == ["SG"]


def test_each_change_counts_the_revision_up():
    assessment = make_assessment()
    assert assessment.scope_revision == 0

    changed = services.change_scope(assessment, scope=Scope(title="One"), revision=0)
    assert changed.scope_revision == 1

    assert services.change_scope(changed, scope=Scope(title="Two"), revision=1).scope_revision == 2


def test_a_change_made_on_an_older_scope_is_refused_with_the_present_one():
    assessment = make_assessment()
    services.change_scope(assessment, scope=Scope(title="Theirs"), revision=0)

    with pytest.raises(services.ScopeWasChanged) as refused:
        services.change_scope(assessment, scope=Scope(title="Mine"), revision=0)

    assert refused.value.current.title == "Theirs"
    assert refused.value.current.scope_revision == 1
    assert Assessment.objects.get().title == "Theirs"


def test_a_repeated_scope_saves_nothing_and_is_no_conflict():
    assessment = make_assessment()
    theirs = Scope(title="Theirs", markets=("SG", "ID"))
    services.change_scope(assessment, scope=theirs, revision=0)
    saved = Assessment.objects.get()

    same = Scope(title="Theirs", markets=("ID", "SG"), facts={"uses_generative_ai": None})
    services.change_scope(assessment, scope=same, revision=0)

    stored = Assessment.objects.get()
    assert (stored.scope_revision, stored.updated_at) == (1, saved.updated_at)
    assert stored.markets == ["SG", "ID"]


def test_the_scope_of_what_is_approved_stays():
    assessment = make_assessment()
    set_status(Assessment.Status.APPROVED)

    with pytest.raises(services.AssessmentIsClosed):
        services.change_scope(assessment, scope=Scope(title="Else"), revision=0)


def test_the_document_is_built_from_the_database_in_few_queries(django_assert_num_queries):
    made = make_assessment()
    answer_all(made, level=4)
    assessment = Assessment.objects.for_page().get()

    with django_assert_num_queries(2):
        document = services.current_document(assessment)

    assert document["organisation"] == "Acme"
    assert document["status"] == "FINAL"
    assert document["overall"]["score"]["shown"] == made.overall_shown == 100
    assert document["edition"]["digest"] == assessment.edition.digest


def test_whoever_creates_an_organisation_owns_it():
    user = make_user()

    organisation = services.create_organisation(name="Acme", by=user)

    assert organisation.memberships.get().role == Role.OWNER


def test_the_last_owner_cannot_leave():
    membership = make_organisation().memberships.get()

    with pytest.raises(services.LastOwnerMustStay):
        services.remove_member(membership)


def test_the_last_owner_cannot_become_something_else():
    membership = make_organisation().memberships.get()

    with pytest.raises(services.LastOwnerMustStay):
        services.change_role(membership, role=Role.VIEWER)


def test_an_owner_leaves_when_there_is_another():
    organisation = make_organisation()
    first = organisation.memberships.get()
    make_membership(organisation, Role.OWNER)

    services.remove_member(first)

    assert organisation.memberships.count() == 1


def test_the_last_owner_may_be_confirmed_as_owner():
    membership = make_organisation().memberships.get()

    assert services.change_role(membership, role=Role.OWNER).role == Role.OWNER


def test_answers_stay_when_their_author_is_removed():
    assessment = make_assessment()
    colleague = make_membership(assessment.organisation)
    change = services.ResponseChange(question="TRA-01", value=2)
    services.record_responses(assessment, [change], by=colleague.user)

    services.remove_member(colleague)

    assert assessment.responses.get().answered_by == colleague.user
