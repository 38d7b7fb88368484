"""Why a gap of the action plan has its priority."""
# ruff: noqa: RUF001  # formulas are written with their own signs

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from scorecard.reports.viewmodel.arithmetic import question_ref
from scorecard.reports.viewmodel.reading import Reading
from scorecard.reports.viewmodel.words import MINUS, counted, listed
from scorecard.reports.viewmodel.workings import Column, Step, Term, Terms, Why, cells
from scorecard.scoring.constants import LEAST_TARGET

GAP_COLUMNS = (
    Column("Weight"),
    Column("Level"),
    Column("Target"),
    Column("Levels missing"),
    Column("Priority"),
)


def why_gaps(reading: Reading) -> Why:
    gaps = reading.document["gap_priorities"]
    return Why(
        key="gaps",
        title="Why this order of the gaps?",
        subject="Gaps by priority",
        figure=str(len(gaps)),
        say=(
            f"{counted(len(gaps), 'answer')} below target. A gap grows faster than its levels,"
            " so a question two levels short outranks two that are one short."
            if gaps
            else "No answer is below its target, so no gap has a priority."
        ),
        steps=tuple(_gap_step(reading, gap) for gap in gaps[:1]),
        terms=(_gap_terms(reading, gaps),) if gaps else (),
        method_anchor="m-gap",
    )


def priority_of(reading: Reading, gap: Mapping[str, Any]) -> tuple[str, int]:
    """The formula with the numbers put in, and what it arrives at."""
    weight = reading.edition.question_by_id[gap["question"]].weight
    missing = gap["target"] - (gap["level"] or 0)
    value = weight * ((1 + missing) ** 2 - 1)
    return f"{weight} × ((1 + {missing})² {MINUS} 1) = {value}", value


def _gap_step(reading: Reading, gap: Mapping[str, Any]) -> Step:
    formula, value = priority_of(reading, gap)
    question = reading.edition.question_by_id[gap["question"]]
    return Step(
        "priority",
        f"The first gap: {question.id}",
        f"Weight × ((1 + levels missing)² {MINUS} 1). The target is the highest floor of the markets"
        f" in scope, at least level {LEAST_TARGET}: here {_target_words(reading, gap)}.",
        "m-gap",
        formula,
        str(value),
        Fraction(value),
        refs=(question_ref(question),),
    )


def _target_words(reading: Reading, gap: Mapping[str, Any]) -> str:
    principle, target = reading.edition.question_by_id[gap["question"]].principle, gap["target"]
    results = reading.document["market_readiness"]
    asking = [m.name for m in reading.markets if results[m.code]["floors"].get(principle) == target]
    set_by = f"set by {listed(asking)}" if asking else "the least there is"
    return f"level {target}, {set_by}"


def _gap_terms(reading: Reading, gaps: list[Mapping[str, Any]]) -> Terms:
    return Terms(
        key="gaps",
        title="Every gap",
        say="The highest priority first; an equal one by the question's code.",
        first="Question",
        columns=GAP_COLUMNS,
        rows=tuple(_gap_term(reading, gap) for gap in gaps),
    )


def _gap_term(reading: Reading, gap: Mapping[str, Any]) -> Term:
    question = reading.edition.question_by_id[gap["question"]]
    return Term(
        ref=question_ref(question),
        note=f"Target: {_target_words(reading, gap)}.",
        critical=question.critical,
        cells=cells(
            GAP_COLUMNS,
            str(question.weight),
            "open" if gap["level"] is None else str(gap["level"]),
            str(gap["target"]),
            str(gap["target"] - (gap["level"] or 0)),
            priority_of(reading, gap)[0],
        ),
    )
