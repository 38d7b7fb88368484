"""What must hold in what an edition says in further languages."""

from __future__ import annotations

from collections.abc import Iterator

from frameworks.definition import LANGUAGES, Edition, TranslatedText
from frameworks.definition.texts import Text, texts_in
from frameworks.parsing.forms import choice_problems
from frameworks.parsing.problems import KeyPath, Problem
from frameworks.parsing.records import repeated
from frameworks.parsing.structure import did_you_mean


def translation_problems(edition: Edition, broken: frozenset[KeyPath]) -> Iterator[Problem]:
    """`broken`: paths that could not be read. Where there are any, no place can be called wrong."""
    if not edition.translations:
        return
    texts = None if broken else texts_in(edition)
    rows = [(("translations", n), each) for n, each in enumerate(edition.translations)]
    yield from repeated(iter(rows), "language")
    for path, translation in rows:
        yield from choice_problems(translation.language, LANGUAGES, (*path, "language"))
        said = [((*path, "texts", n), text) for n, text in enumerate(translation.texts)]
        yield from repeated(iter(said), "at")
        for where, text in said:
            if texts is not None:
                yield from _text(text, where, texts)


def _text(said: TranslatedText, path: KeyPath, texts: dict[str, Text]) -> Iterator[Problem]:
    text = texts.get(said.at)
    if text is None:
        hint = did_you_mean(said.at, frozenset(texts))
        yield Problem((*path, "at"), f"names no text of the edition, “{said.at}”{hint}")
        return
    lines = said.text.count("\n") + 1
    if text.is_list and said.english == text.english and lines != text.lines:
        words = "1 line" if text.lines == 1 else f"{text.lines} lines"
        yield Problem((*path, "text"), f"must have {words}, as the English has, not {lines}")
