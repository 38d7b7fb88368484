"""What staff manage in the admin site: people and where they belong, and nothing that was answered."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frameworks import editing
from frameworks.models import Edition
from scorecard.models import Assessment, Membership, Organisation
from tests.factories import (
    answer_all,
    make_assessment,
    make_editors_group,
    make_membership,
    make_organisation,
    make_user,
)

pytestmark = pytest.mark.django_db

PEOPLE: set[type[Model]] = {User, Group, Organisation, Membership, EmailAddress, Authenticator}


@pytest.fixture
def staff(client) -> User:
    staff = make_user(username="staff", is_staff=True, is_superuser=True)
    client.force_login(staff)
    return staff


def page(model, name: str = "changelist", *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def shown_in_the_admin_site() -> set[type]:
    """Every registered model, and every model that stands within another's page."""
    inlines = {inline.model for each in admin.site._registry.values() for inline in each.inlines}
    return set(admin.site._registry) | inlines


def holds_answers() -> set[type]:
    """Assessments, and whatever leads to one by its foreign keys."""
    found: set[type] = {Assessment}
    while more := {
        model
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model in found and model not in found
    }:
        found |= more
    return found


def test_no_model_that_holds_answers_is_in_the_admin_site():
    names = {model.__name__ for model in holds_answers()}

    assert {"Assessment", "Response", "ObligationResponse", "Result"} <= names
    assert shown_in_the_admin_site().isdisjoint(holds_answers())


def test_the_admin_site_holds_people_and_editions_alone():
    assert shown_in_the_admin_site() == {*PEOPLE, Edition, User.groups.through}


def test_no_page_of_an_organisation_or_its_owner_tells_of_an_assessment(client, staff):
    owner = make_user()
    organisation = make_organisation(owner)
    answer_all(make_assessment(by=owner, organisation=organisation, title="Retail secrets"))
    member = organisation.memberships.get()

    for url in (
        page(Organisation),
        page(Organisation, "change", organisation.pk),
        page(Membership),
        page(Membership, "change", member.pk),
        page(Membership, "delete", member.pk),
        page(User),
        page(User, "change", owner.pk),
    ):
        response = client.get(url)
        assert response.status_code == 200
        assert "Retail secrets" not in response.text
        assert "assessment" not in response.text.lower().replace("self-assessment", "")


def test_no_link_leads_to_the_page_of_an_organisation_that_staff_may_not_see(client, staff):
    organisation = make_organisation(make_user())

    shown = client.get(page(Organisation, "change", organisation.pk)).text

    assert "View on site" not in shown
    assert client.get(organisation.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("model", sorted(PEOPLE, key=str))
def test_each_list_can_be_searched(client, staff, model):
    response = client.get(page(model), {"q": "nobody at all"})

    assert response.status_code == 200
    assert 'name="q"' in response.text
    assert "0 " in response.text


@pytest.mark.parametrize("words", ["Acme", "ada@example.org"])
@pytest.mark.parametrize("model", [Organisation, Membership, User])
def test_people_are_found_by_email_and_by_organisation(client, staff, model, words):
    make_organisation(make_user(username="ada", email="ada@example.org"))
    make_organisation(name="Elsewhere")

    found = client.get(page(model), {"q": words}).context["cl"].result_list

    assert len(found) == 1


@pytest.mark.parametrize("model", [Organisation, Membership, User])
def test_a_list_takes_as_few_queries_for_ten_times_as_much(client, staff, model):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page(model)).status_code == 200
        return len(queries)

    make_membership(make_organisation())
    count()
    few = count()
    for number in range(10):
        make_membership(make_organisation(name=f"Another {number}"))

    assert count() == few <= 12


def test_dates_are_not_changed_by_hand(client, staff):
    organisation = make_organisation()
    created = organisation.created_at

    client.post(
        page(Organisation, "change", organisation.pk),
        {
            "name": "Renamed",
            "created_at": "1999-01-01",
            "memberships-TOTAL_FORMS": "0",
            "memberships-INITIAL_FORMS": "0",
        },
    )

    organisation.refresh_from_db()
    assert (organisation.name, organisation.created_at) == ("Renamed", created)
    assert 'name="last_login' not in client.get(page(User, "change", staff.pk)).text


def test_whoever_joins_the_group_edits_content(client, staff):
    group, ada = make_editors_group(), make_user()

    response = client.post(
        page(Group, "change", group.pk),
        {
            "name": group.name,
            "permissions": list(group.permissions.values_list("pk", flat=True)),
            "User_groups-TOTAL_FORMS": "1",
            "User_groups-INITIAL_FORMS": "0",
            "User_groups-0-user": ada.pk,
            "User_groups-0-group": group.pk,
        },
    )

    assert response.status_code == 302
    assert editing.may_edit(User.objects.get(pk=ada.pk))


def test_the_secret_of_a_second_factor_is_shown_to_nobody(client, staff):
    factor = Authenticator.objects.create(
        user=make_user(), type=Authenticator.Type.TOTP, data={"secret": "hush-hush"}
    )

    for url in (page(Authenticator), page(Authenticator, "change", factor.pk)):
        response = client.get(url)
        assert response.status_code == 200
        assert "hush-hush" not in response.text


def test_somebody_new_gets_an_account(client, staff):
    assert client.get(page(User, "add")).status_code == 200


def test_a_second_factor_that_was_lost_is_taken_away(client, staff):
    factor = Authenticator.objects.create(
        user=make_user(), type=Authenticator.Type.TOTP, data={"secret": "hush-hush"}
    )

    client.post(page(Authenticator, "delete", factor.pk), {"post": "yes"})

    assert not Authenticator.objects.exists()


def test_the_admin_site_bears_the_name_of_the_product_and_says_what_it_holds(client, staff):
    text = client.get(reverse("admin:index")).text

    assert ">Scorecard</a>" in text
    assert "<title>Accounts, organisations and editions | Scorecard</title>" in text
    assert "Second factor" in text
    for word in ("Django administration", "Django site admin", "Site administration", "MFA"):
        assert word not in text


def test_the_list_of_accounts_has_columns_that_people_read(client, staff):
    make_user(username="ada", first_name="Ada", last_name="Lovelace")

    text = client.get(page(User)).text

    heads = re.findall(r'<th scope="col" class="[^"]*column-(\w+)', text)
    assert heads == ["username", "email", "name", "is_active", "last_login"]
    assert "Ada Lovelace" in text
    assert ">Name</a>" in text
    assert "By staff status" in text
