from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frameworks import checks
from tests.factories import make_edition
from tests.frameworks.editions import tamper


def test_a_folder_without_fixtures_is_a_warning(settings, tmp_path):
    settings.FRAMEWORK_FIXTURES = tmp_path

    assert [message.id for message in checks.check_fixtures_folder()] == ["frameworks.W001"]


def test_the_shipped_fixtures_are_found():
    assert checks.check_fixtures_folder() == []


@pytest.mark.django_db
def test_tampered_content_is_an_error():
    edition = make_edition()
    tamper(edition, document=edition.document | {"title": "Changed"})

    with pytest.raises(SystemCheckError, match=r"frameworks\.E001.*Edition 2026\.1"):
        call_command("check", databases=["default"], stderr=StringIO())


@pytest.mark.django_db
def test_intact_content_passes():
    make_edition()

    assert checks.check_stored_documents(databases=["default"]) == []


def test_no_database_is_asked_unless_it_is_named():
    assert checks.check_stored_documents() == []


@pytest.mark.django_db
def test_an_upgrade_is_checked_before_its_new_columns_are_there():
    make_edition()

    with CaptureQueriesContext(connection) as queries:
        checks.check_stored_documents(databases=["default"])

    asked = next(
        each["sql"] for each in queries if "FROM" in each["sql"] and "document" in each["sql"]
    )
    assert "revision" not in asked
