"""Long texts in print: a page holds their beginning, and a line above the table says where to
read on.

The workbook and the data hold every text in full.
"""

from __future__ import annotations

from collections.abc import Iterable

from scorecard.reports.viewmodel.words import clipped

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
CUT = "(cut)"
BOUNDS = (600, 360, 180, 90, 0)  # characters printed of one text
ROOM = 12_000  # characters that all of them may take together: some two pages, with their rows
BESIDE = 80  # a longer text gets a line across the page; in a narrow column it would be a tower
LONG = 160  # with a text as long as this, a part fits no page of its own
MUCH = 500  # nor does it with as much as this in all


def printed_bound(texts: Iterable[str]) -> int:
    """How much is printed of each text: less where many are long, and nothing of very many."""
    lengths = [len(text) for text in texts]
    fitting = (bound for bound in BOUNDS if sum(_taken(n, bound) for n in lengths) <= ROOM)
    return next(fitting, BOUNDS[-1])


def excerpt(text: str, most: int) -> str:
    """The text, or its beginning up to a whole word, with the mark that some is left out."""
    if len(text) <= max(most, len(CUT)):
        return text
    if not most:
        return CUT
    beginning = clipped(text, most).removesuffix(ELLIPSIS)
    words, space, _ = beginning.rpartition(" ")
    is_mid_word = not text[len(beginning)].isspace()
    if is_mid_word and space and len(words) > most // 2:  # Thai and Khmer put none between words
        beginning = words.rstrip()
    return f"{beginning}{ELLIPSIS} {CUT}"


def read_on(printed: Iterable[str], *, sheet: str) -> str:
    """Said once above a table, where something in it is cut."""
    if not any(text.endswith(CUT) for text in printed):
        return ""
    return f"What is marked {CUT} stands whole in the XLSX, sheet {sheet}, in the row with its id."


def need_room(printed: Iterable[str]) -> bool:
    """So much is printed beside the rest of a part that it fits no page of its own."""
    printed = tuple(printed)
    if CUT in printed:  # the report is full already
        return True
    lengths = [len(text) for text in printed]
    return max(lengths, default=0) > LONG or sum(n for n in lengths if n > BESIDE) > MUCH


def _taken(length: int, bound: int) -> int:
    return length if length <= bound else bound + len(CUT) + 2
