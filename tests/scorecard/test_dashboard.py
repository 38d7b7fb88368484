from __future__ import annotations

import pytest
from django.urls import reverse

from scorecard.models import Role
from scorecard.services import review
from tests.factories import (
    answer,
    answer_all,
    make_assessment,
    make_edition,
    make_editor,
    make_membership,
    make_organisation,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_visitors_see_what_this_is(client):
    make_edition()

    page = client.get("/")

    assert page.status_code == 200
    assert "landing.html" in [template.name for template in page.templates]


def test_somebody_without_an_organisation_is_asked_to_create_one(as_owner):
    assert as_owner.get("/").headers["Location"] == reverse("scorecard:start-organisation")


def test_an_editor_without_an_organisation_goes_to_the_editions(client):
    client.force_login(make_editor())

    assert client.get("/").headers["Location"] == reverse("editions:list")


def test_what_a_reviewer_sent_back_says_so_on_the_list_and_on_its_page(as_owner, assessment):
    answer_all(assessment)
    reviewer = make_membership(assessment.organisation, Role.REVIEWER).user
    before = as_owner.get("/").content.decode()
    submitted = review.submit(assessment, by=assessment.created_by)
    returned = review.send_back(submitted, by=reviewer, message="Explain TRA-01 better.")

    listed = as_owner.get("/").content.decode()
    page = as_owner.get(assessment.get_absolute_url()).content.decode()

    assert "sent back by a reviewer" not in before
    assert "sent back by a reviewer" in listed
    assert "Explain TRA-01 better." in page
    assert reverse("scorecard:review", args=[assessment.code]) in page
    review.submit(returned, by=assessment.created_by)
    assert "sent back" not in as_owner.get(assessment.get_absolute_url()).content.decode()


def test_an_editor_who_belongs_to_an_organisation_sees_its_assessments(client):
    editor = make_editor()
    make_organisation(editor)
    client.force_login(editor)

    assert "No assessments yet" in client.get("/").content.decode()


def test_an_empty_dashboard_offers_the_first_assessment(as_owner, owner):
    make_organisation(owner)

    html = as_owner.get("/").content.decode()

    assert "No assessments yet" in html
    assert html.count('href="/assessments/new/"') == 2


def test_a_viewer_is_offered_nothing_to_start(client):
    client.force_login(make_membership(make_organisation(), Role.VIEWER).user)

    html = client.get("/").content.decode()

    assert "No assessments yet" in html
    assert "/assessments/new/" not in html


def test_progress_is_shown_and_no_score_before_there_is_one(as_owner, assessment):
    answer(assessment, "TRA-01", 4)

    html = as_owner.get("/").content.decode()

    assert "<b>1</b> of 7 answered" in html
    assert "Too little answered for a score" in html


def test_a_score_stands_with_its_level(as_owner, assessment):
    answer_all(assessment, level=4)

    html = as_owner.get("/").content.decode()

    assert "<b>100</b>" in html
    assert "Assured" in html


def test_other_organisations_are_one_link_away(as_owner, owner):
    make_assessment(by=owner, organisation=make_organisation(owner, name="A"), title="First")
    make_assessment(by=owner, organisation=make_organisation(owner, name="B"), title="Second")

    current, everywhere = as_owner.get("/"), as_owner.get("/?all=1")

    assert [each.title for each in current.context["page"]] == ["First"]
    assert {each.title for each in everywhere.context["page"]} == {"First", "Second"}


@pytest.mark.parametrize(("role", "word"), [(Role.ASSESSOR, "Start"), (Role.VIEWER, "Open")])
def test_only_who_may_answer_is_told_to_start(client, assessment, role, word):
    client.force_login(make_membership(assessment.organisation, role).user)

    assert f'">{word}<span class="visually-hidden">' in client.get("/").content.decode()


def test_strangers_see_none_of_it(client, assessment):
    stranger = make_user()
    make_organisation(stranger)
    client.force_login(stranger)

    assert list(client.get("/?all=1").context["page"]) == []


def test_long_lists_come_in_pages(as_owner, owner):
    organisation = make_organisation(owner)
    for number in range(21):
        make_assessment(by=owner, organisation=organisation, title=f"Number {number}")

    first, second = as_owner.get("/"), as_owner.get("/?page=2")

    assert (len(first.context["page"]), len(second.context["page"])) == (20, 1)
    assert as_owner.get("/?page=nonsense").status_code == 200


def test_it_takes_as_many_queries_for_many(as_owner, owner, django_assert_num_queries):
    organisation = make_organisation(owner)
    make_assessment(by=owner, organisation=organisation)
    with django_assert_num_queries(6):
        as_owner.get("/")

    for number in range(10):
        make_organisation(owner, name=f"Z{number}")
        make_assessment(by=owner, organisation=organisation)
        make_membership(organisation)
    with django_assert_num_queries(6):
        as_owner.get("/")


def test_it_is_only_read(as_owner):
    assert as_owner.post("/").status_code == 405
