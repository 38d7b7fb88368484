"""The library as readers would see it with any edition, drafts included: for editors only.

The pages are the library's own. While one is made, addresses of the library lead into the preview.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import cast

from django.http import Http404, HttpResponse
from django.urls import (
    URLPattern,
    URLResolver,
    get_resolver,
    get_urlconf,
    include,
    path,
    resolve,
    reverse,
    set_urlconf,
)
from django.views.decorators.http import require_safe

from frameworks.views.editions import LibraryRequest
from frameworks.views.editors import EditorRequest, edits_content, find_edition

Patterns = tuple[URLPattern | URLResolver, ...]


@edits_content
@require_safe
def preview(request: EditorRequest, label: str, page: str = "") -> HttpResponse:
    cast(LibraryRequest, request).previewed = find_edition(label)
    with addresses_of_preview(label) as patterns:
        match = resolve(request.path_info, patterns)  # type: ignore[arg-type]  # as above
        if match.namespace != "frameworks":
            raise Http404("The library has no such page.")
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response


@contextmanager
def addresses_of_preview(label: str) -> Iterator[Patterns]:
    """Lead every address of the library, as long as this lasts, to its preview."""
    before, patterns = get_urlconf(), _patterns(label)
    set_urlconf(patterns)  # type: ignore[arg-type]  # patterns will do, as in ROOT_URLCONF's module
    try:
        yield patterns
    finally:
        set_urlconf(before)


@cache
def _patterns(label: str) -> Patterns:
    """Those of the project, with the library's own in front at another place."""
    home = reverse("editions:preview", args=[label]).removeprefix(reverse("editions:list"))
    root = cast("Sequence[URLPattern | URLResolver]", get_resolver().url_patterns)
    return (path(f"editions/{home}", include("frameworks.urls")), *root)
