"""What of another framework our parts correspond to: by principle, question, Annex A, dimension.

A part is what the matrix has a column for: a principle, the GenAI supplement, the section
on several markets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from frameworks.definition import (
    CROSS_BORDER,
    AnnexAItem,
    Crosswalk,
    CrosswalkItem,
    Edition,
    GenaiDimension,
    Principle,
    Question,
)

GENAI = "genai"


@dataclass(frozen=True, slots=True)
class Part:
    key: str  # names its icon, too
    name: str
    short_name: str
    href: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """An item of theirs that a part touches: as a whole, through questions, or both."""

    item: CrosswalkItem
    is_whole: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class PartMatches:
    """All that one part touches of one framework, in the order of the framework."""

    part: Part
    crosswalk: Crosswalk
    touched: tuple[Touched, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An item of theirs, and everything of ours that touches it."""

    item: CrosswalkItem
    principles: tuple[Principle, ...]
    questions: tuple[Question, ...]
    annex_a: tuple[AnnexAItem, ...]
    dimensions: tuple[GenaiDimension, ...]

    @property
    def is_matched(self) -> bool:
        return bool(self.principles or self.questions or self.annex_a or self.dimensions)


def parts_of(edition: Edition) -> tuple[Part, ...]:
    principles = (part_of(principle) for principle in edition.principles)
    genai = Part(
        GENAI,
        edition.genai.title,
        "Generative AI",
        reverse("frameworks:genai"),
        edition.genai.questions,
    )
    borders = Part(
        CROSS_BORDER,
        edition.cross_border.title,
        "Across borders",
        reverse("frameworks:cross-border"),
        edition.cross_border.questions,
    )
    return (*principles, genai, borders)


def part_of(principle: Principle) -> Part:
    href = reverse("frameworks:principle", args=[principle.key])
    return Part(principle.key, principle.name, principle.short_name, href, principle.questions)


def matches_of_part(edition: Edition, part: Part, crosswalk: Crosswalk) -> PartMatches:
    whole = _whole(edition, part, crosswalk)
    touched = (
        Touched(item, item.id in whole, _asking(part.questions, crosswalk.target, item.id))
        for item in crosswalk.items
    )
    kept = tuple(each for each in touched if each.is_whole or each.questions)
    return PartMatches(part, crosswalk, kept)


def rows_of(edition: Edition, crosswalk: Crosswalk) -> list[Row]:
    target = crosswalk.target
    return [
        Row(
            item,
            tuple(
                principle
                for principle in edition.principles
                if item.id in crosswalk.principles.get(principle.key, ())
            ),
            _asking(edition.questions, target, item.id),
            tuple(a for a in edition.annex_a if item.id in a.crosswalk.get(target, ())),
            tuple(d for d in edition.genai.dimensions if item.id in d.crosswalk.get(target, ())),
        )
        for item in crosswalk.items
    ]


def _whole(edition: Edition, part: Part, crosswalk: Crosswalk) -> set[str]:
    """The items that a part touches as a whole; of the supplement, those of its dimensions."""
    if part.key == GENAI:
        return set(_ids(crosswalk.target, (d.crosswalk for d in edition.genai.dimensions)))
    return set(crosswalk.principles.get(part.key, ()))


def _ids(target: str, crosswalks: Iterator[Mapping[str, tuple[str, ...]]]) -> Iterator[str]:
    for each in crosswalks:
        yield from each.get(target, ())


def _asking(questions: tuple[Question, ...], target: str, id: str) -> tuple[Question, ...]:
    return tuple(q for q in questions if id in q.crosswalk.get(target, ()))
