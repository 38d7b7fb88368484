"""How pages of the library point at the texts of the region, and mark how sure a date is."""

from __future__ import annotations

from django import template
from django.urls import reverse

from frameworks.definition import Edition
from frameworks.tally import EXPANDED_GUIDE, GUIDE, ROADMAP
from frameworks.timeline import Event, Row, legend_mark
from frameworks.timeline.drawing import CERTAINTY, Svg

register = template.Library()

PAGES = {
    GUIDE: "frameworks:guide",
    EXPANDED_GUIDE: "frameworks:genai",
    ROADMAP: "frameworks:roadmap",
}


@register.filter
def instrument_href(key: str) -> str:
    """The page of an instrument that has one, else its place among the others."""
    return reverse(PAGES[key]) if key in PAGES else f"{reverse('frameworks:region')}#{key}"


@register.filter
def has_own_page(key: str) -> bool:
    return key in PAGES


@register.filter
def row_href(row: Row) -> str:
    if row.kind == "market":
        return reverse("frameworks:market", args=[row.key])
    return reverse("frameworks:defa") if row.kind == "defa" else instrument_href(row.key)


@register.filter
def certainty_words(event: Event) -> str:
    words = CERTAINTY[event.certainty]
    return words[:1].upper() + words[1:]


@register.simple_tag
def time_mark(shape: str) -> Svg:
    return legend_mark(shape)


@register.filter
def holds_guide(edition: Edition) -> bool:
    """Whether the edition says something of the Guide as a whole, and so has a page for it."""
    return any(each.key == GUIDE for each in edition.regional.instruments)
