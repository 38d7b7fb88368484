"""Search in the entries of an edition: words and ids, the beginnings of words, and near misses.

The index lives in memory beside the edition it was made from, so it is the same whatever the
database is, and there is nothing to keep up to date.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, islice, pairwise
from math import log

from frameworks.definition.search_entry import Entry
from frameworks.definition.search_words import (
    COMPARING_STEMS,
    EMPTY_STEMS,
    PART,
    RUN,
    plain,
    roots,
    runs,
    spelt,
    stem,
    whole,
    words_of,
)

LONGEST = 100  # characters of a query that are read
TITLE, ALSO, TEXT, MORE = 6.0, 3.0, 1.0, 0.5
EXACT, BEGINNING, NEAR = 1.0, 0.6, 0.4
SHORTEST_BEGINNING = 3
SHORTEST_NEAR = 4
STANDING = {
    "principle": 1.5,
    "framework": 1.5,
    "market": 1.5,
    "source": 0.6,
    "crosswalk": 0.7,
    "floor": 0.7,
    "claim": 0.5,
}
ALIKE = 0.75  # of `difflib`: the share of letters two words have in common
SHORTEST_SLIP = 5  # letters of a name with a slip in it, or of its beginning
TEXTS_READ = 50  # to see how a word is written

Scores = Mapping[int, float]  # by number of the entry
Named = Mapping[int, tuple[str, ...]]  # the words that name a market, by number of its entry


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
    named: tuple[Entry, ...] = ()  # markets, where the query names more than one


class Index:
    """Built once for an edition."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        weights: dict[str, dict[int, float]] = defaultdict(dict)
        for number, entry in enumerate(entries):
            title = TITLE * (1 + 1 / len(entry.title.split()))  # a short one says more
            fields = (
                (entry.more, MORE),
                (entry.text, TEXT),
                (f"{entry.also} {entry.where}", ALSO),
                (f"{entry.id} {entry.title}", title),
            )
            for text, weight in fields:
                for word in words_of(text):
                    weights[word][number] = max(weight, weights[word].get(number, 0.0))
        self._weights = dict(weights)
        self._vocabulary = sorted(self._weights)
        self._ids = {runs(entry.id): tuple(whole(entry.id)) for entry in entries if entry.id}
        self._names = {
            " ".join(stem(part) for part in PART.findall(plain(name))): number
            for number, entry in enumerate(entries)
            for name in entry.names.splitlines()
        }
        self._longest_name = max((len(name.split()) for name in self._names), default=1)

    def find(self, query: str) -> Found:
        """Best first. Entries with some of the words, when none has all of them.

        Several names of markets are not asked for together, but one or the other.
        """
        words = self._asked(query)
        named = self._named(words)
        asked = tuple(word for word in words if not (named and word in COMPARING_STEMS))
        likes = {word: self._like(word) for word in asked}
        scores = {word: self._scores(like) for word, like in likes.items()}
        needed = _needed(scores, named)
        common = set.intersection(*(set(each) for each in needed)) if needed else set()
        numbers = common or {number for each in needed for number in each}
        used = frozenset(chain.from_iterable(likes.values()))
        hits = [self._hit(number, needed, used) for number in numbers]
        return Found(
            hits=tuple(sorted(hits, key=lambda hit: (-hit.score, hit.entry.id, hit.entry.title))),
            asked=asked,
            instead={
                spelt(word, [query]): self._spelt(like)
                for word, like in likes.items()
                if NEAR in like.values()
            },
            has_all=bool(common) or not asked,
            named=tuple(self.entries[number] for number in named),
        )

    def _hit(self, number: int, needed: Iterable[Scores], used: frozenset[str]) -> Hit:
        entry = self.entries[number]
        score = sum(each.get(number, 0.0) for each in needed)
        words = used & set(words_of(_shown(entry)))
        return Hit(entry, score * STANDING.get(entry.kind, 1.0), words)

    def _asked(self, query: str) -> tuple[str, ...]:
        """The words that count. Two that the edition writes as one are one: Viet Nam."""
        words = list(self._with_ids(tuple(whole(query[:LONGEST]))))
        for first, second in pairwise(tuple(words)):
            if first + second in self._weights and first in words and second in words:
                words[words.index(first)] = first + second
                words.remove(second)
        words = list(chain.from_iterable(self._cut(word) for word in words))
        words = [each for each in dict.fromkeys(words) if len(each) > 1 or not each.isascii()]
        return tuple(each for each in words if each not in EMPTY_STEMS) or tuple(words)

    def _with_ids(self, words: Sequence[str]) -> Iterator[str]:
        """An id as the edition spells it, also where it is typed as `tra1` or `vn 3`."""
        place = 0
        while place < len(words):
            spans = dict.fromkeys((len(words), place + 2, place + 1))
            ends = (end for end in spans if runs(" ".join(words[place:end])) in self._ids)
            end = next(ends, place)
            yield from (
                self._ids[runs(" ".join(words[place:end]))] if end > place else [words[place]]
            )
            place = max(end, place + 1)

    def _named(self, words: Sequence[str]) -> Named:
        """The markets that the words name, with the words of each; none, where it is one alone."""
        named: dict[int, tuple[str, ...]] = {}
        place = 0
        while place < len(words):
            length, market = self._name_at(words[place : place + self._longest_name])
            if market is not None:
                named.setdefault(market, tuple(words[place : place + length]))
            place += length
        return named if len(named) > 1 else {}

    def _name_at(self, words: Sequence[str]) -> tuple[int, int | None]:
        """How many of the first words are a name, and of which market."""
        for length in range(len(words), 0, -1):
            name = " ".join(chain.from_iterable(map(PART.findall, words[:length])))
            if name in self._names:
                return length, self._names[name]
        is_slip = words[0] not in self._weights and len(words[0]) >= SHORTEST_SLIP
        meant = (each for each in self._like(words[0]) if is_slip and each in self._names)
        return 1, next((self._names[each] for each in meant), None)

    def _spelt(self, like: Iterable[str]) -> tuple[str, ...]:
        """As readers write it: the best first, and no other form or mere part of it."""
        best, *others = like
        told = [best, *(each for each in others if not (each in best or best in each))]
        return tuple(spelt(word, self._texts_with(word)) for word in told)

    def _texts_with(self, word: str) -> Iterator[str]:
        for number in islice(self._weights[word], TEXTS_READ):
            yield f"{_shown(self.entries[number])} {self.entries[number].also}"

    def _cut(self, word: str) -> tuple[str, ...]:
        """A word nobody uses, where letters meet digits or a mark, if they use every part of it."""
        parts = tuple(stem(part) for part in RUN.findall(word))
        is_cut = len(parts) > 1 and all(part in self._weights for part in parts)
        is_used = word in self._weights or any(self._beginning_with(word))
        return parts if is_cut and not is_used else (word,)

    def _like(self, word: str) -> Mapping[str, float]:
        """The words of the edition that this one stands for, and how surely."""
        begun = chain(self._beginning_with(word), self._other_forms(word))
        found = dict.fromkeys(begun, BEGINNING)
        if word in self._weights:
            found[word] = EXACT
        near = [] if found else self._near(word)
        names = [each for each in near if each in self._names]
        return found or dict.fromkeys(names or near, NEAR)

    def _beginning_with(self, word: str) -> Iterator[str]:
        if len(word) < SHORTEST_BEGINNING:
            return
        for place in range(bisect_left(self._vocabulary, word), len(self._vocabulary)):
            if not self._vocabulary[place].startswith(word):
                return
            yield self._vocabulary[place]

    def _other_forms(self, word: str) -> Iterator[str]:
        """Of `labelling`: label and labelled, but not what else begins so."""
        for root in roots(word):
            if root in self._weights:
                yield root
                begun = self._beginning_with(root.removesuffix("e"))
                yield from (each for each in begun if root in roots(each))

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

    def _scores(self, like: Mapping[str, float]) -> Scores:
        """A rare word says more than a common one."""
        scores: dict[int, float] = {}
        for word, sureness in like.items():
            weights = self._weights[word]
            rarity = log(1 + len(self.entries) / len(weights))
            for number, weight in weights.items():
                scores[number] = max(scores.get(number, 0.0), sureness * rarity * weight)
        return scores


def _needed(scores: Mapping[str, Scores], named: Named) -> list[Scores]:
    """What an entry must have: each of the words, and one of the names."""
    in_names = set(chain.from_iterable(named.values()))
    needed = [found for word, found in scores.items() if word not in in_names]
    if named:
        either: dict[int, float] = {}
        for words in named.values():
            of_all = set.intersection(*(set(scores[word]) for word in words))
            for number in of_all:
                score = sum(scores[word][number] for word in words)
                either[number] = max(score, either.get(number, 0.0))
        needed.append(either)
    return needed


def _shown(entry: Entry) -> str:
    return f"{entry.id} {entry.title} {entry.text} {entry.where} {entry.more}"
