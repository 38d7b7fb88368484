"""What every page of the library needs first: the edition it is read from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from frameworks import definition, licence, twins
from frameworks.models import Edition
from frameworks.views import caching

Params = ParamSpec("Params")
EditionView = Callable[Concatenate[HttpRequest, definition.Edition, Params], HttpResponse]


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """What the head and the foot of a page say of it."""

    editions: tuple[Edition, ...]  # every one ever published, newest first, without documents
    edition: Edition  # the one shown
    address: str  # canonical: whole; of the query string only what the page is about
    data: str  # address of the same as JSON; empty where there is none
    licence: licence.Licence = licence.LICENCE
    is_preview: bool = False  # shown to an editor, not to readers


class LibraryRequest(HttpRequest):
    """What a view behind `reads_edition` receives."""

    library: LibraryPage
    previewed: Edition  # set where an editor looks at another than the newest


def no_edition(request: HttpRequest) -> HttpResponse:
    return render(request, "frameworks/no_edition.html")


def reads_edition(
    view: EditionView[Params], *, otherwise: Callable[[HttpRequest], HttpResponse] = no_edition
) -> Callable[Concatenate[HttpRequest, Params], HttpResponse]:
    """Hand the newest published edition to the view, or say how to load one.

    One query, whoever asks. Who is not signed in may keep the page; asking again for one that is
    still the same costs that query and shows nothing. An editor's preview is of another edition.
    """

    @wraps(view)
    @require_safe
    def wrapped(
        request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs
    ) -> HttpResponse:
        editions = tuple(Edition.objects.issued().newest_first().without_document())
        previewed: Edition | None = getattr(request, "previewed", None)
        if previewed is not None:
            others = tuple(each for each in editions if each != previewed)
            page = _page(request, (previewed, *others), previewed, is_preview=True)
            cast(LibraryRequest, request).library = page
            return view(request, previewed.definition, *args, **kwargs)
        newest = next((edition for edition in editions if edition.is_published), None)
        if newest is None:
            return caching.allow_to_keep(request, otherwise(request))

        @condition(etag_func=lambda request: caching.etag_of(request, editions))
        def answer(request: HttpRequest) -> HttpResponse:
            cast(LibraryRequest, request).library = _page(request, editions, newest)
            return view(request, newest.definition, *args, **kwargs)

        return caching.allow_to_keep(request, answer(request))

    return wrapped


def keep_in_address(request: HttpRequest, query: str) -> None:
    """For a page that is another one with another query: its address, canonical and to cite."""
    page = cast(LibraryRequest, request)
    page.library = replace(page.library, address=f"{page.library.address}?{query}")


def _page(
    request: HttpRequest,
    editions: tuple[Edition, ...],
    newest: Edition,
    *,
    is_preview: bool = False,
) -> LibraryPage:
    return LibraryPage(
        editions=editions,
        edition=newest,
        address=request.build_absolute_uri(request.path),
        data=twins.address_of(request),
        is_preview=is_preview,
    )
