"""The words of two editions with what differs marked as removed and as put in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from frameworks.word_differences import Pieces, lines_compared

register = template.Library()


@dataclass(frozen=True, slots=True)
class Marked:
    """The lines of each, as HTML."""

    before: tuple[SafeString, ...]
    after: tuple[SafeString, ...]


@register.simple_tag
def marked(change: Any) -> Marked:
    """Anything with a text or lines `before` and `after`. What came, went or moved needs no marks."""
    before, after = _lines(change.before), _lines(change.after)
    if not (before and after) or getattr(change, "kind", "changed") != "changed":
        return Marked(_plain(before), _plain(after))
    old, new = lines_compared(before, after)
    return Marked(_with("del", old), _with("ins", new))


def _lines(said: str | Sequence[str]) -> tuple[str, ...]:
    if isinstance(said, str):
        return (said,) if said else ()
    return tuple(said)


def _plain(lines: Iterable[str]) -> tuple[SafeString, ...]:
    return tuple(format_html("{}", line) for line in lines)


def _with(tag: str, lines: Iterable[Pieces]) -> tuple[SafeString, ...]:
    marks = {True: (SafeString(f"<{tag}>"), SafeString(f"</{tag}>")), False: ("", "")}
    return tuple(
        format_html_join(
            "", "{}{}{}", ((marks[p.is_changed][0], p.text, marks[p.is_changed][1]) for p in line)
        )
        for line in lines
    )
