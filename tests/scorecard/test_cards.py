"""One card that saves itself: what comes back, and what is stored."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from scorecard import services
from scorecard.models import Assessment, Membership, ObligationResponse, Response, Role
from scorecard.services import ResponseChange, record_responses
from tests.factories import (
    answer,
    declare,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_membership,
    make_principle,
    make_question,
    make_user,
    set_status,
)
from tests.scorecard.pages import fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(assessment):
    return reverse("scorecard:record-response", args=[assessment.code, "TRA-02"])


@pytest.fixture
def save(as_owner, assessment, url):
    """Send the card of TRA-02, by default on top of nothing."""

    def run(**said: str):
        return as_owner.post(url, card("TRA-02", **said), headers={"HX-Request": "true"})

    return run


def card(key: str, **said: str) -> dict[str, str]:
    """What a card sends. Written `answer="3"`; the rest is as on a page nobody touched."""
    untouched = {"answer": "", "reason": "", "note": "", "evidence": "0", "revision": "0"}
    return {f"{key}-{name}": value for name, value in (untouched | {"read": "-"} | said).items()}


def test_a_card_is_saved_and_told_so(save, assessment):
    response = save(answer="3", note="Register", evidence="2")

    page = response.content.decode()
    assert response.status_code == 200
    assert "Saved <time" in page
    row = Response.objects.get()
    assert (row.question.key, row.level, row.note, row.evidence) == ("TRA-02", 3, "Register", 2)


def test_what_comes_back_holds_no_field_that_somebody_may_be_typing_in(save):
    page = save(answer="3", note="Register").content.decode()

    assert fields(page).keys() == {"TRA-02-revision", "TRA-02-read"}
    assert "<textarea" not in page
    assert "<script" not in page


def test_the_next_save_builds_on_this_one(save):
    known = fields(save(answer="3").content.decode())

    response = save(answer="4", revision=known["TRA-02-revision"], read=known["TRA-02-read"])

    assert response.status_code == 200
    assert (Response.objects.get().level, Response.objects.get().revision) == (4, 2)


def test_progress_comes_along_and_no_score(save, assessment):
    page = save(answer="4").content.decode()

    assert "<b>1</b> of 2 answered" in page  # of the section
    assert "1 of 7 answered" in page  # of the whole assessment
    assessment.refresh_from_db()
    assert assessment.answered_count == 1
    assert "score" not in page.lower()


def test_an_error_names_its_field_and_saves_nothing(save):
    response = save(answer="not_applicable", note="We build none")

    page = response.content.decode()
    assert response.status_code == 422
    slot = page.split('id="id_TRA-02-reason_error"')[1]
    assert "Say why this does not apply to you." in slot.split("</div>")[0]
    assert "Not saved: Say why this does not apply to you." in page
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"note": "x" * 5001}, "note", "Use at most 5000 characters. It has 5001."),
        (
            {"answer": "not_applicable", "reason": "x" * 2001},
            "reason",
            "Use at most 2000 characters. It has 2001.",
        ),
    ],
)
def test_a_text_that_is_too_long_is_said_so_at_its_field(save, sent, field, words):
    response = save(**sent)

    page = response.content.decode()
    assert response.status_code == 422
    assert words in page.split(f'id="id_TRA-02-{field}_error"')[1].split("</div>")[0]
    assert f"Not saved: {words}" in page
    assert not Response.objects.exists()


def test_a_line_break_counts_as_one_character(save):
    assert save(note="x\r\n" * 2500).status_code == 200


def test_an_error_leaves_its_place_once_it_is_mended(save):
    save(answer="not_applicable")

    page = save(answer="not_applicable", reason="We build none").content.decode()

    assert "Say why" not in page
    assert 'hx-swap-oob="innerHTML:#TRA-02 .qcard__errors"' in page


def test_a_card_with_an_older_answer_is_shown_both(save, assessment):
    mei = make_user(first_name="Mei", last_name="Tan")
    change = ResponseChange(question="TRA-02", value=1, note="As of May")
    record_responses(assessment, [change], by=mei)

    response = save(answer="3", note="As of June")

    page = response.content.decode()
    assert response.status_code == 409
    assert "Mei Tan changed this answer while you were editing" in page
    assert "As of May" in page
    assert "As of June" in page
    assert "TRA-02-revision" not in fields(page)  # so that the next save cannot overwrite it either
    assert Response.objects.get().level == 1


def test_ones_own_answer_from_another_tab_is_called_that(save, assessment):
    answer(assessment, "TRA-02", 1)

    page = save(answer="3").content.decode()

    assert "You changed this answer somewhere else" in page


def test_keeping_what_is_here_puts_it_over_the_other_answer(save, assessment):
    answer(assessment, "TRA-02", 1)
    save(answer="3")

    response = save(answer="3", mine="1")

    assert response.status_code == 200
    assert (Response.objects.get().level, Response.objects.get().revision) == (3, 2)


def test_keeping_what_is_here_still_notices_a_third_answer(save, assessment):
    answer(assessment, "TRA-02", 1)
    save(answer="3")
    answer(assessment, "TRA-02", 2)

    response = save(answer="3", mine="1")

    assert response.status_code == 409
    assert Response.objects.get().level == 2


def test_taking_the_other_answer_brings_the_whole_card(save, assessment):
    answer(assessment, "TRA-02", 1, note="As of May")

    response = save(answer="3", note="Mine", theirs="on")

    page = response.content.decode()
    assert (response.status_code, response.headers["HX-Reswap"]) == (200, "outerHTML")
    assert fields(page)["TRA-02-note"] == "As of May"
    assert fields(page)["TRA-02-answer"] == "1"
    assert (Response.objects.get().level, Response.objects.get().revision) == (1, 1)


def test_an_answer_that_was_stored_and_is_sent_again_is_saved_once(save, assessment):
    """As after a reply that got lost."""
    save(answer="3", note="Register")

    response = save(answer="3", note="Register")

    assert response.status_code == 200
    assert "Saved" in response.content.decode()
    assert Response.objects.get().revision == 1
    assert Response.objects.get().revisions.count() == 1


def test_different_answers_of_one_section_do_not_collide(save, assessment):
    answer(assessment, "TRA-01", 1)

    response = save(answer="3")

    assert response.status_code == 200
    assert assessment.answers().responses.keys() == {"TRA-01", "TRA-02"}


def test_an_obligation_saves_itself(as_owner, assessment):
    url = reverse("scorecard:record-obligation", args=[assessment.code, "SG-01"])
    sent = {
        "SG-01-state": "partial",
        "SG-01-note": "Half",
        "SG-01-revision": "0",
        "SG-01-read": "-",
    }

    response = as_owner.post(url, sent)

    row = ObligationResponse.objects.get()
    assert response.status_code == 200
    assert (row.market, row.state, row.note, row.revisions.count()) == ("SG", "partial", "Half", 1)


def test_an_obligation_of_a_market_that_left_the_scope_says_so(as_owner, owner):
    assessment = make_assessment(by=owner, markets=("ID",))
    url = reverse("scorecard:record-obligation", args=[assessment.code, "SG-01"])

    response = as_owner.post(url, {"SG-01-state": "met"})

    assert response.status_code == 403
    assert "Not saved: This is not asked any more" in response.content.decode()


def test_what_left_the_scope_since_it_was_shown_is_saved_and_said_not_to_count(as_owner, owner):
    assessment = make_assessment(by=owner, facts={"uses_generative_ai": False})
    url = reverse("scorecard:record-response", args=[assessment.code, "GEN-01"])

    response = as_owner.post(url, card("GEN-01", note="Labelled"))

    page = " ".join(response.content.decode().split())
    assert response.status_code == 200
    assert "not asked any more: it does not count" in page
    assert Response.objects.get().note == "Labelled"


def test_what_is_asked_is_just_saved(save):
    assert "not asked any more" not in save(answer="3").content.decode()


def test_a_claim_with_a_new_reason_loses_its_acceptance(as_owner, assessment):
    declare(assessment, "SG-01", "not_applicable", reason="No data")
    reviewer = make_membership(assessment.organisation, Role.REVIEWER).user
    services.accept_not_applicable(assessment, "SG-01", revision=1, by=reviewer)
    url = reverse("scorecard:record-obligation", args=[assessment.code, "SG-01"])
    sent = {"state": "not_applicable", "reason": "Other", "note": "", "revision": "2", "read": "-"}

    response = as_owner.post(url, {f"SG-01-{name}": value for name, value in sent.items()})

    assert response.status_code == 200
    assert ObligationResponse.objects.get().accepted_by is None


@pytest.mark.parametrize("key", ["TRA-99", "tra-02", "SG-01"])
def test_what_is_no_question_is_not_found(as_owner, assessment, key):
    url = reverse("scorecard:record-response", args=[assessment.code, key])

    assert as_owner.post(url, card(key, answer="1")).status_code == 404


def test_who_only_reads_is_told_why_nothing_is_saved(client, assessment, url):
    client.force_login(make_membership(assessment.organisation, Role.VIEWER).user)

    response = client.post(url, card("TRA-02", answer="1"))

    assert response.status_code == 403
    assert 'id="TRA-02-state"' in response.content.decode()
    assert "Your role lets you read" in response.content.decode()
    assert not Response.objects.exists()


def test_a_closed_assessment_says_so_and_leads_to_its_review(save, assessment):
    set_status(Assessment.Status.APPROVED)

    response = save(answer="1")

    assert response.status_code == 403
    assert "no longer a draft" in response.content.decode()
    assert (
        f'href="{reverse("scorecard:review", args=[assessment.code])}"' in response.content.decode()
    )
    assert not Response.objects.exists()


def test_a_stranger_finds_nothing(client, url):
    client.force_login(make_user())

    assert client.post(url, card("TRA-02", answer="1")).status_code == 404


def test_without_a_session_it_is_401_and_no_sign_in_page(url):
    response = Client().post(url, card("TRA-02", answer="1"), headers={"HX-Request": "true"})

    assert response.status_code == 401
    assert response.content == b""


def test_pages_of_a_person_are_never_kept_by_the_browser(as_owner, assessment):
    page = as_owner.get(reverse("scorecard:section", args=[assessment.code, "transparency"]))

    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [2, 40])
def test_one_saved_answer_costs_nine_queries_at_most(client, count, django_assert_max_num_queries):
    """Outside a test's own transaction, so with the BEGIN and COMMIT that a server runs."""
    questions = [make_question(f"TRA-{n:02}") for n in range(1, count + 1)]
    content = make_edition_definition(
        principles=(make_principle(*questions), make_principle(key="fairness", prefix="FAI"))
    )
    assessment = make_assessment(edition=make_edition(content))
    for question in questions[1:]:
        answer(assessment, question.id, 2)
    client.force_login(assessment.created_by)
    url = reverse("scorecard:record-response", args=[assessment.code, "TRA-01"])

    with django_assert_max_num_queries(9 + len(["BEGIN", "COMMIT"])):
        first = client.post(url, card("TRA-01", answer="3"))
    with django_assert_max_num_queries(9 + len(["BEGIN", "COMMIT"])):
        again = client.post(url, card("TRA-01", answer="4", revision="1"))

    assert (first.status_code, again.status_code) == (200, 200)


def test_a_removed_member_is_a_stranger(save, assessment):
    Membership.objects.all().delete()

    assert save(answer="1").status_code == 404
