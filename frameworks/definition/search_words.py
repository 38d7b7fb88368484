"""What a word is to the search: its spelling without marks, capitals and plurals, and its parts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

EMPTY_WORDS = frozenset(
    """a about an and are as at by do does for from has have how in is it its me of on or our tell
    mean need say that the their there this to us was we what when where which who why with you
    your""".split()  # noqa: SIM905
)
COMPARING_WORDS = frozenset(  # between names they ask for no text
    "against between compare compared comparing comparison difference different versus vs".split()  # noqa: SIM905
)
SHORTEST_FORM = 6  # letters of a form that is taken back to its root
SHORTEST_ROOT = 4

WORD = re.compile(r"\w+(?:[.\-/]\w+)*")
PART = re.compile(r"[^\W_]+")
RUN = re.compile(r"\d+|[^\W\d_]+")  # digits, or letters


def words_of(text: str) -> Iterator[str]:
    """Each word as the index spells it; of `TRA-04` and `ISO/IEC`, the parts too."""
    for word in WORD.findall(plain(text)):
        parts = PART.findall(word)
        if len(parts) > 1:
            yield word
        yield from (stem(part) for part in parts)


def spelt(word: str, texts: Iterable[str]) -> str:
    """The word as the texts write it most often; itself, where none does."""
    found = Counter(
        part
        for text in texts
        for each in WORD.findall(text)
        for part in (each, *PART.findall(each))
        if word in (plain(part), stem(plain(part)))
    )
    return max(found, key=lambda part: found[part], default=word)


def pieces(text: str, words: frozenset[str]) -> tuple[tuple[str, bool], ...]:
    """A text cut into pieces: each with whether it is one of the words."""
    cut: list[tuple[str, bool]] = []
    end = 0
    for match in WORD.finditer(text):
        if words.intersection(words_of(match.group())):
            cut += [(text[end : match.start()], False), (match.group(), True)]
            end = match.end()
    return tuple(piece for piece in (*cut, (text[end:], False)) if piece[0])


def excerpt(text: str, words: frozenset[str], *, length: int) -> str:
    """The part of a text in which the words are first met, cut between words."""
    if len(text) <= length:
        return text
    first = next(
        (each.start() for each in WORD.finditer(text) if words & set(words_of(each.group()))), 0
    )
    start = 0 if first < length // 2 else text.rfind(" ", 0, first - length // 4) + 1
    end = text.rfind(" ", start, start + length)
    cut = text[start : end if end > start else start + length]
    return f"{'… ' if start else ''}{cut}{' …' if start + len(cut) < len(text) else ''}"


def whole(query: str) -> Iterable[str]:
    """An id is one word here: who asks for TRA-04 wants no other."""
    for word in WORD.findall(plain(query)):
        yield word if len(PART.findall(word)) > 1 else stem(word)


def runs(id: str) -> tuple[str, ...]:
    """An id without what people leave out as they type it: TRA-01 is tra1, and A.8.2 is a8.2."""
    return tuple(run.lstrip("0") or "0" for run in RUN.findall(plain(id)))


def plain(text: str) -> str:
    """Without marks on Latin letters and without capitals."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in spread if not ("\u0300" <= each <= "\u036f"))


def stem(word: str) -> str:
    """Plural and singular are one word."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def roots(word: str) -> Iterator[str]:
    """What a form in -ing or -ed may be made from: label of labelling, disclose of disclosed."""
    ending = next((each for each in ("ing", "ed") if word.endswith(each)), "")
    if not ending or len(word) < SHORTEST_FORM:
        return
    base = word.removesuffix(ending)
    is_doubled = base[-1] == base[-2]
    found = (base, f"{base}e", base[:-1] if is_doubled else "")
    yield from (each for each in found if len(each) >= SHORTEST_ROOT)


EMPTY_STEMS = frozenset(stem(word) for word in EMPTY_WORDS)
COMPARING_STEMS = frozenset(stem(word) for word in COMPARING_WORDS)
