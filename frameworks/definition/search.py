"""Search in the entries of an edition: words and ids, the beginnings of words, and near misses.

The index lives in memory beside the edition it was made from, so it is the same whatever the
database is, and there is nothing to keep up to date.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, pairwise
from math import log

from frameworks.definition.search_entries import Entry

LONGEST = 100  # characters of a query that are read
TITLE, ALSO, TEXT = 6.0, 3.0, 1.0
EXACT, BEGINNING, NEAR = 1.0, 0.6, 0.4
SHORTEST_BEGINNING = 3
SHORTEST_NEAR = 4
STANDING = {"principle": 1.5, "framework": 1.5, "market": 1.5, "source": 0.6, "crosswalk": 0.7}
ALIKE = 0.75  # of `difflib`: the share of letters two words have in common
EMPTY_WORDS = frozenset(
    """a about an and are as at by do does for from has have how in is it its me of on or our tell
    mean need say that the their there this to us was we what when where which who why with you
    your""".split()  # noqa: SIM905
)

_WORD = re.compile(r"\w+(?:[.\-/]\w+)*")
_PART = re.compile(r"[^\W_]+")
_RUN = re.compile(r"\d+|[^\W\d_]+")  # digits, or letters


@dataclass(frozen=True, slots=True)
class Hit:
    """`words`: what was found in the entry, as the index spells it."""

    entry: Entry
    score: float
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """`asked`: the words that count. `instead`: for a word nobody uses, those that are like it."""

    hits: tuple[Hit, ...]
    asked: tuple[str, ...]
    instead: Mapping[str, tuple[str, ...]]
    has_all: bool  # every hit has all of the words, or what is like them


class Index:
    """Built once for an edition."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        weights: dict[str, dict[int, float]] = defaultdict(dict)
        for number, entry in enumerate(entries):
            title = TITLE * (1 + 1 / len(entry.title.split()))  # a short one says more
            fields = ((entry.text, TEXT), (entry.also, ALSO), (entry.where, ALSO))
            for text, weight in (*fields, (f"{entry.id} {entry.title}", title)):
                for word in words_of(text):
                    weights[word][number] = max(weight, weights[word].get(number, 0.0))
        self._weights = dict(weights)
        self._vocabulary = sorted(self._weights)

    def find(self, query: str) -> Found:
        """Best first. Entries with some of the words, when none has all of them."""
        asked = self._asked(query)
        matches = [self._like(word) for word in asked]
        scores = [self._scores(like) for like in matches]
        common = set.intersection(*(set(each) for each in scores)) if scores else set()
        numbers = common or {number for each in scores for number in each}
        used = frozenset(word for like in matches for word in like)
        hits = [
            Hit(
                self.entries[number],
                sum(each.get(number, 0.0) for each in scores)
                * STANDING.get(self.entries[number].kind, 1.0),
                used & set(words_of(_shown(self.entries[number]))),
            )
            for number in numbers
        ]
        return Found(
            hits=tuple(sorted(hits, key=lambda hit: (-hit.score, hit.entry.id, hit.entry.title))),
            asked=asked,
            instead={
                word: tuple(like)
                for word, like in zip(asked, matches, strict=True)
                if NEAR in like.values()
            },
            has_all=bool(common) or not asked,
        )

    def _asked(self, query: str) -> tuple[str, ...]:
        """The words that count. Two that the edition writes as one are one: Viet Nam."""
        words = list(_whole(query[:LONGEST]))
        for first, second in pairwise(tuple(words)):
            if first + second in self._weights and first in words and second in words:
                words[words.index(first)] = first + second
                words.remove(second)
        words = list(chain.from_iterable(self._cut(word) for word in words))
        words = [each for each in dict.fromkeys(words) if len(each) > 1 or not each.isascii()]
        return tuple(each for each in words if each not in _EMPTY_STEMS) or tuple(words)

    def _cut(self, word: str) -> tuple[str, ...]:
        """A word nobody uses, where letters meet digits or a mark, if they use every part of it."""
        parts = tuple(_stem(part) for part in _RUN.findall(word))
        is_cut = len(parts) > 1 and all(part in self._weights for part in parts)
        is_used = word in self._weights or any(self._beginning_with(word))
        return parts if is_cut and not is_used else (word,)

    def _like(self, word: str) -> Mapping[str, float]:
        """The words of the edition that this one stands for, and how surely."""
        found = dict.fromkeys(self._beginning_with(word), BEGINNING)
        if word in self._weights:
            found[word] = EXACT
        return found or dict.fromkeys(self._near(word), NEAR)

    def _beginning_with(self, word: str) -> Iterator[str]:
        if len(word) < SHORTEST_BEGINNING:
            return
        for place in range(bisect_left(self._vocabulary, word), len(self._vocabulary)):
            if not self._vocabulary[place].startswith(word):
                return
            yield self._vocabulary[place]

    def _near(self, word: str) -> list[str]:
        """Only among words of about that length that share a first or second letter."""
        if len(word) < SHORTEST_NEAR:
            return []
        worth_a_look = [
            each
            for each in self._vocabulary
            if abs(len(each) - len(word)) <= 2 and (each[0] == word[0] or each[1:2] == word[1])
        ]
        return get_close_matches(word, worth_a_look, n=3, cutoff=ALIKE)

    def _scores(self, like: Mapping[str, float]) -> Mapping[int, float]:
        """A rare word says more than a common one."""
        scores: dict[int, float] = {}
        for word, sureness in like.items():
            weights = self._weights[word]
            rarity = log(1 + len(self.entries) / len(weights))
            for number, weight in weights.items():
                scores[number] = max(scores.get(number, 0.0), sureness * rarity * weight)
        return scores


