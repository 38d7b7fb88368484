"""What views share about requests: who is asking, for which organisation, and may they."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from frameworks.addresses import library_of
from frameworks.editing import may_edit
from scorecard.models import Assessment, Membership
from scorecard.scope_words import SCOPE, TITLE, choices_sent

CURRENT_ORGANISATION = "organisation"  # the session's key; its value is the code
SWITCHER_LENGTH = 20
NAMES = {"title": TITLE, "scope": SCOPE}

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
            response = view(request, *args, **kwargs)  # type: ignore[arg-type]  # it is authenticated
            add_never_cache_headers(response)  # the Back button shows what is, and nobody else's
            return response
        if request.method == "POST":
            return _session_ended(request)
        return redirect_to_login(request.get_full_path())

    return wrapped


def require(allowed: bool, otherwise: str) -> None:
    """403 with words for a member whose role, or an assessment whose status, forbids it."""
    if not allowed:
        raise PermissionDenied(otherwise)


def render_pinned(
    request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """A page of an assessment: its links to the library lead to the words of its edition, for good."""
    with library_of(context["assessment"].edition.label):
        return render(request, template, dict(context), status=status)


def asked_otherwise(request: HttpRequest, assessment: Assessment) -> bool:
    """What was sent answers another edition: the assessment was moved after the page was made."""
    read = request.headers.get("X-Edition") or request.POST.get("edition")
    return bool(read) and read != assessment.edition.digest


def market_not_in_scope(
    request: AuthenticatedHttpRequest, assessment: Assessment, code: str
) -> HttpResponse:
    """404 with words for a market that is known but not assessed, and what was sent for it."""
    market = assessment.edition.definition.market_by_code.get(code)
    if market is None:
        raise Http404
    obligations = [obligation.id for obligation in market.obligations]
    rows = assessment.obligation_responses.filter(obligation__in=obligations)
    context = {
        "assessment": assessment,
        "market": market,
        "kept": sum(row.declaration is not None for row in rows),
        "typed": typed_words(request),
    }
    return render_pinned(request, "scorecard/market_not_in_scope.html", context, status=404)


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


def edits_content(request: HttpRequest) -> bool:
    """Whether the masthead leads to the editions. A query of its own only for who is no member."""
    if not isinstance(request.user, User):
        return False
    rows = memberships(request)
    return rows[0].edits_content if rows else may_edit(request.user)


def current_membership(request: HttpRequest) -> Membership | None:
    return next(iter(memberships(request)), None)


def _session_ended(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401)  # the page knows what to say, and keeps what was typed
    context = {
        "typed": typed_words(request),
        "chosen": list(choices_sent(request.POST)),
        "path": request.get_full_path(),
    }
    return render(request, "scorecard/session_ended.html", context, status=401)


def typed_words(request: HttpRequest) -> dict[str, str]:
    """What somebody chose or wrote in the form that was sent, to be copied."""
    return {
        NAMES.get(name, name): str(value)
        for name, value in request.POST.items()
        if str(value).strip()
        and name.endswith(
            ("note", "reason", "answer", "state", "title", "scope", "message", "remark")
        )
    }
