"""Several people decide about one assessment at once: one wins, the others are told.

In a database of its own, in threads with a connection each: see `test_concurrency.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from scorecard import services
from scorecard.models import Assessment, Response, ResponseRevision, Result, ReviewStep
from scorecard.scoring import NOT_APPLICABLE
from scorecard.services import AssessmentIsClosed, ClaimCannotBeAccepted, ResponseChange, review
from scorecard.services.claims import accept_claim
from scorecard.services.results import document_of_answers
from tests.scorecard.test_concurrency import aside, at_once, drafts, seeded

__all__ = ["drafts", "seeded"]  # fixtures

pytestmark = pytest.mark.django_db

Draft = Callable[[], Assessment]


def person(name: str) -> User:
    return User.objects.get(username=name)


def submit(draft: Draft) -> None:
    """One answer, handed in by the assessor."""
    change = ResponseChange(question="TRA-01", value=3)
    services.record_responses(draft(), [change], by=person("assessor"))
    review.submit(draft(), by=person("assessor"))


def approve(draft: Draft, name: str) -> Result:
    seal = document_of_answers(draft())["sha256"]
    return review.approve(draft(), by=person(name), sha256=seal)


def acts(*work: Callable[[], Any]) -> list[Any]:
    """What each returned or raised, all started at the same moment."""

    def run(number: int) -> Any:
        try:
            return work[number]()
        except (
            review.TransitionIsNotPossible,
            review.ResultHasChanged,
            AssessmentIsClosed,
            ClaimCannotBeAccepted,
        ) as told:
            return told

    return at_once(run, threads=len(work))


def kinds(outcomes: list[Any]) -> list[str]:
    return sorted(type(each).__name__ for each in outcomes)


def test_of_two_reviewers_at_once_one_wins_and_the_other_is_told(drafts: Draft) -> None:
    aside(lambda: submit(drafts))

    outcomes = acts(
        lambda: approve(drafts, "owner"),
        lambda: review.send_back(drafts(), by=person("reviewer"), message="Not yet."),
    )

    assert "TransitionIsNotPossible" in kinds(outcomes)
    is_approved = aside(lambda: drafts().is_approved)
    assert aside(Result.objects.count) == (1 if is_approved else 0)
    assert aside(ReviewStep.objects.count) == 2


def test_two_approvals_at_once_make_one_result(drafts: Draft) -> None:
    aside(lambda: submit(drafts))

    outcomes = acts(lambda: approve(drafts, "owner"), lambda: approve(drafts, "reviewer"))

    assert kinds(outcomes) == ["Result", "TransitionIsNotPossible"]
    assert aside(Result.objects.count) == 1


def test_an_approval_against_a_late_answer_leaves_no_half(drafts: Draft) -> None:
    """Somebody withdraws, another answers, and a third approves."""
    aside(lambda: submit(drafts))
    change = ResponseChange(question="TRA-01", value=0, revision=1)

    approved, withdrawn, answered = acts(
        lambda: approve(drafts, "reviewer"),
        lambda: review.withdraw(drafts(), by=person("assessor")),
        lambda: services.record_responses(drafts(), [change], by=person("assessor")),
    )

    stored = aside(lambda: drafts().answers().responses["TRA-01"].level)
    if aside(lambda: drafts().is_approved):
        assert isinstance(withdrawn, review.TransitionIsNotPossible)
        assert isinstance(answered, AssessmentIsClosed)
        frozen = aside(Result.objects.get).document
        assert (frozen["responses"]["TRA-01"]["level"], stored) == (3, 3)
    else:
        assert not aside(Result.objects.exists)
        assert isinstance(approved, (review.TransitionIsNotPossible, review.ResultHasChanged))
        assert stored == (3 if isinstance(answered, AssessmentIsClosed) else 0)


def claim(draft: Draft) -> None:
    """One question is said not to apply, and handed in by the assessor."""
    change = ResponseChange(question="TRA-02", value=NOT_APPLICABLE, reason="We sell nothing.")
    services.record_responses(draft(), [change], by=person("assessor"))
    submit(draft)


def revisions() -> list[tuple[int, str | None]]:
    said = ResponseRevision.objects.filter(response__question__key="TRA-02")
    return list(said.order_by("revision").values_list("revision", "accepted_by__username"))


def test_two_acceptances_at_once_name_one_person(drafts: Draft) -> None:
    aside(lambda: claim(drafts))

    outcomes = acts(
        lambda: accept_claim(drafts(), "TRA-02", revision=1, by=person("owner")),
        lambda: accept_claim(drafts(), "TRA-02", revision=1, by=person("reviewer")),
    )

    assert kinds(outcomes) == ["ClaimCannotBeAccepted", "Response"]
    kept = aside(revisions)
    assert [number for number, _ in kept] == [1, 2]
    assert kept[1][1] in ("owner", "reviewer")


def test_an_acceptance_against_a_late_answer_leaves_no_half(drafts: Draft) -> None:
    """Somebody withdraws and answers otherwise while a reviewer accepts what they have read."""
    aside(lambda: claim(drafts))
    change = ResponseChange(question="TRA-02", value=1, revision=1)

    def answer_otherwise() -> Any:
        review.withdraw(drafts(), by=person("assessor"))
        return services.record_responses(drafts(), [change], by=person("assessor"))

    accepted, answered = acts(
        lambda: accept_claim(drafts(), "TRA-02", revision=1, by=person("reviewer")),
        answer_otherwise,
    )

    row = aside(lambda: Response.objects.get(question__key="TRA-02"))
    if isinstance(accepted, Response):
        assert answered.conflicts  # they are shown that it was accepted meanwhile
        assert (row.is_claim, row.accepted_by_id) == (True, accepted.accepted_by_id)
    else:
        assert isinstance(accepted, (review.TransitionIsNotPossible, ClaimCannotBeAccepted))
        assert (row.level, row.accepted_by_id) == (1, None)
