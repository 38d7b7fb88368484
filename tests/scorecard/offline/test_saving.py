"""Conflicts, races, and previews that nobody may save."""

from __future__ import annotations

import pytest

from scorecard import services
from scorecard.forms import uploads as upload_forms
from scorecard.models import Assessment, ObligationResponse, Response, Role
from tests.factories import answer, declare, make_membership, set_status
from tests.scorecard.offline.pages import response_of, sealed_in, text
from tests.scorecard.workbook.books import edited

pytestmark = pytest.mark.django_db


def test_a_quicker_answer_is_a_conflict_and_stays_unless_chosen(assessment, download, upload, save):
    content = edited(download(), Questions_K2="4", Questions_K3="4")
    answer(assessment, "TRA-01", 1)
    answer(assessment, "TRA-02", 1)

    page = upload(content)
    assert "2 conflicts" in text(page)
    assert "0 changes" not in text(page)
    save(page, TRA_02="file")

    assert response_of("TRA-01").level == 1
    assert response_of("TRA-02").level == 4


def test_keeping_everything_stored_says_so(as_owner, assessment, download, upload, save):
    content = edited(download(), Questions_K2="4")
    answer(assessment, "TRA-01", 1)

    save(upload(content))

    assert response_of("TRA-01").level == 1
    assert "what is stored was kept" in text(as_owner.get(assessment.get_absolute_url()))


def test_a_row_nobody_filled_in_never_takes_back_a_newer_answer(assessment, download, upload, save):
    content = edited(download(), Questions_K3="2")
    answer(assessment, "TRA-01", 4)

    page = upload(content)
    assert "1 answer changed here after the file was made" in text(page)
    assert "conflicts" not in text(page).lower().replace("conflicts 0", "")
    save(page)

    assert response_of("TRA-01").level == 4
    assert response_of("TRA-02").level == 2


def test_a_colleague_who_gave_the_same_answer_is_no_conflict(assessment, download, upload):
    content = edited(download(), Questions_K2="4", Questions_N2=0)
    answer(assessment, "TRA-01", 4)

    assert "Nothing changes" in text(upload(content))


def test_what_changed_after_the_preview_is_shown_again_and_the_rest_saved(
    assessment, download, upload, save
):
    page = upload(edited(download(), Questions_K2="4", Questions_K3="2", Obligations_H2="Met"))
    answer(assessment, "TRA-01", 1)
    declare(assessment, "SG-01", "unmet")

    again = save(page)

    assert again.status_code == 409
    assert "1 answer is saved. 2 answers were changed by somebody else" in text(again)
    assert response_of("TRA-01").level == 1
    assert response_of("TRA-02").level == 2
    assert save(again, TRA_01="file").status_code == 302
    assert response_of("TRA-01").level == 4
    assert ObligationResponse.objects.get().state == "unmet"


def test_a_file_wins_only_over_the_answer_that_was_shown(assessment, download, upload, save):
    content = edited(download(), Questions_K2="4")
    answer(assessment, "TRA-01", 1)
    page = upload(content)
    answer(assessment, "TRA-01", 2)

    again = save(page, TRA_01="file")

    assert again.status_code == 409
    assert response_of("TRA-01").level == 2


@pytest.mark.parametrize("sealed", ["", "nonsense", "a:b:c"])
def test_a_preview_that_was_not_ours_is_refused(as_owner, url, sealed):
    response = as_owner.post(url, {"sealed": sealed})

    assert response.status_code == 422
    assert not Response.objects.exists()


def test_nobody_saves_the_preview_of_somebody_else(client, assessment, url, download, upload):
    page = upload(edited(download(), Questions_K2="4"))
    sealed = sealed_in(page)
    client.force_login(make_membership(assessment.organisation, Role.ASSESSOR).user)

    response = client.post(url, {"sealed": sealed})

    assert response.status_code == 422
    assert "Upload the file again" in text(response)
    assert not Response.objects.exists()


def test_a_preview_grows_old(monkeypatch, download, upload, save):
    page = upload(edited(download(), Questions_K2="4"))
    monkeypatch.setattr(upload_forms, "HOURS_VALID", -1)

    assert save(page).status_code == 422


def test_an_assessment_that_was_closed_after_the_preview_is_left_alone(
    monkeypatch, assessment, download, upload, save
):
    page = upload(edited(download(), Questions_K2="4"))
    set_status("approved")
    monkeypatch.setattr(Assessment, "is_draft", True)  # as the view read it a moment before
    locked = services.record_responses

    def closed(*args, **kwargs):
        monkeypatch.undo()
        return locked(*args, **kwargs)

    monkeypatch.setattr("scorecard.services.uploads.record_responses", closed)

    assert save(page).status_code == 403
    assert not Response.objects.exists()


def test_a_note_beside_an_accepted_claim_leaves_it_accepted(assessment, download, upload, save):
    declare(assessment, "SG-01", "not_applicable", reason="No such system")
    reviewer = make_membership(assessment.organisation, Role.REVIEWER).user
    services.accept_not_applicable(assessment, "SG-01", revision=1, by=reviewer)

    page = upload(edited(download(), Obligations_J2="Asked again in May"))
    save(page)

    assert "A second person" not in text(page)
    row = ObligationResponse.objects.get()
    assert (row.note, row.accepted_by) == ("Asked again in May", reviewer)


def test_a_market_that_left_the_scope_is_told_only_where_somebody_answered(
    assessment, download, upload
):
    untouched = download()
    Assessment.objects.update(markets=["SG"])

    assert "is not in scope" not in text(upload(untouched))
    touched = text(upload(edited(untouched, Obligations_H3="Met")))
    assert "ID-01: Indonesia is not in scope" in touched
