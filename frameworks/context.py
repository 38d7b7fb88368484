"""What every page of a signed-in person asks about editions: whether the masthead leads there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from frameworks.editing import may_edit


def editors(request: HttpRequest) -> dict[str, Any]:
    """`edits_content`: one query where the page asks, none for visitors."""
    if not hasattr(request, "user"):
        return {}  # an error page shown before the middleware ran
    return {"edits_content": SimpleLazyObject(lambda: may_edit(request.user))}
