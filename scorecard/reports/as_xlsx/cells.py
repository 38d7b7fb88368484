"""What a sheet is made of: columns that know where their values come from, and looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from scorecard.reports.viewmodel.words import Level, Mark
from scorecard.spreadsheet import ACCENT, LEVEL_COLOURS, PRIMARY, TEXT_FORMAT, WHITE, Look

Value = str | int | date | None  # None: an empty cell
Row = TypeVar("Row")

HEADER, TITLE, PLAIN = "Report header", "Report title", "Report plain"
TEXT, STRONG, NUMBER, CHANGE, EXACT, DATE = (
    f"Report {name}" for name in ("text", "strong", "number", "change", "exact", "date")
)
MET, UNMET = "Report met", "Report unmet"
LEVELS = tuple(f"Report level {number}" for number in range(len(LEVEL_COLOURS)))

LOOKS: Mapping[str, Look] = {
    HEADER: Look(ink=WHITE, fill=PRIMARY, bold=True),
    TITLE: Look(edge="", bold=True, size=20, ink=PRIMARY, is_wrapped=False),
    PLAIN: Look(edge="", is_wrapped=False),
    TEXT: Look(),
    STRONG: Look(bold=True),
    NUMBER: Look(align="right", number_format="0"),
    CHANGE: Look(align="right", number_format='+0;"\N{MINUS SIGN}"0;0'),
    EXACT: Look(align="right", number_format=TEXT_FORMAT),  # 3/4 is no date
    DATE: Look(number_format="d mmm yyyy"),
    MET: Look(ink=PRIMARY, bold=True),
    UNMET: Look(ink=ACCENT, bold=True),
    **{
        name: Look(fill=fill, ink=ink, bold=True)
        for name, (fill, ink) in zip(LEVELS, LEVEL_COLOURS, strict=True)
    },
}


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """`style`: without one, the kind of value decides."""

    title: str
    width: int
    value: Callable[[Row], Value]
    style: str | Callable[[Row], str] = ""

    def style_of(self, row: Row) -> str:
        return self.style(row) if callable(self.style) else self.style


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Generic[Row]):
    title: str
    columns: tuple[Column[Row], ...]
    rows: tuple[Row, ...]
    above: tuple[str, ...] = ()  # a title and what else stands over the table
    none: str = ""  # said where there are no rows
    is_filtered: bool = True


def exact(number: Mapping[str, Any] | None) -> Value:
    """The number before it was rounded: a fraction as text, a whole one as itself."""
    if number is None:
        return None
    text: str = number["exact"]
    return text if "/" in text else int(text)


def day(iso: str) -> Value:
    """A whole day as a date; anything else stays as it is."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return iso


def style_of_level(level: Level) -> str:
    return TEXT if level.number is None else LEVELS[level.number]


def style_of_mark(mark: Mark) -> str:
    return {"met": MET, "unmet": UNMET}.get(mark.tone, STRONG)


def critical(is_critical: bool) -> str:
    return "Critical" if is_critical else ""


def style_of_critical(is_critical: bool) -> str:
    return UNMET if is_critical else TEXT


def lines(texts: tuple[str, ...]) -> str:
    return "\n".join(texts)
