"""The overall result in words: the verdict, what it rests on, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frameworks.definition import Question
from scorecard.reports.charts import Axis, Progress, Radar, Ruler
from scorecard.reports.viewmodel.principles import UnitRow
from scorecard.reports.viewmodel.reading import Numbers, Reading, shown
from scorecard.reports.viewmodel.words import (
    NO_SCORE,
    RESULT_WORDS,
    Level,
    counted,
    level_chip,
    listed,
    percent,
    range_words,
)
from scorecard.scoring.constants import (
    FINAL_DONT_KNOW_SHARE,
    PROVISIONAL_COVERAGE,
    PROVISIONAL_RATED,
    ceiling,
)

NEARLY_EMPTY = 60  # per cent; below it open answers come before any step


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that stands beside the score and is never mixed into it."""

    name: str
    figure: str
    words: str
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    status: str  # FINAL, PROVISIONAL or INSUFFICIENT
    status_words: str
    shown: int | None
    figure: str
    level: Level
    say: str
    holds: str  # what caps the overall score; empty when nothing does
    missing: tuple[str, ...]
    open_first: str  # where so much is open that no single step says anything
    facts: tuple[Fact, ...]
    ruler: Ruler
    radar: Radar
    axis: Axis


def build_summary(reading: Reading, principles: tuple[UnitRow, ...]) -> Summary:
    document, overall = reading.document, reading.document["overall"]
    score = shown(overall["score"]) if overall else None
    high = shown(overall["high"]) if overall else None
    evidenced = shown(overall["evidenced"]) if overall else None
    level = level_chip(reading.edition, overall["level"] if overall else None, none="No score yet")
    figure = NO_SCORE if score is None else range_words(score, high)
    return Summary(
        status=document["status"],
        status_words=RESULT_WORDS[document["status"]],
        shown=score,
        figure=figure,
        level=level,
        say=_verdict(reading, principles, level),
        holds=_held_by(overall, principles) if overall else "",
        missing=tuple(_missing(reading, principles)),
        open_first=_open_first(reading),
        facts=_facts(reading),
        ruler=Ruler(
            title=f"Overall score: {'none yet' if score is None else f'{figure} of 100'}",
            levels=tuple(name.name for name in reading.edition.levels),
            score=score,
            high=high,
            evidenced=evidenced,
        ),
        radar=Radar(
            title="Score of each principle, and the highest floor of the markets in scope",
            names=tuple(row.short_name for row in principles),
            codes=tuple(row.code for row in principles),
            scores=tuple(row.shown for row in principles),
            targets=tuple(row.target or None for row in principles),
        ),
        axis=Axis(),
    )


def _verdict(reading: Reading, principles: tuple[UnitRow, ...], level: Level) -> str:
    if level.number is None:
        return "There are not enough answers for an overall score yet."
    parts = [f"{level.name}: {_lower_first(level.meaning.rstrip('.'))}."]
    rated = sorted((row for row in principles if row.shown is not None), key=_score)
    low, high = rated[0], rated[-1]
    if low.shown == high.shown:
        parts.append(f"Every rated principle scores {low.shown}.")
    else:
        parts.append(
            f"{high.short_name} is strongest at {high.shown},"
            f" {low.short_name} weakest at {low.shown}."
        )
    held = {row.short_name: row.cap for row in principles if row.cap and row.cap.holds}
    if held:
        verb = "is" if len(held) == 1 else "are"
        controls = sum(len(cap.blockers) for cap in held.values())
        by = "a critical control" if controls == 1 else "critical controls"
        parts.append(f"{listed(held)} {verb} held back by {by}.")
    return " ".join(parts)


def _score(row: UnitRow) -> int:
    return row.shown or 0


