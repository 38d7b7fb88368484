"""The first sheet: what the workbook is, how to fill it in, and what the words mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scorecard.models.responses import Evidence
from scorecard.workbook import look, words
from scorecard.workbook.contents import Contents

HOW_TO = (
    ("1  Fill in", "Only the tinted cells are yours to fill. The others are protected, without a password, so that the file can be read again.", look.SAMPLE),
    ("2  Choose", "Answer and Evidence have lists: choose from them. Type answers, not formulas. Leave an answer empty when you have none yet.", look.LABEL),
    ("3  Explain", "“Not applicable” needs a reason. A note says what supports your answer, and where it is kept: the column Good evidence names what would. A critical question always applies.", look.LABEL),
    ("4  Share", "You may hide and widen columns, filter rows, and give the file to colleagues. Rows you delete stay as they are in the product. An answer you empty is cleared there.", look.LABEL),
    ("5  Upload", "Upload the file under “Work offline” in the assessment. You see every change before anything is saved, and both answers where somebody was quicker.", look.LABEL),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    left: str = ""
    right: str = ""
    style: str = look.LABEL  # of the left cell


def lines(contents: Contents) -> Iterator[Line]:
    yield Line(left="Questions to answer offline", style=look.TITLE)
    yield Line()
    yield from _about(contents)
    yield Line()
    yield Line(left="How to fill it in", style=look.HEADING)
    for left, right, style in HOW_TO:
        yield Line(left=left, right=right, style=style)
    yield Line()
    yield Line(left="What each level means", style=look.HEADING)
    for number, level in enumerate(contents.edition.levels):
        yield Line(left=f"{number} {level.name}", right=level.meaning, style=look.LEVELS[number])
    others = words.answers_of(contents.edition).offered
    yield Line(
        left=others["dont_know"],
        right="You do not know yet. It earns nothing, and keeps the range of the result open.",
    )
    yield Line(
        left=others["not_applicable"], right="It cannot apply to you. Say why in the column Reason."
    )
    yield Line()
    yield Line(left="What each evidence grade means", style=look.HEADING)
    for grade in Evidence:
        yield Line(left=f"Grade {grade.value}", right=str(grade.label))
    yield Line(right="Evidence changes the confidence in a result, never its score.")


def _about(contents: Contents) -> Iterator[Line]:
    asked = sum(len(part.questions) for part in contents.sections)
    yield Line(left="Organisation", right=contents.organisation)
    yield Line(left="Assessment", right=contents.title)
    yield Line(left="Edition", right=contents.edition.label)
    yield Line(left="Made on", right=contents.made_on.isoformat())
    yield Line(left="Questions", right=str(asked))
    if contents.markets:
        duties = sum(len(part.obligations) for part in contents.markets)
        names = ", ".join(part.market.name for part in contents.markets)
        yield Line(left="Market obligations", right=f"{duties}: {names}")
