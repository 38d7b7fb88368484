"""Why the next steps come in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from scorecard.reports.viewmodel.arithmetic import question_ref
from scorecard.reports.viewmodel.reading import Numbers, Reading
from scorecard.reports.viewmodel.step_work import StepWork
from scorecard.reports.viewmodel.steps import changes_something
from scorecard.reports.viewmodel.words import NO_SCORE, counted, listed, signed
from scorecard.reports.viewmodel.workings import Column, Ref, Step, Term, Terms, Why, cells, cut

NBSP = "\N{NO-BREAK SPACE}"
FIRST = 10  # as many as the results page lists
KEY = "step-"  # and a question's id: the key of a step's own page
STEP_COLUMNS = (
    Column("Level", is_number=False),
    Column("Its principle or unit"),
    Column("Overall"),
    Column("Markets", is_number=False),
)
ORDER = (
    "Markets that stop being not ready come first, then markets that become ready, then the change"
    " of the overall score, the change of the unit, the weight, and last the question's code."
)


def effective_steps(reading: Reading) -> list[Mapping[str, Any]]:
    """The steps that change a number or a status, the best first."""
    return [step for step in reading.document["next_steps"] if changes_something(step)]


def why_next_steps(reading: Reading) -> Why:
    steps = effective_steps(reading)
    return Why(
        key="next-steps",
        title="Why these steps, in this order?",
        subject="Next steps",
        figure=str(len(steps)) if steps else NO_SCORE,
        say=(
            f"{counted(len(steps), 'single step')} would change a number. Each is tried alone:"
            " the answer goes up by one level, and everything it touches is scored again."
            " Open a step to see how."
            if steps
            else "No single step changes a number yet."
        ),
        steps=(_order_step(reading, steps[0]),) if steps else (),
        terms=(_step_terms(reading, steps),) if steps else (),
        method_anchor="m-next",
        missing=()
        if steps
        else ("A number can only change once there is one: answer what is open first.",),
    )


def _order_step(reading: Reading, first: Mapping[str, Any]) -> Step:
    ref = step_ref(StepWork(reading, first))
    return Step(
        "order", "The order of the steps", ORDER, "m-next", result="First comes", refs=(ref,)
    )


def step_ref(work: StepWork) -> Ref:
    """To the worked example of the step, not to its question."""
    return replace(question_ref(work.question), section="", why=f"{KEY}{work.question.id}")


def move_of(before: Numbers | None, delta: Mapping[str, Any] | None) -> str:
    """ "62 → 65 (+3)"; the change is the difference of the shown numbers."""
    if before is None or delta is None:
        return NO_SCORE
    change = int(delta["shown"])
    return f"{before['shown']} → {before['shown'] + change} ({signed(change)})"


def markets_of(work: StepWork) -> str:
    """The markets whose status the step changes for the better."""
    names, ready = work.reading.edition.market_by_code, work.step["markets_newly_ready"]
    leaving = [code for code in work.step["markets_leaving_not_ready"] if code not in ready]
    parts = []
    if ready:
        parts.append(f"{listed(names[code].name for code in ready)} ready")
    if leaving:
        parts.append(f"{listed(names[code].name for code in leaving)} no longer not ready")
    return "; ".join(parts) or NO_SCORE


def _step_terms(reading: Reading, steps: list[Mapping[str, Any]]) -> Terms:
    return Terms(
        key="steps",
        title="Before and after each step",
        say="Each alone, with everything else unchanged. Shown numbers; the exact ones below them.",
        first="Step",
        columns=STEP_COLUMNS,
        rows=tuple(_step_term(StepWork(reading, step)) for step in steps[:FIRST]),
        more=f"The first {FIRST} of {len(steps)}." if len(steps) > FIRST else "",
    )


def _step_term(work: StepWork) -> Term:
    step, unit, overall = work.step, work.numbers["score"], work.overall
    score = overall["score"] if overall else None
    before = "open" if step["from"] is None else str(step["from"])
    notes = (
        _exact_move(work.unit_name, unit, step["delta_unit"]),
        _exact_move("overall", score, step["delta_overall"]),
    )
    return Term(
        ref=step_ref(work),
        note="; ".join(filter(None, notes)),
        critical=work.question.critical,
        cells=cells(
            STEP_COLUMNS,
            f"{before}{NBSP}→{NBSP}{step['to']}",
            move_of(unit, step["delta_unit"]),
            move_of(score, step["delta_overall"]),
            markets_of(work),
        ),
    )


def _exact_move(name: str, before: Numbers | None, delta: Numbers | None) -> str:
    if before is None or delta is None:
        return ""
    exactly = Fraction(before["exact"])
    return f"{name} exactly {cut(exactly)} → {cut(exactly + Fraction(delta['exact']))}"
