"""What every page of the signed-in user knows: their organisations, for the switcher."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from scorecard.http import current_membership, memberships


def organisations(request: HttpRequest) -> dict[str, Any]:
    """`memberships`, the current one first, and `current_membership`.

    One query, and none on a page that uses neither.
    """
    if not hasattr(request, "user") or not hasattr(request, "session"):
        return {}  # an error page shown before the middleware ran
    return {
        "memberships": SimpleLazyObject(lambda: memberships(request)),
        "current_membership": SimpleLazyObject(lambda: current_membership(request)),
    }
