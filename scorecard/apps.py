from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.core import checks

if TYPE_CHECKING:
    from frameworks.twins import Asked


class ScorecardConfig(AppConfig):
    name = "scorecard"

    def ready(self) -> None:
        from frameworks.twins import TWINS, Computed
        from scorecard.checks import check_demo_accounts

        checks.register(check_demo_accounts, checks.Tags.database)
        # The library shows the method too, and `frameworks` knows nothing of scoring.
        TWINS["scorecard:method"] = Computed(_method)


def _method(asked: Asked) -> dict[str, Any]:
    from scorecard.reports.method import method_of

    return {"method": asdict(method_of(asked.edition))}
