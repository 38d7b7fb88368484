"""A text that is English to whoever computes with it, and its translation to a page that shows it.

Plain Python. Pages look texts up, sort and compare them: all of that goes on in English, whatever
the language of the page. Only where a template prints a text does the translation come out.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


class Bilingual(str):
    """`shown` is HTML, as templates print it. Everything else reads the English."""

    __slots__ = ("shown",)
    shown: str

    def __new__(cls, english: str, shown: str) -> Bilingual:
        text = super().__new__(cls, english)
        text.shown = shown
        return text

    def __html__(self) -> str:
        return self.shown


def sentence(form: str, *texts: str) -> str:
    """`form` with each text at its `{}`: what an f-string would say, in both languages."""
    english = form.format(*texts)
    if not any(isinstance(text, Bilingual) for text in texts):
        return english
    return Bilingual(english, escape(form).format(*map(_shown, texts)))


def joined(separator: str, texts: Iterable[str]) -> str:
    texts = tuple(texts)
    return sentence(separator.join("{}" for _ in texts), *texts)


def _shown(text: str) -> str:
    return text.shown if isinstance(text, Bilingual) else escape(text)
