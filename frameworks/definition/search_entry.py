"""What a search finds: one entry for each place that has an address, and how its texts are put.

A page is named as its address is (`principle`, `market`), with its app where that is not this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frameworks.definition.common import Statement

_ENDS = (".", "!", "?", ";", ":")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`also`: further words that lead to it and are not shown.

    `more`: what else its place says: it counts least, and is shown where nothing else was found.
    """

    kind: str
    title: str
    text: str
    page: str
    of: str = ""  # which of the pages of that name
    anchor: str = ""
    id: str = ""
    where: str = ""  # the market or page it belongs to
    also: str = ""
    more: str = ""
    names: str = ""  # of a market: what it is called in full, one a line


def statements(
    facts: Iterable[Statement], kind: str, page: str, of: str = "", where: str = "", also: str = ""
) -> Iterator[Entry]:
    for fact in facts:
        yield Entry(
            kind=kind,
            title=fact.title,
            text=fact.text,
            page=page,
            of=of,
            where=where,
            also=also,
            more=fact.note,
            anchor=f"fact-{fact.key}",
        )


def in_sentences(*parts: str) -> str:
    """One after the other, each as a sentence of its own."""
    said = [part.strip() for part in parts if part]
    ended = [each if each.endswith(_ENDS) else f"{each}." for each in said[:-1]]
    return " ".join((*ended, *said[-1:]))


def labelled(code: str, text: str = "") -> str:
    """What a code of the content is said of: "Health: certify it first"."""
    label = code.replace("_", " ")
    return ": ".join(part for part in (label[:1].upper() + label[1:], text) if part)
