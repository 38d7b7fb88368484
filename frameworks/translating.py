"""An edition in another language: what stands there, what is missing, and how a reader is told.

Plain Python. English is what the edition says; a translation is one more thing it holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Literal

from frameworks.bilingual import Bilingual
from frameworks.definition import Edition, GlossaryTerm, TranslatedText, Translation
from frameworks.definition.texts import Text, reworded, texts_in
from frameworks.parsing import read_edition, to_document

Document = Mapping[str, Any]
State = Literal["reviewed", "draft", "changed", "missing"]
STATES: tuple[State, ...] = ("reviewed", "draft", "changed", "missing")

# Around each text of an edition in another language, so that a page can say which is which. They
# belong to no script, and no edition may hold them.
OPENING: Mapping[State, str] = {state: chr(0xE000 + number) for number, state in enumerate(STATES)}
CLOSING = "\ue00f"


@dataclass(frozen=True, slots=True)
class Standing:
    """A text, and how it is said in a language."""

    text: Text
    said: TranslatedText | None

    @property
    def state(self) -> State:
        if self.said is None:
            return "missing"
        return "changed" if self.said.english != self.text.english else self.said.status

    @property
    def parts(self) -> tuple[str, ...] | None:
        """The translation, part by part; None where there is none, or none that fits any more."""
        return None if self.said is None else self.text.split(self.said.text)


def languages_of(edition: Edition) -> tuple[str, ...]:
    return tuple(each.language for each in edition.translations)


def standings(edition: Edition, language: str) -> dict[str, Standing]:
    """Every text of the edition in a language, by where it stands."""
    return _standings(texts_in(edition), edition, language)


def in_every_language(edition: Edition) -> dict[str, dict[str, Standing]]:
    """The same by language, in their order. The texts are looked for once."""
    texts = texts_in(edition)
    return {code: _standings(texts, edition, code) for code in languages_of(edition)}


def count_states(of: Iterable[Standing]) -> Counter[State]:
    return Counter(each.state for each in of)


def in_language(edition: Edition, language: str) -> Edition:
    """The edition as it reads in a language, each text between marks that say how it stands there.

    What has no translation that fits is said in English. What looks a text up by its words, sorts
    or compares it, does so in English: only a page that shows the text shows the translation.
    """
    found = standings(edition, language)

    def say(text: Text) -> tuple[str, ...]:
        standing = found[text.at]
        parts = standing.parts
        state: State = standing.state if parts else "missing"
        return tuple(
            Bilingual(english, f"{OPENING[state]}{escape(part)}{CLOSING}")
            for english, part in zip(text.parts, parts or text.parts, strict=True)
        )

    translated = reworded(edition, say)
    terms = {term.key: term for term in translated.glossary}
    vars(translated)["words_of_question"] = _same_terms(edition.words_of_question, terms)
    vars(translated)["words_of_obligation"] = _same_terms(edition.words_of_obligation, terms)
    return translated


def translated(
    document: Document, language: str, said: Mapping[str, TranslatedText | None]
) -> dict[str, Any]:
    """The document with these texts of a language said anew, by their places; None takes one away."""
    edition = read_edition(document)
    before = {text.at: text for each in _of(edition, language) for text in each.texts}
    kept = {at: text for at, text in (before | dict(said)).items() if text is not None}
    order = {at: number for number, at in enumerate(texts_in(edition))}
    texts = tuple(kept[at] for at in sorted(kept, key=lambda at: order.get(at, len(order))))
    return _with(document, edition, Translation(language=language, texts=texts))


def with_language(document: Document, language: str) -> dict[str, Any]:
    """With a language in which nothing is said yet."""
    return translated(document, language, {})


def without_language(document: Document, language: str) -> dict[str, Any]:
    rest = [row for row in document.get("translations", ()) if row["language"] != language]
    others = {key: value for key, value in document.items() if key != "translations"}
    return {**others, "translations": rest} if rest else others


def carried(document: Document) -> dict[str, Any]:
    """The document once its English was changed: translations go where their English went.

    A text that moved within its list takes its translation along; one that is gone loses it; one
    that says something else keeps it, as out of date.
    """
    if not document.get("translations"):
        return dict(document)
    edition = read_edition(document)
    texts = texts_in(edition)
    changed: Document = document
    for each in edition.translations:
        followed = tuple(_followed(each.texts, texts))
        changed = _with(changed, edition, replace(each, texts=followed))
    return dict(changed)


def _followed(
    said: Iterable[TranslatedText], texts: Mapping[str, Text]
) -> Iterator[TranslatedText]:
    """Each translation where its English stands now."""
    said = tuple(said)
    fitting = {each.at for each in said if _fits(each, texts.get(each.at))}
    lost = [each for each in said if each.at not in fitting]
    moved = dict(_moved(lost, {at: text for at, text in texts.items() if at not in fitting}))
    taken = fitting | set(moved.values())
    for each in said:
        if each in moved:
            yield replace(each, at=moved[each])
        elif each.at in fitting or each.at in texts.keys() - taken:
            yield each  # its English may say something else now


def _fits(said: TranslatedText, text: Text | None) -> bool:
    return text is not None and text.english == said.english


def _moved(
    lost: Iterable[TranslatedText], free: Mapping[str, Text]
) -> Iterator[tuple[TranslatedText, str]]:
    """Translations whose English stands elsewhere in its list, and where."""
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for at, text in free.items():
        places[(*_any_number(at), text.english)].append(at)
    for each in lost:
        twins = places[(*_any_number(each.at), each.english)]
        if twins:
            yield each, twins.pop(0)


def _any_number(at: str) -> tuple[str, ...]:
    """The place of a text, wherever it stands in a list that only numbers its members."""
    return tuple("*" if step.isdigit() else step for step in at.split("/"))


def _with(document: Document, edition: Edition, translation: Translation) -> dict[str, Any]:
    rows = list(document.get("translations", ()))
    plain = to_document(replace(edition, translations=(translation,)))["translations"][0]
    codes = [row["language"] for row in rows]
    if translation.language in codes:
        rows[codes.index(translation.language)] = plain
    else:
        rows = sorted([*rows, plain], key=lambda row: str(row["language"]))
    return {**document, "translations": rows}


def _standings(texts: Mapping[str, Text], edition: Edition, language: str) -> dict[str, Standing]:
    said = {text.at: text for each in _of(edition, language) for text in each.texts}
    return {at: Standing(text, said.get(at)) for at, text in texts.items()}


def _of(edition: Edition, language: str) -> tuple[Translation, ...]:
    return tuple(each for each in edition.translations if each.language == language)


def _same_terms(
    words: Mapping[str, tuple[GlossaryTerm, ...]], terms: Mapping[str, GlossaryTerm]
) -> dict[str, tuple[GlossaryTerm, ...]]:
    return {id: tuple(terms[term.key] for term in found) for id, found in words.items()}
