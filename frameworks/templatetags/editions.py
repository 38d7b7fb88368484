"""How the pages for content editors say who, and how long ago."""

from __future__ import annotations

import datetime

from django import template
from django.utils import timezone

from frameworks.freshness import span

register = template.Library()


@register.filter
def age(date: str) -> str:
    """How old a fact is whose date is known to the day, the month or the year: "3 months old"."""
    first = date + "-01-01"[max(0, len(date) - 4) :]
    days = (timezone.localdate() - datetime.date.fromisoformat(first)).days
    return f"{span(days)} old" if days > 0 else "today"


@register.filter
def at_a_word(text: object, most: int) -> str:
    """The text, or as many whole words of it as fit into so many characters."""
    said = str(text)
    if len(said) <= most:
        return said
    kept, gap, _ = said[:most].rpartition(" ")
    return f"{(kept if gap else said[: most - 1]).rstrip(' ,;:.')}…"
