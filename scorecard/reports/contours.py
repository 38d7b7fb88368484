"""The cover's figure for a page: the same contours, with the principles named around them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from scorecard.reports.charts import NO_SCORE, TOP, Point, Svg, _n, _polar
from scorecard.reports.cover import CENTRE, RADIUS, Cover

BOX = (-38, 30, 286, 184)
LINE = 9  # from a name to its score

BEYOND = 9  # from the outermost line to a name
DOWN, ACROSS = 0.9, 0.2  # beyond these a name stands under, over or beside its axis


@dataclass(frozen=True, slots=True, kw_only=True)
class Contours:
    title: str
    names: tuple[str, ...]
    scores: tuple[int | None, ...]
    targets: tuple[int, ...]

    @property
    def web(self) -> Svg:
        cover = Cover(title=self.title, scores=self.scores, targets=self.targets)
        box = " ".join(map(str, BOX))
        parts = "".join((*cover.shape(with_figures=False), *self._names()))
        title = f"<title>{escape(self.title)}</title>"
        xmlns = "http://www.w3.org/2000/svg"
        return Svg(
            f'<svg xmlns="{xmlns}" class="contours" role="img" viewBox="{box}">{title}{parts}</svg>'
        )

    def _names(self) -> Iterator[str]:
        axes = len(self.names)
        for axis, name in enumerate(self.names):
            angle = math.radians(-90 + axis * 360 / axes)
            across, down = math.cos(angle), math.sin(angle)
            outermost = max(self.scores[axis] or 0, self.targets[axis])
            x, y = _polar(CENTRE, axis, axes, RADIUS * outermost / TOP + BEYOND)
            anchor = "middle" if abs(across) < ACROSS else "start" if across > 0 else "end"
            y += -LINE if down < -DOWN else 8 if down > DOWN else -1
            yield _text("contours__name", (x, y), anchor, name)
            score = self.scores[axis]
            figure = NO_SCORE if score is None else str(score)
            yield _text("contours__score-of", (x, y + LINE), anchor, figure)


def _text(kind: str, at: Point, anchor: str, words: str) -> str:
    place = f'x="{_n(at[0])}" y="{_n(at[1])}" text-anchor="{anchor}"'
    return f'<text class="{kind}" {place}>{escape(words)}</text>'
