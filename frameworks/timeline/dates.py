"""Dates as the content writes them: "2021-10", "16-17 January 2025", "2025-2030", or words."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Exactness = Literal["day", "month", "year", "period"]

_MONTHS = [name for name in month_name if name]
_DATE = re.compile(
    rf"(?P<first>\d{{1,2}})-(?P<last>\d{{1,2}}) (?P<name>{'|'.join(_MONTHS)}) (?P<of>\d{{4}})"
    r"|(?<!\d)(?P<since>\d{4})-(?P<until>\d{4})(?!\d)"
    r"|(?<!\d)(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-3]\d))?)?(?![\d-])"
)
_OPEN = re.compile(r"\b(about|after|early|from|late|or)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From the first to the last day that a date can mean."""

    start: date
    end: date
    exactness: Exactness

    @property
    def middle(self) -> date:
        return self.start + (self.end - self.start) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One date of a text, with the words around it."""

    text: str
    span: Span | None  # None where the words name no date
    is_planned: bool
    is_open: bool  # "about", "from", "or": no more than a hint


def occasions(text: str) -> tuple[Occasion, ...]:
    """One for each part between semicolons. Several dates in one part make one span."""
    return tuple(_occasion(part.strip()) for part in text.split(";") if part.strip())


def _occasion(part: str) -> Occasion:
    return Occasion(
        text=part,
        span=_span(list(_spans(part))),
        is_planned="planned" in part.casefold(),
        is_open=_OPEN.search(part) is not None,
    )


def _span(found: list[Span]) -> Span | None:
    if not found:
        return None
    start, end = min(span.start for span in found), max(span.end for span in found)
    return Span(start=start, end=end, exactness=found[0].exactness)


def _spans(text: str) -> Iterator[Span]:
    for match in _DATE.finditer(text):
        try:
            yield _read(match)
        except ValueError:  # 31 June: words, not a date
            continue


def _read(match: re.Match[str]) -> Span:
    if match["name"]:
        year, month = int(match["of"]), _MONTHS.index(match["name"]) + 1
        start, end = (date(year, month, int(match[day])) for day in ("first", "last"))
        return Span(start=start, end=end, exactness="day")
    if match["since"]:
        start, end = date(int(match["since"]), 1, 1), date(int(match["until"]), 12, 31)
        return Span(start=start, end=end, exactness="period")
    return _partial(int(match["year"]), match["month"], match["day"])


def _partial(year: int, month: str | None, day: str | None) -> Span:
    if month is None:
        return Span(start=date(year, 1, 1), end=date(year, 12, 31), exactness="year")
    number = int(month)
    if day is None:
        last = monthrange(year, number)[1]
        start, end = date(year, number, 1), date(year, number, last)
        return Span(start=start, end=end, exactness="month")
    exact = date(year, number, int(day))
    return Span(start=exact, end=exact, exactness="day")
