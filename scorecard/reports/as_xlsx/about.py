"""The last sheet: what the numbers rest on, and how to read them."""

from __future__ import annotations

from collections.abc import Iterator

from scorecard.reports.as_xlsx.cells import STRONG, Column, Table, Value
from scorecard.reports.viewmodel import Report

READING = "Scores run from 0 to 100 and are rounded down. “Exact” is the number before that. An empty cell says that there is no number; it never means zero."

Line = tuple[str, Value]


def about(report: Report) -> Table[Line]:
    return Table(
        title="About",
        above=("About this result", ""),
        columns=(
            Column("What", 34, lambda line: line[0], STRONG),
            Column("Value", 96, lambda line: line[1]),
        ),
        rows=tuple(_lines(report)),
        is_filtered=False,
    )


def _lines(report: Report) -> Iterator[Line]:
    origin = report.provenance
    yield "Organisation", report.organisation
    yield "Assessment", report.title
    yield "Status", report.mark.words
    yield "Made on", origin.made_on
    yield "Edition", origin.edition
    yield "Title of the edition", origin.edition_title
    yield "Digest of the edition (SHA-256)", origin.digest
    yield "Method", origin.method
    yield "Format of the data", report.document["schema"]
    yield "Seal of the result (SHA-256)", origin.seal
    yield "How to read the numbers", READING
    yield "Please note", origin.disclaimer
    yield from _scope(report)
    for level in report.levels:
        yield f"Level {level.number}", f"{level.name}: {level.meaning}"


def _scope(report: Report) -> Iterator[Line]:
    scope = report.scope
    yield "What is assessed", scope.words or "Not given"
    yield "Markets", scope.markets
    yield "Seats", scope.seats
    yield "Principles out of scope", scope.out_of_scope or "None"
    for fact in scope.facts:
        yield fact.question, fact.answer
    hidden = ", ".join(report.registers.hidden)
    if hidden:
        yield "Kept answers that are not asked now", hidden
