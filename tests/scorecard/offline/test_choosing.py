"""Leaving single changes of a file out."""

from __future__ import annotations

import re

import pytest

from scorecard.models import ObligationResponse, Response
from tests.factories import answer, declare
from tests.scorecard.offline.pages import response_of, text, ticked_in
from tests.scorecard.workbook.books import edited

pytestmark = pytest.mark.django_db


def test_every_change_has_a_ticked_box_and_a_conflict_has_none(assessment, download, upload):
    answer(assessment, "TRA-02", 3)
    content = edited(
        download(), Questions_K2="4", Questions_K3=None, Questions_K4="2", Obligations_H2="Met"
    )
    answer(assessment, "TRA-01", 1)

    page = upload(content)

    assert ticked_in(page).keys() == {"take-TRA-02", "take-FAI-01", "take-SG-01"}
    for key in ("TRA-02", "FAI-01", "SG-01"):
        label = rf'<label class="form-check-label" for="take-{key}">Take this over'
        assert re.search(label, page.content.decode())


def test_what_is_unticked_stays_as_stored_and_is_not_counted_as_saved(
    as_owner, assessment, download, upload, save
):
    answer(assessment, "TRA-01", 3)
    declare(assessment, "SG-01", "unmet")
    content = edited(
        download(), Questions_K2=None, Questions_K3="2", Questions_N2=None, Obligations_H2="Met"
    )

    save(upload(content), without=("TRA-01", "SG-01"))

    assert response_of("TRA-01").level == 3
    assert response_of("TRA-01").revision == 1
    assert response_of("TRA-02").level == 2
    assert ObligationResponse.objects.get().state == "unmet"
    told = text(as_owner.get(assessment.get_absolute_url()))
    assert "1 answer is saved. 2 changes are left out, as you chose." in told


def test_nothing_ticked_saves_nothing_and_says_so(as_owner, assessment, download, upload, save):
    save(upload(edited(download(), Questions_K2="4")), without=("TRA-01",))

    assert not Response.objects.exists()
    told = text(as_owner.get(assessment.get_absolute_url()))
    assert "Nothing was saved: what is stored was kept." in told


def test_a_conflict_keeps_its_own_choice_beside_what_is_unticked(
    assessment, download, upload, save
):
    content = edited(download(), Questions_K2="4", Questions_K3="4")
    answer(assessment, "TRA-01", 1)

    save(upload(content), without=("TRA-02",), TRA_01="file")

    assert response_of("TRA-01").level == 4
    assert not Response.objects.filter(question__key="TRA-02").exists()


def test_what_is_unticked_cannot_conflict_while_saving(assessment, download, upload, save):
    page = upload(edited(download(), Questions_K2="4", Questions_K3="2"))
    answer(assessment, "TRA-01", 1)

    response = save(page, without=("TRA-01",))

    assert response.status_code == 302
    assert (response_of("TRA-01").level, response_of("TRA-02").level) == (1, 2)


def test_clearings_are_marked_and_counted_apart(assessment, download, upload):
    answer(assessment, "TRA-01", 3)
    answer(assessment, "TRA-02", 3)

    page = upload(edited(download(), Questions_K2=None, Questions_N2=None, Questions_K3="4"))

    assert "Changes 2 Of these, clear an answer 1 Conflicts 0" in text(page)
    marks = re.findall(
        r"<span class=\"tag[^>]*><svg.*?</svg>\s*Clears an answer</span>", page.content.decode()
    )
    assert len(marks) == 1
    assert "take-TRA-01" in ticked_in(page)


def test_without_clearings_none_are_counted(download, upload):
    assert "clear an answer" not in text(upload(edited(download(), Questions_K2="4")))


def test_a_row_with_an_unread_formula_never_clears_an_answer(assessment, download, upload):
    answer(assessment, "TRA-01", 3)

    page = upload(edited(download(), Questions_K2="=1+1"))

    assert page.status_code == 422
    assert (
        "Questions!K2: The cell holds a formula without a value. Type the answer itself."
        in text(page)
    )
    assert "Clears an answer" not in text(page)
