from __future__ import annotations

import pytest
from django.urls import reverse

from scorecard.models import Assessment, Role, SectionMark
from scorecard.scoring import DONT_KNOW, NOT_APPLICABLE
from tests.factories import (
    answer,
    answer_all,
    declare,
    make_assessment,
    make_membership,
    make_user,
    set_status,
)

pytestmark = pytest.mark.django_db

CHANGE = "the answer to"


@pytest.fixture
def url(assessment):
    return reverse("scorecard:section-check", args=[assessment.code, "transparency"])


@pytest.fixture
def market_url(assessment):
    return reverse("scorecard:market-section-check", args=[assessment.code, "SG"])


@pytest.fixture
def done_url(assessment):
    return reverse("scorecard:mark-section", args=[assessment.code, "transparency"])


@pytest.fixture
def answered(assessment):
    answer(assessment, "TRA-01", 2)
    answer(assessment, "TRA-02", DONT_KNOW)
    return assessment


def groups(page):
    return {group.kind: [row.key for row in group.rows] for group in page.context["groups"]}


# What there is to look at


def test_it_groups_what_a_reviewer_would_ask(as_owner, assessment, url):
    answer(assessment, "TRA-01", 4)
    answer(assessment, "TRA-02", NOT_APPLICABLE, reason="No model is built here")

    page = as_owner.get(url)

    assert groups(page) == {"not_applicable": ["TRA-02"], "unevidenced": ["TRA-01"]}
    html = page.content.decode()
    assert "Level 3 or 4 without evidence (1)" in html
    assert html.count("No model is built here") == 1


def test_each_row_says_what_was_asked_and_answered_and_leads_to_its_card(as_owner, assessment, url):
    answer(assessment, "TRA-01", 0, evidence=2, note="The wiki & the register")

    page = as_owner.get(url)

    html = page.content.decode()
    assert groups(page)["contradiction"] == ["TRA-01"]
    assert "Level 0 says that nothing is in place" in html
    assert "The wiki &amp; the register" in html
    section = reverse("scorecard:section", args=[assessment.code, "transparency"])
    assert f'href="{section}#TRA-01"' in html
    assert f"{CHANGE} TRA-01: How about TRA-01?" in html


def test_a_market_is_checked_too(as_owner, assessment, market_url):
    declare(assessment, "SG-01", "not_applicable", reason="No customers there")

    page = as_owner.get(market_url)

    assert groups(page) == {"not_applicable": ["SG-01"]}
    section = reverse("scorecard:market-section", args=[assessment.code, "SG"])
    html = page.content.decode()
    assert f'href="{section}#SG-01"' in html
    assert "Duty SG-01" in html
    assert "No customers there" in html


def test_with_nothing_to_look_at_it_says_so(as_owner, assessment, market_url):
    declare(assessment, "SG-01", "met")

    page = as_owner.get(market_url)

    assert groups(page) == {}
    assert "Nothing to look at" in page.content.decode()


def test_a_section_that_is_not_asked_says_why(as_owner, owner):
    assessment = make_assessment(by=owner, facts={"uses_generative_ai": False})

    page = as_owner.get(reverse("scorecard:section-check", args=[assessment.code, "genai"]))

    html = page.content.decode()
    assert "You said that no generative AI is used." in html
    assert "Nothing to look at" not in html


@pytest.mark.parametrize("role", ["reviewer", "viewer"])
def test_who_only_reads_sees_the_check_without_ways_to_change(client, assessment, url, role):
    client.force_login(make_membership(assessment.organisation, role).user)

    page = client.get(url)

    assert groups(page) == {"unanswered": ["TRA-01", "TRA-02"]}
    html = page.content.decode()
    assert CHANGE not in html
    assert 'name="done"' not in html


def test_nor_does_anybody_in_what_is_closed(as_owner, answered, url):
    set_status(Assessment.Status.IN_REVIEW)

    html = as_owner.get(url).content.decode()

    assert CHANGE not in html
    assert 'name="done"' not in html


@pytest.mark.parametrize("key", ["nonsense", "markets", "SG"])
def test_there_is_no_check_of_what_is_no_section(as_owner, assessment, key):
    assert as_owner.get(f"{assessment.get_absolute_url()}sections/{key}/check/").status_code == 404


