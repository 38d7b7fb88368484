"""What one next step would change: its unit, the whole and the markets, worked through again."""
# ruff: noqa: RUF001  # formulas are written with their own signs

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from scorecard.reports.viewmodel.arithmetic import question_ref, unit_steps
from scorecard.reports.viewmodel.arithmetic_markets import market_steps
from scorecard.reports.viewmodel.arithmetic_overall import overall_steps
from scorecard.reports.viewmodel.arithmetic_steps import KEY, effective_steps, markets_of, move_of
from scorecard.reports.viewmodel.market_work import MarketWork
from scorecard.reports.viewmodel.overall_work import OverallWork
from scorecard.reports.viewmodel.principles import answer_word
from scorecard.reports.viewmodel.reading import Numbers, Reading, shown
from scorecard.reports.viewmodel.step_work import StepWork
from scorecard.reports.viewmodel.unit_work import UnitWork
from scorecard.reports.viewmodel.words import MARKET_MARKS, NO_SCORE, signed
from scorecard.reports.viewmodel.workings import Cell, Column, Ref, Step, Term, Terms, Why, cells

UNIT_STEPS = ("earned", "possible", "raw", "cap", "rated", "score", "level")
OVERALL_STEPS = ("mean", "cap", "score", "level")
MARKET_STEPS = ("obligations", "principles", "readiness", "status")
COLUMNS = (Column("Before"), Column("After"), Column("Change"))
ALL_STEPS = Ref("next-steps", "Why these steps?", why="next-steps")


def why_step(reading: Reading, key: str) -> Why | None:
    """None where the question's next level changes nothing that is shown."""
    steps = effective_steps(reading)
    place = next((n for n, step in enumerate(steps) if f"{KEY}{step['question']}" == key), None)
    if place is None:
        return None
    work = StepWork(reading, steps[place])
    delta = work.step["delta_overall"]
    return Why(
        key=key,
        title=f"What {work.question.id} at level {work.step['to']} would change",
        subject=f"Next step {place + 1} of {len(steps)}",
        figure=NO_SCORE if delta is None else f"overall {signed(delta['shown'])}",
        say=f"{work.question.text} One level up, with everything else unchanged: {_moves(work)}.",
        steps=tuple(_steps(work)),
        terms=(_terms(work),),
        method_anchor="m-next",
        part_of=ALL_STEPS,
    )


def _moves(work: StepWork) -> str:
    unit, overall = work.numbers["score"], work.overall
    moves = (
        (work.unit_name, move_of(unit, work.step["delta_unit"])),
        ("overall", move_of(overall["score"] if overall else None, work.step["delta_overall"])),
        ("markets:", markets_of(work)),
    )
    return ", ".join(f"{name} {move}" for name, move in moves if move != NO_SCORE)


def _steps(work: StepWork) -> Iterator[Step]:
    yield _answer_step(work)
    yield from _unit_steps(work)
    yield from _overall_steps(work)
    for market in work.reading.markets:
        before = market_steps(MarketWork(work.reading, market))
        after = market_steps(MarketWork(work.after, market))
        found = compared(market.code, market.name, before, after, MARKET_STEPS)
        yield from (step for step in found if step.before)


def _answer_step(work: StepWork) -> Step:
    question, levels = work.question, work.reading.edition.levels
    before, after = work.step["from"], work.step["to"]
    weight, now = question.weight, before or 0
    was = "" if before is not None else "; until then it counts as level 0"
    open_answer = answer_word(work.reading.responses.get(question.id))
    return Step(
        "answer",
        f"The answer: {question.id} at level {after}",
        f"Its weight is {weight}, so each level is worth {weight}{was}. Level {after},"
        f" {levels[after].name}: {question.anchors[after]}",
        "m-next",
        f"{weight} × {after} − {weight} × {now} = {weight * (after - now)}",
        f"{weight * (after - now)} more is earned by",
        Fraction(weight * (after - now)),
        refs=(question_ref(question),),
        before=f"level {before}, {levels[before].name}" if before is not None else open_answer,
    )


