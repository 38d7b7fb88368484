from __future__ import annotations

import pytest
from django.urls import reverse

from scorecard.models import Assessment, Response
from tests.factories import (
    answer,
    make_assessment,
    make_edition,
    make_edition_definition,
    make_membership,
    make_principle,
    make_question,
    make_user,
    set_status,
)
from tests.scorecard.pages import filled_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(assessment):
    return reverse("scorecard:section", args=[assessment.code, "transparency"])


def test_a_section_is_saved_as_one_form(as_owner, assessment, url):
    page = as_owner.get(url)

    sent = filled_in(
        page,
        TRA_01__answer="3",
        TRA_01__note="Register",
        TRA_01__evidence="2",
        TRA_02__answer="dont_know",
        then="stay",
    )
    response = as_owner.post(url, sent)

    assert (response.status_code, response.headers["Location"]) == (302, url)
    rows = {row.question.key: row for row in Response.objects.select_related("question")}
    assert (rows["TRA-01"].level, rows["TRA-01"].note, rows["TRA-01"].evidence) == (
        3,
        "Register",
        2,
    )
    assert rows["TRA-02"].kind == Response.Kind.DONT_KNOW


def test_the_page_shows_what_is_stored(as_owner, assessment, url):
    answer(assessment, "TRA-01", 3, note="Register", evidence=2)

    values = filled_in(as_owner.get(url))

    assert values["TRA-01-answer"] == "3"
    assert values["TRA-01-note"] == "Register"
    assert values["TRA-01-evidence"] == "2"
    assert values["TRA-01-revision"] == "1"
    assert values["TRA-02-answer"] == ""


def test_an_untouched_card_is_not_written_again(as_owner, assessment, url):
    answer(assessment, "TRA-01", 3, note="Two\nlines")
    sent = filled_in(as_owner.get(url), TRA_02__answer="1")

    as_owner.post(url, sent | {"TRA-01-note": "Two\r\nlines"})  # as browsers send line breaks

    assert Response.objects.get(question__key="TRA-01").revision == 1


def test_save_and_continue_goes_to_the_next_section(as_owner, assessment, url):
    response = as_owner.post(url, filled_in(as_owner.get(url), TRA_01__answer="1", then="next"))

    expected = reverse("scorecard:section", args=[assessment.code, "fairness"])
    assert response.headers["Location"] == expected


def test_after_the_last_section_comes_the_task_list(as_owner, assessment):
    url = reverse("scorecard:market-section", args=[assessment.code, "ID"])

    response = as_owner.post(url, filled_in(as_owner.get(url), then="next"))

    assert response.headers["Location"] == assessment.get_absolute_url()


def test_an_answer_can_be_cleared(as_owner, assessment, url):
    answer(assessment, "TRA-01", 3)

    as_owner.post(url, filled_in(as_owner.get(url), TRA_01__answer=""))

    assert assessment.answers().responses == {}


def test_not_applicable_needs_a_reason_and_the_rest_is_saved(as_owner, assessment, url):
    sent = filled_in(
        as_owner.get(url),
        TRA_01__answer="2",
        TRA_02__answer="not_applicable",
        TRA_02__note="To be checked",
    )

    response = as_owner.post(url, sent)

    assert response.status_code == 422
    assert [error.target for error in response.context["errors"]] == ["id_TRA-02-reason"]
    assert response.content.decode().count("Say why this does not apply to you.") == 3
    assert filled_in(response)["TRA-02-note"] == "To be checked"
    assert assessment.answers().responses.keys() == {"TRA-01"}
    assert filled_in(response)["TRA-01-revision"] == "1"


def test_the_error_can_be_mended_on_the_same_page(as_owner, assessment, url):
    sent = filled_in(as_owner.get(url), TRA_01__answer="2", TRA_02__answer="not_applicable")
    page = as_owner.post(url, sent)

    response = as_owner.post(url, filled_in(page, TRA_02__reason="We build no models"))

    assert response.status_code == 302
    assert assessment.answers().responses["TRA-02"].reason == "We build no models"
    assert Response.objects.get(question__key="TRA-01").revision == 1


