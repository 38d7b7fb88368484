"""The cover's figure: the organisation's own scores as depth contours on a chart.

One unit is one millimetre of an A4 page. It is drawn from shown scores only; a principle without
a score lends its place to the others and gets neither point nor figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scorecard.reports.charts import PRINT, TOP, Point, Svg, _n, _polar

INNER, OUTER = 11, 5  # contour lines inside the score, and between score and target
RADIUS = 92.0
CENTRE = (105.0, 122.0)
RING = 1.09  # the glyphs of the principles stand here, in radii: see .cover__ring in print.css
AXES = 7  # with any other number of principles there are no glyphs
GLYPH = 3.5  # from its middle to its edge
LINE, PAPER, WARM, FIGURE, GROUND = "#7FB3B7", "#FFFFFF", "#F29A6E", "#BCD3D5", "#0A3540"
WITHIN = "#194149"  # the ground, seen through the outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    title: str
    scores: tuple[int | None, ...]
    targets: tuple[int, ...]
    keys: tuple[str, ...] = ()
    is_small: bool = False  # long names need its room

    @property
    def marks(self) -> tuple[str, ...]:
        """The principles whose glyphs stand around the figure."""
        return self.keys if len(self.keys) == AXES else ()

    @property
    def is_empty(self) -> bool:
        return all(score is None for score in self.scores)

    @property
    def key(self) -> str:
        """What the lines are, in words."""
        dashed = "Dashed line: highest floor of the markets in scope, at least 60"
        if self.is_empty:
            return f"{dashed}."
        if None in self.scores:
            return f"Points: scores of the rated principles. {dashed}."
        return f"Solid line: scores of the principles. {dashed}."

    @property
    def bottom(self) -> float:
        """Where the figure ends, glyphs included."""
        scale, middle = self._place
        return middle + RADIUS * RING * scale + GLYPH

    @property
    def _place(self) -> tuple[float, float]:
        """How large the figure is drawn, and how far down its centre stands."""
        return (0.62, 88.0) if self.is_small else (0.8, 102.0)

    @property
    def print(self) -> Svg:
        return PRINT.frame("cover", 210, 297, self._parts(), self.title)

    def _parts(self) -> Iterator[str]:
        scale, middle = self._place
        at = f"{_n(CENTRE[0] * (1 - scale))} {_n(middle - CENTRE[1] * scale)}"
        yield f'<g transform="translate({at}) scale({scale})">'
        yield from self.shape()
        yield "</g>"
        yield from _neatline(210, 297)

    def shape(self, *, with_figures: bool = True) -> Iterator[str]:
        """The contours with the scores on them, for a dark ground."""
        known = [score for score in self.scores if score is not None]
        if known:
            mean = sum(known) / len(known)
            scores = [mean if score is None else float(score) for score in self.scores]
            yield from _contours(scores, mean, self.targets)
        outline = _smooth(_ring(self.targets))
        yield (
            f'<path d="{outline}" fill="none" stroke="{WARM}" stroke-width=".45"'
            ' stroke-dasharray="2.2 1.5"/>'
        )
        if known:
            yield from self._soundings(scores, with_figures)

    def _soundings(self, scores: Sequence[float], with_figures: bool) -> Iterator[str]:
        """The outline, where it is known all the way round, and the points that are known."""
        if None not in self.scores:
            yield (
                f'<path d="{_smooth(_ring(scores))}" fill="{PAPER}" fill-opacity=".06"'
                f' stroke="{PAPER}" stroke-width=".6"/>'
            )
        axes = len(scores)
        for axis, shown in enumerate(self.scores):
            if shown is None:
                continue
            x, y = _polar(CENTRE, axis, axes, RADIUS * shown / TOP)
            yield f'<circle cx="{_n(x)}" cy="{_n(y)}" r="1.15" fill="{PAPER}"/>'
            if not with_figures:
                continue
            x, y = _polar(CENTRE, axis, axes, max(RADIUS * shown / TOP - 5.6, 0))
            yield f'<circle cx="{_n(x)}" cy="{_n(y)}" r="3.3" fill="{WITHIN}"/>'  # no line crosses it
            yield (
                f'<text x="{_n(x)}" y="{_n(y + 1.5)}" text-anchor="middle" fill="{FIGURE}"'
                f' font-family="Trirong" font-weight="500" font-size="4.4">{shown}</text>'
            )


def _contours(scores: Sequence[float], mean: float, targets: Sequence[int]) -> Iterator[str]:
    for number in range(1, INNER):
        f = number / INNER
        ease = (1 - f) / 4
        depth = [f * (score * (1 - ease) + mean * ease) for score in scores]
        yield _depth_line(depth, width=0.25, opacity=0.35 + 0.45 * f)
    for number in range(1, OUTER):
        f = number / OUTER
        depth = [
            score + (max(target, score) - score) * f
            for score, target in zip(scores, targets, strict=True)
        ]
        yield _depth_line(depth, width=0.2, opacity=0.55)


def _depth_line(depth: Sequence[float], *, width: float, opacity: float) -> str:
    return (
        f'<path d="{_smooth(_ring(depth))}" fill="none" stroke="{LINE}"'
        f' stroke-width="{width}" stroke-opacity="{_n(opacity)}"/>'
    )


def _ring(values: Sequence[float]) -> list[Point]:
    """A point on each axis, and one between two axes at a little less than their mean."""
    points = []
    for axis, value in enumerate(values):
        between = (value + values[(axis + 1) % len(values)]) / 2 * 0.985
        points.append(_polar(CENTRE, axis, len(values), RADIUS * value / TOP))
        points.append(_polar(CENTRE, axis + 0.5, len(values), RADIUS * between / TOP))
    return points


def _smooth(points: Sequence[Point]) -> str:
    """A closed Catmull-Rom curve through the points."""
    count = len(points)
    path = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for i in range(count):
        before, start, end, after = (points[(i + step) % count] for step in (-1, 0, 1, 2))
        controls = (
            start[0] + (end[0] - before[0]) / 6,
            start[1] + (end[1] - before[1]) / 6,
            end[0] - (after[0] - start[0]) / 6,
            end[1] - (after[1] - start[1]) / 6,
            *end,
        )
        path.append("C" + " ".join(_n(value) for value in controls))
    return "".join(path) + "Z"


def _neatline(width: float, height: float) -> Iterator[str]:
    """A frame of alternating segments, as on a nautical chart."""
    margin, thick = 9.0, 2.2
    for inset in (margin, margin + thick):
        box = f'width="{_n(width - 2 * inset)}" height="{_n(height - 2 * inset)}"'
        yield (
            f'<rect x="{inset}" y="{inset}" {box} fill="none" stroke="{FIGURE}"'
            ' stroke-width=".35"/>'
        )
    inner = margin + thick
    for start, size in _segments(inner, width - 2 * inner):
        for y in (margin, height - inner):
            yield _block(start, y, size, thick)
    for start, size in _segments(inner, height - 2 * inner):
        for x in (margin, width - inner):
            yield _block(x, start, thick, size)


def _segments(start: float, length: float) -> Iterator[tuple[float, float]]:
    """Every second of an odd number of equal parts, each about 12 mm."""
    count = round(length / 12)
    count += 1 - count % 2
    for number in range(0, count, 2):
        yield start + number * length / count, length / count


def _block(x: float, y: float, width: float, height: float) -> str:
    size = f'width="{_n(width)}" height="{_n(height)}"'
    return f'<rect x="{_n(x)}" y="{_n(y)}" {size} fill="{FIGURE}"/>'
