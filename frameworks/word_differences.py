"""Which words of two texts differ: each text cut into pieces that both have, and pieces of its own.

Pieces that are put together again give the text they were cut from. Spaces count for nothing. Thai,
Lao, Khmer, Burmese and Chinese write no spaces between words: they are compared by the letter, with
the marks that belong to it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import groupby, pairwise

Pieces = tuple["Piece", ...]
Span = tuple[int, int]  # of tokens: the first, and the one behind the last

WORD, SPACE, LETTER, MARK, SIGN = range(5)
_BY_LETTER = (  # first and last letter of each script
    ("\u0e00", "\u0eff"),
    ("\u1000", "\u109f"),
    ("\u1780", "\u17ff"),
    ("\u19e0", "\u19ff"),
    ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"),
    ("\ua9e0", "\ua9ff"),
    ("\uaa60", "\uaa7f"),
)
_STACKERS = "\u1039\u17d2"  # put the next letter below this one
_JOINERS = "\u200c\u200d"
_WORD_BREAK = "\u200b"

_LEAST_IN_COMMON = 0.4  # of the shorter text; with less there is nothing to compare
_SHORT = 4  # letters that both have between words that differ: too few to help a reader
_MOST_PAIRS = 100_000  # of equal tokens, in two texts: with more it would take too long
_MOST_LINES = 2_500  # pairs of lines that are tried


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Where the texts agree, or do not: which tokens of each."""

    before: Span
    after: Span
    is_same: bool

    @property
    def is_swap(self) -> bool:
        return not self.is_same and all(start < end for start, end in (self.before, self.after))


def lines_compared(
    before: Sequence[str], after: Sequence[str]
) -> tuple[tuple[Pieces, ...], tuple[Pieces, ...]]:
    """Line by line: each with the line that is most like it. A line without one is all its own."""
    old = [_whole(line) for line in before]
    new = [_whole(line) for line in after]
    for one, other in _pairs(before, after):
        old[one], new[other] = words_compared(before[one], after[other])
    return tuple(old), tuple(new)


def words_compared(before: str, after: str) -> tuple[Pieces, Pieces]:
    old, new = (_with_spaces(text, _tokens(text)) for text in (before, after))
    runs = _without_scraps(old, _runs(_keys(old), _keys(new)))
    if not _has_enough_in_common(old, new, runs):
        return _whole(before), _whole(after)
    return (
        _pieces(old, ((run.before, run.is_same) for run in runs)),
        _pieces(new, ((run.after, run.is_same) for run in runs)),
    )


def _whole(text: str) -> Pieces:
    return (Piece(text, is_changed=True),) if text else ()


@cache
def _kind(char: str) -> int:
    if char.isspace() or char == _WORD_BREAK:
        return SPACE
    if char in _JOINERS or unicodedata.category(char).startswith("M"):
        return MARK
    if any(first <= char <= last for first, last in _BY_LETTER):
        return LETTER
    return WORD if char.isalnum() else SIGN


def _tokens(text: str) -> list[str]:
    """Words, letters of scripts without spaces, and signs; no space. A mark stays with its letter."""
    tokens: list[str] = []
    last = SPACE
    for char in text:
        kind = _kind(char)
        is_more = kind == MARK or kind == last == WORD or (tokens and tokens[-1][-1] in _STACKERS)
        if kind != SPACE and last != SPACE and is_more:
            tokens[-1] += char
        elif kind != SPACE:
            tokens.append(char)
        last = last if kind == MARK and last != SPACE else kind
    return tokens


def _with_spaces(text: str, tokens: Sequence[str]) -> list[str]:
    """The tokens with what stands between: before the first with it, else with the one before."""
    starts, end = [], 0
    for token in tokens:
        starts.append(text.index(token, end))
        end = starts[-1] + len(token)
    edges = [0, *starts[1:], len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


def _keys(tokens: Sequence[str]) -> list[str]:
    return [token.strip().strip(_WORD_BREAK).strip() for token in tokens]


def _runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Of what is between the first and the last difference: all of it, where it is very long."""
    start = _same_at_start(old, new)
    end = _same_at_start(old[start:][::-1], new[start:][::-1])
    ends = (len(old) - end, len(new) - end)
    middle = (old[start : ends[0]], new[start : ends[1]])
    there = Counter(middle[1])
    runs = [Run((0, start), (0, start), is_same=True)]
    if sum(there[key] for key in middle[0]) > _MOST_PAIRS:
        runs.append(Run((start, ends[0]), (start, ends[1]), is_same=False))
    else:
        matcher = SequenceMatcher(None, *middle, autojunk=False)
        runs += [
            Run((start + i, start + j), (start + k, start + m), is_same=tag == "equal")
            for tag, i, j, k, m in matcher.get_opcodes()
        ]
    return [*runs, Run((ends[0], len(old)), (ends[1], len(new)), is_same=True)]


def _same_at_start(old: Sequence[str], new: Sequence[str]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(old), len(new)))


def _without_scraps(old: Sequence[str], runs: Sequence[Run]) -> list[Run]:
    """A short word that both have, between words that both change, goes with these."""
    kept = list(runs)
    for place in range(1, len(runs) - 1):
        run, around = runs[place], (runs[place - 1], runs[place + 1])
        letters = sum(map(str.isalnum, "".join(old[slice(*run.before)])))
        if run.is_same and letters < _SHORT and all(each.is_swap for each in around):
            kept[place] = Run(run.before, run.after, is_same=False)
    return kept


def _has_enough_in_common(old: Sequence[str], new: Sequence[str], runs: Sequence[Run]) -> bool:
    shorter = min(len("".join(_keys(tokens))) for tokens in (old, new))
    same = (_keys(old[slice(*run.before)]) for run in runs if run.is_same)
    return sum(len("".join(keys)) for keys in same) >= _LEAST_IN_COMMON * shorter > 0


def _pieces(tokens: Sequence[str], spans: Iterator[tuple[Span, bool]]) -> Pieces:
    """Spaces behind what changed are not marked with it."""
    found: list[tuple[str, bool]] = []
    for is_same, group in groupby(spans, key=lambda each: each[1]):
        text = "".join(token for span, _ in group for token in tokens[slice(*span)])
        words = text if is_same else text.rstrip()
        found += [(words, not is_same), (text[len(words) :], False)]
    joined = groupby((each for each in found if each[0]), key=lambda each: each[1])
    return tuple(Piece("".join(text for text, _ in group), changed) for changed, group in joined)


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[Span]:
    """Lines to compare with each other, those most alike first; by their order, where they are many.
    One line is always compared with one."""
    if len(before) == len(after) == 1 or len(before) * len(after) > _MOST_LINES:
        yield from zip(range(len(before)), range(len(after)), strict=False)
        return
    bags = [[Counter(_tokens(line)) for line in lines] for lines in (before, after)]
    alike = (
        (-_likeness(bag, other), one, two)
        for one, bag in enumerate(bags[0])
        for two, other in enumerate(bags[1])
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for likeness, one, two in sorted(alike):
        if likeness and one not in taken[0] and two not in taken[1]:
            taken[0].add(one)
            taken[1].add(two)
            yield one, two


def _likeness(bag: Counter[str], other: Counter[str]) -> float:
    shared = sum((bag & other).values())
    return shared / max(bag.total(), other.total(), 1)
