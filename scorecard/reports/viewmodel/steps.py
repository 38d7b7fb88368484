"""What to do: next best steps, the path to ready in a market, and the action plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from frameworks.definition import Market
from scorecard.reports.viewmodel.open_facts import OpenFact, ask_for
from scorecard.reports.viewmodel.principles import Told, told
from scorecard.reports.viewmodel.reading import Reading, shown
from scorecard.reports.viewmodel.words import (
    MAY_APPLY,
    NO_SCORE,
    OBLIGATION_MARKS,
    Level,
    level_chip,
    listed,
    signed,
)


@dataclass(frozen=True, slots=True)
class StepRow:
    """Raising one question or one obligation, and what it changes."""

    id: str
    section: str  # of the questionnaire; empty for an obligation
    unit: str
    text: str
    critical: bool
    before: Level
    after: Level
    what: str  # what the next level looks like, or what the obligation asks
    overall: str = ""
    effects: str = ""
    facts: tuple[OpenFact, ...] = ()  # to answer first: whether it applies hangs on them

    @property
    def ask(self) -> str:
        return ask_for(self.facts)

    @property
    def told(self) -> str:
        """Where nothing can be linked: what comes first, then what is asked."""
        return f"{self.ask} {self.what}".strip()


@dataclass(frozen=True, slots=True)
class GapRow:
    """One entry of the action plan: below its target, in order of priority."""

    question: Told
    target: Level
    priority: int
    markets: str


def next_step_rows(reading: Reading) -> tuple[StepRow, ...]:
    """The best steps first, each taken alone. One that changes nothing yet is left out."""
    steps = reading.document["next_steps"]
    return tuple(_step(reading, step) for step in steps if changes_something(step))


def path_rows(reading: Reading, market: Market) -> tuple[StepRow, ...]:
    path = reading.document["market_readiness"][market.code]["path_to_ready"]
    return tuple(_path_step(reading, step) for step in path)


def gap_rows(reading: Reading) -> tuple[GapRow, ...]:
    return tuple(_gap(reading, gap) for gap in reading.document["gap_priorities"])


def changes_something(step: dict[str, Any]) -> bool:
    changes = (shown(step["delta_overall"]), shown(step["delta_unit"]))
    return any(changes) or any((step["markets_newly_ready"], step["markets_leaving_not_ready"]))


def _step(reading: Reading, step: dict[str, Any]) -> StepRow:
    question = told(reading, reading.edition.question_by_id[step["question"]])
    overall = shown(step["delta_overall"])
    return StepRow(
        id=question.id,
        section=question.section,
        unit=question.unit,
        text=question.text,
        critical=question.critical,
        before=question.level,
        after=level_chip(reading.edition, step["to"]),
        what=reading.edition.question_by_id[question.id].anchors[step["to"]],
        overall=NO_SCORE if overall is None else signed(overall),
        effects=_effects(reading, step, question.unit),
    )


def _effects(reading: Reading, step: dict[str, Any], unit: str) -> str:
    names = reading.edition.market_by_code
    parts = []
    if change := shown(step["delta_unit"]):
        parts.append(f"{unit} {signed(change)}")
    if ready := step["markets_newly_ready"]:
        parts.append(f"{listed(names[code].name for code in ready)} ready")
    leaving = [c for c in step["markets_leaving_not_ready"] if c not in ready]
    if leaving:
        parts.append(f"no longer not ready: {listed(names[code].name for code in leaving)}")
    return "; ".join(parts)


def _path_step(reading: Reading, step: dict[str, Any]) -> StepRow:
    if "question" in step:
        question = reading.edition.question_by_id[step["question"]]
        row = told(reading, question)
        return StepRow(
            id=row.id,
            section=row.section,
            unit=row.unit,
            text=row.text,
            critical=row.critical,
            before=row.level,
            after=level_chip(reading.edition, step["to"]),
            what=question.anchors[step["to"]],
        )
    obligation = reading.edition.obligation_by_id[step["obligation"]]
    return StepRow(
        id=obligation.id,
        section="",
        unit="Obligation",
        text=obligation.title,
        critical=False,
        before=Level(None, _obligation_state(reading, obligation.id, step["from"])),
        after=Level(None, settled_words(reading, step)),
        what=obligation.statement,
        facts=reading.open_facts.get(obligation.id, ()),
    )


def settled_words(reading: Reading, step: Mapping[str, Any]) -> str:
    """What settles an obligation on the path: to be met is not always the only way."""
    if step["obligation"] in reading.may_apply:
        return "Does not apply, or met"
    if step["from"] == "not_applicable":
        return "Accepted by a second person, or met"
    return OBLIGATION_MARKS[step["to"]].word


def _obligation_state(reading: Reading, key: str, state: str) -> str:
    if key in reading.may_apply:
        return MAY_APPLY.word
    return OBLIGATION_MARKS[state].word if key in reading.declarations else "No answer"


def _gap(reading: Reading, gap: dict[str, Any]) -> GapRow:
    question = reading.edition.question_by_id[gap["question"]]
    row = told(reading, question, gap["target"])
    return GapRow(
        question=row,
        target=level_chip(reading.edition, gap["target"]),
        priority=gap["priority"],
        markets=_asking_markets(reading, question.principle, gap["target"]),
    )


def _asking_markets(reading: Reading, principle: str, target: int) -> str:
    """The markets whose floor is the target."""
    results = reading.document["market_readiness"]
    return ", ".join(code for code, m in results.items() if m["floors"].get(principle) == target)