@pytest.mark.parametrize("market", ["MY", "transparency", "check"])
def test_nor_of_a_market_that_is_not_in_scope(as_owner, assessment, market):
    url = reverse("scorecard:market-section-check", args=[assessment.code, market])

    assert as_owner.get(url).status_code == 404


def test_a_stranger_finds_nothing(client, url, market_url, done_url):
    client.force_login(make_user())

    assert client.get(url).status_code == 404
    assert client.get(market_url).status_code == 404
    assert client.post(done_url).status_code == 404


def test_a_visitor_signs_in_first(client, url, done_url):
    assert client.get(url).status_code == 302
    assert client.post(done_url).status_code == 401


# Marking it as done


def test_a_section_is_marked_as_done(as_owner, owner, answered, done_url):
    response = as_owner.post(done_url, {"done": "yes"}, follow=True)

    assert response.redirect_chain == [(answered.get_absolute_url(), 302)]
    assert "Transparency in full is marked as done." in response.content.decode()
    mark = SectionMark.objects.get()
    assert (mark.assessment, mark.section, mark.marked_by) == (answered, "transparency", owner)


def test_a_market_is_marked_as_done(as_owner, assessment):
    declare(assessment, "SG-01", "unknown")

    as_owner.post(reverse("scorecard:market-mark-section", args=[assessment.code, "SG"]))

    assert SectionMark.objects.get().section == "markets/SG"


def test_what_is_unanswered_keeps_it_open(as_owner, assessment, done_url):
    answer(assessment, "TRA-01", 2)

    page = as_owner.post(done_url, {"done": "yes"})

    assert page.status_code == 409
    assert "Not marked as done. Still unanswered: TRA-02." in page.content.decode()
    assert groups(page) == {"unanswered": ["TRA-02"]}
    assert not SectionMark.objects.exists()


def test_the_button_is_offered_once_everything_is_answered(as_owner, assessment, url):
    answer(assessment, "TRA-01", 2)
    assert "Mark this section as done" not in as_owner.get(url).content.decode()

    answer(assessment, "TRA-02", DONT_KNOW)

    assert "Mark this section as done" in as_owner.get(url).content.decode()


def test_what_is_not_asked_cannot_be_done(as_owner, owner):
    assessment = make_assessment(by=owner, facts={"uses_generative_ai": False})

    page = as_owner.post(reverse("scorecard:mark-section", args=[assessment.code, "genai"]))

    assert page.status_code == 409
    assert "Nothing is asked in this section now" in page.content.decode()


def test_the_mark_is_taken_away(as_owner, answered, url, done_url):
    as_owner.post(done_url, {"done": "yes"})
    assert "Take the mark away" in as_owner.get(url).content.decode()

    response = as_owner.post(done_url, {"done": "no"})

    assert response.headers["Location"] == url
    assert not SectionMark.objects.exists()


def test_a_change_after_the_mark_is_pointed_out(as_owner, answered, url, done_url):
    as_owner.post(done_url, {"done": "yes"})

    answer(answered, "TRA-01", 1)

    html = as_owner.get(url).content.decode()
    assert "Done, changed since" in html
    assert "An answer changed after the mark." in html
    assert "Mark as done again" in html


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.VIEWER])
def test_who_only_reads_marks_nothing(client, answered, done_url, role):
    client.force_login(make_membership(answered.organisation, role).user)

    response = client.post(done_url)

    assert response.status_code == 403
    assert "not change them" in response.content.decode()
    assert not SectionMark.objects.exists()


def test_what_is_closed_takes_no_mark(as_owner, answered, done_url):
    set_status(Assessment.Status.IN_REVIEW)

    assert as_owner.post(done_url).status_code == 403


def test_an_assessor_marks(client, answered, done_url):
    client.force_login(make_membership(answered.organisation, Role.ASSESSOR).user)

    assert client.post(done_url).status_code == 302


# Queries


def test_pages_stay_within_their_queries(
    as_owner, assessment, url, done_url, django_assert_max_num_queries
):
    answer_all(assessment)
    as_owner.get(url)

    with django_assert_max_num_queries(8):
        as_owner.get(url)
    with django_assert_max_num_queries(14):
        as_owner.post(done_url)
