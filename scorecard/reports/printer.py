"""The machinery that prints reports: is it here, and which one is it.

Asked by processes that never print, so WeasyPrint is not imported.
"""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Iterator
from ctypes.util import find_library
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from scorecard.reports.fonts import chinese_font_is_installed

# Whatever can change a page, without the words that are printed on it.
SOURCES = (
    "scorecard/reports",
    "templates/report",
    "templates/components",
    "static/css/print.css",
    "static/fonts",
    "static/img/icons.svg",
)


@cache
def pango_version() -> str:
    """Empty where Pango is missing, and no report can be printed."""
    try:
        pango = ctypes.CDLL(find_library("pango-1.0") or "libpango-1.0.so.0")
        pango.pango_version_string.restype = ctypes.c_char_p
        return str(pango.pango_version_string().decode())
    except OSError:
        return ""


@cache
def printer_version() -> str:
    """Of everything that decides the bytes of a report, beside what is printed in it."""
    parts = (
        version("weasyprint"),
        pango_version(),
        chinese_font_is_installed(),
        settings.PUBLIC_ADDRESS,
    )
    found = hashlib.sha256(" ".join(map(str, parts)).encode())
    for path in _sources():
        content = path.read_bytes()
        name = path.relative_to(settings.BASE_DIR).as_posix()
        found.update(f"{name} {len(content)} ".encode() + content)
    return found.hexdigest()


def _sources() -> Iterator[Path]:
    for source in SOURCES:
        path = Path(settings.BASE_DIR) / source
        within = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (each for each in within if each.is_file() and each.suffix != ".pyc")
