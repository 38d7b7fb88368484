"""What every page of the signed-in user knows: their organisations, and where the masthead leads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from scorecard.http import current_membership, edits_content, memberships


def organisations(request: HttpRequest) -> dict[str, Any]:
    """`memberships`, the current one first, `current_membership` and `edits_content`.

    One query, and none on a page that uses neither.
    """
    if not hasattr(request, "user") or not hasattr(request, "session"):
        return {}  # an error page shown before the middleware ran
    return {
        "memberships": SimpleLazyObject(lambda: memberships(request)),
        "current_membership": SimpleLazyObject(lambda: current_membership(request)),
        "edits_content": SimpleLazyObject(lambda: edits_content(request)),
    }
