"""What every page of the library needs first: the edition it is read from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from frameworks import definition, licence, twins
from frameworks.addresses import permanent
from frameworks.models import Edition
from frameworks.views import caching
from frameworks.views.in_newest import InNewest, in_newest
from frameworks.views.readings import ENGLISH, Reading, Version, content_in, reading_of, versions_of

Params = ParamSpec("Params")
EditionView = Callable[Concatenate[HttpRequest, definition.Edition, Params], HttpResponse]


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """What the head and the foot of a page say of it."""

    editions: tuple[Edition, ...]  # every one ever published, newest first, without documents
    edition: Edition  # the one shown
    place: str  # the whole address, without a query string
    stays: str  # the one of the same words for good, likewise
    data: str  # address of the same as JSON; empty where there is none
    versions: tuple[Version, ...]  # of the page, in English and in each language of the edition
    query: str = ""  # of the query string, what the page is about
    licence: licence.Licence = licence.LICENCE
    is_preview: bool = False  # shown to an editor, not to readers
    in_newest: InNewest | None = None  # where to go on from the page of an older edition

    @property
    def address(self) -> str:
        """Canonical."""
        return self._whole(self.place)

    @property
    def permanent(self) -> str:
        """To cite: it names the edition, which never changes."""
        return self._whole(self.stays)

    @property
    def alternates(self) -> tuple[tuple[str, str], ...]:
        """The code of each language, and the canonical address in it."""
        return tuple((each.code, self._whole(each.place)) for each in self.versions)

    @property
    def translation(self) -> Version | None:
        """The version shown, where it is not the English one."""
        return next((each for each in self.versions[1:] if each.is_shown), None)

    def _whole(self, place: str) -> str:
        return f"{place}?{self.query}" if self.query else place


class LibraryRequest(HttpRequest):
    """What a view behind `reads_edition` receives."""

    library: LibraryPage
    previewed: Edition  # set where an editor looks at another than the newest
    issued: Edition  # set where somebody reads an older one
    reading: Reading  # set where the page is to be in another language


def no_edition(request: HttpRequest) -> HttpResponse:
    return render(request, "frameworks/no_edition.html")


def reads_edition(
    view: EditionView[Params], *, otherwise: Callable[[HttpRequest], HttpResponse] = no_edition
) -> Callable[Concatenate[HttpRequest, Params], HttpResponse]:
    """Hand the newest published edition to the view, or say how to load one. An older one, where
    the address names it.

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
            content = _open(request, (previewed, *others), previewed, is_preview=True)
            return view(request, content, *args, **kwargs)
        newest = next((edition for edition in editions if edition.is_published), None)
        if newest is None:
            return _nothing_yet(request, otherwise)

        @condition(etag_func=lambda request: caching.etag_of(request, editions))
        def answer(request: HttpRequest) -> HttpResponse:
            issued: Edition | None = getattr(request, "issued", None)
            content = _open(request, editions, issued or newest, newest=newest)
            return view(request, content, *args, **kwargs)

        return caching.allow_to_keep(request, answer(request))

    return wrapped


def keep_in_address(request: HttpRequest, query: str) -> None:
    """For a page that is another one with another query: its address, canonical and to cite."""
    page = cast(LibraryRequest, request)
    page.library = replace(page.library, query=query)


def _open(
    request: HttpRequest,
    editions: tuple[Edition, ...],
    shown: Edition,
    *,
    newest: Edition | None = None,
    is_preview: bool = False,
) -> definition.Edition:
    """What the edition says, in the language asked for. Leaves with the request what pages say of it."""
    reading = reading_of(request)
    content = content_in(shown, reading.language)
    begin, english = reading.homes[reading.language], reading.homes[ENGLISH]
    cast(LibraryRequest, request).library = LibraryPage(
        editions=editions,
        edition=shown,
        place=request.build_absolute_uri(request.path),
        stays=request.build_absolute_uri(_permanent(request, shown)),
        data=twins.address_of(request).replace(begin, english, 1),
        versions=versions_of(request, content, reading),
        is_preview=is_preview,
        in_newest=in_newest(newest, reading, request.META.get("QUERY_STRING", ""))
        if newest and newest != shown
        else None,
    )
    return content


def _permanent(request: HttpRequest, shown: Edition) -> str:
    """Method and calculator stand among the pages of the library and belong to no edition."""
    match = request.resolver_match
    is_of_edition = match is not None and match.namespace == "frameworks"
    return permanent(request.path, shown.label) if is_of_edition else request.path


def _nothing_yet(
    request: HttpRequest, otherwise: Callable[[HttpRequest], HttpResponse]
) -> HttpResponse:
    if reading_of(request).language:
        raise Http404("No edition has been published yet.")
    return caching.allow_to_keep(request, otherwise(request))
