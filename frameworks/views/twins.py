"""Pages as data: the same content as JSON, for whoever wants to compute with it."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, ResolverMatch, get_script_prefix, resolve, reverse

from frameworks import twins
from frameworks.definition import Edition
from frameworks.parsing import to_document
from frameworks.views.editions import LibraryRequest, reads_edition


def _nothing_yet(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"error": "No edition has been published yet."}, status=404)


def _twin(request: HttpRequest, edition: Edition, page: str) -> HttpResponse:
    try:
        return _data(request, edition)
    except Http404 as missing:
        index = request.build_absolute_uri(twins.twin_of(reverse(twins.HOME)))
        return JsonResponse({"error": str(missing), "index": index}, status=404)


def _data(request: HttpRequest, edition: Edition) -> HttpResponse:
    path = twins.page_of(request.path)
    match = _page_at(path)
    document = to_document(edition)
    asked = twins.Asked(edition, document, match.kwargs, request.GET)
    try:
        data = twins.TWINS[match.view_name].data(asked)
    except twins.NotInEdition as missing:
        raise Http404(str(missing)) from missing
    page_address = twins.address_with_query(request, match.view_name, path)
    said = _about(cast(LibraryRequest, request), page_address) | {
        "data": data,
        "sources": twins.sources_in(document, data),
    }
    if match.view_name == twins.HOME:
        said["pages"] = [_links(request, each) for each in twins.addresses(document)]
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


twin = reads_edition(_twin, otherwise=_nothing_yet)


def _page_at(path: str) -> ResolverMatch:
    try:
        match = resolve(f"/{path.removeprefix(get_script_prefix())}")
    except Resolver404 as missing:
        raise Http404("No such page.") from missing
    if match.view_name not in twins.TWINS:
        raise Http404("This page has no data of its own.")
    return match


def _about(request: LibraryRequest, page: str) -> dict[str, Any]:
    edition, licence = request.library.edition, request.library.licence
    content = edition.definition
    return {
        "edition": {
            "label": content.label,
            "title": content.title,
            "digest": edition.digest,
            "compiled": content.compiled,
        },
        "licence": {
            "name": licence.name,
            "url": licence.url,
            "statement": f"{licence.ours} {licence.others}",
        },
        "page": page,
    }


def _links(request: HttpRequest, path: str) -> dict[str, str]:
    return {
        "page": request.build_absolute_uri(path),
        "data": request.build_absolute_uri(twins.twin_of(path)),
    }
