"""The sheets of the scores: the summary, the principles, the markets and their floors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scorecard.reports.as_xlsx.cells import (
    CHANGE,
    EXACT,
    NUMBER,
    STRONG,
    Column,
    Table,
    Value,
    day,
    exact,
    lines,
    style_of_level,
    style_of_mark,
)
from scorecard.reports.viewmodel import Report
from scorecard.reports.viewmodel.markets import FloorRow, MarketPage
from scorecard.reports.viewmodel.principles import UnitRow
from scorecard.reports.viewmodel.reading import Numbers, shown
from scorecard.reports.viewmodel.words import NO_SCORE

NO_MARKETS = "No market is in scope."


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    shown: Value
    exact: Value = None
    words: str = ""
    style: str = ""

    @classmethod
    def of(cls, name: str, number: Numbers | None, words: str = "") -> Figure:
        return cls(name, shown(number), exact(number), words)


@dataclass(frozen=True, slots=True)
class Unit:
    """A principle or one of the two units beside them, with its numbers in the document."""

    row: UnitRow
    numbers: Numbers
    part: str

    def scored(self, key: str) -> Any:
        """A number that means something only beside a score."""
        return None if self.row.shown is None else self.numbers[key]


@dataclass(frozen=True, slots=True)
class MarketRow:
    page: MarketPage
    numbers: Numbers

    @property
    def readiness(self) -> Numbers | None:
        """No figure while too much is unknown, as everywhere."""
        number: Numbers | None = self.numbers["readiness"]
        return None if self.page.readiness == NO_SCORE else number


def summary(report: Report) -> Table[Figure]:
    return Table(
        title="Summary",
        above=(report.title, f"{report.organisation}, {report.mark.word.lower()}", ""),
        columns=(
            Column("Figure", 30, lambda f: f.name, STRONG),
            Column("Shown", 20, lambda f: f.shown, lambda f: f.style),
            Column("Exact", 18, lambda f: f.exact, EXACT),
            Column("In words", 90, lambda f: f.words),
        ),
        rows=tuple(_figures(report)),
        is_filtered=False,
    )


def _figures(report: Report) -> Iterator[Figure]:
    told, document = report.summary, report.document
    overall: Numbers = document["overall"] or {}
    facts = {fact.name: fact for fact in told.facts}
    level = told.level
    yield Figure("Status", report.mark.word, None, report.mark.words, STRONG)
    yield Figure("Result", told.status_words, style=STRONG)
    yield Figure.of("Overall score", overall.get("score"), told.say)
    yield Figure.of("It could rise to", overall.get("high"), "Where open answers turn out best.")
    meaning = ": ".join(filter(None, (level.name, level.meaning)))
    yield Figure("Level", level.number, None, meaning, style_of_level(level))
    yield Figure.of("Mean of the principles", overall.get("mean"), told.holds)
    yield Figure.of(
        "Points backed by evidence", overall.get("evidenced"), "Beside the score, not in it."
    )
    yield Figure.of("Confidence, %", overall.get("confidence"), facts["Confidence"].words)
    yield Figure.of("Coverage, %", document["coverage"], facts["Coverage"].words)
    yield Figure.of("Don't know, %", document["dont_know_share"], facts["Don't know"].words)
    controls = facts["Critical controls"]
    yield Figure(controls.name, controls.figure, None, controls.words)
    rated, in_scope = document["rated_principles"], document["principles_in_scope"]
    yield Figure("Principles rated", rated, None, f"of {in_scope} in scope.")
    for group in report.board.statuses:
        yield Figure(f"Markets: {group.mark.word}", group.count, None, group.markets)
    for missing in told.missing:
        yield Figure("Missing", None, None, missing)


def principles(report: Report) -> Table[Unit]:
    return Table(
        title="Principles",
        columns=(
            Column("Code", 8, lambda u: u.row.code, STRONG),
            Column("Principle", 30, lambda u: u.row.name),
            Column("Part", 22, lambda u: u.part),
            Column("State", 14, _rated),
            Column("Score", 8, lambda u: u.row.shown),
            Column("Score, exact", 12, lambda u: exact(u.numbers["score"]), EXACT),
            Column("Could rise to", 9, lambda u: shown(u.scored("high"))),
            Column("Level", 7, lambda u: u.row.level.number, lambda u: style_of_level(u.row.level)),
            Column("Level name", 13, lambda u: u.numbers["level_name"]),
            Column("Answers add up to", 10, lambda u: shown(u.scored("raw"))),
            Column("Earned", 8, lambda u: u.scored("earned")),
            Column("Possible", 11, lambda u: u.scored("possible")),
            Column("Cannot pass", 8, lambda u: u.row.cap.ceiling if u.row.cap else None),
            Column("Held back by", 18, _blockers),
            Column("Target", 8, lambda u: u.row.target or None),
            Column("Score minus target", 9, lambda u: u.row.to_target, CHANGE),
            Column("Coverage, %", 12, lambda u: shown(u.numbers["coverage"])),
            Column("Not applicable, %", 14, lambda u: shown(u.numbers["na_share"])),
            Column("Confidence, %", 14, lambda u: shown(u.numbers["confidence"])),
            Column("Backed by evidence", 10, lambda u: shown(u.scored("evidenced"))),
            Column("Answered", 10, lambda u: u.row.answered),
            Column("In words", 46, _why),
        ),
        rows=tuple(_units(report)),
    )


def _units(report: Report) -> Iterator[Unit]:
    for row in report.principles:
        yield Unit(row, report.document["principles"][row.key], "In the overall score")
    for beside in (report.genai, report.cross_border):
        if beside:
            yield Unit(beside, report.document[beside.key], "Beside the overall score")


def _rated(unit: Unit) -> Value:
    return unit.row.level.name if unit.row.level.number is None else "Rated"


def _blockers(unit: Unit) -> Value:
    return ", ".join(told.id for told in unit.row.cap.blockers) if unit.row.cap else None


def _why(unit: Unit) -> Value:
    cap = unit.row.cap
    return f"{cap.headline} {cap.detail}" if cap else unit.row.status


def markets(report: Report) -> Table[MarketRow]:
    return Table(
        title="Markets",
        columns=(
            Column("Code", 8, lambda m: m.page.code, STRONG),
            Column("Market", 18, lambda m: m.page.name),
            Column("Status", 16, lambda m: m.page.mark.word, lambda m: style_of_mark(m.page.mark)),
            Column("Readiness, %", 13, lambda m: shown(m.readiness)),
            Column("Readiness, exact", 14, lambda m: exact(m.readiness), EXACT),
            Column("Obligation fit, %", 13, lambda m: shown(m.numbers["obligation_fit"])),
            Column("Baseline fit, %", 11, lambda m: shown(m.numbers["baseline_fit"])),
            Column("Binding obligations", 14, lambda m: m.page.binding),
            Column("Met", 7, lambda m: m.page.stack.met),
            Column("Partly met", 8, lambda m: m.page.stack.partly),
            Column("Not met", 8, lambda m: m.page.stack.unmet),
            Column("Not known or not applicable", 12, lambda m: m.page.stack.open),
            Column("What it says", 36, lambda m: m.page.say),
            Column("Why", 60, _reasons),
            Column("Tier of the state", 20, lambda m: m.page.tier),
            Column("Newest source", 13, lambda m: day(m.numbers["profile"]["newest_source"])),
            Column("Confidence in the profile", 12, lambda m: m.page.confidence.capitalize()),
            Column("Age of the profile", 26, lambda m: m.page.stale),
        ),
        rows=tuple(
            MarketRow(page, report.document["market_readiness"][page.code])
            for page in report.markets
        ),
        none=NO_MARKETS,
    )


def _reasons(market: MarketRow) -> Value:
    return lines(
        tuple(
            ": ".join(filter(None, (reason.words, "; ".join(reason.items))))
            for reason in market.page.reasons
        )
    )


def floors(report: Report) -> Table[tuple[MarketPage, FloorRow, Any]]:
    """One row for each market and principle with a floor."""
    scores = {row.key: row.shown for row in report.principles}
    return Table(
        title="Floors",
        columns=(
            Column("Code", 8, lambda r: r[0].code, STRONG),
            Column("Market", 18, lambda r: r[0].name),
            Column("Principle", 22, lambda r: r[1].name),
            Column("Floor", 8, lambda r: r[1].floor, NUMBER),
            Column("Floor as level", 20, lambda r: r[1].floor_level),
            Column("Score", 8, lambda r: r[2]),
            Column("Score minus floor", 10, lambda r: r[1].gap, CHANGE),
            Column("Basis", 12, lambda r: r[1].basis),
            Column("Reason", 70, lambda r: r[1].reason),
        ),
        rows=tuple(
            (page, row, scores[row.key])
            for page in report.markets
            for row in page.floors
            if row.floor
        ),
        none=NO_MARKETS,
    )
