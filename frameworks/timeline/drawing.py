"""The timeline as SVG: a row for each document or market, years across, a table beside it.

Shapes carry classes, so that both themes and print colour them. How sure a date is shows in the
shape, never in colour alone: full, half, broken, or a diamond for what is planned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from textwrap import wrap

from frameworks.timeline.events import Event, Lane, Row, Timeline

FIRST_YEAR, LAST_YEAR = 2021, 2030  # what the picture shows; the table holds all
RADIUS = 6.0
CERTAINTY = {
    "confirmed": "confirmed",
    "partly": "partly confirmed",
    "unverified": "not confirmed",
    "common_summary": "from the common summary",
    "planned": "planned",
}
_START = date(FIRST_YEAR, 1, 1)
_DAYS = (date(LAST_YEAR + 1, 1, 1) - _START).days
_HEAD, _LINE, _TRACK, _PAD, _LANE = 44.0, 17.0, 17.0, 6.0, 34.0


class Svg(str):
    """Markup made here, every text in it escaped; templates print it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


@dataclass(frozen=True, slots=True)
class Wording:
    """How the page around the picture names things."""

    href: Callable[[Row], str]
    say: Callable[[str], str] = str  # a date of the content, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    kind: str
    width: float
    left: float  # where the years begin
    right: float  # and end; what has no date stands beyond
    letters: int  # in a line of a name
    years_apart: int
    is_stacked: bool  # names above their marks, not beside them


@dataclass(frozen=True, slots=True)
class _Mark:
    event: Event
    start: float
    end: float

    @property
    def is_long(self) -> bool:
        return self.end - self.start > 2 * RADIUS


_WIDE = _Sheet(
    kind="wide", width=900, left=310, right=872, letters=40, years_apart=1, is_stacked=False
)
_NARROW = _Sheet(
    kind="narrow", width=340, left=2, right=314, letters=42, years_apart=3, is_stacked=True
)


def draw_wide(timeline: Timeline, wording: Wording) -> Svg:
    return _draw(timeline, wording, _WIDE)


def draw_narrow(timeline: Timeline, wording: Wording) -> Svg:
    return _draw(timeline, wording, _NARROW)


def _draw(timeline: Timeline, wording: Wording, sheet: _Sheet) -> Svg:
    top, rows = _HEAD, []
    for lane in timeline.lanes:
        rows.append(_lane_head(lane, top, sheet))
        top += _LANE
        for row in lane.rows:
            drawn, height = _row(row, top, wording, sheet)
            rows.append(drawn)
            top += height
    parts = (_words(sheet), *_ground(timeline.compiled, top, sheet), *rows)
    box = f'viewBox="0 0 {_n(sheet.width)} {_n(top + 24)}"'
    named = f'aria-labelledby="timeline-{sheet.kind}-title timeline-{sheet.kind}-desc"'
    marks = f'class="tl tl--{sheet.kind}" role="group" {named}'
    return Svg(f'<svg xmlns="http://www.w3.org/2000/svg" {marks} {box}>{"".join(parts)}</svg>')


def _words(sheet: _Sheet) -> str:
    id = f"timeline-{sheet.kind}"
    line = '<line class="tl-hatch" x1="0" y1="0" x2="0" y2="6"/>'
    size = 'width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"'
    return (
        f'<title id="{id}-title">Timeline {FIRST_YEAR} to {LAST_YEAR}</title>'
        f'<desc id="{id}-desc">A row for each document or market, with its dates. Names are links. '
        "The table after the picture holds the same events.</desc>"
        f'<defs><pattern id="{id}-hatch" {size}>{line}</pattern></defs>'
    )


