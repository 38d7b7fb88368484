"""The ids an edition defines, so that what refers to one can be checked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from frameworks.definition import DERIVED_FACTS, Edition
from frameworks.parsing.problems import KeyPath, Problem
from frameworks.parsing.structure import did_you_mean


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Ids of one kind. None: they could not all be read, so no reference can be called wrong."""

    noun: str
    ids: frozenset[str | int] | None

    def unknown(self, id: str | int, path: KeyPath) -> Iterator[Problem]:
        if self.ids is None or id in self.ids:
            return
        words = frozenset(str(known) for known in self.ids)
        yield Problem(path, f"names an unknown {self.noun}, “{id}”{did_you_mean(str(id), words)}")

    def all_unknown(self, ids: Collection[str | int], path: KeyPath) -> Iterator[Problem]:
        """Problems of a list: unknown ids, and ids that are named twice."""
        seen: set[str | int] = set()
        for position, id in enumerate(ids):
            if id in seen:
                yield Problem((*path, position), f"names the {self.noun} “{id}” a second time")
            seen.add(id)
            yield from self.unknown(id, (*path, position))


@dataclass(frozen=True, slots=True)
class Catalogues:
    facts: Catalogue
    principles: Catalogue
    questions: Catalogue
    dimensions: Catalogue
    annex_a: Catalogue
    tiers: Catalogue
    markets: Catalogue
    corrections: Catalogue
    sources: Catalogue
    targets: Catalogue
    items: dict[str, Catalogue]  # of each crosswalk, by its target


def catalogues_of(edition: Edition, broken: frozenset[KeyPath]) -> Catalogues:
    """Collect every id; `broken` says which lists could not be read in full."""

    def of(noun: str, rows: Collection[Any], *path: str | int, id: str = "id") -> Catalogue:
        whole = not _is_broken(path, len(rows), id, broken)
        return Catalogue(noun, frozenset(getattr(row, id) for row in rows) if whole else None)

    facts = of("fact", edition.facts, "facts", id="key")
    return Catalogues(
        facts=Catalogue("fact", None if facts.ids is None else facts.ids | set(DERIVED_FACTS)),
        principles=of("principle", edition.principles, "principles", id="key"),
        questions=_questions(edition, broken),
        dimensions=of("dimension", edition.genai.dimensions, "genai", "dimensions", id="key"),
        annex_a=of("Annex A item", edition.annex_a, "annex_a"),
        tiers=of("roadmap tier", edition.roadmap.tiers, "roadmap", "tiers", id="tier"),
        markets=of("market", edition.markets, "markets", id="code"),
        corrections=of("correction", edition.corrections, "corrections", id="number"),
        sources=of("source", edition.sources, "sources"),
        targets=of("crosswalk", edition.crosswalks, "crosswalks", id="target"),
        items={
            row.target: of(f"item of {row.target}", row.items, "crosswalks", position, "items")
            for position, row in enumerate(edition.crosswalks)
        },
    )


def _questions(edition: Edition, broken: frozenset[KeyPath]) -> Catalogue:
    lists: list[tuple[KeyPath, int]] = [
        (("principles", n, "questions"), len(principle.questions))
        for n, principle in enumerate(edition.principles)
    ]
    lists.append((("genai", "questions"), len(edition.genai.questions)))
    lists.append((("cross_border", "questions"), len(edition.cross_border.questions)))
    if any(_is_broken(path, length, "id", broken) for path, length in lists):
        return Catalogue("question", None)
    return Catalogue("question", frozenset(question.id for question in edition.questions))


def _is_broken(path: KeyPath, length: int, id: str, broken: frozenset[KeyPath]) -> bool:
    """Whether the list at `path`, one of its rows or the id of a row could not be read."""
    above = (path[:end] for end in range(len(path) + 1))
    rows = ((*path, position) for position in range(length))
    return any(p in broken for p in above) or any(
        row in broken or (*row, id) in broken for row in rows
    )
