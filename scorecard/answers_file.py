"""Answers in a file: YAML or JSON, read with every mistake at its line, and written back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frameworks import parsing
from frameworks.definition import Edition
from frameworks.fixtures.yaml_reading import Complaint, UnreadableYaml, YamlFile, read_yaml
from scorecard.answers_parsing import (
    AnswersFile,
    InvalidAnswers,
    acceptances_of,
    named_edition,
    parse_answers,
)
from scorecard.scoring import Answers
from scorecard.scoring.answers import plain_answers

MAX_BYTES = 2_000_000
_SURROGATES = re.compile(
    r"\\\\|\\u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})"
)


class InvalidAnswersFile(ValueError):
    """The file cannot be used; `complaints` says why, in the order of its lines."""

    def __init__(self, path: Path, complaints: Iterable[Complaint]) -> None:
        self.path = path
        self.complaints = tuple(sorted(complaints, key=lambda complaint: complaint.line))
        super().__init__("\n".join(self.lines))

    @property
    def lines(self) -> tuple[str, ...]:
        """One line for each mistake: `answers.yaml:12: responses.TRA-01: …`."""
        return tuple(
            f"{self.path}:{complaint.line}: {parsing.Problem(complaint.path, complaint.message)}"
            for complaint in self.complaints
        )


@dataclass(frozen=True, slots=True)
class LoadedAnswers:
    """The data of an answers file, not yet checked against an edition."""

    path: Path
    file: YamlFile

    @property
    def edition_label(self) -> str | None:
        """The edition the file asks for, None where it leaves the choice open."""
        return named_edition(self.file.data)

    @property
    def acceptances(self) -> Mapping[str, Any]:
        """Of an exported result: they change no score, and are part of what its seal covers."""
        return acceptances_of(self.file.data)

    def read(self, edition: Edition, *, to_store: bool = False) -> AnswersFile:
        """The answers, or InvalidAnswersFile with every mistake."""
        try:
            answers = parse_answers(self.file.data, edition, to_store=to_store)
        except InvalidAnswers as error:
            new = [problem for problem in error.problems if not self.file.is_unread(problem.path)]
            found = [Complaint(self._line(p.path), p.message, p.path) for p in new]
            raise InvalidAnswersFile(self.path, [*self.file.complaints, *found]) from error
        if self.file.complaints:
            raise InvalidAnswersFile(self.path, self.file.complaints)
        return answers

    def _line(self, path: parsing.KeyPath) -> int:
        """The line of a value, or of what should have held it."""
        above = (path[:length] for length in range(len(path), -1, -1))
        return next((self.file.lines[part] for part in above if part in self.file.lines), 1)


def load_answers_file(path: Path) -> LoadedAnswers:
    """Read the data of a file, or raise InvalidAnswersFile at what cannot be read."""
    if not path.is_file():
        raise InvalidAnswersFile(path, [Complaint(1, "is not a file")])
    with path.open("rb") as file:
        return read_answers(file.read(MAX_BYTES + 1), path)


def read_answers(content: bytes, path: Path) -> LoadedAnswers:
    """Read the content of a file that was sent; `path` names it in complaints."""
    text = _text_of(content, path)
    if text.lstrip().startswith("{"):
        text = _json_as_yaml(text)
    try:
        read = read_yaml(text)
    except UnreadableYaml as error:
        raise InvalidAnswersFile(path, error.complaints) from error
    return LoadedAnswers(path, read)


def to_answers_file(edition: Edition, organisation: str, answers: Answers) -> dict[str, Any]:
    """The document that reads back as these answers."""
    return {
        "edition": edition.label,
        "organisation": organisation,
        **plain_answers(edition, answers),
    }


def _text_of(content: bytes, path: Path) -> str:
    if len(content) > MAX_BYTES:
        raise InvalidAnswersFile(path, [Complaint(1, f"is larger than {MAX_BYTES} bytes")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InvalidAnswersFile(path, [Complaint(line, "is not UTF-8 text")]) from error


def _json_as_yaml(text: str) -> str:
    """JSON is YAML, but for tabs between values and characters escaped as two halves."""
    return _SURROGATES.sub(_join, text.replace("\t", " "))


def _join(match: re.Match[str]) -> str:
    if match["high"] is None:
        return match[0]
    high, low = int(match["high"], 16), int(match["low"], 16)
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
