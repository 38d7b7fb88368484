"""Why the path to ready has its steps: each taken after the one before, and scored again."""
# ruff: noqa: RUF001  # formulas are written with their own signs

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from frameworks.definition import Question
from scorecard.reports.viewmodel.arithmetic import question_ref
from scorecard.reports.viewmodel.market_work import MarketWork
from scorecard.reports.viewmodel.reading import section_of
from scorecard.reports.viewmodel.steps import settled_words
from scorecard.reports.viewmodel.words import MAY_APPLY, NO_SCORE, OBLIGATION_MARKS, counted
from scorecard.reports.viewmodel.workings import Column, Ref, Step, Term, Terms, cells, cut, exact
from scorecard.scoring.constants import ceiling
from scorecard.scoring.types import Answer
from scorecard.scoring.units import Unit, measure

COLUMNS = (
    Column("From and to", is_number=False),
    Column("Its principle then", is_number=False),
    Column("Floor"),
)


@dataclass(frozen=True, slots=True)
class Climbed:
    """One question raised on the way: its unit before and after, and the floor to reach."""

    question: Question
    before: int | None
    after: int
    was: Unit
    unit: Unit
    floor: int


def path_step(work: MarketWork) -> Step:
    path = work.result["path_to_ready"]
    return Step(
        "path",
        "The path to ready",
        "Binding obligations first, each to met; one claimed not applicable may be accepted instead,"
        " and one that may apply is settled first by the facts it hangs on. Then each principle below its floor, in the"
        " official order: while a critical control holds it below, that control; else its heaviest"
        " question, the lowest answer first; one level at a time, until the floor is reached."
        " Steps of one question are told as one.",
        "m-path",
        result=counted(len(path), "step"),
    )


def climbed(work: MarketWork) -> Iterator[Climbed]:
    """Every question of the path, each raised with those before it raised as well."""
    reading = work.reading
    responses = dict(reading.responses)
    for step in work.result["path_to_ready"]:
        if "question" not in step:
            continue
        question = reading.edition.question_by_id[step["question"]]
        asked = reading.asked[section_of(question)]
        was, given = measure(asked, responses), responses.get(question.id)
        responses[question.id] = Answer(step["to"], evidence=given.evidence if given else 0)
        yield Climbed(
            question=question,
            before=step["from"],
            after=step["to"],
            was=was,
            unit=measure(asked, responses),
            floor=work.floor(section_of(question)),
        )


def formula_of(climb: Climbed) -> str:
    tally, top = climb.unit.tally, ceiling(climb.unit.score.cap or 1)
    return f"min(100 × {tally.earned} ÷ {tally.possible}, {top}) = {exact(_score(climb))}"


def _score(climb: Climbed) -> Fraction:
    tally, top = climb.unit.tally, ceiling(climb.unit.score.cap or 1)
    return min(Fraction(100 * tally.earned, tally.possible), Fraction(top))


def path_terms(work: MarketWork) -> Iterator[Terms]:
    path = work.result["path_to_ready"]
    if not path:
        return
    climbs = {climb.question.id: climb for climb in climbed(work)}
    yield Terms(
        key="path",
        title="Every step of the path",
        say="Taken one after the other: each sum has the steps above it in it.",
        first="Step",
        columns=COLUMNS,
        rows=tuple(
            _question_term(climbs[step["question"]])
            if "question" in step
            else _duty_term(work, step)
            for step in path
        ),
    )


def _question_term(climb: Climbed) -> Term:
    before = "open" if climb.before is None else f"level {climb.before}"
    score = _score(climb)
    also = "" if cut(score) == exact(score) else f", that is {cut(score)}"
    return Term(
        ref=question_ref(climb.question),
        note=_because(climb),
        critical=climb.question.critical,
        cells=cells(
            COLUMNS,
            f"{before} → level {climb.after}",
            f"{formula_of(climb)}{also}",
            str(climb.floor) if climb.floor else NO_SCORE,
        ),
    )


def _because(climb: Climbed) -> str:
    top = ceiling(climb.was.score.cap or 1)
    if climb.question.id in climb.was.score.blockers and top < climb.floor:
        return f"Until then it holds its principle at {top} at most, below the floor."
    if not climb.floor:
        return "An obligation is met by it."
    return f"Its weight is {climb.question.weight}: the heaviest that could still rise."


def _duty_term(work: MarketWork, step: Mapping[str, Any]) -> Term:
    duty = work.reading.edition.obligation_by_id[step["obligation"]]
    said = OBLIGATION_MARKS[step["from"]].word
    before = MAY_APPLY.word if duty.id in work.result["may_apply"] else said
    after = settled_words(work.reading, step)
    return Term(
        ref=Ref(duty.id, duty.title, market=work.market.code),
        note=_why_open(work, duty.id, step["from"]),
        critical=False,
        cells=cells(COLUMNS, f"{before} → {after}", NO_SCORE, NO_SCORE),
        facts=work.reading.open_facts.get(duty.id, ()),
    )


def _why_open(work: MarketWork, key: str, state: str) -> str:
    declared = work.reading.declarations.get(key)
    if key in work.result["may_apply"]:
        said = f" You declared: {OBLIGATION_MARKS[declared.state].word}." if declared else ""
        return (
            f"Binding if it applies, and a fact of your profile that decides it is unknown.{said}"
        )
    if state == "not_applicable":
        return "Binding, claimed not applicable, and no second person has accepted that yet."
    if state == "unknown":
        return "Binding, and nobody knows yet whether it is met."
    return "Binding, and it is not met yet."
