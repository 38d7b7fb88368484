"""Charts as SVG: pure geometry, numbers of 0 to 100 in, markup out.

On a page the shapes carry classes, so both themes colour them. In print they carry the colours
themselves, because a print stylesheet does not reach into an inline SVG. Every chart stands next
to a table with the same numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

BANDS = (20, 40, 60, 80)  # where the levels begin
TOP = 100
LEAST_AXES = 3  # known values that a radar needs to have a shape
NO_SCORE = "\N{EN DASH}"

Point = tuple[float, float]

_TEXT = 'font-family="Public Sans" font-size="15"'
_FIGURE = 'font-family="Trirong" font-weight="600" font-size="17"'
_PRINTED = {
    "ch-grid": 'fill="none" stroke="#C3CDC8"',
    "ch-grid-strong": 'fill="none" stroke="#74858A"',
    "ch-score": 'fill="none" stroke="#0B4A5A" stroke-width="2.5" stroke-linejoin="round"',
    "ch-area": 'fill="#0B4A5A" fill-opacity=".12"',
    "ch-target": 'fill="none" stroke="#AE3F14" stroke-width="2" stroke-dasharray="7 4"',
    "ch-prev": 'fill="none" stroke="#586A70" stroke-width="1.5" stroke-dasharray="2 3"',
    "ch-dot": 'fill="#0B4A5A" stroke="#FFFFFF" stroke-width="1.5"',
    "ch-dot-open": 'fill="#FFFFFF" stroke="#586A70" stroke-width="1.75"',
    "ch-dot-target": 'fill="#FFFFFF" stroke="#AE3F14" stroke-width="2"',
    "ch-txt": f'fill="#12252C" {_TEXT}',
    "ch-txt ch-muted": f'fill="#586A70" {_TEXT}',
    "ch-txt ch-muted ch-ring": 'fill="#586A70" font-family="Public Sans" font-size="12"',
    "ch-txt ch-strong ch-long": f'fill="#12252C" font-weight="600" {_TEXT}',
    "ch-fig": f'fill="#12252C" {_FIGURE}',
    "ch-track": 'fill="#E9EDE8" stroke="#74858A"',
    "ch-bar": 'fill="#0B4A5A"',
    "ch-cut": 'stroke="#FFFFFF" stroke-width="1.5"',
    "ch-ink": 'fill="#12252C" stroke="#12252C"',
    "ch-paper": 'fill="#FFFFFF" stroke="#12252C"',
    "ch-tick": 'stroke="#12252C" stroke-width="1.25"',
    "ch-targetmark": 'fill="#AE3F14"',
    "ch-targetline": 'stroke="#AE3F14" stroke-width="2.5"',
    "ch-hatch-bg": 'fill="#FBEBE1"',
    "ch-hatch-line": 'fill="none" stroke="#AE3F14" stroke-width="2"',
    "ch-hatch-edge": 'fill="none" stroke="#AE3F14" stroke-width="1.25"',
    "ch-met": 'fill="#0B4A5A"',
    "ch-partly": 'fill="#8FB5B8"',
    "ch-unmet": 'fill="#FBEBE1" stroke="#AE3F14" stroke-width="1.5"',
    "ch-na": 'fill="none" stroke="#74858A" stroke-width="1.25" stroke-dasharray="3 3"',
}


class Svg(str):
    """Markup made here, every text in it escaped; templates print it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws shapes for one medium."""

    printed: bool = False

    def ink(self, name: str) -> str:
        return _PRINTED[name] if self.printed else f'class="{name}"'

    def rect(self, name: str, x: float, y: float, width: float, height: float) -> str:
        size = f'width="{_n(width)}" height="{_n(height)}"'
        return f'<rect {self.ink(name)} x="{_n(x)}" y="{_n(y)}" {size}/>'

    def line(self, name: str, start: Point, end: Point) -> str:
        (x1, y1), (x2, y2) = start, end
        return f'<line {self.ink(name)} x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"/>'

    def path(self, name: str, d: str) -> str:
        return f'<path {self.ink(name)} d="{d}"/>'

    def polygon(self, name: str, points: Iterable[Point]) -> str:
        return f'<polygon {self.ink(name)} points="{_points(points)}"/>'

    def circle(self, name: str, centre: Point, radius: float) -> str:
        x, y = centre
        return f'<circle {self.ink(name)} cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"/>'

    def diamond(self, name: str, centre: Point, size: float) -> str:
        (x, y), s = centre, _n(size)
        return self.path(name, f"M{_n(x)} {_n(y - size)}l{s} {s}-{s} {s}-{s}-{s}z")

    def text(self, name: str, at: Point, words: str, anchor: str = "middle") -> str:
        x, y = at
        place = f'x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}"'
        return f"<text {self.ink(name)} {place}>{escape(words)}</text>"

    def frame(
        self, kind: str, width: float, height: float, parts: Iterable[str], title: str = ""
    ) -> Svg:
        """The whole picture. On a page one without a title is decoration."""
        told = f"<title>{escape(title)}</title>" if title else ""
        if self.printed:
            marks = f'class="chart chart--{kind}"'
        elif title:
            marks = f'class="chart chart--{kind}" role="img"'
        else:
            marks = f'class="chart chart--{kind}" aria-hidden="true" focusable="false"'
        box = f'viewBox="0 0 {_n(width)} {_n(height)}"'
        xmlns = 'xmlns="http://www.w3.org/2000/svg"'
        return Svg(f"<svg {xmlns} {marks} {box}>{told}{''.join(parts)}</svg>")


WEB, PRINT = Pen(), Pen(printed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One score on a track: points lost to a cap hatched, target, evidence and range marked."""

    title: str
    score: int | None
    raw: int | None = None
    high: int | None = None
    target: int | None = None
    evidenced: int | None = None

    @property
    def web(self) -> Svg:
        return WEB.frame("bar", 480, 34, self._parts(WEB))

    @property
    def print(self) -> Svg:
        return PRINT.frame("bar", 480, 34, self._parts(PRINT), self.title)

    def _parts(self, pen: Pen) -> Iterator[str]:
        yield pen.rect("ch-track", _bar_x(0), 11, _bar_x(TOP) - _bar_x(0), 14)
        if self.score is not None:
            yield from self._filled(pen, self.score)
        for band in BANDS:
            yield pen.line("ch-cut", (_bar_x(band), 11), (_bar_x(band), 25))
        if self.score is not None and self.evidenced is not None and self.evidenced < self.score:
            yield pen.diamond("ch-dot-open", (_bar_x(self.evidenced), 18), 5.5)
        if self.target:
            x = _bar_x(self.target)
            yield pen.line("ch-targetline", (x, 4), (x, 30))
            yield pen.path("ch-targetmark", f"M{_n(x - 6)} 1h12l-6 7z")

    def _filled(self, pen: Pen, score: int) -> Iterator[str]:
        start, end = _bar_x(score), _bar_x(max(score, self.raw or 0))
        yield pen.rect("ch-bar", _bar_x(0), 11, start - _bar_x(0), 14)
        if end > start:
            yield pen.rect("ch-hatch-bg", start, 11, end - start, 14)
            yield pen.path("ch-hatch-line", _hatching(start, end, top=11, bottom=25))
            yield pen.rect("ch-hatch-edge", start, 11, end - start, 14)
        if self.high is not None and _bar_x(self.high) > end:
            x = _bar_x(self.high)
            yield pen.line("ch-prev", (end, 18), (x, 18))
            yield pen.line("ch-grid-strong", (x, 12), (x, 24))


