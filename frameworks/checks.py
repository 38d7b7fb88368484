"""Problems worth refusing to start for, found before a visitor finds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.db import connections


def check_fixtures_folder(**kwargs: Any) -> list[CheckMessage]:
    folder = settings.FRAMEWORK_FIXTURES
    if (folder / "edition.yaml").is_file():
        return []
    return [
        Warning(
            f"No fixtures under {folder}.",
            hint="Check settings.FRAMEWORK_FIXTURES.",
            id="frameworks.W001",
        )
    ]


def check_stored_documents(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Run by `manage.py check --database default`."""
    from frameworks.models import Edition

    if "default" not in (databases or ()):
        return []
    if Edition._meta.db_table not in connections["default"].introspection.table_names():
        return []
    # `migrate` checks before it migrates: ask for no column that a migration is about to add.
    stored = Edition.objects.only("label", "document", "digest")
    return [
        Error(
            f"The content of {edition} was changed behind the product's back.",
            hint=(
                f"Run manage.py load_frameworks with the fixtures of {edition.label}: "
                "that restores what was published."
            ),
            obj=edition,
            id="frameworks.E001",
        )
        for edition in stored.order_by("pk").iterator(chunk_size=1)
        if not edition.is_intact
    ]
