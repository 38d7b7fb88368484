"""From a page of an older edition to the same page of the newest."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import Resolver404, get_script_prefix, resolve

from frameworks import twins
from frameworks.addresses import library_home
from frameworks.models import Edition
from frameworks.parsing import to_document
from frameworks.translating import languages_of
from frameworks.views.readings import ENGLISH, Reading


@dataclass(frozen=True, slots=True)
class InNewest:
    """Where to go on: to the page, or to the home of the library where it has no such page."""

    label: str
    href: str
    is_same_page: bool


def in_newest(newest: Edition, reading: Reading, query: str) -> InNewest:
    """In the language read, where the newest edition says something in it."""
    is_said = reading.language in languages_of(newest.definition)
    home = library_home(reading.language if is_said else ENGLISH)
    if not _holds(newest, f"{library_home()}{reading.below}"):
        return InNewest(newest.label, home, is_same_page=False)
    page = f"{home}{reading.below}"
    return InNewest(newest.label, f"{page}?{query}" if query else page, is_same_page=True)


def _holds(edition: Edition, page: str) -> bool:
    try:
        match = resolve(f"/{page.removeprefix(get_script_prefix())}", settings.ROOT_URLCONF)
    except Resolver404:
        return False
    part = twins.TWINS.get(match.view_name)
    if part is None:
        return False
    return tuple(match.kwargs.values()) in part.arguments(to_document(edition.definition))
