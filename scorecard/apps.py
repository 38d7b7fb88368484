from __future__ import annotations

from django.apps import AppConfig
from django.core import checks


class ScorecardConfig(AppConfig):
    name = "scorecard"

    def ready(self) -> None:
        from scorecard.checks import check_demo_accounts

        checks.register(check_demo_accounts, checks.Tags.database)
