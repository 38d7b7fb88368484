"""Visitors may keep a page and ask whether it still holds; what is made for one person stays theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory
from django.utils import timezone

from frameworks import services
from frameworks.release import release
from frameworks.views import caching
from tests.factories import make_edition, make_edition_definition, make_user
from tests.frameworks.editions import make_full_edition

PAGE = "/frameworks/markets/singapore/"
PATHS = [PAGE, "/frameworks/", "/frameworks/markets/singapore.json", "/frameworks/sources/"]


@pytest.fixture
def edition(db):
    return make_edition(make_full_edition())


def etag(client, path: str = PAGE, **headers: str) -> str:
    found: str = client.get(path, headers=headers).headers["ETag"]
    return found


@pytest.mark.parametrize("path", PATHS)
def test_asking_again_costs_one_query_and_shows_nothing(
    client, edition, path, django_assert_num_queries
):
    known = etag(client, path)

    with django_assert_num_queries(1):
        again = client.get(path, headers={"If-None-Match": known})

    assert again.status_code == 304
    assert again.content == b""
    assert not again.templates
    assert again.headers["ETag"] == known
    assert again.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert again.headers["Vary"] == "Cookie"


@pytest.mark.parametrize("path", PATHS)
def test_what_a_visitor_may_keep_sets_no_cookie(client, edition, path):
    response = client.get(path)

    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response.headers["Vary"] == "Cookie"
    assert not response.cookies


@pytest.mark.parametrize("path", PATHS)
def test_who_is_signed_in_keeps_it_to_themselves(client, edition, path):
    known = etag(client, path)
    client.force_login(make_user())

    response = client.get(path, headers={"If-None-Match": known})

    assert response.status_code == 200
    assert "ETag" not in response.headers
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in response.headers["Vary"]


def test_a_waiting_message_is_shown_once_and_kept_by_nobody(client, edition):
    known = etag(client)
    storage: Any = CookieStorage(RequestFactory().get("/"))
    client.cookies["messages"] = storage._encode([Message(constants.INFO, "You signed out.")])

    told = client.get(PAGE, headers={"If-None-Match": known})

    assert told.status_code == 200
    assert "You signed out." in told.content.decode()
    assert "ETag" not in told.headers
    assert told.headers["Cache-Control"] == "private, no-cache"
    assert etag(client) == known


@pytest.mark.parametrize("cookie", ["sessionid", "csrftoken"])
def test_a_page_that_takes_back_a_cookie_is_kept_by_nobody(client, edition, cookie):
    client.cookies[cookie] = "what a browser still holds"

    response = client.get(PAGE)

    assert response.cookies
    assert "ETag" not in response.headers
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_an_edition_that_is_published_shows_at_once(client, edition):
    known = etag(client)
    make_edition(make_edition_definition(label="2027.1", title="The next one"))

    response = client.get(PAGE, headers={"If-None-Match": known})

    assert response.status_code == 200
    assert response.headers["ETag"] != known


def test_an_edition_that_is_retired_gives_way_to_the_one_before(client, edition):
    known = etag(client)
    services.retire(make_edition(make_edition_definition(label="2027.1")))

    response = client.get(PAGE)

    assert "Edition 2026.1" in response.content.decode()
    assert response.headers["ETag"] != known


def test_a_draft_changes_nothing(client, edition):
    known = etag(client)
    services.save_draft(make_edition_definition(label="2027.1"))

    assert etag(client) == known


def test_each_address_and_host_has_its_own(client, edition, settings):
    settings.ALLOWED_HOSTS = ["*"]
    tags = {
        etag(client),
        etag(client, "/frameworks/markets/"),
        etag(client, f"{PAGE}?print=1"),
        etag(client, Host="elsewhere.example"),
        client.get(PAGE, secure=True).headers["ETag"],
    }

    assert len(tags) == 5


def test_tomorrow_it_is_asked_for_again(client, edition, monkeypatch):
    known = etag(client)
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("frameworks.views.caching.timezone.localdate", lambda: tomorrow)

    assert client.get(PAGE, headers={"If-None-Match": known}).status_code == 200


def test_another_release_is_another_page(client, edition, monkeypatch):
    known = etag(client)
    monkeypatch.setattr(caching, "release", lambda: "another")

    assert client.get(PAGE, headers={"If-None-Match": known}).status_code == 200


def test_nothing_is_kept_while_templates_are_written(client, edition, settings):
    settings.DEBUG = True

    assert "ETag" not in client.get(PAGE).headers


def test_a_page_that_says_there_is_no_edition_is_not_kept(client, db):
    assert client.get(PAGE).headers["Cache-Control"] == "private, no-cache"


@pytest.fixture
def clone(tmp_path, settings):
    """A product of one template and one style, and a release to be computed anew."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "static").mkdir()
    (tmp_path / "templates" / "page.html").write_text("A page")
    (tmp_path / "static" / "page.css").write_text("p {}")
    settings.BASE_DIR = tmp_path
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path / "templates"]}]
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    return tmp_path


@pytest.mark.parametrize("name", ["templates/page.html", "static/page.css", "requirements.txt"])
def test_a_release_is_known_by_its_files(clone, name):
    before = release.__wrapped__()
    assert release.__wrapped__() == before

    (clone / name).write_text("Another page")

    assert release.__wrapped__() != before


def test_a_release_holds_the_code_of_every_app():
    from frameworks.release import _files

    files = {path.as_posix() for path in _files()}

    for end in ("frameworks/models.py", "scorecard/urls.py", "templates/base.html", "css/app.css"):
        assert any(path.endswith(end) for path in files), end
    assert not any("site-packages" in path for path in files)
