"""The named styles of the workbook."""

from __future__ import annotations

from scorecard.spreadsheet import (
    ACCENT,
    LEVEL_COLOURS,
    PRIMARY,
    TEXT_FORMAT,
    TINT,
    TINT_EDGE,
    WHITE,
    Look,
)

HEADER, HEADER_TO_FILL = "Scorecard header", "Scorecard header to fill"
ASKED, ID, CRITICAL = "Scorecard asked", "Scorecard id", "Scorecard critical"
TO_FILL = "Scorecard to fill"
TEXT, LABEL, TITLE, HEADING, SAMPLE = (
    f"Scorecard {name}" for name in ("text", "label", "title", "heading", "sample")
)
LEVELS = tuple(f"Scorecard level {number}" for number in range(len(LEVEL_COLOURS)))

LOOKS = {
    HEADER: Look(ink=WHITE, fill=PRIMARY, bold=True),
    HEADER_TO_FILL: Look(ink=WHITE, fill=ACCENT, bold=True),
    ASKED: Look(),
    ID: Look(bold=True),
    CRITICAL: Look(ink=ACCENT, bold=True),
    TO_FILL: Look(fill=TINT, edge=TINT_EDGE, number_format=TEXT_FORMAT, is_unlocked=True),
    SAMPLE: Look(fill=TINT, edge=TINT_EDGE, bold=True),
    TEXT: Look(edge=""),
    LABEL: Look(edge="", bold=True),
    TITLE: Look(edge="", bold=True, size=20, ink=PRIMARY, is_wrapped=False),
    HEADING: Look(edge="", bold=True, size=14, ink=PRIMARY, is_wrapped=False),
    **{
        name: Look(fill=fill, ink=ink, bold=True)
        for name, (fill, ink) in zip(LEVELS, LEVEL_COLOURS, strict=True)
    },
}
