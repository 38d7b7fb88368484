"""The printed report in a browser, whose policy allows no style sheet made on the way."""

from __future__ import annotations

import re

from django.templatetags.static import static
from django.utils.html import format_html

from scorecard.reports.as_pdf import COLOURS, INK

_GLYPH = re.compile(r'<span class="(g(?: g--big)? g--([\w-]+))"></span>')


def with_glyphs(markup: str) -> str:
    """In print a glyph is a background; here it is the sprite's own picture."""
    return _GLYPH.sub(_picture, markup)


def _picture(found: re.Match[str]) -> str:
    classes, name = found.groups()
    sprite = static("img/icons.svg")
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" color="{}" aria-hidden="true" focusable="false">'
        '<use href="{}#i-{}"/></svg>',
        classes,
        COLOURS.get(name, INK),
        sprite,
        name,
    )
