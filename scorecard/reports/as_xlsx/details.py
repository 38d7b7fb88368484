"""The sheets of single things: obligations, gaps and steps, answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scorecard.reports.as_xlsx.cells import (
    CHANGE,
    STRONG,
    UNMET,
    Column,
    Table,
    Value,
    critical,
    lines,
    style_of_critical,
    style_of_level,
    style_of_mark,
)
from scorecard.reports.as_xlsx.results import NO_MARKETS
from scorecard.reports.viewmodel import Report
from scorecard.reports.viewmodel.markets import MarketPage
from scorecard.reports.viewmodel.obligations import ObligationRow
from scorecard.reports.viewmodel.reading import shown
from scorecard.reports.viewmodel.registers import AnswerRow
from scorecard.reports.viewmodel.steps import GapRow, StepRow
from scorecard.reports.viewmodel.words import Level, sentence

STEP, GAP, PATH = "Next best step", "Gap", "Path to ready"


@dataclass(frozen=True, slots=True)
class Duty:
    market: str
    row: ObligationRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something to do, of one of three kinds; `place` is its rank among its own."""

    kind: str
    place: int
    markets: str
    id: str
    part: str
    text: str
    is_critical: bool
    before: Level
    after: Level
    what: str
    overall: int | None = None
    unit: int | None = None
    effects: str = ""
    priority: int | None = None


def obligations(report: Report) -> Table[Duty]:
    return Table(
        title="Obligations",
        columns=(
            Column("Id", 10, lambda d: d.row.id, STRONG),
            Column("Market", 16, lambda d: d.market),
            Column("Obligation", 26, lambda d: d.row.title),
            Column("What it asks", 44, lambda d: d.row.statement),
            Column("State", 14, lambda d: d.row.mark.word, lambda d: style_of_mark(d.row.mark)),
            Column("Why this state", 24, lambda d: d.row.remark),
            Column("Accepted", 20, lambda d: d.row.accepted),
            Column("Note", 34, lambda d: d.row.note),
            Column("Force", 11, lambda d: d.row.force),
            Column("Instrument", 22, lambda d: d.row.instrument),
            Column("Article", 14, lambda d: d.row.article),
            Column("Principles", 18, lambda d: d.row.principles),
            Column("As of", 14, lambda d: d.row.standing.as_of),
            Column("Old", 16, lambda d: sentence(d.row.standing.old) or None, UNMET),
            Column("Confidence", 13, lambda d: d.row.standing.confidence),
            Column("Sources say", 14, lambda d: d.row.standing.verification),
            Column("Check the law", 12, _check, UNMET),
            Column("Sources", 34, lambda d: lines(tuple(s.title for s in d.row.sources))),
            Column("Addresses", 34, lambda d: lines(tuple(s.url for s in d.row.sources))),
        ),
        rows=tuple(_duties(report)),
        none=NO_MARKETS if not report.markets else "No obligation applies.",
    )


def _check(duty: Duty) -> Value:
    return "Check the law" if duty.row.check_the_law else None


def _duties(report: Report) -> Iterator[Duty]:
    for page in report.markets:
        for row in (*page.obligations, *page.prepare):
            yield Duty(page.name, row)


def gaps_and_steps(report: Report) -> Table[Action]:
    return Table(
        title="Gaps and steps",
        columns=(
            Column("Kind", 16, lambda a: a.kind, STRONG),
            Column("Place", 7, lambda a: a.place),
            Column("Markets", 18, lambda a: a.markets),
            Column("Id", 10, lambda a: a.id, STRONG),
            Column("Part", 18, lambda a: a.part),
            Column("Question or obligation", 46, lambda a: a.text),
            Column(
                "Critical",
                11,
                lambda a: critical(a.is_critical),
                lambda a: style_of_critical(a.is_critical),
            ),
            Column("From", 15, lambda a: _stands(a.before), lambda a: style_of_level(a.before)),
            Column("To", 15, lambda a: _stands(a.after), lambda a: style_of_level(a.after)),
            Column("What it looks like then", 46, lambda a: a.what),
            Column("Change of the overall score", 12, lambda a: a.overall, CHANGE),
            Column("Change of its part", 10, lambda a: a.unit, CHANGE),
            Column("Effects", 34, lambda a: a.effects),
            Column("Priority", 11, lambda a: a.priority),
        ),
        rows=(*_steps(report), *_gaps(report.gaps), *_paths(report.markets)),
        none="There is no gap, and no step to take.",
    )


def _stands(level: Level) -> str:
    return level.name if level.number is None else f"{level.number} {level.name}"


def _steps(report: Report) -> Iterator[Action]:
    numbers = {step["question"]: step for step in report.document["next_steps"]}
    for place, row in enumerate(report.next_steps, start=1):
        step = numbers[row.id]
        overall, unit = shown(step["delta_overall"]), shown(step["delta_unit"])
        yield _action(STEP, place, "", row, overall=overall, unit=unit)


def _paths(pages: tuple[MarketPage, ...]) -> Iterator[Action]:
    for page in pages:
        for place, row in enumerate(page.path, start=1):
            yield _action(PATH, place, page.name, row)


def _action(
    kind: str,
    place: int,
    markets: str,
    row: StepRow,
    *,
    overall: int | None = None,
    unit: int | None = None,
) -> Action:
    return Action(
        kind=kind,
        place=place,
        markets=markets,
        id=row.id,
        part=row.unit,
        text=row.text,
        is_critical=row.critical,
        before=row.before,
        after=row.after,
        what=row.told,
        overall=overall,
        unit=unit,
        effects=row.effects,
    )


def _gaps(rows: tuple[GapRow, ...]) -> Iterator[Action]:
    for place, row in enumerate(rows, start=1):
        yield Action(
            kind=GAP,
            place=place,
            markets=row.markets,
            id=row.question.id,
            part=row.question.unit,
            text=row.question.text,
            is_critical=row.question.critical,
            before=row.question.level,
            after=row.target,
            what=row.question.goal,
            priority=row.priority,
        )


def answers(report: Report) -> Table[AnswerRow]:
    return Table(
        title="Answers",
        columns=(
            Column("Id", 10, lambda a: a.id, STRONG),
            Column("Part", 20, lambda a: a.unit),
            Column("Question", 50, lambda a: a.text),
            Column(
                "Critical",
                11,
                lambda a: critical(a.critical),
                lambda a: style_of_critical(a.critical),
            ),
            Column("Level", 7, lambda a: a.level.number, lambda a: style_of_level(a.level)),
            Column("Answer", 16, lambda a: a.level.name),
            Column("The answer in words", 46, lambda a: a.anchor),
            Column("Evidence", 28, lambda a: a.evidence),
            Column("Reason", 32, lambda a: a.reason),
            Column("Accepted", 20, lambda a: a.accepted),
            Column("Note", 46, lambda a: a.note),
        ),
        rows=tuple(row for group in report.registers.answers for row in group.rows),
        none="No question is asked.",
    )
