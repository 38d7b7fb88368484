"""Workbooks for tests: small contents, and what a person does to a file."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any
from zipfile import ZipFile

import openpyxl

from frameworks.definition import Edition
from scorecard.scoring import ApplicableObligation
from scorecard.workbook import (
    Contents,
    Filled,
    MarketRows,
    QuestionRows,
    Reading,
    read_workbook,
    write_workbook,
)
from tests.factories import make_edition_definition

EDITION = make_edition_definition()
DIGEST, CODE = "a" * 64, "the-assessment"

Said = Mapping[str, Filled]


NOTHING: Said = MappingProxyType({})


def make_contents(
    edition: Edition = EDITION, responses: Said = NOTHING, declarations: Said = NOTHING
) -> Contents:
    """Every question and every obligation of the edition; what is said has revision 1."""
    return Contents(
        organisation="Acme",
        title="Retail bank, 2026",
        code=CODE,
        edition=edition,
        digest=DIGEST,
        made_on=date(2026, 3, 1),
        sections=tuple(
            QuestionRows(section=principle.name, questions=principle.questions)
            for principle in edition.principles
        ),
        markets=tuple(
            MarketRows(
                market=market,
                obligations=tuple(
                    ApplicableObligation(each, may_apply=False) for each in market.obligations
                ),
            )
            for market in edition.markets
        ),
        responses={key: (said, 1) for key, said in responses.items()},
        declarations={key: (said, 1) for key, said in declarations.items()},
    )


def read(content: bytes, *, digest: str = DIGEST, code: str = CODE) -> Reading:
    return read_workbook(content, edition=EDITION, digest=digest, code=code)


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def edited(content: bytes | None = None, **cells: object) -> bytes:
    """The workbook with some cells typed over: `Questions_K2="3"`."""
    book = opened(content or write_workbook(make_contents()))
    for name, value in cells.items():
        sheet, cell = name.rsplit("_", 1)
        book[sheet][cell].value = value
    return saved(book)


def rezipped(content: bytes, members: Mapping[str, bytes]) -> bytes:
    """The archive with members added or replaced."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, text in members.items():
            new.writestr(name, text)
    return out.getvalue()
