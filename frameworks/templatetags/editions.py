"""How the pages for content editors say who, and how long ago."""

from __future__ import annotations

import datetime

from django import template
from django.utils import timezone

register = template.Library()

DAYS_OF_MONTH, DAYS_OF_YEAR = 30, 365


@register.filter
def age(date: str) -> str:
    """How old a fact is whose date is known to the day, the month or the year: "3 months old"."""
    first = date + "-01-01"[max(0, len(date) - 4) :]
    days = (timezone.localdate() - datetime.date.fromisoformat(first)).days
    if days < 1:
        return "of today"
    if days < 2 * DAYS_OF_MONTH:
        return _old(days, "day")
    if days < 2 * DAYS_OF_YEAR:
        return _old(days // DAYS_OF_MONTH, "month")
    return _old(days // DAYS_OF_YEAR, "year")


def _old(number: int, word: str) -> str:
    return f"{number} {word} old" if number == 1 else f"{number} {word}s old"
