"""Where the library stands, and how to make its addresses lead elsewhere for a while.

An address that names its edition leads to the same words for good:
`docs/decisions/0015-every-edition-has-addresses-of-its-own.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import cast

from django.conf import settings
from django.urls import (
    URLPattern,
    URLResolver,
    get_resolver,
    get_script_prefix,
    get_urlconf,
    include,
    path,
    reverse,
    set_urlconf,
)

Patterns = tuple[URLPattern | URLResolver, ...]


def library_home(language: str = "") -> str:
    """Of the newest edition, wherever other addresses of the library lead at the moment."""
    if language:
        return reverse("frameworks:in-language", args=[language], urlconf=settings.ROOT_URLCONF)
    return reverse("frameworks:library", urlconf=settings.ROOT_URLCONF)


def home_of(label: str) -> str:
    """Of the edition of this label. The newest one is led on from there."""
    return reverse("issued:home", args=[label], urlconf=settings.ROOT_URLCONF)


def permanent(address: str, label: str) -> str:
    """The same page of the library with its edition named."""
    if address.startswith(home_of(label)):
        return address
    return f"{home_of(label)}{address.removeprefix(library_home())}"


def library_of(label: str) -> AbstractContextManager[Patterns]:
    """Lead every address of the library, as long as this lasts, to the edition of this label."""
    return library_at(home_of(label))


@contextmanager
def library_at(home: str) -> Iterator[Patterns]:
    """Lead every address of the library, as long as this lasts, to the same below `home`."""
    before, patterns = get_urlconf(), _patterns(home)
    set_urlconf(patterns)  # type: ignore[arg-type]  # patterns will do, as in ROOT_URLCONF's module
    try:
        yield patterns
    finally:
        set_urlconf(before)


@cache
def _patterns(home: str) -> Patterns:
    """Those of the project, with the library's own in front at another place."""
    root = cast("Sequence[URLPattern | URLResolver]", get_resolver().url_patterns)
    return (path(home.removeprefix(get_script_prefix()), include("frameworks.urls")), *root)
