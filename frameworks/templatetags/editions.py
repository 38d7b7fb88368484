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
    return f"{span(days)} old" if days > 0 else "of today"
