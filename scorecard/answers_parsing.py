"""Turn plain data (from a file, YAML or JSON) into answers, or say everything that is wrong.

Knows nothing of files. The shape is described in `docs/schemas/answers-file.schema.json`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from typing import Any, TypeVar

from frameworks.definition import DERIVED_FACTS, TOP_LEVEL, Edition, Question
from frameworks.parsing import KeyPath, Problem
from scorecard.scoring import (
    DONT_KNOW,
    NOT_APPLICABLE,
    SCHEMA,
    Answer,
    Answers,
    Declaration,
    ObligationState,
)
from scorecard.scoring.constants import SUPPORTED_LEVEL

T = TypeVar("T")
TOP_GRADE = len(SUPPORTED_LEVEL) - 1

# In characters, of answers that are to be stored. What is only scored may be longer.
LONGEST_REASON = 2_000
LONGEST_NOTE = 5_000

_SECTIONS = ("facts", "seats", "markets", "responses", "obligations")
_KEYS = ("edition", "organisation", *_SECTIONS)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_FACT_WORDS: Mapping[object, bool | None] = {"yes": True, "no": False, "unknown": None}
# The ways to write an entry out in full, and the keys that may stand beside each.
_RESPONSE_FORMS = {
    "level": ("evidence", "note"),
    "dont_know": ("note",),
    "not_applicable": ("note",),
}
_OBLIGATION_FORMS = {"state": ("note",), "not_applicable": ("accepted", "note")}
_STATES: Mapping[object, ObligationState] = {
    "met": "met",
    "partial": "partial",
    "unmet": "unmet",
    "unknown": "unknown",
}


class InvalidAnswers(ValueError):
    """The answers cannot be used; `problems` says why, all of it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class AnswersFile:
    organisation: str
    answers: Answers


def named_edition(document: object) -> str | None:
    """The edition a document asks for; None where it leaves the choice open."""
    label = answers_of(document).get("edition")
    return label if isinstance(label, str) else None


def answers_of(document: object) -> Mapping[Any, Any]:
    """The answers of a document: an answers file is one, an exported result holds one."""
    if not isinstance(document, Mapping):
        return {}
    if document.get("schema") != SCHEMA:
        return document
    edition = document.get("edition")
    label = edition.get("label") if isinstance(edition, Mapping) else edition
    return {"edition": label} | {key: document[key] for key in _KEYS[1:] if key in document}


def acceptances_of(document: object) -> Mapping[str, Any]:
    """Who accepted which claim: only an exported result says so."""
    if not isinstance(document, Mapping) or document.get("schema") != SCHEMA:
        return {}
    said = document.get("acceptances")
    return said if isinstance(said, Mapping) else {}


def parse_answers(document: object, edition: Edition, *, to_store: bool = False) -> AnswersFile:
    """Read a whole document, or raise InvalidAnswers with every mistake in it.

    Answers to hidden questions, and obligations of markets that are not in scope,
    are kept: the engine does not score them. `to_store`: texts have to fit, too.
    """
    if not isinstance(document, Mapping):
        raise InvalidAnswers([Problem((), "an answers file is a mapping of keys to values")])
    reader = _Reader(edition, to_store)
    parsed = reader.read(answers_of(document))
    if reader.problems:
        raise InvalidAnswers(reader.problems)
    return parsed


