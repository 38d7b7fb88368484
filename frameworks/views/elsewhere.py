"""The library at another address: of an older edition, as a draft has it, in another language.

The pages are the library's own. While one is made, addresses of the library lead there.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve

from frameworks.addresses import library_at


def show_library_at(home: str, request: HttpRequest) -> HttpResponse:
    """The page of the library that stands below `home` where it stands below its own."""
    with library_at(home) as patterns:
        match = resolve(request.path_info, patterns)  # type: ignore[arg-type]  # as in library_at
        if match.namespace != "frameworks":
            raise Http404("The library has no such page.")
        if not hasattr(request, "previewed"):  # to menus a preview is a page of the editors
            request.resolver_match = match
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response
