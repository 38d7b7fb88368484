"""Long texts in print: a page holds their beginning and says where the whole stands.

The workbook and the data hold every text in full.
"""

from __future__ import annotations

from collections.abc import Iterable

from scorecard.reports.viewmodel.words import clipped

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
BOUNDS = (600, 360, 180)  # characters printed of one text
ROOM = 12_000  # characters that all of them may take together: some four pages
BESIDE = 80  # a longer text gets a line across the page; in a narrow column it would be a tower
LONG = 160  # with a text as long as this, a part fits no page of its own


def printed_bound(texts: Iterable[str]) -> int:
    """How much is printed of each text: less where many are long."""
    lengths = [len(text) for text in texts]
    fitting = (bound for bound in BOUNDS if sum(min(n, bound) for n in lengths) <= ROOM)
    return next(fitting, BOUNDS[-1])


def excerpt(text: str, most: int, *, sheet: str, row: str) -> str:
    """The text, or its beginning up to a whole word, and where to read on."""
    if len(text) <= most:
        return text
    beginning = clipped(text, most).removesuffix(ELLIPSIS)
    words, space, _ = beginning.rpartition(" ")
    is_mid_word = not text[len(beginning)].isspace()
    if is_mid_word and space and len(words) > most // 2:  # Thai and Khmer put none between words
        beginning = words.rstrip()
    return f"{beginning}{ELLIPSIS} (cut here; whole in the XLSX, sheet {sheet}, row {row})"