def _ground(compiled: date, bottom: float, sheet: _Sheet) -> Iterator[str]:
    """The years, and where the edition stops knowing."""
    now = _x(compiled, sheet)
    yield _rect("tl-future", now, _HEAD - 4, sheet.right - now, bottom - _HEAD + 4)
    for year in range(FIRST_YEAR, LAST_YEAR + 2):
        x = _x(date(year, 1, 1), sheet)
        yield _line("tl-grid", x, _HEAD - 4, x, bottom)
    for year in range(FIRST_YEAR, LAST_YEAR + 1, sheet.years_apart):
        x = _x(date(year, 7, 1), sheet)
        yield _text("tl-year", x, _HEAD - 10, str(year), "middle")
        yield _text("tl-year", x, bottom + 17, str(year), "middle")
    yield _line("tl-now", now, 18, now, bottom)
    words = f"Compiled {compiled.day} {compiled:%B %Y}"
    yield _text("tl-now-words", now, 13, words, "middle")


def _lane_head(lane: Lane, top: float, sheet: _Sheet) -> str:
    y = _n(top + 23)
    rule = _line("tl-rule", 0, top + _LANE - 4, sheet.width, top + _LANE - 4)
    title = f'<text class="tl-lane" x="0" y="{y}">{escape(lane.title)}</text>'
    return _blank(top, _LANE - 4, sheet) + title + rule


def _blank(top: float, height: float, sheet: _Sheet) -> str:
    """Clear the ground where words stand across the years."""
    return _rect("tl-paper", 0, top, sheet.width, height) if sheet.is_stacked else ""


def _row(row: Row, top: float, wording: Wording, sheet: _Sheet) -> tuple[str, float]:
    lines = wrap(row.name, sheet.letters)
    names = len(lines) * _LINE
    tracks = _tracks(_marks(row, sheet))
    drawn = max(1, len(tracks)) * _TRACK
    height = _PAD + (names + drawn if sheet.is_stacked else max(names, drawn)) + _PAD
    first = top + _PAD + (names if sheet.is_stacked else 0)
    parts = [_blank(top, _PAD + names, sheet), _name(row, lines, top + _PAD, wording)]
    for position, track in enumerate(tracks):
        y = first + _TRACK * (position + 0.5)
        parts += (_mark(mark, y, wording, sheet) for mark in track)
    parts.append(_line("tl-row", 0, top + height, sheet.width, top + height))
    return "".join(parts), height


def _name(row: Row, lines: Iterable[str], top: float, wording: Wording) -> str:
    spans = (
        f'<tspan x="0" y="{_n(top + _LINE * (n + 0.76))}">{escape(line)}</tspan>'
        for n, line in enumerate(lines)
    )
    link = f'<a href="{escape(wording.href(row))}" aria-label="{escape(row.name)}">'
    return f'{link}<text class="tl-name">{"".join(spans)}</text></a>'


def _marks(row: Row, sheet: _Sheet) -> list[_Mark]:
    return sorted((_placed(each, sheet) for each in row.events), key=lambda mark: mark.start)


def _placed(event: Event, sheet: _Sheet) -> _Mark:
    if event.span is None:
        middle = (sheet.right + sheet.width) / 2
        return _Mark(event, middle - RADIUS, middle + RADIUS)
    start, end = _x(event.span.start, sheet), _x(event.span.end, sheet)
    if event.span.end < _START:
        return _Mark(event, sheet.left, sheet.left + 46)
    if end - start <= 2 * RADIUS:
        middle = min(max((start + end) / 2, sheet.left + RADIUS), sheet.right - RADIUS)
        return _Mark(event, middle - RADIUS, middle + RADIUS)
    return _Mark(event, start, end)


def _tracks(marks: Iterable[_Mark]) -> list[list[_Mark]]:
    """Marks that would overlap stand one below the other."""
    tracks: list[list[_Mark]] = []
    for mark in marks:
        free = (track for track in tracks if track[-1].end + 1 <= mark.start)
        track = next(free, None)
        if track is None:
            tracks.append([mark])
        else:
            track.append(mark)
    return tracks


