"""How the pages for content editors say who, and how long ago."""

from __future__ import annotations

import datetime

from django import template
from django.utils import timezone

register = template.Library()

DAYS_OF_MONTH, DAYS_OF_YEAR = 30, 365


@register.filter
def age(date: str) -> str:
    """How old a fact is whose date is known to the day, the month or the year: "3 months"."""
    first = date + "-01-01"[max(0, len(date) - 4) :]
    days = (timezone.localdate() - datetime.date.fromisoformat(first)).days
    if days < 1:
        return "today"
    if days < 2 * DAYS_OF_MONTH:
        return _plural(days, "day")
    if days < 2 * DAYS_OF_YEAR:
        return _plural(days // DAYS_OF_MONTH, "month")
    return _plural(days // DAYS_OF_YEAR, "year")


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
