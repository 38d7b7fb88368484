"""The machine-readable twin of each page: the part of the edition's document that the page shows.

A page at `/frameworks/roadmap/` has its twin at `/frameworks/roadmap.json`, the library itself at
`/frameworks/index.json`. To give a page one, add a line to `TWINS`: the name of its address, and
what it shows. `data` keeps the shape of the document, so who reads one twin can read all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from frameworks import finding, history
from frameworks.definition import Edition
from frameworks.tally import GUIDE

Document = Mapping[str, Any]
HOME = "frameworks:library"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a twin is cut from, and what its address says."""

    edition: Edition
    document: Document  # the edition, spelled as JSON data
    arguments: Mapping[str, Any] = field(default_factory=dict)  # of the address
    query: QueryDict = field(default_factory=QueryDict)


class NotInEdition(LookupError):
    """The address names something that the edition does not hold."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A page that shows these keys of the edition."""

    keys: tuple[str, ...]

    def data(self, asked: Asked) -> dict[str, Any]:
        return {key: asked.document[key] for key in self.keys if key in asked.document}

    def arguments(self, document: Document) -> tuple[tuple[str, ...], ...]:
        return ((),)


@dataclass(frozen=True, slots=True)
class Member:
    """A page for each member of one list; the address names it by its `identity`."""

    key: str
    identity: str

    def data(self, asked: Asked) -> dict[str, Any]:
        wanted = asked.arguments[self.identity]
        members = asked.document.get(self.key, ())
        found = [member for member in members if member[self.identity] == wanted]
        if not found:
            raise NotInEdition(f"{self.key} hold no {wanted}")
        return {self.key: found}

    def arguments(self, document: Document) -> tuple[tuple[str, ...], ...]:
        return tuple((member[self.identity],) for member in document.get(self.key, ()))


@dataclass(frozen=True, slots=True)
class Computed:
    """A page that shows what its query string asks for, or some corner of the edition."""

    compute: Callable[[Asked], Mapping[str, Any]]
    exists: Callable[[Document], bool] = lambda document: True

    def data(self, asked: Asked) -> dict[str, Any]:
        if not self.exists(asked.document):
            raise NotInEdition("The edition has nothing to show here.")
        return dict(self.compute(asked))

    def arguments(self, document: Document) -> tuple[tuple[str, ...], ...]:
        return ((),) if self.exists(document) else ()


Part = Whole | Member | Computed


def whole(*keys: str) -> Whole:
    return Whole(keys)


def _changes(asked: Asked) -> dict[str, Any]:
    try:
        return history.as_data(asked.edition.label, asked.query.get("since"))
    except history.NoSuchEdition as missing:
        raise NotInEdition(str(missing)) from missing


def _compared(asked: Asked) -> dict[str, Any]:
    by_slug = {market["slug"]: market for market in asked.document.get("markets", ())}
    chosen = dict.fromkeys(asked.query.getlist("m"))
    return {"markets": [by_slug[slug] for slug in chosen if slug in by_slug]}


def _instruments(document: Document) -> list[Document]:
    found: list[Document] = document.get("regional", {}).get("instruments", [])
    return found


def _guide(document: Document) -> list[Document]:
    return [each for each in _instruments(document) if each["key"] == GUIDE]


def _singapore(asked: Asked) -> dict[str, Any]:
    shown = ("singapore_role", "singapore_frameworks")
    regional = asked.document.get("regional", {})
    return {"regional": {key: regional[key] for key in shown if key in regional}}


TWINS: dict[str, Part] = {
    HOME: whole("label", "title", "compiled", "notes", "levels", "facts"),
    "frameworks:principle": Member("principles", "key"),
    "frameworks:genai": whole("genai"),
    "frameworks:cross-border": whole("cross_border"),
    "frameworks:annex-a": whole("annex_a"),
    "frameworks:guide": Computed(
        lambda asked: {"regional": {"instruments": _guide(asked.document)}},
        exists=lambda document: bool(_guide(document)),
    ),
    "frameworks:roadmap": whole("roadmap"),
    "frameworks:defa": whole("defa"),
    "frameworks:region": whole("regional"),
    "frameworks:singapore": Computed(_singapore),
    "frameworks:facts": whole("levels", "facts"),
    "frameworks:markets": whole("markets"),
    "frameworks:compare-markets": Computed(_compared),
    "frameworks:market": Member("markets", "slug"),
    "frameworks:crosswalks": whole("crosswalks"),
    "frameworks:crosswalk": Member("crosswalks", "target"),
    "frameworks:glossary": whole("glossary"),
    "frameworks:corrections": whole("summary", "corrections"),
    "frameworks:sources": whole("sources"),
    "frameworks:changes": Computed(_changes),
    "frameworks:search": Computed(lambda asked: finding.as_data(asked.edition, asked.query)),
}


def addresses(document: Document) -> Iterator[str]:
    """The path of every page of the library that has a twin."""
    for name, part in TWINS.items():
        for arguments in part.arguments(document):
            yield reverse(name, args=arguments)


def twin_of(path: str) -> str:
    """The path of a page's twin."""
    return f"{path}index.json" if path == reverse(HOME) else f"{path.rstrip('/')}.json"


def page_of(path: str) -> str:
    """The path of a twin's page."""
    home = reverse(HOME)
    return home if path == twin_of(home) else f"{path.removesuffix('.json')}/"


def address_of(request: HttpRequest) -> str:
    """The whole address of the twin of the page asked for; empty where it has none."""
    match = request.resolver_match
    if match is None or match.view_name not in TWINS:
        return ""
    return address_with_query(request, match.view_name, twin_of(request.path))


def address_with_query(request: HttpRequest, name: str, path: str) -> str:
    """The whole address of a page or its twin, with the query string where the data depends on it."""
    query = request.META.get("QUERY_STRING", "")
    asks = query and isinstance(TWINS[name], Computed)
    return request.build_absolute_uri(f"{path}?{query}" if asks else path)


def sources_in(document: Document, data: object) -> dict[str, Any]:
    """Every source that the data cites, by id, in the order of the edition."""
    cited = set(_cited(data))
    return {each["id"]: each for each in document.get("sources", ()) if each["id"] in cited}


def _cited(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key == "source" and isinstance(inner, list):
                yield from inner
            else:
                yield from _cited(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _cited(inner)
