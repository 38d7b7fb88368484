"""What the pages for content editors share: who may see them, and which edition they are about."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

from frameworks import editing
from frameworks.forms import words
from frameworks.models import Edition, PublishedEditionIsImmutable

Params = ParamSpec("Params")


class EditorRequest(HttpRequest):
    """What a view behind `edits_content` receives."""

    user: User


def edits_content(
    view: Callable[Concatenate[EditorRequest, Params], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Params], HttpResponse]:
    """For editors. Visitors sign in, others learn of nothing; nothing is kept by a browser.

    A save that came without a session is answered with what was typed, one that came too late with
    who was first.
    """

    @wraps(view)
    def wrapped(
        request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs
    ) -> HttpResponse:
        if not request.user.is_authenticated:
            if request.method == "POST":
                return _signed_out(request)
            return redirect_to_login(request.get_full_path())
        if not editing.may_edit(request.user):
            raise Http404("No such page.")
        try:
            response = view(request, *args, **kwargs)  # type: ignore[arg-type]  # it is an editor's
        except editing.DraftWasChanged as conflict:
            response = changed_meanwhile(request, conflict)
        except PublishedEditionIsImmutable:
            response = no_draft_any_more(request, str(kwargs.get("label", "")))
        except Edition.DoesNotExist as missing:  # deleted since it was looked up
            raise Http404("Somebody deleted this draft.") from missing
        add_never_cache_headers(response)
        return response

    return wrapped


def find_edition(label: str) -> Edition:
    return get_object_or_404(Edition.objects.with_people(), label=label)


def find_draft(label: str) -> Edition:
    """What is published is refused: nothing about it can be changed here."""
    draft = find_edition(label)
    if not draft.is_draft:
        raise PublishedEditionIsImmutable(f"{draft} is {draft.status}: start a draft from it.")
    return draft


def read_revision(request: HttpRequest) -> int:
    """Which revision of the draft the form was filled in for; one that never was when it is lost."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def changed_meanwhile(request: HttpRequest, conflict: editing.DraftWasChanged) -> HttpResponse:
    """409: nothing was saved, and what was typed stands there to be copied."""
    context = {"edition": conflict.draft, "conflict": conflict, "typed": typed(request)}
    return render(request, "editions/changed_meanwhile.html", context, status=409)


def no_draft_any_more(request: HttpRequest, label: str) -> HttpResponse:
    """The way on from what is published: 409 to a save, 404 to an old address or the Back button."""
    edition = get_object_or_404(Edition.objects.without_document(), label=label)
    context = {"edition": edition, "typed": typed(request)}
    status = 409 if request.method == "POST" else 404
    return render(request, "editions/no_draft_any_more.html", context, status=status)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Label and text of each field that was sent, without what forms carry for themselves."""
    hidden = {"csrfmiddlewaretoken", "revision", "asked", "row"}
    return [
        (_label(name), ", ".join(map(str, values)))
        for name, values in request.POST.lists()
        if name not in hidden and any(str(value).strip() for value in values)
    ]


def _label(name: str) -> str:
    """Of a field that stands within another, both."""
    return ", ".join(words.label("", part) for part in name.split("-"))


def _signed_out(request: HttpRequest) -> HttpResponse:
    context = {"typed": typed(request), "path": _sent_from(request)}
    return render(request, "editions/signed_out.html", context, status=401)


def _sent_from(request: HttpRequest) -> str:
    """The page the form stood on: not every address that takes one can be looked at."""
    page = request.headers.get("Referer", "")
    ours = {request.get_host()}
    if not url_has_allowed_host_and_scheme(page, ours, require_https=request.is_secure()):
        return request.get_full_path()
    return urlsplit(page)._replace(scheme="", netloc="", fragment="").geturl()
