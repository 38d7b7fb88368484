"""A load balancer learns the truth from /healthz."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from frameworks import services
from frameworks.models import Edition
from tests.factories import make_edition_definition
from tests.frameworks.editions import tamper


def test_it_is_not_ready_without_a_published_edition(db, client):
    services.save_draft(make_edition_definition())

    response = client.get("/healthz")

    assert response.status_code == 503
    assert b"No edition is published yet" in response.content


def test_it_is_ready_with_one(db, client, django_assert_num_queries):
    services.publish(services.save_draft(make_edition_definition()))

    first = client.get("/healthz")
    with django_assert_num_queries(1):
        second = client.get("/healthz")

    assert (first.status_code, first.content) == (200, b"Ready.\n")
    assert (second.status_code, second.content) == (200, b"Ready.\n")


def test_an_edition_that_was_tampered_with_is_not_served(db, client, monkeypatch):
    monkeypatch.setattr("frameworks.models._definitions", {})
    edition = services.publish(services.save_draft(make_edition_definition()))
    tamper(edition, document=edition.document | {"title": "Changed"})

    response = client.get("/healthz")

    assert response.status_code == 503
    assert b"changed in the database: run manage.py load_frameworks." in response.content


def test_a_database_that_does_not_answer_is_said_plainly(db, client, monkeypatch):
    def fail() -> None:
        raise OperationalError("secret details")

    monkeypatch.setattr(Edition.objects, "newest_published", fail)

    response = client.get("/healthz")

    assert response.status_code == 503
    assert b"database does not answer" in response.content
    assert b"secret" not in response.content


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(db, client, method):
    assert getattr(client, method)("/healthz").status_code == 405


def test_nobody_keeps_a_copy(db, client):
    assert "no-store" in client.get("/healthz").headers["Cache-Control"]
