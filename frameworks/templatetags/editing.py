"""How the forms of records are shown: what is chosen before what is not, and rows of tags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import template
from django.forms.boundfield import BoundField, BoundWidget

from frameworks.forms.fields import TAG_KINDS, TagRows

register = template.Library()
ALL_SHOWN = 8  # so many choices need no folding


@dataclass(frozen=True, slots=True)
class Choices:
    """Those of a field: in sight, and folded away."""

    shown: tuple[BoundWidget, ...]
    folded: tuple[BoundWidget, ...]

    @property
    def none_shown(self) -> bool:
        return not self.shown


@dataclass(frozen=True, slots=True)
class TagRow:
    number: int
    name: str
    kind: str
    value: str
    kinds: tuple[tuple[str, str], ...] = TAG_KINDS

    @property
    def is_spare(self) -> bool:
        return not self.name and not self.value


@register.filter
def choices(field: BoundField) -> Choices:
    every = tuple(field.subwidgets)
    if len(every) <= ALL_SHOWN:
        return Choices(every, ())
    chosen = tuple(each for each in every if each.data["selected"])
    return Choices(chosen, tuple(each for each in every if each not in chosen))


@register.filter
def tag_rows(field: BoundField) -> Iterator[TagRow]:
    for number, (name, kind, value) in enumerate(TagRows.rows(field.value())):
        yield TagRow(number, name, kind, value)
