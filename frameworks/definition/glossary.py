"""Words a reader may not know: what each means, and where one occurs in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from frameworks.definition.common import Sourced

_GAP = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryTerm:
    key: str
    term: str
    also: tuple[str, ...] = ()  # other spellings and endings that mean the same
    meaning: str
    is_ours: bool = False  # a word of this scorecard: explained, never looked for in content
    provenance: Sourced | None = None  # where the meaning claims something about the world

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.term, *self.also)


@dataclass(frozen=True)
class Glossary:
    """Finds its terms in texts: whole words in any case, the longest spelling first."""

    terms: tuple[GlossaryTerm, ...]

    def terms_in(self, *texts: str) -> tuple[GlossaryTerm, ...]:
        """Each term once, in the order a reader meets them. A hyphen counts as a space."""
        found: dict[str, GlossaryTerm] = {}
        for text in texts if self._by_spelling else ():
            for match in self._pattern.finditer(text):
                if term := self._by_spelling.get(normal(match[0])):
                    found.setdefault(term.key, term)
        return tuple(found.values())

    @cached_property
    def _by_spelling(self) -> dict[str, GlossaryTerm]:
        looked_for = (term for term in self.terms if not term.is_ours)
        return {normal(spelling): term for term in looked_for for spelling in term.spellings}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = _alternatives(self._by_spelling)
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def normal(spelling: str) -> str:
    """The same for spellings that a reader would call the same word."""
    return _GAP.sub(" ", spelling.strip()).casefold()


def _alternatives(spellings: Iterable[str]) -> str:
    longest_first = sorted(spellings, key=len, reverse=True)
    return "|".join(r"[\s-]+".join(map(re.escape, each.split(" "))) for each in longest_first)
