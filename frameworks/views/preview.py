"""The library as readers would see it with any edition, drafts included: for editors only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from frameworks.addresses import library_at
from frameworks.views.editions import LibraryRequest
from frameworks.views.editors import EditorRequest, edits_content, find_edition
from frameworks.views.elsewhere import show_library_at


@edits_content
@require_safe
def preview(request: EditorRequest, label: str, page: str = "") -> HttpResponse:
    cast(LibraryRequest, request).previewed = find_edition(label)
    return show_library_at(_home(label), request)


@contextmanager
def addresses_of_preview(label: str, language: str = "") -> Iterator[None]:
    """Lead every address of the library, as long as this lasts, to its preview."""
    with library_at(_home(label)):
        home = _in(language) if language else _home(label)
        with library_at(home):
            yield


def _home(label: str) -> str:
    return reverse("editions:preview", args=[label])


def _in(language: str) -> str:
    return reverse("frameworks:in-language", args=[language])