def words_of(text: str) -> Iterator[str]:
    """Each word as the index spells it; of `TRA-04` and `ISO/IEC`, the parts too."""
    for word in _WORD.findall(_plain(text)):
        parts = _PART.findall(word)
        if len(parts) > 1:
            yield word
        yield from (_stem(part) for part in parts)


def pieces(text: str, words: frozenset[str]) -> tuple[tuple[str, bool], ...]:
    """A text cut into pieces: each with whether it is one of the words."""
    cut: list[tuple[str, bool]] = []
    end = 0
    for match in _WORD.finditer(text):
        if words.intersection(words_of(match.group())):
            cut += [(text[end : match.start()], False), (match.group(), True)]
            end = match.end()
    return tuple(piece for piece in (*cut, (text[end:], False)) if piece[0])


def excerpt(text: str, words: frozenset[str], *, length: int) -> str:
    """The part of a text in which the words are first met, cut between words."""
    if len(text) <= length:
        return text
    first = next(
        (each.start() for each in _WORD.finditer(text) if words & set(words_of(each.group()))), 0
    )
    start = 0 if first < length // 2 else text.rfind(" ", 0, first - length // 4) + 1
    end = text.rfind(" ", start, start + length)
    cut = text[start : end if end > start else start + length]
    return f"{'… ' if start else ''}{cut}{' …' if start + len(cut) < len(text) else ''}"


def _whole(query: str) -> Iterable[str]:
    """An id is one word here: who asks for TRA-04 wants no other."""
    for word in _WORD.findall(_plain(query)):
        yield word if len(_PART.findall(word)) > 1 else _stem(word)


def _plain(text: str) -> str:
    """Without marks on Latin letters and without capitals."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in spread if not ("\u0300" <= each <= "\u036f"))


def _stem(word: str) -> str:
    """Plural and singular are one word."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _shown(entry: Entry) -> str:
    return f"{entry.id} {entry.title} {entry.text} {entry.where}"


_EMPTY_STEMS = frozenset(_stem(word) for word in EMPTY_WORDS)
