"""From the marks around the texts of an edition in another language to what a reader sees.

A page is made as ever. Then each text gets its language, so that it is read aloud and set rightly,
and a word beside it where it is a draft, out of date or still in English. Within tags, titles,
pictures and form controls, which can hold no markup, the marks are taken out. A menu names the
language and leaves the word to the pages that it leads to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from frameworks.bilingual import Bilingual
from frameworks.translating import CLOSING, OPENING, State

_STATE: Mapping[str, State] = {mark: state for state, mark in OPENING.items()}
_MARK = re.compile(f"([{''.join(OPENING.values())}{CLOSING}])")
_PIECES = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_PLAIN = frozenset({"title", "textarea", "option", "script", "style", "svg"})
_MENU = "nav"
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
# What stands behind a text, and what it means.
NOTES: Mapping[State, tuple[str, str]] = {
    "draft": ("draft", "A draft translation, not reviewed yet"),
    "changed": ("outdated", "The English has changed since this was translated"),
    "missing": ("English", "Not translated yet"),
}


def without_marks(text: str) -> str:
    return _MARK.sub("", text)


def part_of(text: str, part: str) -> str:
    """Some of a text's English words: where the text is translated, they say what they are."""
    if not isinstance(text, Bilingual) or part == text:
        return text if part == text else part
    return Bilingual(part, f"{OPENING['missing']}{escape(part)}{CLOSING}")


def with_languages(html: str, language: str) -> str:
    """The page with each marked text in an element that names its language."""
    return "".join(_Page(language).pieces(html)) if _MARK.search(html) else html


class _Page:
    """Reads a page from its beginning to its end, and knows which text goes on."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.depth = 0  # how many elements are open
        self.plain = ""  # the open one that takes no markup
        self.menus = 0  # how many of them are menus
        self.state: State | None = None  # of the text that goes on
        self.began = 0  # how deep that text began

    def pieces(self, html: str) -> Iterator[str]:
        for piece in _PIECES.split(html):
            if piece.startswith("<"):
                yield without_marks(piece)
                self._pass(piece)
            elif self.plain:
                yield without_marks(piece)
            else:
                yield from self._text(piece)

    def _pass(self, piece: str) -> None:
        tag = _TAG.match(piece)
        if tag is None or tag[2].lower() in _VOID or piece.endswith("/>"):
            return
        name, step = tag[2].lower(), -1 if tag[1] else 1
        self.depth += step
        if name == _MENU:
            self.menus += step
        if self.plain in ("", name) and name in _PLAIN:
            self.plain = "" if tag[1] else name
        if self.depth < self.began:
            self.state = None  # a text that was cut short ends with the element it began in

    def _text(self, piece: str) -> Iterator[str]:
        for part in _MARK.split(piece):
            if part in _STATE:
                self.state, self.began = _STATE[part], self.depth
            elif part == CLOSING:
                yield "" if self.menus else _note(self.state)
                self.state = None
            elif part:
                yield self._said(part)

    def _said(self, text: str) -> str:
        if self.state in (None, "missing") or not text.strip():
            return text
        return f'<span lang="{self.language}">{text}</span>'


def _note(state: State | None) -> str:
    if state is None or state not in NOTES:
        return ""
    word, meaning = NOTES[state]
    return f' <abbr class="in-language" title="{meaning}">{word}</abbr>'
