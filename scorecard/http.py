"""What views share about requests: who is asking, for which organisation, and may they."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from scorecard.models import Membership

CURRENT_ORGANISATION = "organisation"  # the session's key; its value is the code
SWITCHER_LENGTH = 20

Params = ParamSpec("Params")


class AuthenticatedHttpRequest(HttpRequest):
    """What a view behind `sign_in_required` receives."""

    user: User


def sign_in_required(
    view: Callable[Concatenate[AuthenticatedHttpRequest, Params], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Params], HttpResponse]:
    """Send visitors to sign in; but answer what they typed with 401 and keep it on the page."""

    @wraps(view)
    def wrapped(
        request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs
    ) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)  # type: ignore[arg-type]  # it is authenticated
        if request.method == "POST":
            return _session_ended(request)
        return redirect_to_login(request.get_full_path())

    return wrapped


def require(allowed: bool, otherwise: str) -> None:
    """403 with words for a member whose role, or an assessment whose status, forbids it."""
    if not allowed:
        raise PermissionDenied(otherwise)


def memberships(request: HttpRequest) -> list[Membership]:
    """The user's first organisations, the current one in front. One query for each request."""
    if not hasattr(request, "_memberships"):
        rows: list[Membership] = []
        if isinstance(request.user, User):
            chosen = request.session.get(CURRENT_ORGANISATION)
            found = Membership.objects.for_switcher(request.user, UUID(chosen) if chosen else None)
            rows = list(found[:SWITCHER_LENGTH])
        request._memberships = rows  # type: ignore[attr-defined]  # kept for this request
    return request._memberships  # type: ignore[attr-defined, no-any-return]  # set above


def current_membership(request: HttpRequest) -> Membership | None:
    return next(iter(memberships(request)), None)


def _session_ended(request: HttpRequest) -> HttpResponse:
    typed = {
        name: value
        for name, value in request.POST.items()
        if str(value).strip()
        and name.endswith(("note", "reason", "answer", "state", "title", "scope"))
    }
    context = {"typed": typed, "path": request.get_full_path()}
    return render(request, "scorecard/session_ended.html", context, status=401)
