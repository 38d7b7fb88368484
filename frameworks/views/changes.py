"""What changed between editions, and which there have been."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from frameworks import definition, history
from frameworks.views.editions import LibraryRequest, reads_edition


@reads_edition
def changes(request: HttpRequest, edition: definition.Edition) -> HttpResponse:
    """The edition shown against the one before it, or against the one that `since` names."""
    library = cast(LibraryRequest, request).library
    try:
        before = history.compared_with(library.edition, library.editions, request.GET.get("since"))
    except history.NoSuchEdition as missing:
        raise Http404(str(missing)) from missing
    parts = history.parts_changed(before, library.edition) if before else ()
    context = {
        "edition": edition,
        "editions": history.issued(),
        "in_use": next((each.label for each in library.editions if each.is_published), ""),
        "before": before,
        "parts": parts,
        "number": sum(len(part.changes) for part in parts),
    }
    return render(request, "frameworks/changes.html", context)
