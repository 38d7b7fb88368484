"""What stands around the product: front door, sign-in and account pages, error pages."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from tests.factories import make_user

INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(?:\bsrc=|type=\"application/json\"))",
    re.IGNORECASE,
)
PASSWORD = "depth-of-the-sea-9"
ENTRANCE = ["login", "signup", "reset_password", "reset_password_done", "inactive"]
ACCOUNT = [
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
]


def text(response) -> str:
    return str(response.content, "utf-8")


@pytest.fixture
def member_client(client, db):
    user = make_user(password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_a_visitor_is_told_what_this_is(client, db):
    page = text(client.get("/"))

    assert "How ready is your AI governance for ASEAN?" in page
    for name in ("account_signup", "account_login", "frameworks:library", "scorecard:method"):
        assert f'href="{reverse(name)}"' in page


def test_the_front_page_has_one_address(client, db):
    page = str(client.get("/", {"from": "a letter"}).content, "utf-8")

    assert '<link rel="canonical" href="http://testserver/">' in page


def test_the_front_page_leads_to_defa_and_searches_the_library(client, db):
    page = str(client.get("/").content, "utf-8")

    assert f'href="{reverse("frameworks:defa")}">DEFA</a>' in page
    assert f'action="{reverse("frameworks:search")}" role="search"' in page


@pytest.mark.parametrize("name", ENTRANCE)
def test_an_entrance_page_is_dressed_and_holds_nothing_inline(client, db, name):
    page = text(client.get(reverse(f"account_{name}")))

    assert '<html lang="en">' in page
    assert 'class="gate__form"' in page
    assert page.count("<h1") == 1
    assert INLINE.search(page) is None


@pytest.mark.parametrize("name", ACCOUNT)
def test_an_account_page_is_dressed_and_holds_nothing_inline(member_client, name):
    response = member_client.get(reverse(name))

    assert response.status_code == 200
    assert text(response).count("<h1") == 1
    assert "css/app.css" in text(response)
    assert INLINE.search(text(response)) is None


def test_a_wrong_password_is_said_on_top_with_the_focus_on_it(client, db):
    response = client.post(reverse("account_login"), {"login": "nobody", "password": "wrong"})

    assert re.search(r'<div class="errors" role="alert" tabindex="-1" autofocus', text(response))
    assert 'value="nobody"' in text(response)


def banners(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_signing_in_shows_no_banner(client, db):
    user = make_user(password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    sent = {"login": user.email, "password": PASSWORD}

    response = client.post(reverse("account_login"), sent, follow=True)

    assert response.context["user"] == user
    assert banners(response) == []


def test_signing_up_shows_one_banner(client, db):
    sent = {"email": "mei@example.org", "username": "mei"}
    sent |= {"password1": PASSWORD, "password2": PASSWORD}

    response = client.post(reverse("account_signup"), sent, follow=True)

    assert response.context["user"].username == "mei"
    assert banners(response) == ["Confirmation email sent to mei@example.org."]


def test_a_closed_sign_up_says_whom_to_ask(client, db, settings):
    settings.SIGN_UP_OPEN = False

    page = text(client.get(reverse("account_signup")))

    assert "Whoever runs this site hands out its accounts." in page


def test_one_signs_out_with_a_form(member_client):
    page = text(member_client.get(reverse("frameworks:library")))

    assert f'<form method="post" action="{reverse("account_logout")}" data-question=' in page


def test_a_missing_page_says_what_to_do(client, db):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "This page is not here" in text(response)


def test_a_forged_form_says_that_nothing_was_saved(db):
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {})

    assert response.status_code == 403
    assert "Nothing was saved." in text(response)


def test_a_failure_is_admitted_without_any_context(db, client, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError("secret details")

    monkeypatch.setattr("frameworks.models.EditionQuerySet.issued", fail)
    client.raise_request_exception = False

    response = client.get(reverse("frameworks:library"))

    assert response.status_code == 500
    assert "Something failed on our side" in text(response)
    assert "secret details" not in text(response)


def test_signing_out_empties_what_the_browser_kept(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("mei"))

    asked = client.get(reverse("account_logout"))
    done = client.post(reverse("account_logout"))

    assert "Clear-Site-Data" not in asked.headers
    assert done.headers["Clear-Site-Data"] == '"storage"'
