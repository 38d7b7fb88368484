"""System checks on the machine: libraries and fonts a wheel cannot bring."""

from __future__ import annotations

from collections.abc import Iterable
from ctypes.util import find_library

from django.core.checks import CheckMessage, Info, Warning, register

INSTALL = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@register
def pango_is_installed(**kwargs: object) -> Iterable[CheckMessage]:
    missing = [name for name in ("pango-1.0", "pangoft2-1.0") if not find_library(name)]
    if missing:
        yield Warning(
            "PDF reports are off: the Pango library is missing. Everything else works.",
            hint=f"On Debian or Ubuntu: {INSTALL}",
            id="aseanai.W001",
        )
    elif not find_library("harfbuzz-subset"):
        yield Warning(
            "PDF reports are slow to write: the HarfBuzz subset library is missing.",
            hint=f"On Debian or Ubuntu: {INSTALL}",
            id="aseanai.W002",
        )


@register(deploy=True)
def chinese_can_be_printed(**kwargs: object) -> Iterable[CheckMessage]:
    """Only a hint, and only to those who deploy: most reports hold no Chinese."""
    from scorecard.reports.fonts import CHINESE_ADVICE, chinese_font_is_installed

    if not chinese_font_is_installed():
        yield Info(
            "Chinese names and notes are printed as boxes: no font here has them.",
            hint=CHINESE_ADVICE,
            id="aseanai.I001",
        )
