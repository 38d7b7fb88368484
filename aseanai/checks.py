"""System checks on the machine: libraries a wheel cannot bring."""

from __future__ import annotations

from collections.abc import Iterable
from ctypes.util import find_library

from django.core.checks import CheckMessage, Warning, register

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
