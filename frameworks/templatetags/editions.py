"""How the pages for content editors say who, and how long ago."""

from __future__ import annotations

import datetime

from django import template
from django.utils import timezone

from frameworks.freshness import Freshness

register = template.Library()

DAYS_OF_MONTH, DAYS_OF_YEAR = 30, 365


@register.filter
def age(date: str) -> str:
    """How old a fact is whose date is known to the day, the month or the year: "3 months old"."""
    first = date + "-01-01"[max(0, len(date) - 4) :]
    days = (timezone.localdate() - datetime.date.fromisoformat(first)).days
    return f"{_span(days)} old" if days > 0 else "of today"


@register.filter
def age_of(fact: Freshness) -> str:
    """No more exact than the date is: "up to 11 months old" where only the year is known."""
    if fact.as_of_precision == "checked":
        return f"last read {_span(fact.days)} ago" if fact.days else "last read today"
    if not fact.days:
        return "of today"
    return f"{'up to ' if fact.is_vague else ''}{_span(fact.days)} old"


@register.filter
def at_a_word(text: object, most: int) -> str:
    """The text, or as many whole words of it as fit into so many characters."""
    said = str(text)
    if len(said) <= most:
        return said
    kept, gap, _ = said[:most].rpartition(" ")
    return f"{(kept if gap else said[: most - 1]).rstrip(' ,;:.')}…"


def _span(days: int) -> str:
    if days < 2 * DAYS_OF_MONTH:
        return _count(days, "day")
    if days < 2 * DAYS_OF_YEAR:
        return _count(days // DAYS_OF_MONTH, "month")
    return _count(days // DAYS_OF_YEAR, "year")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
