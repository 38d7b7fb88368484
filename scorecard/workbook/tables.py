"""What the two tables show: their columns, and their rows from what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from frameworks.definition import Edition
from scorecard.workbook import look, words
from scorecard.workbook.contents import Contents, Filled, fingerprint
from scorecard.workbook.machine import Exported
from scorecard.workbook.words import Vocabulary

_NOBODY = (Filled(), 0)


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: int
    is_to_fill: bool = False
    level: int | None = None

    @property
    def header_style(self) -> str:
        if self.level is not None:
            return look.LEVELS[self.level]
        return look.HEADER_TO_FILL if self.is_to_fill else look.HEADER

    @property
    def style(self) -> str:
        if self.is_to_fill:
            return look.TO_FILL
        return {words.ID: look.ID, words.CRITICAL: look.CRITICAL}.get(self.title, look.ASKED)


@dataclass(frozen=True, slots=True)
class Row:
    """`asked`: the cells after the id that are not to fill, in the order of the columns."""

    id: str
    asked: tuple[str, ...]
    said: Filled
    revision: int
    is_critical: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    vocabulary: Vocabulary

    @property
    def exported(self) -> dict[str, Exported]:
        return {row.id: (row.revision, fingerprint(row.said)) for row in self.rows}


def _to_fill(*more: Column) -> tuple[Column, ...]:
    return (
        Column(words.ANSWER, 18, is_to_fill=True),
        Column(words.REASON, 32, is_to_fill=True),
        Column(words.NOTE, 44, is_to_fill=True),
        *more,
    )


def questions(contents: Contents) -> Table:
    return Table(
        title=words.QUESTIONS,
        columns=_question_columns(contents.edition),
        rows=tuple(_question_rows(contents)),
        vocabulary=words.answers_of(contents.edition),
    )


def obligations(contents: Contents) -> Table:
    columns = (
        Column(words.ID, 10),
        Column("Market", 16),
        Column("Obligation", 30),
        Column("What it asks", 54),
        Column("Force", 12),
        Column("Where it stands", 30),
        Column("Does it apply?", 24),
        *_to_fill(),
    )
    return Table(
        title=words.OBLIGATIONS,
        columns=columns,
        rows=tuple(_obligation_rows(contents)),
        vocabulary=words.states(),
    )


def _question_columns(edition: Edition) -> tuple[Column, ...]:
    return (
        Column(words.ID, 10),
        Column("Section", 20),
        Column("Question", 46),
        Column(words.CRITICAL, 10),
        *(
            Column(f"{number} {level.name}", 30, level=number)
            for number, level in enumerate(edition.levels)
        ),
        Column(words.GOOD_EVIDENCE, 36),
        *_to_fill(Column(words.EVIDENCE, 30, is_to_fill=True)),
    )


def _question_rows(contents: Contents) -> Iterator[Row]:
    for part in contents.sections:
        for question in part.questions:
            said, revision = contents.responses.get(question.id, _NOBODY)
            critical = words.CRITICAL if question.critical else ""
            proof = "\n".join(question.evidence)
            asked = (part.section, question.text, critical, *question.anchors, proof)
            yield Row(question.id, asked, said, revision, is_critical=question.critical)


def _obligation_rows(contents: Contents) -> Iterator[Row]:
    for part in contents.markets:
        for applicable in part.obligations:
            obligation = applicable.obligation
            said, revision = contents.declarations.get(obligation.id, _NOBODY)
            asked = (
                part.market.name,
                obligation.title,
                obligation.statement,
                obligation.force.capitalize(),
                ", ".join(filter(None, (obligation.instrument, obligation.article))),
                "It may: a fact is unknown" if applicable.may_apply else "Yes",
            )
            yield Row(obligation.id, asked, said, revision)
