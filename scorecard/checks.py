"""Problems worth naming before a visitor finds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Warning
from django.db import connections

DEMO_EMAIL = "@demo.example"  # every demo account's address ends so


def check_demo_accounts(
    databases: Sequence[str] | None = None, **kwargs: object
) -> Iterable[CheckMessage]:
    """Run by `manage.py check --database default`."""
    users = get_user_model()
    if not settings.HTTPS_ONLY or "default" not in (databases or ()):
        return
    if users._meta.db_table not in connections["default"].introspection.table_names():
        return
    if users._default_manager.filter(email__endswith=DEMO_EMAIL, is_active=True).exists():
        yield Warning(
            "The demo accounts are active, and their passwords are public.",
            hint="Deactivate the accounts whose email ends in " + DEMO_EMAIL + ".",
            id="scorecard.W001",
        )
