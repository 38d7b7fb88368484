from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from scorecard.models import Membership, Organisation, Role
from tests.factories import make_assessment, make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(owner):
    return make_organisation(owner)


@pytest.fixture
def add_url(organisation):
    return reverse("scorecard:add-member", args=[organisation.code])


def member_url(name, membership):
    return reverse(f"scorecard:{name}", args=[membership.organisation.code, membership.code])


def test_the_first_organisation_is_created_and_becomes_the_current_one(as_owner, owner):
    page = as_owner.get("/", follow=True)
    assert "Whose AI governance do you want to assess?" in page.content.decode()

    page = as_owner.post("/organisations/new/", {"name": "Acme"}, follow=True)

    assert Organisation.objects.get().memberships.get().role == Role.OWNER
    assert "Acme is ready" in page.content.decode()


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_an_organisation_needs_a_name(as_owner, name):
    page = as_owner.post("/organisations/new/", {"name": name})

    assert page.status_code == 422
    assert not Organisation.objects.exists()


def test_the_switcher_changes_what_the_dashboard_shows(as_owner, owner):
    make_organisation(owner, name="A")
    second = make_organisation(owner, name="B")

    page = as_owner.post("/organisations/switch/", {"organisation": second.code}, follow=True)

    assert page.context["organisation"] == second


def test_the_bar_names_whose_assessment_is_open(as_owner, owner):
    make_organisation(owner, name="A")
    of_another = make_assessment(by=owner, organisation=make_organisation(owner, name="B"))

    page = as_owner.get(of_another.get_absolute_url()).content.decode()

    menu = page[page.index("masthead__org") :]
    assert re.search(
        r'<summary>.*?<span title="B">B</span>', menu[: menu.index("</summary>")], re.DOTALL
    )


@pytest.mark.parametrize("code", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_nobody_switches_to_what_does_not_exist(as_owner, organisation, code):
    assert as_owner.post("/organisations/switch/", {"organisation": code}).status_code == 404


def test_nobody_switches_to_somebody_elses(as_owner, organisation):
    other = make_organisation()

    response = as_owner.post("/organisations/switch/", {"organisation": other.code})

    assert response.status_code == 404


def test_the_list_shows_role_and_number_of_assessments(as_owner, organisation, assessment):
    page = as_owner.get("/organisations/")

    rows = {each.pk: each for each in page.context["page"]}
    assert rows[organisation.pk].role.label == "Owner"
    assert rows[organisation.pk].assessment_count == 0
    assert rows[assessment.organisation.pk].assessment_count == 1


def test_an_owner_adds_somebody_by_user_name(as_owner, organisation, add_url):
    colleague = make_user(username="siti")

    response = as_owner.post(add_url, {"account": "siti", "role": "reviewer"})

    assert response.headers["Location"] == organisation.get_absolute_url()
    assert Membership.objects.get(user=colleague).role == Role.REVIEWER


def test_or_by_a_confirmed_address(as_owner, organisation, add_url):
    colleague = make_user()
    EmailAddress.objects.create(user=colleague, email="siti@example.org", verified=True)

    as_owner.post(add_url, {"account": "Siti@example.org", "role": "viewer"})

    assert Membership.objects.get(user=colleague).role == Role.VIEWER


def test_an_address_that_nobody_confirmed_finds_nobody(as_owner, organisation, add_url):
    """Anybody can sign up with somebody else's address."""
    impostor = make_user(email="siti@example.org")
    EmailAddress.objects.create(user=impostor, email="siti@example.org", verified=False)

    page = as_owner.post(add_url, {"account": "siti@example.org", "role": "viewer"})

    assert page.status_code == 422
    assert not Membership.objects.filter(user=impostor).exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"account": "nobody", "role": "viewer"},
        {"account": "", "role": "viewer"},
        {"account": "owner", "role": "king"},
        {"account": "owner", "role": "viewer"},  # belongs to it already
    ],
)
def test_who_cannot_be_added_is_named(as_owner, organisation, add_url, sent):
    page = as_owner.post(add_url, sent)

    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()
    assert organisation.memberships.count() == 1


def test_an_owner_changes_a_role(as_owner, organisation):
    membership = make_membership(organisation, Role.VIEWER)

    as_owner.post(member_url("change-role", membership), {"role": "assessor"})

    membership.refresh_from_db()
    assert membership.role == Role.ASSESSOR


def test_a_role_that_does_not_exist_is_refused(as_owner, organisation):
    membership = make_membership(organisation, Role.VIEWER)

    page = as_owner.post(member_url("change-role", membership), {"role": "king"}, follow=True)

    assert "Choose owner, assessor, reviewer or viewer." in page.content.decode()
    membership.refresh_from_db()
    assert membership.role == Role.VIEWER


def test_removing_asks_first(as_owner, organisation):
    membership = make_membership(organisation)
    url = member_url("remove-member", membership)

    assert "They can no longer open its assessments." in as_owner.get(url).content.decode()
    assert Membership.objects.filter(pk=membership.pk).exists()
    as_owner.post(url)
    assert not Membership.objects.filter(pk=membership.pk).exists()


@pytest.mark.parametrize(
    ("name", "sent"), [("change-role", {"role": "viewer"}), ("remove-member", {})]
)
def test_the_last_owner_stays(as_owner, organisation, name, sent):
    membership = organisation.memberships.get()

    page = as_owner.post(member_url(name, membership), sent, follow=True)

    assert "An organisation needs an owner." in page.content.decode()
    assert organisation.memberships.get().role == Role.OWNER


def test_who_leaves_lands_on_the_dashboard(as_owner, organisation):
    make_membership(organisation, Role.OWNER)
    mine = organisation.memberships.get(user__username="owner")

    assert as_owner.post(member_url("remove-member", mine)).headers["Location"] == "/"


@pytest.mark.parametrize("role", ["assessor", "reviewer", "viewer"])
def test_only_owners_manage_members(client, organisation, add_url, role):
    membership = make_membership(organisation, role)
    client.force_login(membership.user)
    page = client.get(organisation.get_absolute_url())

    assert "Add somebody" not in page.content.decode()
    assert client.post(add_url, {"account": "owner", "role": "viewer"}).status_code == 403
    assert client.post(member_url("change-role", membership), {"role": "owner"}).status_code == 403
    assert client.post(member_url("remove-member", membership)).status_code == 403
    membership.refresh_from_db()
    assert membership.role == role


def test_a_stranger_gets_404(client, organisation, add_url):
    membership = organisation.memberships.get()
    client.force_login(make_user())

    assert client.get(organisation.get_absolute_url()).status_code == 404
    assert client.post(add_url, {}).status_code == 404
    assert client.post(member_url("change-role", membership), {}).status_code == 404
    assert client.get(member_url("remove-member", membership)).status_code == 404


def test_a_member_of_another_organisation_is_404(as_owner, organisation):
    other = make_organisation().memberships.get()
    url = reverse("scorecard:change-role", args=[organisation.code, other.code])

    assert as_owner.post(url, {"role": "viewer"}).status_code == 404