def _mark(mark: _Mark, y: float, wording: Wording, sheet: _Sheet) -> str:
    event = mark.event
    told = f"{wording.say(event.when)}, {CERTAINTY[event.certainty]}"
    words = f"{told}: {event.what}" if event.what else told
    return f"<g><title>{escape(words)}</title>{_shape(mark, y, sheet)}</g>"


def _shape(mark: _Mark, y: float, sheet: _Sheet) -> str:
    event, x = mark.event, (mark.start + mark.end) / 2
    if event.span is None:
        return _dot("unverified", x, y)
    if event.span.end < _START:
        arrow = f'<path class="tl-before" d="M{_n(mark.start + 9)} {_n(y - 5)}v10l-8-5z"/>'
        return arrow + _text("tl-year", mark.start + 13, y + 5, str(event.span.start.year), "start")
    if not mark.is_long:
        return _dot(event.certainty, x, y)
    return _bar(mark, y, f"url(#timeline-{sheet.kind}-hatch)")


def _bar(mark: _Mark, y: float, hatch: str) -> str:
    """A period is a thick bar; a date known to the year alone a thin one with its mark."""
    event, width = mark.event, mark.end - mark.start
    if event.span is not None and event.span.exactness != "period":
        thin = _rect("tl-thin", mark.start, y - 1.5, width, 3)
        return thin + _dot(event.certainty, (mark.start + mark.end) / 2, y)
    if event.certainty == "confirmed":
        return _rect("tl-bar", mark.start, y - 5, width, 10)
    ground = _rect("tl-bar--open", mark.start, y - 5, width, 10)
    return ground + _rect("tl-bar--hatched", mark.start, y - 5, width, 10, f' fill="{hatch}"')


def _dot(certainty: str, x: float, y: float) -> str:
    if certainty == "planned":
        return f'<path class="tl-planned" d="M{_n(x)} {_n(y - 7)}l7 7-7 7-7-7z"/>'
    circle = f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(RADIUS - 0.75)}"'
    if certainty == "confirmed":
        return f'<circle class="tl-dot" {circle}/>'
    if certainty == "partly":
        r = _n(RADIUS - 0.75)
        half = f'<path class="tl-half" d="M{_n(x)} {_n(y - RADIUS + 0.75)}a{r} {r} 0 0 0 0 {_n(2 * RADIUS - 1.5)}z"/>'
        return f'<circle class="tl-dot tl-dot--open" {circle}/>{half}'
    return f'<circle class="tl-dot tl-dot--doubt" {circle}/>'


def legend_mark(shape: str) -> Svg:
    """One mark alone, for the words that explain it: a certainty, "period" or "year"."""
    box = 'class="tl-key" viewBox="0 0 24 16" aria-hidden="true" focusable="false"'
    drawn = {
        "period": _rect("tl-bar", 0, 3, 24, 10),
        "year": _rect("tl-thin", 0, 6.5, 24, 3) + _dot("confirmed", 12, 8),
    }
    return Svg(f"<svg {box}>{drawn.get(shape) or _dot(shape, 12, 8)}</svg>")


def _x(day: date, sheet: _Sheet) -> float:
    share = min(max((day - _START).days / _DAYS, 0), 1)
    return sheet.left + share * (sheet.right - sheet.left)


def _rect(name: str, x: float, y: float, width: float, height: float, more: str = "") -> str:
    size = f'width="{_n(width)}" height="{_n(height)}"'
    return f'<rect class="{name}" x="{_n(x)}" y="{_n(y)}" {size}{more}/>'


def _line(name: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{name}" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"/>'


def _text(name: str, x: float, y: float, words: str, anchor: str) -> str:
    place = f'x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}"'
    return f'<text class="{name}" {place}>{escape(words)}</text>'


def _n(value: float) -> str:
    """At most one decimal, no trailing zero: half the markup."""
    return f"{value:.1f}".removesuffix(".0")
