from __future__ import annotations

import json

import pytest
from django.db import IntegrityError

from scorecard import services
from scorecard.models import ObligationResponse, Response, ResponseRevision
from scorecard.scoring import DONT_KNOW, NOT_APPLICABLE
from scorecard.services import ObligationChange, ResponseChange
from scorecard.services.uploads import Changes, apply_answers
from tests.factories import (
    answer,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_market,
    make_obligation,
    make_principle,
    make_question,
)

pytestmark = pytest.mark.django_db


def changes(*, responses=(), obligations=()):
    return Changes(responses=tuple(responses), obligations=tuple(obligations))


def test_questions_and_obligations_are_saved_together(assessment, owner):
    applied = apply_answers(
        assessment,
        changes(
            responses=[ResponseChange(question="TRA-01", value=3)],
            obligations=[
                ObligationChange(obligation="SG-01", state="met"),
                ObligationChange(obligation="ID-01", state="partial"),
            ],
        ),
        by=owner,
    )

    assert applied.saved == ("TRA-01", "SG-01", "ID-01")
    assert Response.objects.get().level == 3
    assert {row.market: row.state for row in ObligationResponse.objects.all()} == {
        "SG": "met",
        "ID": "partial",
    }
    assert ResponseRevision.objects.count() == 1
    assessment.refresh_from_db()
    assert assessment.answered_count == 3


def test_an_error_saves_nothing(assessment, owner):
    wrong = changes(
        responses=[ResponseChange(question="TRA-02", value=3)],
        obligations=[
            ObligationChange(obligation="SG-01", state="met"),
            ObligationChange(obligation="ID-01", state="no such state"),
        ],
    )

    with pytest.raises(IntegrityError):
        apply_answers(assessment, wrong, by=owner)

    assert not Response.objects.exists()
    assert not ObligationResponse.objects.exists()


def test_a_quicker_change_is_a_conflict_and_the_rest_is_saved(assessment, owner):
    answer(assessment, "TRA-01", 1)

    applied = apply_answers(
        assessment,
        changes(
            responses=[
                ResponseChange(question="TRA-01", value=4),
                ResponseChange(question="TRA-02", value=2),
            ]
        ),
        by=owner,
    )

    assert (applied.saved, applied.conflicts) == (("TRA-02",), ("TRA-01",))
    assert Response.objects.get(question__key="TRA-01").level == 1


def test_a_closed_assessment_takes_nothing(assessment, owner):
    type(assessment).objects.update(status="approved", submitted_by=owner)

    with pytest.raises(services.AssessmentIsClosed):
        apply_answers(
            assessment, changes(responses=[ResponseChange(question="TRA-01", value=1)]), by=owner
        )


def test_changes_survive_json():
    everything = changes(
        responses=[
            ResponseChange(question="TRA-01", value=0, note="ខ្មែរ", evidence=2, revision=7),
            ResponseChange(question="TRA-02", value=NOT_APPLICABLE, reason="No model"),
            ResponseChange(question="FAI-01", value=DONT_KNOW),
            ResponseChange(question="GEN-01", value=None),
        ],
        obligations=[ObligationChange(obligation="SG-01", state="blank", revision=1)],
    )

    assert Changes.from_plain(json.loads(json.dumps(everything.as_plain()))) == everything


def test_saving_takes_as_many_queries_for_ten_answers_as_for_one(
    django_assert_max_num_queries, owner
):
    questions = tuple(make_question(f"TRA-{n:02}") for n in range(1, 21))
    obligations = tuple(make_obligation(f"SG-{n:02}") for n in range(1, 21))
    content = make_edition_definition(
        principles=(make_principle(*questions),),
        markets=(
            make_market("SG", principles=("transparency",), obligations=obligations),
            make_market("ID", "Indonesia", principles=("transparency",)),
        ),
    )
    assessment = make_assessment(by=owner, edition=make_edition(content))
    many = changes(
        responses=[ResponseChange(question=q.id, value=2) for q in questions],
        obligations=[ObligationChange(obligation=o.id, state="met") for o in obligations],
    )

    with django_assert_max_num_queries(20):
        apply_answers(assessment, many, by=owner)
