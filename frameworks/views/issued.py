"""The library as an earlier edition has it. What is published never changes, so its pages stay."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from frameworks.addresses import home_of, library_home
from frameworks.models import Edition
from frameworks.views.editions import LibraryRequest
from frameworks.views.elsewhere import show_library_at


@require_safe
def issued(request: HttpRequest, label: str, page: str = "") -> HttpResponse:
    """A page or its data, retired editions included. The newest edition is where it always is."""
    editions = list(Edition.objects.issued().newest_first().without_document())
    shown = next((each for each in editions if each.label == label), None)
    if shown is None:
        raise Http404("No edition of this label was published.")
    if shown == next((each for each in editions if each.is_published), None):
        page_and_query = request.get_full_path().removeprefix(home_of(label))
        return redirect(f"{library_home()}{page_and_query}")
    cast(LibraryRequest, request).issued = shown
    return show_library_at(home_of(label), request)