def _unit_steps(work: StepWork) -> Iterator[Step]:
    before, after = UnitWork(work.reading, work.unit), UnitWork(work.after, work.unit)
    yield from compared("unit", work.unit_name, unit_steps(before), unit_steps(after), UNIT_STEPS)


def _overall_steps(work: StepWork) -> Iterator[Step]:
    if work.is_beside:
        score = shown(work.overall["score"]) if work.overall else None
        yield Step(
            "overall-score",
            "The overall score",
            f"{work.unit_name} stands beside the principles and is never part of it.",
            "m-overall",
            result="No overall score yet" if score is None else f"It stays {score}",
        )
        return
    before, after = OverallWork(work.reading), OverallWork(work.after)
    keys = OVERALL_STEPS if after.numbers else ("status",)
    yield from compared("overall", "Overall", overall_steps(before), overall_steps(after), keys)


def compared(
    prefix: str, name: str, before: Iterable[Step], after: Iterable[Step], keys: Iterable[str]
) -> Iterator[Step]:
    """The steps after it, each with the result it replaces where that is another one."""
    old, new = ({step.key: step for step in steps} for steps in (before, after))
    for key in keys:
        if key not in new:
            continue
        was = _result(old[key]) if key in old else "none"
        title = new[key].title
        yield replace(
            new[key],
            key=f"{prefix}-{key}",
            title=f"{name}: {title[:1].lower()}{title[1:]}",
            before="" if was == _result(new[key]) else was,
        )


def _result(step: Step) -> str:
    """Without the names of the controls behind it."""
    return step.result.removesuffix(" Set by")


def _terms(work: StepWork) -> Terms:
    return Terms(
        key="before-after",
        title="Before and after",
        say="Shown numbers; a change is the difference of two shown numbers.",
        first="Number",
        columns=COLUMNS,
        rows=tuple(_rows(work)),
    )


def _rows(work: StepWork) -> Iterator[Term]:
    after = work.after
    code = work.question.id.partition("-")[0]
    unit = Ref(code, work.unit_name, why=work.unit)
    yield _row(unit, work.numbers, after.units[work.unit])
    overall = Ref("Overall", "Overall score", why="overall")
    yield _row(overall, work.overall, after.document["overall"])
    for market in work.reading.markets:
        was, then = (r.document["market_readiness"][market.code] for r in (work.reading, after))
        words = [MARKET_MARKS[each["status"]].word for each in (was, then)]
        yield Term(
            ref=Ref(market.code, f"Readiness for {market.name}", readiness=market.code),
            note=" → ".join(words if words[0] != words[1] else words[:1]),
            critical=False,
            cells=_cells((_readiness(was), _readiness(then)), "%"),
        )


def _row(ref: Ref, before: Numbers | None, after: Numbers | None) -> Term:
    names = [each["level_name"] if each else None for each in (before, after)]
    told = [f"Level {each['level']}, {each['level_name']}" for each in (before, after) if each]
    was, then = (shown(each["score"]) if each else None for each in (before, after))
    return Term(
        ref=ref,
        note="" if None in names else " → ".join(told if names[0] != names[1] else told[:1]),
        critical=False,
        cells=_cells((was, then)),
    )


def _readiness(result: Numbers) -> int | None:
    """None while too much is unknown, as on every page."""
    known = result["status"] != "INSUFFICIENT_INFORMATION"
    return shown(result["readiness"]) if known else None


def _cells(figures: tuple[int | None, int | None], unit: str = "") -> tuple[Cell, ...]:
    before, after = figures
    told = (NO_SCORE if figure is None else f"{figure}{unit}" for figure in figures)
    change = NO_SCORE if before is None or after is None else signed(after - before)
    return cells(COLUMNS, *told, change)
