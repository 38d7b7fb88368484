"""What an edition holds, in numbers, and how old its facts are. Plain Python, over plain data.

Lists of editions show these: reading the document is far quicker than parsing it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    title: str
    principles: int
    questions: int
    markets: int
    obligations: int
    sources: int
    facts: int  # with a source or a mark that says it has none
    oldest: str  # dates as texts; empty in an edition without facts
    newest: str


def figures(document: Document) -> Figures:
    dates = sorted(_dates(document))
    sections = [*document["principles"], document["genai"], document["cross_border"]]
    markets = document.get("markets", ())
    return Figures(
        title=document["title"],
        principles=len(document["principles"]),
        questions=sum(len(section.get("questions", ())) for section in sections),
        markets=len(markets),
        obligations=sum(len(market.get("obligations", ())) for market in markets),
        sources=len(document.get("sources", ())),
        facts=len(dates),
        oldest=dates[0] if dates else "",
        newest=dates[-1] if dates else "",
    )


def _dates(value: object) -> Iterator[str]:
    """Of every fact: a record that says as of when it is true."""
    if isinstance(value, Mapping):
        if isinstance(said := value.get("as_of"), str):
            yield said
        for inner in value.values():
            yield from _dates(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _dates(inner)