@dataclass(slots=True)
class _Reader:
    """Reads values one by one and remembers every mistake on the way."""

    edition: Edition
    to_store: bool
    problems: list[Problem] = field(default_factory=list)

    def read(self, raw: Mapping[Any, Any]) -> AnswersFile:
        self._known(raw, _KEYS, (), "key")
        self._edition(raw.get("edition"))
        return AnswersFile(
            organisation=self._text(raw.get("organisation", ""), ("organisation",)),
            answers=Answers(
                facts=self._entries(raw, "facts", self._fact),
                seats=self._codes(raw, "seats", self._seat),
                markets=self._codes(raw, "markets", self._market),
                responses=self._entries(raw, "responses", self._response),
                obligations=self._entries(raw, "obligations", self._obligation),
            ),
        )

    def _problem(self, path: KeyPath, message: str) -> None:
        self.problems.append(Problem(path, message))

    def _edition(self, label: object) -> None:
        if label is not None and not isinstance(label, str):
            self._problem(("edition",), f'must be text: write "{label}" in quotes')
        elif label is not None and label != self.edition.label:
            self._problem(("edition",), f"is {label!r}, but the edition is {self.edition.label!r}")

    def _fact(self, key: str, value: object, path: KeyPath) -> bool | None:
        if key in DERIVED_FACTS:
            self._problem(path, "follows from the markets and seats: leave it out")
        elif self._exists(key, [fact.key for fact in self.edition.facts], path, "fact"):
            if isinstance(value, bool):
                return value
            if isinstance(value, str) and value in _FACT_WORDS:
                return _FACT_WORDS[value]
            self._problem(path, f"must be yes, no or unknown, not {_shown(value)}")
        return None

    def _seat(self, code: str, path: KeyPath) -> None:
        if not (len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()):
            self._problem(path, f"must be a country code of two capital letters, not {code!r}")

    def _market(self, code: str, path: KeyPath) -> None:
        if self._exists(code, list(self.edition.market_by_code), path, "market"):
            if self.edition.market_by_code[code].is_draft:
                self._problem(path, f"the market {code} is a draft, and drafts are not scored")

    def _response(self, key: str, value: object, path: KeyPath) -> Answer | None:
        if not self._exists(key, list(self.edition.question_by_id), path, "question"):
            return None
        question = self.edition.question_by_id[key]
        if isinstance(value, Mapping):
            return self._long_response(question, value, path)
        if value == "dont_know":
            return Answer(DONT_KNOW)
        if value == "not_applicable":
            self._problem(path, "needs a reason: {not_applicable: the reason}")
            return None
        return Answer(self._number(value, path, TOP_LEVEL, "a level"))

    def _long_response(
        self, question: Question, raw: Mapping[Any, Any], path: KeyPath
    ) -> Answer | None:
        kind, given = self._form(raw, _RESPONSE_FORMS, path)
        note = self._note(given, path)
        level = self._number(given.get("level", 0), (*path, "level"), TOP_LEVEL, "a level")
        grade = self._number(
            given.get("evidence", 0), (*path, "evidence"), TOP_GRADE, "an evidence grade"
        )
        if given.get("dont_know", True) is not True:
            self._problem((*path, "dont_know"), "must be true")
        if "not_applicable" in given and question.critical:
            self._problem(path, f"{question.id} is critical, so it cannot be not applicable")
        reason = self._reason(given, path)
        if kind == "level":
            return Answer(level, grade, note)
        if kind == "dont_know":
            return Answer(DONT_KNOW, note=note)
        return Answer(NOT_APPLICABLE, note=note, reason=reason) if kind else None

    def _obligation(self, key: str, value: object, path: KeyPath) -> Declaration | None:
        if not self._exists(key, list(self.edition.obligation_by_id), path, "obligation"):
            return None
        market = next(m for m in self.edition.markets if any(o.id == key for o in m.obligations))
        if market.is_draft:
            self._problem(path, f"belongs to {market.code}, which is a draft")
        elif self.edition.obligation_by_id[key].is_derived:
            self._problem(path, "follows from answers and cannot be declared")
        elif isinstance(value, Mapping):
            return self._long_obligation(value, path)
        else:
            return Declaration(self._state(value, path))
        return None

    def _long_obligation(self, raw: Mapping[Any, Any], path: KeyPath) -> Declaration | None:
        kind, given = self._form(raw, _OBLIGATION_FORMS, path)
        note = self._note(given, path)
        state = self._state(given.get("state", "unknown"), (*path, "state"))
        accepted = given.get("accepted", False)
        if not isinstance(accepted, bool):
            self._problem((*path, "accepted"), f"must be true or false, not {_shown(accepted)}")
        reason = self._reason(given, path)
        if kind == "state":
            return Declaration(state, note)
        return Declaration("not_applicable", note, reason, accepted is True) if kind else None

    def _state(self, value: object, path: KeyPath) -> ObligationState:
        if value == "not_applicable":
            self._problem(path, "needs a reason: {not_applicable: the reason}")
        elif not isinstance(value, str) or value not in _STATES:
            self._problem(path, f"must be met, partial, unmet or unknown, not {_shown(value)}")
        else:
            return _STATES[value]
        return "unknown"

    def _entries(
        self, raw: Mapping[Any, Any], section: str, read: Callable[[str, object, KeyPath], T | None]
    ) -> dict[str, T]:
        """The entries of one section, by id; an empty section is none."""
        value = raw.get(section)
        if not isinstance(value, Mapping):
            if value is not None:
                self._problem((section,), f"must be a mapping, not {_shown(value)}")
            return {}
        entries: dict[str, T | None] = {}
        for key, item in value.items():
            if not isinstance(key, str):
                self._problem((section, str(key)), f'must be text: write "{key}" in quotes')
            else:
                entries[key] = read(key, item, (section, key))
        return {key: entry for key, entry in entries.items() if entry is not None}

    def _codes(
        self, raw: Mapping[Any, Any], section: str, check: Callable[[str, KeyPath], None]
    ) -> tuple[str, ...]:
        """A list of codes, each once; an empty section is none."""
        value = raw.get(section)
        if not isinstance(value, list | tuple):
            if value is not None:
                self._problem((section,), f"must be a list of codes, not {_shown(value)}")
            return ()
        codes: list[str] = []
        for place, code in enumerate(value):
            path = (section, place)
            if not isinstance(code, str):
                self._problem(path, f"must be a code, not {_shown(code)}")
            elif code in codes:
                self._problem(path, f"{code} is named twice")
            else:
                check(code, path)
                codes.append(code)
        return tuple(codes)

    def _form(
        self, raw: Mapping[Any, Any], forms: Mapping[str, tuple[str, ...]], path: KeyPath
    ) -> tuple[str | None, Mapping[str, Any]]:
        """The one form an entry is written in, None if unclear; and its values that have a place."""
        named = [form for form in forms if form in raw]
        likely = named or list(forms)
        places = [*likely, *(key for form in likely for key in forms[form])]
        given = self._known(raw, places, path, "key")
        if len(named) == 1:
            return named[0], given
        self._problem(path, f"needs exactly one of {', '.join(forms)}")
        return None, given

    def _known(
        self, raw: Mapping[Any, Any], allowed: Collection[str], path: KeyPath, noun: str
    ) -> dict[str, Any]:
        """What stands under a known key; the other keys are problems."""
        exists = partial(self._exists, names=allowed, noun=noun)
        return {key: raw[key] for key in raw if exists(key, path=(*path, str(key)))}

    def _exists(self, key: object, names: Collection[str], path: KeyPath, noun: str) -> bool:
        if key in names:
            return True
        close = get_close_matches(str(key), names, n=1)
        hint = f". Did you mean {close[0]}?" if close else ""
        self._problem(path, f"unknown {noun} {key}{hint}")
        return False

    def _number(self, value: object, path: KeyPath, top: int, noun: str) -> int:
        if type(value) is int and 0 <= value <= top:
            return value
        self._problem(path, f"must be {noun} from 0 to {top}, not {_shown(value)}")
        return 0

    def _reason(self, given: Mapping[str, Any], path: KeyPath) -> str:
        """Why an entry is not applicable; empty where it does not say that it is."""
        if "not_applicable" not in given:
            return ""
        where = (*path, "not_applicable")
        reason = self._text(given["not_applicable"], where, LONGEST_REASON)
        if isinstance(given["not_applicable"], str) and not reason.strip():
            self._problem(where, "needs a reason")
        return reason

    def _note(self, given: Mapping[str, Any], path: KeyPath) -> str:
        return self._text(given.get("note", ""), (*path, "note"), LONGEST_NOTE)

    def _text(self, value: object, path: KeyPath, longest: int | None = None) -> str:
        if not isinstance(value, str):
            self._problem(path, f"must be text, not {_shown(value)}")
            return ""
        if _UNPRINTABLE.search(value):
            self._problem(path, "holds a character that cannot be printed")
        if self.to_store and longest is not None and len(value) > longest:
            self._problem(path, f"has {len(value)} characters: shorten it to {longest}")
        return value


def _shown(value: object) -> str:
    """A value in a message: short, and in the words of the file."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    short = text if len(text) <= 40 else f"{text[:40]}…"
    return f"the text “{short}”" if isinstance(value, str) else short
