"""Why the next steps raise what they raise, and why a gap has its priority."""
# ruff: noqa: RUF001  # formulas are written with their own signs

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from frameworks.definition import Question
from scorecard.reports.viewmodel.arithmetic import question_ref
from scorecard.reports.viewmodel.overall_work import cap_of, mean_of
from scorecard.reports.viewmodel.reading import Reading, section_of
from scorecard.reports.viewmodel.steps import changes_something
from scorecard.reports.viewmodel.unit_work import UnitWork
from scorecard.reports.viewmodel.words import MINUS, NO_SCORE, counted, listed, signed
from scorecard.reports.viewmodel.workings import (
    Column,
    Step,
    Term,
    Terms,
    Why,
    cells,
    cut,
    exact,
    sum_of,
)
from scorecard.scoring.constants import LEAST_TARGET, ceiling
from scorecard.scoring.types import Answer
from scorecard.scoring.units import measure

NBSP = "\N{NO-BREAK SPACE}"
FIRST = 10  # as many as the results page lists
STEP_COLUMNS = (
    Column("Level", is_number=False),
    Column("Its principle or unit"),
    Column("Overall"),
    Column("Markets", is_number=False),
)
GAP_COLUMNS = (
    Column("Weight"),
    Column("Level"),
    Column("Target"),
    Column("Levels missing"),
    Column("Priority"),
)
ORDER = (
    "Markets that stop being not ready come first, then markets that become ready, then the change"
    " of the overall score, the change of the unit, the weight, and last the question's code."
)


def raised(reading: Reading, step: Mapping[str, Any]) -> tuple[Fraction | None, Fraction | None]:
    """The score of the step's unit and of the whole, with this one answer raised."""
    key = step["question"]
    unit = section_of(reading.edition.question_by_id[key])
    before = reading.responses.get(key)
    answer = Answer(step["to"], before.evidence if before else 0)
    scored = measure(reading.asked[unit], {**reading.responses, key: answer}).score
    if unit not in reading.document["principles"]:
        return scored.score, _overall(reading)
    others = [UnitWork(reading, other) for other in reading.document["principles"] if other != unit]
    rated = [work.held for work in others if work.numbers["rated"] and work.held is not None]
    scores = tuple(rated + ([] if scored.score is None else [scored.score]))
    if not scores:
        return scored.score, None
    return scored.score, min(mean_of(scores), Fraction(ceiling(cap_of(scores))))


def _overall(reading: Reading) -> Fraction | None:
    overall = reading.document["overall"]
    return Fraction(overall["score"]["exact"]) if overall else None


def why_next_steps(reading: Reading) -> Why:
    steps = [step for step in reading.document["next_steps"] if changes_something(step)]
    first = steps[0] if steps else None
    return Why(
        key="next-steps",
        title="Why these steps, in this order?",
        subject="Next steps",
        figure=str(len(steps)) if steps else NO_SCORE,
        say=(
            f"{counted(len(steps), 'single step')} would change a number. Each is tried alone:"
            " the answer goes up by one level, and everything it touches is scored again."
            if steps
            else "No single step changes a number yet."
        ),
        steps=_worked_step(reading, first) if first else (),
        terms=(_step_terms(reading, steps),) if steps else (),
        method_anchor="m-next",
        missing=()
        if steps
        else ("A number can only change once there is one: answer what is open first.",),
    )


def _worked_step(reading: Reading, step: Mapping[str, Any]) -> tuple[Step, ...]:
    """The first step in full; the table has the others."""
    question = reading.edition.question_by_id[step["question"]]
    work = UnitWork(reading, section_of(question))
    given = Answer(step["to"], evidence=0)
    after = UnitWork(_with_answer(reading, question, given), work.key)
    raw, held = after.raw, after.held
    steps = [
        Step(
            "order",
            "The order of the steps",
            ORDER,
            "m-next",
            result="First comes",
            refs=(question_ref(question),),
        )
    ]
    if raw is None or held is None:
        return tuple(steps)
    index = f"100 × {after.tally.earned} ÷ {after.tally.possible}"
    steps.append(
        Step(
            "unit",
            f"The first step: {work.name} with {question.id} at level {step['to']}",
            f"The weight of {question.id} is {question.weight}, so its unit earns"
            f" {after.tally.earned} instead of {work.tally.earned}."
            f" Its critical controls allow {ceiling(after.cap)} then.",
            "m-score",
            f"min({index}, {ceiling(after.cap)}) = {exact(held)}",
            f"{work.name} {_move(work.numbers['score'], step['delta_unit'])}",
            held,
        )
    )
    overall = _worked_overall(reading, step, work, held)
    return (*steps, overall) if overall else tuple(steps)


