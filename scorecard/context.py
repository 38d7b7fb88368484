"""What every page of the signed-in user knows: their organisations, for the switcher."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from scorecard.http import memberships


def organisations(request: HttpRequest) -> dict[str, Any]:
    """`organisations`, the current one first, and `current_organisation`.

    One query, and none on a page that uses neither.
    """
    if not hasattr(request, "user") or not hasattr(request, "session"):
        return {}  # an error page shown before the middleware ran

    def first() -> Any:
        return next((membership.organisation for membership in memberships(request)), None)

    return {
        "organisations": SimpleLazyObject(lambda: [m.organisation for m in memberships(request)]),
        "current_organisation": SimpleLazyObject(first),
    }
