"""The words of the cells: what a list offers, and what people write instead of choosing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from frameworks.definition import Edition
from scorecard.models import ObligationResponse
from scorecard.models.responses import Evidence
from scorecard.scoring.types import DONT_KNOW, NOT_APPLICABLE
from scorecard.spreadsheet import tidy

CRITICAL, GOOD_EVIDENCE = "Critical", "Good evidence"
QUESTIONS, OBLIGATIONS, README, MACHINE = "Questions", "Obligations", "Read me", "machine"
ID, ANSWER, REASON, NOTE, EVIDENCE = "Id", "Answer", "Reason", "Note", "Evidence"
FORMAT = "scorecard-workbook/1"

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`\u00b4]")
_MARKS = re.compile(r"[\s!-/:-@\[-`{-~\u2010-\u2015]+")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

_ALSO_DONT_KNOW = ("do not know", "unknown")
_ALSO_NOT_APPLICABLE = ("n/a", "na", "not applicable to us")
_ALSO_BLANK = ("not answered", "no answer", "no answer yet", "-")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one column: `offered` in its list, by value; `also`: other ways to say them."""

    offered: Mapping[str, str]
    also: Mapping[str, str] = field(default_factory=dict)

    def value_of(self, words: str) -> str | None:
        """What the words mean: empty when nothing was chosen, None when it is not known."""
        plain = _plain(words)
        known = {_plain(word): value for word, value in self.also.items()}
        known |= {_plain(word): value for value, word in self.offered.items()}
        return known.get(plain) if plain else ""

    def without(self, value: str) -> Vocabulary:
        offered = {key: word for key, word in self.offered.items() if key != value}
        return Vocabulary(offered, {word: key for word, key in self.also.items() if key != value})

    @property
    def choices(self) -> str:
        return "; ".join(self.offered.values())


def answers_of(edition: Edition) -> Vocabulary:
    levels = {str(number): f"{number} {level.name}" for number, level in enumerate(edition.levels)}
    offered = levels | {DONT_KNOW.value: "Don't know", NOT_APPLICABLE.value: "Not applicable"}
    also = _each(_ALSO_BLANK, "") | _others(DONT_KNOW.value)
    for number, level in enumerate(edition.levels):
        also |= _each((str(number), level.name, f"level {number}"), str(number))
    return Vocabulary(offered, also)


def states() -> Vocabulary:
    state = ObligationResponse.State
    offered = {each.value: str(each.label) for each in state if each is not state.BLANK}
    also = _each(_ALSO_BLANK, "") | _others(state.UNKNOWN.value)
    also |= _each(("partly", "partial", "partially met"), state.PARTIAL.value)
    also |= _each(("unmet",), state.UNMET.value)
    return Vocabulary(offered, also)


def evidence() -> Vocabulary:
    offered = {str(grade.value): f"{grade.value} {grade.label}" for grade in Evidence}
    also = {str(grade.label): str(grade.value) for grade in Evidence}
    also |= {str(grade.value): str(grade.value) for grade in Evidence}
    return Vocabulary(offered, also)


def from_cell(value: object) -> str:
    """What a cell shows, as text: a whole number has no decimals, a date is written ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date | time):
        return value.isoformat()
    return tidy(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value)))


def _plain(words: str) -> str:
    """Without what people type differently: case, apostrophes, marks between words, spaces."""
    bare = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", words)).casefold()
    return _MARKS.sub(" ", bare).strip()


def _each(words: Iterable[str], value: str) -> dict[str, str]:
    return dict.fromkeys(words, value)


def _others(dont_know: str) -> dict[str, str]:
    return _each(_ALSO_DONT_KNOW, dont_know) | _each(_ALSO_NOT_APPLICABLE, NOT_APPLICABLE.value)