def _held_by(overall: Numbers, principles: tuple[UnitRow, ...]) -> str:
    """What keeps the overall score below the mean of its principles."""
    mean, score = shown(overall["mean"]), shown(overall["score"])
    if mean is None or score is None or mean <= score:
        return ""
    levels = [row.level.number for row in principles if row.level.number is not None]
    lowest = min(levels)
    names = listed(row.short_name for row in principles if row.level.number == lowest)
    return (
        f"Held at {score}, one level above the weakest principle: {names} at level {lowest}."
        f" The principles average {mean}; the overall score cannot pass"
        f" {ceiling(overall['cap'])} before that changes."
    )


def _open_first(reading: Reading) -> str:
    """Only where so much is open that no single step says anything."""
    if reading.document["coverage"]["shown"] >= NEARLY_EMPTY:
        return ""
    blank = sum(q.id not in reading.responses for _, q in reading.asked_questions())
    if not blank:
        return ""
    verb = "has" if blank == 1 else "have"
    return (
        f"{counted(blank, 'question')} {verb} no answer. Answer what is open first:"
        " an answer you already have the practice for costs nothing."
    )


def _missing(reading: Reading, principles: tuple[UnitRow, ...]) -> Iterator[str]:
    """Why the result is not complete, one sentence for each reason."""
    document = reading.document
    blank = [q for u, q in reading.asked_questions() if q.id not in reading.responses]
    core = [question for question in blank if question.track == "core"]
    coverage = shown(document["coverage"]) or 0
    if document["status"] == "INSUFFICIENT" and coverage < PROVISIONAL_COVERAGE:
        yield f"{coverage}% is answered; an overall score needs at least {PROVISIONAL_COVERAGE}%."
    rated, in_scope = document["rated_principles"], document["principles_in_scope"]
    needed = min(PROVISIONAL_RATED, in_scope)
    if document["status"] == "INSUFFICIENT" and rated < needed:
        yield f"{rated} of {in_scope} principles are rated; an overall score needs {needed}."
    if core:
        verb = "has" if len(core) == 1 else "have"
        yield f"{counted(len(core), 'question')} on the principles {verb} no answer."
    unsure = shown(document["dont_know_share"]) or 0
    if unsure > FINAL_DONT_KNOW_SHARE:
        yield (
            f"{unsure}% of the weight is answered “don't know”;"
            f" a complete result needs {FINAL_DONT_KNOW_SHARE}% or less."
        )
    for row in principles:
        if row.in_scope and row.shown is None:
            yield f"{row.short_name}: {_lower_first(row.status)}"


def _lower_first(words: str) -> str:
    """For the middle of a sentence: names and abbreviations further on keep their capitals."""
    return words[:1].lower() + words[1:]


def _facts(reading: Reading) -> tuple[Fact, ...]:
    document, overall = reading.document, reading.document["overall"]
    coverage = shown(document["coverage"]) or 0
    asked = [q for _, q in reading.asked_questions() if q.track == "core"]
    given = sum(question.id in reading.responses for question in asked)
    confidence = shown(overall["confidence"]) if overall else None
    evidenced = shown(overall["evidenced"]) if overall else None
    critical = [question for question in asked if question.critical]
    return (
        Fact(
            "Coverage",
            f"{coverage}%",
            f"{given} of {len(asked)} questions on the principles are answered"
            " or ruled out with a reason.",
            Progress(coverage),
        ),
        Fact(
            "Confidence",
            percent(confidence),
            f"{evidenced} of the points are backed by evidence."
            if evidenced is not None
            else "Shown once there is an overall score.",
            Progress(confidence or 0),
        ),
        Fact("Critical controls", _critical_figure(reading, critical), "at level 2 or higher."),
        Fact(
            "Don't know",
            percent(shown(document["dont_know_share"])),
            "of the weight; it counts as level 0 until it is known.",
        ),
    )


def _critical_figure(reading: Reading, critical: Sequence[Question]) -> str:
    levels = [reading.responses[q.id].level for q in critical if q.id in reading.responses]
    return f"{sum((level or 0) >= 2 for level in levels)} of {len(critical)}"
