"""What every page of a signed-in user knows, and whom it lets in."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from scorecard.context import organisations
from scorecard.http import SWITCHER_LENGTH, memberships
from tests.factories import make_editor, make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of(rf, client):
    def make(user):
        client.force_login(user)
        request = rf.get("/")
        request.user, request.session = user, client.session
        request.session.get("loaded")
        return request

    return make


def test_the_switcher_is_one_query_and_none_when_unused(request_of, django_assert_num_queries):
    user = make_user()
    make_organisation(user)
    request = request_of(user)

    with django_assert_num_queries(0):
        context = organisations(request)
    with django_assert_num_queries(1):
        assert len(context["memberships"]) == 1
        assert context["current_membership"].organisation.name == "Acme"


def test_somebody_of_many_organisations_gets_a_short_list_with_the_chosen_one(request_of):
    user = make_user()
    for number in range(SWITCHER_LENGTH + 2):
        last = make_organisation(user, name=f"Organisation {number:02}")
    request = request_of(user)
    request.session["organisation"] = str(last.code)

    found = memberships(request)

    assert len(found) == SWITCHER_LENGTH
    assert found[0].organisation == last


def test_who_left_an_organisation_is_shown_another(request_of):
    user = make_user()
    make_organisation(user, name="Mine")
    request = request_of(user)
    request.session["organisation"] = str(make_organisation(name="Left").code)

    assert [each.organisation.name for each in memberships(request)] == ["Mine"]


def test_a_page_without_a_user_has_no_switcher(rf):
    assert organisations(rf.get("/")) == {}


def test_whether_somebody_edits_content_costs_members_no_query(
    request_of, django_assert_num_queries
):
    editor, other = make_editor(), make_user()
    for user in (editor, other):
        make_organisation(user)

    for user, edits in ((editor, True), (other, False)):
        context = organisations(request_of(user))
        with django_assert_num_queries(1):
            assert context["memberships"]
            assert bool(context["edits_content"]) is edits


def test_whether_a_visitor_or_somebody_of_no_organisation_edits_content(request_of, rf):
    assert organisations(request_of(make_editor()))["edits_content"]
    assert not organisations(request_of(make_user()))["edits_content"]
    visitor = rf.get("/")
    visitor.user, visitor.session = AnonymousUser(), {}
    assert not organisations(visitor)["edits_content"]
