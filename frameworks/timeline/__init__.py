"""When things happened, and when they are to: read from an edition, and drawn. All of it pure."""

from frameworks.timeline.dates import Occasion, Span, occasions
from frameworks.timeline.drawing import Wording, draw_narrow, draw_wide, legend_mark
from frameworks.timeline.events import Event, Lane, Row, Timeline, build_timeline

__all__ = [
    "Event",
    "Lane",
    "Occasion",
    "Row",
    "Span",
    "Timeline",
    "Wording",
    "build_timeline",
    "draw_narrow",
    "draw_wide",
    "legend_mark",
    "occasions",
]
