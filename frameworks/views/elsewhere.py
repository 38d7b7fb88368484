"""The library at another address: as an editor's draft has it, or in another language.

The pages are the library's own. While one is made, addresses of the library lead there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import (
    URLPattern,
    URLResolver,
    get_resolver,
    get_script_prefix,
    get_urlconf,
    include,
    path,
    resolve,
    set_urlconf,
)

Patterns = tuple[URLPattern | URLResolver, ...]


def show_library_at(home: str, request: HttpRequest) -> HttpResponse:
    """The page of the library that stands below `home` where it stands below its own."""
    with library_at(home) as patterns:
        match = resolve(request.path_info, patterns)  # type: ignore[arg-type]  # as below
        if match.namespace != "frameworks":
            raise Http404("The library has no such page.")
        if not hasattr(request, "previewed"):  # to menus a preview is a page of the editors
            request.resolver_match = match
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response


@contextmanager
def library_at(home: str) -> Iterator[Patterns]:
    """Lead every address of the library, as long as this lasts, to the same below `home`."""
    before, patterns = get_urlconf(), _patterns(home)
    set_urlconf(patterns)  # type: ignore[arg-type]  # patterns will do, as in ROOT_URLCONF's module
    try:
        yield patterns
    finally:
        set_urlconf(before)


@cache
def _patterns(home: str) -> Patterns:
    """Those of the project, with the library's own in front at another place."""
    root = cast("Sequence[URLPattern | URLResolver]", get_resolver().url_patterns)
    return (path(home.removeprefix(get_script_prefix()), include("frameworks.urls")), *root)
