"""Fonts for the region's scripts. A report loads one only when its text needs it."""

from __future__ import annotations

import ctypes
import logging
import re
from ctypes.util import find_library
from dataclasses import dataclass
from functools import cache

logger = logging.getLogger(__name__)

WEIGHTS = (400, 700)  # what is shipped: the nearest one serves the others
CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
CHINESE_ADVICE = (
    "To print Chinese, install a font for it, then start the server anew: "
    "apt-get install fonts-noto-cjk"
)
UNPRINTABLE = "It holds Chinese text that no font here can print: boxes stand in its place."


@dataclass(frozen=True, slots=True)
class Script:
    family: str
    file: str  # in static/fonts, without the weight
    characters: str  # as a regular expression has them between its brackets

    @property
    def faces(self) -> str:
        return "\n".join(
            f'@font-face {{ font-family: "{self.family}"; font-weight: {weight};'
            f' src: url("../fonts/{self.file}-{weight}.woff2") format("woff2"); }}'
            for weight in WEIGHTS
        )


SCRIPTS = (
    Script("Noto Sans Thai", "noto-sans-thai", "\u0e00-\u0e7f"),
    Script("Noto Sans Lao", "noto-sans-lao", "\u0e80-\u0eff"),
    Script("Noto Sans Khmer", "noto-sans-khmer", "\u1780-\u17ff\u19e0-\u19ff"),
    Script("Noto Sans Myanmar", "noto-sans-myanmar", "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"),
)


def faces_for(text: str) -> str:
    """The `@font-face` rules of the scripts that occur in the text; mostly none."""
    if text.isascii():
        return ""
    found = (script for script in SCRIPTS if re.search(f"[{script.characters}]", text))
    return "\n".join(script.faces for script in found)


def warn_about_chinese(text: str) -> None:
    """Tell whoever runs this server: see `what_cannot_be_printed`."""
    if notice := what_cannot_be_printed(text):
        logger.warning("%s %s", notice, CHINESE_ADVICE)


def what_cannot_be_printed(text: str) -> str:
    """In words for whoever reads the report; empty where every script of the text has its font.

    Only the font for Chinese is too large to ship.
    """
    if text.isascii() or not CHINESE.search(text) or chinese_font_is_installed():
        return ""
    return UNPRINTABLE


@cache
def chinese_font_is_installed() -> bool:
    """Ask fontconfig, as Pango does. Without fontconfig there is no report to worry about."""
    name = find_library("fontconfig")
    if name is None:
        return True
    fontconfig = ctypes.CDLL(name)
    for function in ("FcNameParse", "FcObjectSetCreate", "FcFontList"):
        getattr(fontconfig, function).restype = ctypes.c_void_p
    pattern = ctypes.c_void_p(fontconfig.FcNameParse(b":lang=zh-cn"))
    properties = ctypes.c_void_p(fontconfig.FcObjectSetCreate())
    found = ctypes.c_void_p(fontconfig.FcFontList(None, pattern, properties))
    if found.value is None:
        return False
    installed = ctypes.cast(found, ctypes.POINTER(ctypes.c_int)).contents.value > 0
    fontconfig.FcFontSetDestroy(found)
    fontconfig.FcObjectSetDestroy(properties)
    fontconfig.FcPatternDestroy(pattern)
    return installed