@dataclass(frozen=True, slots=True)
class Axis:
    """The numbers over a column of bars."""

    @property
    def web(self) -> Svg:
        texts = (
            f'<text x="{_n(_bar_x(value))}" y="11">{value}</text>' for value in (0, *BANDS, TOP)
        )
        return WEB.frame("axis", 480, 14, texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruler:
    """The overall score on a map's scale bar, with the levels named in their bands."""

    title: str
    levels: tuple[str, ...]
    score: int | None
    high: int | None = None
    evidenced: int | None = None

    @property
    def wide(self) -> Svg:
        return self._draw(WEB, "ruler only-wide", 760)

    @property
    def narrow(self) -> Svg:
        return self._draw(WEB, "ruler only-narrow", 360)

    @property
    def print(self) -> Svg:
        return self._draw(PRINT, "ruler", 600)

    def _draw(self, pen: Pen, kind: str, width: int) -> Svg:
        return pen.frame(kind, width, 118, self._parts(pen, width), self.title)

    def _parts(self, pen: Pen, width: int) -> Iterator[str]:
        def x(value: float) -> float:
            return 1 + value * (width - 2) / TOP

        top, bottom = 40, 62
        yield pen.rect("ch-track", x(0), top, x(TOP) - x(0), bottom - top)
        yield pen.rect("ch-bar", x(0), top, x(self.score or 0) - x(0), bottom - top)
        for band in BANDS:
            yield pen.line("ch-cut", (x(band), top), (x(band), bottom))
        for half in range(10):
            ink = "ch-paper" if half % 2 else "ch-ink"
            yield pen.rect(ink, x(half * 10), bottom + 3, x(10) - x(0), 7)
        for value in (0, *BANDS, TOP):
            anchor = {0: "start", TOP: "end"}.get(value, "middle")
            yield pen.line("ch-tick", (x(value), top - 3), (x(value), bottom + 13))
            yield pen.text("ch-fig", (x(value), bottom + 30), str(value), anchor)
        for number, name in enumerate(self.levels):
            yield pen.text("ch-txt ch-muted", (x(number * 20 + 10), bottom + 50), name)
        yield from self._marks(pen, x(1) - x(0), width)

    def _marks(self, pen: Pen, unit: float, width: int) -> Iterator[str]:
        if self.score is None:
            return
        backed, reach = 1 + (self.evidenced or 0) * unit, 1 + (self.high or 0) * unit
        shown_range = self.high is not None and self.high > self.score
        if shown_range:
            yield pen.line("ch-prev", (1 + self.score * unit, 51), (reach, 51))
            yield pen.line("ch-grid-strong", (reach, 34), (reach, 62))
            words = f"up to {self.high}"
            yield pen.text("ch-txt ch-muted", (_within(reach, 40, width), 24), words)
        if self.evidenced is not None and self.evidenced < self.score:
            yield pen.diamond("ch-dot-open", (backed, 51), 6)
            if not shown_range or reach - backed > 130:
                words = f"evidenced {self.evidenced}"
                yield pen.text("ch-txt ch-muted", (_within(backed, 50, width), 24), words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Radar:
    """The shape of the principles: points, and lines between neighbours. Two points have no shape."""

    title: str
    names: tuple[str, ...]
    codes: tuple[str, ...]
    scores: tuple[int | None, ...]
    targets: tuple[int | None, ...] = ()

    @property
    def web(self) -> Svg:
        return WEB.frame("radar", 600, 500, self._parts(WEB), self.title)

    @property
    def print(self) -> Svg:
        return PRINT.frame("radar", 600, 500, self._parts(PRINT), self.title)

    def _point(self, axis: int, value: float, beyond: float = 0) -> Point:
        return _polar((300, 256), axis, len(self.names), 176 * value / TOP + beyond)

    def _parts(self, pen: Pen) -> Iterator[str]:
        axes = range(len(self.names))
        yield from self._grid(pen)
        yield from self._series(pen, self.scores, "ch-score", area="ch-area")
        yield from self._series(pen, self.targets, "ch-target")
        for axis, target in enumerate(self.targets):
            if target:
                x, y = self._point(axis, target)
                yield pen.rect("ch-dot-target", x - 4, y - 4, 8, 8)
        for axis, score in enumerate(self.scores):
            if score is not None:
                yield pen.circle("ch-dot", self._point(axis, score), 5.5)
        for axis in axes:
            yield from self._label(pen, axis)

    def _grid(self, pen: Pen) -> Iterator[str]:
        axes = range(len(self.names))
        for band in (*BANDS, TOP):
            ink = "ch-grid-strong" if band == TOP else "ch-grid"
            yield pen.polygon(ink, [self._point(axis, band) for axis in axes])
        for axis in axes:
            yield pen.line("ch-grid", (300, 256), self._point(axis, TOP))
        for band in BANDS:
            x, y = self._point(0, band)
            yield pen.text("ch-txt ch-muted ch-ring", (x - 10, y + 5), str(band), "end")

    def _series(
        self, pen: Pen, values: Sequence[int | None], ink: str, area: str = ""
    ) -> Iterator[str]:
        points = [None if v is None else self._point(i, v) for i, v in enumerate(values)]
        known = [point for point in points if point]
        if len(known) < LEAST_AXES:
            return
        if len(known) == len(points):
            yield pen.polygon(area, known) if area else ""
            yield pen.polygon(ink, known)
            return
        for here, there in pairwise([*points, *points[:1]]):
            if here and there:
                yield pen.line(ink, here, there)

    def _label(self, pen: Pen, axis: int) -> Iterator[str]:
        x, y = self._point(axis, TOP, beyond=22)
        angle = math.radians(-90 + axis * 360 / len(self.names))
        across, down = math.cos(angle), math.sin(angle)
        anchor = "middle" if abs(across) < 0.2 else "start" if across > 0 else "end"
        y += -20 if down < -0.9 else 4 if down > 0.5 else -4
        score = self.scores[axis]
        yield pen.text("ch-txt ch-strong ch-long", (x, y), self.names[axis], anchor)
        if not pen.printed:
            yield pen.text("ch-txt ch-strong ch-short", (x, y), self.codes[axis], anchor)
        yield pen.text("ch-fig", (x, y + 20), NO_SCORE if score is None else str(score), anchor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """How many obligations are in each state."""

    title: str
    met: int = 0
    partly: int = 0
    unmet: int = 0
    open: int = 0

    @property
    def web(self) -> Svg:
        return WEB.frame("stack", 720, 28, self._parts(WEB), self.title)

    @property
    def print(self) -> Svg:
        return PRINT.frame("stack", 720, 18, self._parts(PRINT, 14), self.title)

    def _parts(self, pen: Pen, height: int = 24) -> Iterator[str]:
        counts = {
            "ch-met": self.met,
            "ch-partly": self.partly,
            "ch-unmet": self.unmet,
            "ch-na": self.open,
        }
        drawn = {ink: count for ink, count in counts.items() if count}
        unit = (718 - 4 * max(0, len(drawn) - 1)) / max(1, sum(drawn.values()))
        x = 1.0
        for ink, count in drawn.items():
            yield pen.rect(ink, x, 2, count * unit, height)
            x += count * unit + 4


@dataclass(frozen=True, slots=True)
class Progress:
    """A share of 100 as a thin line under its number."""

    share: int

    @property
    def web(self) -> Svg:
        parts = (
            WEB.rect("ch-track", 0.5, 0.5, 99, 5),
            WEB.rect("ch-bar", 0.5, 0.5, 0.99 * min(self.share, TOP), 5),
        )
        picture = WEB.frame("progress", 100, 6, parts)
        return Svg(picture.replace("viewBox", 'preserveAspectRatio="none" viewBox', 1))


def _n(value: float) -> str:
    """A coordinate: at most two decimals, no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _polar(centre: Point, axis: float, axes: int, distance: float) -> Point:
    angle = math.radians(-90 + axis * 360 / max(axes, 1))
    return centre[0] + distance * math.cos(angle), centre[1] + distance * math.sin(angle)


def _bar_x(value: float) -> float:
    return 8 + value * 4.64


def _within(x: float, half: float, width: float) -> float:
    """The middle of a label, moved so that it stays inside the picture."""
    return min(max(x, half), width - half)


def _hatching(start: float, end: float, *, top: float, bottom: float) -> str:
    """Slanted lines over a box, cut off at its sides."""
    height, strokes = bottom - top, []
    x = start - height
    while x < end:
        left, right = max(x, start), min(x + height, end)
        if right > left:
            strokes.append(
                f"M{_n(left)} {_n(bottom - (left - x))}L{_n(right)} {_n(bottom - (right - x))}"
            )
        x += 7
    return "".join(strokes)