def _worked_overall(
    reading: Reading, step: Mapping[str, Any], work: UnitWork, held: Fraction
) -> Step | None:
    document = reading.document
    if step["delta_overall"] is None or work.key not in document["principles"]:
        return None
    others = (UnitWork(reading, key) for key in document["principles"] if key != work.key)
    rated = tuple(o.held for o in others if o.numbers["rated"] and o.held is not None)
    unit_after, value = raised(reading, step)
    rated += () if unit_after is None else (held,)
    top = ceiling(cap_of(rated))
    return Step(
        "overall",
        "The first step: the overall score after it",
        "The mean of the rated principles, held one level above the lowest of them.",
        "m-overall",
        f"min(({sum_of(rated)}) ÷ {len(rated)}, {top}) = {exact(value or Fraction(0))}",
        f"Overall {_move(document['overall']['score'], step['delta_overall'])}",
        value,
    )


def _with_answer(reading: Reading, question: Question, answer: Answer) -> Reading:
    given = {**reading.document["responses"]}
    given[question.id] = {"level": answer.level, "evidence": answer.evidence}
    return replace(reading, document={**reading.document, "responses": given})


def _move(before: Mapping[str, Any] | None, delta: Mapping[str, Any] | None) -> str:
    """ "62 → 65 (+3)"; the change is the difference of the shown numbers."""
    if before is None or delta is None:
        return NO_SCORE
    change = int(delta["shown"])
    return f"{before['shown']} → {before['shown'] + change} ({signed(change)})"


def _exact_move(before: Mapping[str, Any] | None, after: Fraction | None) -> str:
    return (
        ""
        if before is None or after is None
        else f"{cut(Fraction(before['exact']))} → {cut(after)}"
    )


def _step_terms(reading: Reading, steps: list[Mapping[str, Any]]) -> Terms:
    more = f"The first {FIRST} of {len(steps)}." if len(steps) > FIRST else ""
    return Terms(
        key="steps",
        title="Before and after each step",
        say="Each alone, with everything else unchanged. Shown numbers; the exact ones below them.",
        first="Step",
        columns=STEP_COLUMNS,
        rows=tuple(_step_term(reading, step) for step in steps[:FIRST]),
        more=more,
    )


def _step_term(reading: Reading, step: Mapping[str, Any]) -> Term:
    question = reading.edition.question_by_id[step["question"]]
    unit, overall = reading.units[section_of(question)], reading.document["overall"]
    unit_after, overall_after = raised(reading, step)
    before = "open" if step["from"] is None else str(step["from"])
    notes = (
        f"{reading.unit_name(section_of(question))} exactly {_exact_move(unit['score'], unit_after)}"
        if unit["score"] and unit_after is not None
        else "",
        f"overall exactly {_exact_move(overall['score'], overall_after)}"
        if overall and step["delta_overall"]
        else "",
    )
    return Term(
        ref=question_ref(question),
        note="; ".join(filter(None, notes)),
        critical=question.critical,
        cells=cells(
            STEP_COLUMNS,
            f"{before}{NBSP}→{NBSP}{step['to']}",
            _move(unit["score"], step["delta_unit"]),
            _move(overall["score"] if overall else None, step["delta_overall"]),
            _markets(reading, step),
        ),
    )


def _markets(reading: Reading, step: Mapping[str, Any]) -> str:
    names, ready = reading.edition.market_by_code, step["markets_newly_ready"]
    leaving = [code for code in step["markets_leaving_not_ready"] if code not in ready]
    parts = []
    if ready:
        parts.append(f"{listed(names[code].name for code in ready)} ready")
    if leaving:
        parts.append(f"{listed(names[code].name for code in leaving)} no longer not ready")
    return "; ".join(parts) or NO_SCORE


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