def test_a_critical_question_does_not_offer_not_applicable(as_owner, assessment, url):
    page = as_owner.get(url)
    html = page.content.decode()

    assert 'id="id_TRA-01-answer_not_applicable"' not in html
    assert 'id="id_TRA-02-answer_not_applicable"' in html


def test_nor_does_it_take_it(as_owner, url):
    sent = filled_in(as_owner.get(url), TRA_01__answer="not_applicable")

    response = as_owner.post(url, sent | {"TRA-01-reason": "We would rather not"})

    assert response.status_code == 422
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("TRA-01-answer", "5"),
        ("TRA-01-answer", "-1"),
        ("TRA-01-evidence", "4"),
        ("TRA-01-note", "x" * 5001),
        ("TRA-01-note", "null\x00byte"),
        ("TRA-01-revision", "-1"),
        ("TRA-01-revision", "many"),
    ],
)
def test_it_rejects_what_the_form_does_not_offer(as_owner, url, field, value):
    sent = filled_in(as_owner.get(url), TRA_01__answer="2")

    response = as_owner.post(url, sent | {field: value})

    assert response.status_code == 422
    assert not Response.objects.exists()


def test_a_card_that_was_not_sent_is_left_alone(as_owner, assessment, url):
    """A colleague widened the scope after this page was opened."""
    answer(assessment, "TRA-02", 4)
    sent = filled_in(as_owner.get(url), TRA_01__answer="2")

    as_owner.post(url, {name: value for name, value in sent.items() if "TRA-02" not in name})

    assert assessment.answers().responses["TRA-02"].level == 4


def test_an_answer_is_kept_when_its_question_is_no_longer_asked(as_owner, owner):
    assessment = make_assessment(by=owner, facts={"uses_generative_ai": True})
    url = reverse("scorecard:section", args=[assessment.code, "genai"])
    sent = filled_in(as_owner.get(url), GEN_01__answer="2", GEN_01__note="Typed for an hour")
    Assessment.objects.update(facts={"uses_generative_ai": False})

    as_owner.post(url, sent)

    assert assessment.answers().responses["GEN-01"].note == "Typed for an hour"


# Two people


@pytest.fixture
def colleague(assessment):
    return make_membership(
        assessment.organisation, user=make_user(username="siti", first_name="Siti")
    ).user


def test_a_colleague_on_another_question_never_collides(as_owner, assessment, colleague, url):
    answer(assessment, "TRA-02", 1)
    sent = filled_in(as_owner.get(url), TRA_01__answer="3")
    answer(assessment, "TRA-02", 2)

    response = as_owner.post(url, sent)

    assert response.status_code == 302
    levels = {key: each.level for key, each in assessment.answers().responses.items()}
    assert levels == {"TRA-01": 3, "TRA-02": 2}


@pytest.fixture
def collision(as_owner, client, assessment, colleague, url):
    """The owner's save after a colleague answered the same question; another card is saved."""
    mine = filled_in(
        as_owner.get(url), TRA_01__answer="4", TRA_01__note="Typed by Olga", TRA_02__answer="2"
    )
    client.force_login(colleague)
    client.post(url, filled_in(client.get(url), TRA_01__answer="1", TRA_01__note="Typed by Siti"))
    client.force_login(assessment.created_by)
    return client.post(url, mine)


def test_a_conflict_shows_both_answers(collision):
    html = collision.content.decode()

    assert collision.status_code == 409
    assert "Siti changed this answer while you were editing" in html
    assert "Typed by Olga" in html
    assert "Typed by Siti" in html


def test_a_conflict_loses_nothing_and_saves_the_rest(collision, assessment):
    responses = assessment.answers().responses
    assert (responses["TRA-01"].level, responses["TRA-02"].level) == (1, 2)
    assert filled_in(collision)["TRA-01-answer"] == "4"


def test_saving_again_without_a_choice_shows_both_again(collision, client, assessment, url):
    response = client.post(url, filled_in(collision))

    assert response.status_code == 409
    assert filled_in(response)["TRA-01-note"] == "Typed by Olga"
    assert assessment.answers().responses["TRA-01"].note == "Typed by Siti"


