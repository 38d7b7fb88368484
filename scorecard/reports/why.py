"""The worked examples there are: one for each number that the results show."""

from __future__ import annotations

from scorecard.reports.viewmodel.arithmetic import why_unit
from scorecard.reports.viewmodel.arithmetic_gaps import why_gaps
from scorecard.reports.viewmodel.arithmetic_markets import why_market as why_market
from scorecard.reports.viewmodel.arithmetic_overall import why_overall
from scorecard.reports.viewmodel.arithmetic_step import why_step
from scorecard.reports.viewmodel.arithmetic_steps import why_next_steps
from scorecard.reports.viewmodel.reading import Reading
from scorecard.reports.viewmodel.workings import Why

WHOLE = {"overall": why_overall, "next-steps": why_next_steps, "gaps": why_gaps}


def why(reading: Reading, key: str) -> Why | None:
    """None where the result has no such number."""
    if key in WHOLE:
        return WHOLE[key](reading)
    return why_unit(reading, key) if key in reading.units else why_step(reading, key)
