"""The form of single values: ids that are safe as file names, real dates, web addresses."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from frameworks.definition import Source
from frameworks.parsing.problems import KeyPath, Problem


@dataclass(frozen=True, slots=True)
class Form:
    pattern: str
    words: str

    def problems(self, text: str, path: KeyPath) -> Iterator[Problem]:
        if not re.fullmatch(self.pattern, text):
            yield Problem(path, f"must be {self.words}, not “{text}”")


LABEL = Form(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", "a label such as 2026.1, up to 40 characters")
KEY = Form(r"[a-z][a-z0-9_]{0,49}", "lower-case letters, digits and underscores")
SLUG = Form(r"[a-z0-9]+(-[a-z0-9]+)*", "lower-case letters and digits joined by hyphens")
PREFIX = Form(r"[A-Z][A-Z0-9]*", "capital letters and digits")
MARKET_CODE = Form(r"[A-Z]{2}", "two capital letters")
QUESTION_ID = Form(r"[A-Z][A-Z0-9]*-[0-9]{2,3}", "capitals, a hyphen and a number, such as TRA-01")


def choice_problems(code: str, known: Collection[str], path: KeyPath) -> Iterator[Problem]:
    if code not in known:
        yield Problem(path, f"must be one of {', '.join(known)}, not “{code}”")


def date_problems(text: str, path: KeyPath) -> Iterator[Problem]:
    """A whole day: 2026-05-30."""
    if not _is_date(text):
        yield Problem(path, f"must be a real date such as 2026-05-30, not “{text}”")


def partial_date_problems(text: str, path: KeyPath) -> Iterator[Problem]:
    """A day, a month or a year, or nothing."""
    first_day = text + "-01-01"[max(0, len(text) - 4) :]
    if text and not _is_date(first_day):
        words = "must be a date such as 2026-05-30, 2026-05 or 2026"
        yield Problem(path, f"{words}, not “{text}”")


def url_problems(source: Source, path: KeyPath) -> Iterator[Problem]:
    if not source.url:
        if source.quality != "common_summary":
            yield Problem((*path, "url"), "is missing: only the common summary has no address")
    elif not _is_web_address(source.url):
        yield Problem((*path, "url"), "must be a web address that starts with https:// or http://")


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    plain = not re.search(r"[\s\"<>\\]", text)
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname)
