"""Read a workbook that came back: what its cells say, or everything that is wrong, by cell."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any
from zipfile import ZipFile

from frameworks.definition import Edition
from scorecard.answers_parsing import LONGEST_NOTE, LONGEST_REASON
from scorecard.scoring.types import NOT_APPLICABLE
from scorecard.workbook import words
from scorecard.workbook.archive import BROKEN, UnreadableWorkbook, check_archive
from scorecard.workbook.contents import Filled, Uploaded
from scorecard.workbook.formulas import Formulas, formulas_of
from scorecard.workbook.machine import Facts, read_facts

MAX_ROWS = 2_000
MAX_COLUMNS = 60
HEADER_WITHIN = 10  # rows; people put a line of their own on top

NOT_OURS = "This is not a workbook made here. Download the questions and fill that file in."
OTHER_FORMAT = "This workbook was made for another version of the product. Download a new one."
OTHER_ASSESSMENT = "This workbook belongs to another assessment. Upload it there, or download the questions of this one."
GIVE_A_REASON = "Say why it does not apply to you."


@dataclass(frozen=True, slots=True)
class Table:
    rows: Sequence[Sequence[object]] = ()
    formulas: Formulas = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong, and where: in a cell, in a whole sheet, or in the file."""

    message: str
    sheet: str = ""
    cell: str = ""

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class InvalidWorkbook(ValueError):
    """The workbook cannot be used; `problems` says why, all of it."""

    def __init__(self, problems: Iterable[CellProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the rows say, by id. A row that is not in the file is not here."""

    responses: Mapping[str, Uploaded] = field(default_factory=dict)
    declarations: Mapping[str, Uploaded] = field(default_factory=dict)


def read_workbook(content: bytes, *, edition: Edition, digest: str, code: str) -> Reading:
    """Read it, or raise UnreadableWorkbook, or InvalidWorkbook with every mistake.

    `digest` and `code`: of the edition and the assessment it has to belong to.
    """
    check_archive(content)
    tables = _tables(content)
    facts = read_facts(tables.get(_plain(words.MACHINE), Table()).rows)
    if strange := list(_strange(facts, edition, digest, code)):
        raise InvalidWorkbook(strange)
    critical = {question.id for question in edition.questions if question.critical}
    answers, states = words.answers_of(edition), words.states()
    sheets = (
        _Sheet(words.QUESTIONS, facts, edition.question_by_id, answers, critical),
        _Sheet(words.OBLIGATIONS, facts, edition.obligation_by_id, states),
    )
    responses, declarations = (sheet.read(tables) for sheet in sheets)
    if problems := [problem for sheet in sheets for problem in sheet.problems]:
        raise InvalidWorkbook(problems)
    return Reading(responses=responses, declarations=declarations)


def _tables(content: bytes) -> dict[str, Table]:
    """The cells of our sheets, by the sheet's name. Nothing is computed, nothing fetched."""
    from openpyxl import load_workbook

    wanted = {_plain(title) for title in (words.QUESTIONS, words.OBLIGATIONS, words.MACHINE)}
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        tables: dict[str, Table] = {}
        for sheet in book.worksheets:
            if _plain(sheet.title) not in wanted:
                continue
            tables[_plain(sheet.title)] = _table(sheet, content)
        book.close()
    except Exception as error:  # openpyxl raises whatever it stumbles over
        raise UnreadableWorkbook(BROKEN) from error
    return tables


def _table(sheet: Any, content: bytes) -> Table:
    sheet.reset_dimensions()  # they may be wrong, and are huge where somebody pasted
    rows = list(sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True))
    with ZipFile(io.BytesIO(content)) as archive:
        formulas = formulas_of(archive, sheet._worksheet_path, max_row=MAX_ROWS)
    return Table(rows, formulas)


def _strange(facts: Facts, edition: Edition, digest: str, code: str) -> Iterable[CellProblem]:
    """Why the workbook is not one for this assessment: then its cells are not looked at."""
    if not facts.format:
        yield CellProblem(NOT_OURS)
        return
    if facts.format != words.FORMAT:
        yield CellProblem(OTHER_FORMAT)
        return
    if facts.assessment != code:
        yield CellProblem(OTHER_ASSESSMENT)
    if facts.digest != digest:
        theirs = f"edition {facts.edition}" if facts.edition != edition.label else "other content"
        yield CellProblem(
            f"This workbook was made for {theirs}; the assessment has edition {edition.label}. "
            "Download the questions again."
        )


@dataclass(slots=True)
class _Sheet:
    """Reads one table and remembers every mistake on the way."""

    title: str
    facts: Facts
    known: Mapping[str, object]
    vocabulary: words.Vocabulary
    critical: set[str] = field(default_factory=set)
    problems: list[CellProblem] = field(default_factory=list)
    told: set[str] = field(default_factory=set)  # the cells of these mistakes
    columns: dict[str, int] = field(default_factory=dict)  # by title, from 0

    def read(self, tables: Mapping[str, Table]) -> dict[str, Uploaded]:
        table = tables.get(_plain(self.title))
        exported = self.facts.rows.get(self.title, {})
        if table is None:
            if exported:
                self.problems.append(CellProblem("is missing", f"The sheet “{self.title}”"))
            return {}
        first = self._find_columns(table.rows)
        if self.problems:
            return {}
        found: dict[str, Uploaded] = {}
        seen: dict[str, int] = {}
        for place, row in enumerate(table.rows[first:], start=first + 1):
            self._refuse_formulas(table.formulas, place)
            id = self._id(row, place, seen)
            if id:
                revision, fingerprint = exported.get(id, (0, ""))
                said = self._said(id, row, place)
                found[id] = Uploaded(said=said, revision=revision, exported=fingerprint)
        return found

    def _refuse_formulas(self, formulas: Formulas, place: int) -> None:
        for title, column in self.columns.items():
            message = formulas.get((place, column + 1))
            if message and title != words.ID:  # the id is not to fill, and is checked as it is
                self._problem(title, place, message)

    def _find_columns(self, table: Sequence[Sequence[object]]) -> int:
        """Find the columns by their headers; the place of the first row after them, from 0."""
        wanted = [words.ID, words.ANSWER, words.REASON, words.NOTE]
        if self.title == words.QUESTIONS:
            wanted.append(words.EVIDENCE)
        heads = [[_plain(words.from_cell(cell)) for cell in row] for row in table[:HEADER_WITHIN]]
        scores = [sum(_plain(title) in head for title in wanted) for head in heads]
        place = scores.index(max(scores)) if scores else 0
        head = heads[place] if heads else []
        for title in wanted:
            if _plain(title) in head:
                self.columns[title] = head.index(_plain(title))
            else:
                message = f"has no column “{title}”: put the header back, or download a new file"
                self.problems.append(CellProblem(message, f"The sheet “{self.title}”"))
        return place + 1

    def _id(self, row: Sequence[object], place: int, seen: dict[str, int]) -> str:
        """The id of a row; empty where there is none to read."""
        typed = self._text(row, words.ID)
        if not typed:
            if any(self._text(row, title) for title in self.columns):
                self._problem(
                    words.ID, place, "The id is missing, so nobody knows what this answers."
                )
            return ""
        id = next((known for known in (typed, typed.upper()) if known in self.known), "")
        if not id:
            close = get_close_matches(typed.upper(), self.known, n=1)
            hint = f" Did you mean {close[0]}?" if close else ""
            noun = "question" if self.title == words.QUESTIONS else "obligation"
            self._problem(words.ID, place, f"There is no {noun} {_short(typed)}.{hint}")
        elif id in seen:
            first = f"{self._letter(words.ID)}{seen[id]}"
            self._problem(words.ID, place, f"{id} is here twice; the first is in {first}.")
            return ""
        else:
            seen[id] = place
        return id

    def _said(self, id: str, row: Sequence[object], place: int) -> Filled:
        said = Filled(
            answer=self._answer(id, row, place),
            reason=self._limited(row, place, words.REASON, LONGEST_REASON),
            note=self._limited(row, place, words.NOTE, LONGEST_NOTE),
            evidence=self._evidence(row, place),
        )
        if said.answer == NOT_APPLICABLE.value and id not in self.critical and not said.reason:
            self._problem(words.REASON, place, GIVE_A_REASON)
        return said

    def _answer(self, id: str, row: Sequence[object], place: int) -> str:
        typed = self._text(row, words.ANSWER)
        answer = self.vocabulary.value_of(typed)
        if id in self.critical:
            offered = self.vocabulary.without(NOT_APPLICABLE.value)
            if answer == NOT_APPLICABLE.value:
                message = (
                    f"{id} is critical, so it always applies. Choose one of: {offered.choices}."
                )
                self._problem(words.ANSWER, place, message)
                return ""
        else:
            offered = self.vocabulary
        if answer is None:
            message = f"“{_short(typed)}” is no answer here. Choose one of: {offered.choices}."
            self._problem(words.ANSWER, place, message)
        return answer or ""

    def _evidence(self, row: Sequence[object], place: int) -> int:
        if words.EVIDENCE not in self.columns:
            return 0
        typed = self._text(row, words.EVIDENCE)
        grade = words.evidence().value_of(typed)
        if grade is None:
            choices = words.evidence().choices
            message = f"“{_short(typed)}” is no evidence grade. Choose one of: {choices}."
            self._problem(words.EVIDENCE, place, message)
        return int(grade or 0)

    def _limited(self, row: Sequence[object], place: int, title: str, longest: int) -> str:
        text = self._text(row, title)
        if len(text) > longest:
            message = f"The text has {len(text)} characters. Shorten it to {longest}."
            self._problem(title, place, message)
        return text

    def _text(self, row: Sequence[object], title: str) -> str:
        column = self.columns[title]
        return words.from_cell(row[column]) if column < len(row) else ""

    def _letter(self, title: str) -> str:
        from openpyxl.utils import get_column_letter

        return get_column_letter(self.columns[title] + 1)

    def _problem(self, title: str, place: int, message: str) -> None:
        cell = f"{self._letter(title)}{place}"
        if cell in self.told:  # whatever else is wrong with it follows from the first
            return
        self.told.add(cell)
        self.problems.append(CellProblem(message, self.title, cell))


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
