"""The library in another language. `docs/decisions/0014-reading-in-another-language.md` says why so."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from frameworks.definition import LANGUAGES
from frameworks.marks import with_languages
from frameworks.views.editions import LibraryRequest
from frameworks.views.elsewhere import show_library_at
from frameworks.views.readings import ENGLISH, Reading, homes


@require_safe
def in_language(request: HttpRequest, language: str, page: str = "") -> HttpResponse:
    """A page of the library as it reads in a language. The search stays English."""
    if language not in LANGUAGES or hasattr(request, "reading"):
        raise Http404("The library cannot be read in this language.")
    reading = Reading(language, homes(), f"{page}/" if page else "")
    if reading.path_in(ENGLISH) == reverse("frameworks:search"):
        return _in_english(request, reading.path_in(ENGLISH))
    cast(LibraryRequest, request).reading = reading
    return said_in(show_library_at(reading.homes[language], request), language)


@require_safe
def english_twin(request: HttpRequest, language: str, page: str) -> HttpResponse:
    """Data is in English."""
    return _in_english(request, reverse("frameworks:twin", args=[page]))


def said_in(response: HttpResponse, language: str) -> HttpResponse:
    """The page with each text that is in another language marked as what it is; English as it is."""
    if language:
        response.content = with_languages(response.content.decode(), language).encode()
    return response


def _in_english(request: HttpRequest, path: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{path}?{query}" if query else path)
