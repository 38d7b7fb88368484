"""In which language a page of the library is asked for, and where it stands in the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest
from django.urls import reverse

from frameworks import definition
from frameworks.definition import LANGUAGES
from frameworks.models import Edition
from frameworks.translating import languages_of

ENGLISH = ""
ENGLISH_NAMES = ("English", "English")


@dataclass(frozen=True, slots=True)
class Reading:
    """A page of the library in a language; `homes`: where the library begins in each."""

    language: str
    homes: Mapping[str, str]
    below: str  # the rest of the address, the same in every language

    def path_in(self, language: str) -> str:
        return f"{self.homes[language]}{self.below}"


@dataclass(frozen=True, slots=True)
class Version:
    """A page in English or in a language of the edition, as readers choose among them."""

    code: str  # BCP 47
    name: str  # in English
    own_name: str
    href: str
    is_shown: bool
    place: str = ""  # the whole address, without a query string


def homes() -> Mapping[str, str]:
    others = {code: reverse("frameworks:in-language", args=[code]) for code in LANGUAGES}
    return {ENGLISH: reverse("frameworks:library"), **others}


def reading_of(request: HttpRequest) -> Reading:
    """As the way in to another language left it with the request; English otherwise."""
    found: Reading | None = getattr(request, "reading", None)
    if found:
        return found
    begins = homes()
    return Reading(ENGLISH, begins, request.path.removeprefix(begins[ENGLISH]))


def content_in(edition: Edition, language: str) -> definition.Edition:
    """What the edition says in a language. 404 where it says nothing in it."""
    if language and language not in languages_of(edition.definition):
        raise Http404("The edition has no texts in this language.")
    return edition.reading(language)


def versions_of(
    request: HttpRequest, edition: definition.Edition, reading: Reading
) -> tuple[Version, ...]:
    """Of a page of the library."""
    query = request.META.get("QUERY_STRING", "")

    def href(language: str) -> str:
        path = reading.path_in(language)
        return f"{path}?{query}" if query else path

    return tuple(
        replace(
            _version(language, href, reading.language),
            place=request.build_absolute_uri(reading.path_in(language)),
        )
        for language in _offered(edition)
    )


def versions_by(
    href: Callable[[str], str], edition: definition.Edition, shown: str
) -> tuple[Version, ...]:
    """Of any page, by its address in each language."""
    return tuple(_version(language, href, shown) for language in _offered(edition))


def _offered(edition: definition.Edition) -> tuple[str, ...]:
    """English and each language of the edition; nothing where there is English alone."""
    languages = languages_of(edition)
    return (ENGLISH, *languages) if languages else ()


def _version(language: str, href: Callable[[str], str], shown: str) -> Version:
    name, own_name = LANGUAGES.get(language, ENGLISH_NAMES)
    return Version(language or "en", name, own_name, href(language), language == shown)