def test_mine_can_be_kept(collision, client, assessment, url):
    seen = Response.objects.get(question__key="TRA-01").revision

    response = client.post(url, filled_in(collision, TRA_01__mine=str(seen)))

    assert response.status_code == 302
    assert assessment.answers().responses["TRA-01"].note == "Typed by Olga"


def test_theirs_can_be_taken(collision, client, assessment, url):
    response = client.post(url, filled_in(collision, TRA_01__theirs="on"))

    assert response.status_code == 302
    assert assessment.answers().responses["TRA-01"].note == "Typed by Siti"


# Who may


def test_a_stranger_gets_404(client, url):
    client.force_login(make_user())

    assert client.get(url).status_code == 404
    assert client.post(url, {}).status_code == 404


@pytest.mark.parametrize("role", ["reviewer", "viewer"])
def test_who_only_reads_sees_answers_and_no_form(client, assessment, url, role):
    answer(assessment, "TRA-01", 3, note="Register")
    client.force_login(make_membership(assessment.organisation, role).user)

    html = client.get(url).content.decode()

    assert "Register" in html
    assert "<textarea" not in html
    assert client.post(url, {}).status_code == 403


def test_nobody_answers_what_is_closed(as_owner, url):
    set_status(Assessment.Status.APPROVED)

    assert "<textarea" not in as_owner.get(url).content.decode()
    assert as_owner.post(url, {}).status_code == 403


def test_visitors_are_sent_to_sign_in(client, url):
    assert client.get(url).headers["Location"].startswith("/accounts/login/?next=")


def test_a_save_without_a_session_keeps_what_was_typed(client, url):
    response = client.post(url, {"TRA-01-note": "Typed for an hour", "TRA-01-answer": "3"})

    assert response.status_code == 401
    html = response.content.decode()
    assert "Typed for an hour" in html
    assert f"/accounts/login/?next={url}" in html
    assert not Response.objects.exists()


def test_other_methods_are_refused(as_owner, url):
    assert as_owner.put(url).status_code == 405
    assert as_owner.delete(url).status_code == 405


# What is shown


def test_a_section_the_edition_does_not_have_is_404(as_owner, assessment):
    url = reverse("scorecard:section", args=[assessment.code, "kindness"])

    assert as_owner.get(url).status_code == 404


def test_a_section_that_is_not_asked_says_why(as_owner, owner):
    assessment = make_assessment(by=owner, facts={"uses_generative_ai": False})
    url = reverse("scorecard:section", args=[assessment.code, "genai"])

    page = as_owner.get(url)

    assert page.status_code == 200
    assert "You said that no generative AI is used." in page.content.decode()


def test_coverage_is_shown_while_answering_and_the_score_is_not(as_owner, assessment, url):
    answer(assessment, "TRA-01", 4)
    answer(assessment, "TRA-02", 4)

    html = as_owner.get(url).content.decode()

    assert "<b>2</b> of 2 answered" in html
    assert 'class="level' not in html


def test_what_people_typed_is_escaped(as_owner, assessment, url):
    answer(assessment, "TRA-01", 3, note="</textarea><script>alert(1)</script>")

    assert "<script>" not in as_owner.get(url).content.decode()


def test_the_page_takes_as_many_queries_for_many_questions(
    as_owner, owner, url, django_assert_num_queries
):
    many = [make_question(f"TRA-{n:02}") for n in range(1, 21)]
    content = make_edition_definition(
        label="2027.1",
        principles=(make_principle(*many), make_principle(key="fairness", prefix="FAI")),
    )
    large = make_assessment(by=owner, edition=make_edition(content))
    for question in many:
        answer(large, question.id, 3)

    for address in (url, reverse("scorecard:section", args=[large.code, "transparency"])):
        with django_assert_num_queries(7):
            assert as_owner.get(address).status_code == 200


def test_saving_stays_within_its_queries(as_owner, assessment, url, django_assert_max_num_queries):
    answer(assessment, "TRA-01", 1)
    sent = filled_in(as_owner.get(url), TRA_01__answer="2", TRA_02__answer="2")

    with django_assert_max_num_queries(12):
        assert as_owner.post(url, sent).status_code == 302
