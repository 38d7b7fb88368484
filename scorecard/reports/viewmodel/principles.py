"""Principles and the two other units: score, what holds it back, what is strong and what is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frameworks.definition import Question
from scorecard.reports.charts import Bar, Progress
from scorecard.reports.viewmodel.reading import Numbers, Reading, section_of, shown
from scorecard.reports.viewmodel.words import (
    NO_SCORE,
    Level,
    level_chip,
    listed,
    percent,
    range_words,
    signed,
)
from scorecard.scoring.constants import (
    EVIDENCE_WORDS,
    GENAI,
    RATED_COVERAGE,
    RATED_NA_SHARE,
    ceiling,
)
from scorecard.scoring.types import DONT_KNOW, NOT_APPLICABLE, Answer

STRENGTHS, GAPS = 2, 3  # told of each unit, at most
SAID_TO_BE_THERE = 3  # the level from which a practice counts as a strength


@dataclass(frozen=True, slots=True)
class Told:
    """A question named in the report, with where it stands and what its target looks like."""

    id: str
    section: str
    unit: str
    text: str
    critical: bool
    level: Level
    now: str
    goal: str = ""  # the target level in words


@dataclass(frozen=True, slots=True)
class Cap:
    """What a unit cannot rise above, and which critical controls see to that."""

    ceiling: int
    holds: bool  # the answers add up to more than the ceiling
    blockers: tuple[Told, ...]
    headline: str
    detail: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    key: str
    name: str
    short_name: str
    code: str
    asks: str
    in_scope: bool
    shown: int | None
    figure: str  # "45 (up to 79)", or a dash
    level: Level
    status: str  # why there is no score; empty when there is one
    target: int
    to_target: int | None
    coverage: str
    confidence: str
    evidenced: str
    answered: str
    cap: Cap | None
    bar: Bar
    covered: Progress
    strengths: tuple[Told, ...]
    gaps: tuple[Told, ...]

    @property
    def to_target_words(self) -> str:
        return NO_SCORE if self.to_target is None else signed(self.to_target)


def principle_rows(reading: Reading) -> tuple[UnitRow, ...]:
    return tuple(
        _row(reading, p.key, name=p.name, code=p.prefix, asks=p.asks)
        for p in reading.edition.principles
    )


def genai_row(reading: Reading) -> UnitRow | None:
    if GENAI not in reading.units:
        return None
    genai = reading.edition.genai
    return _row(reading, GENAI, name=genai.title, code="GEN", asks=genai.summary)


def cross_border_row(reading: Reading) -> UnitRow | None:
    if "cross_border" not in reading.units:
        return None
    section = reading.edition.cross_border
    return _row(reading, "cross_border", name=section.title, code="XBR", asks=section.summary)


def told(reading: Reading, question: Question, target: int | None = None) -> Told:
    answer = reading.responses.get(question.id)
    level = answer.level if answer else None
    return Told(
        id=question.id,
        section=section_of(question),
        unit=reading.unit_name(section_of(question)),
        text=question.text,
        critical=question.critical,
        level=level_chip(reading.edition, level, none=answer_word(answer)),
        now=question.anchors[level] if level is not None else answer_word(answer),
        goal="" if target is None else question.anchors[target],
    )


def answer_word(answer: Answer | None) -> str:
    """What stands where a level would: a blank is not a level 0."""
    if answer is None:
        return "Not answered"
    if answer.value is NOT_APPLICABLE:
        return "Not applicable"
    return "Don't know" if answer.value is DONT_KNOW else ""


def evidence_words(answer: Answer) -> str:
    return EVIDENCE_WORDS[answer.evidence] if answer.level is not None else ""


def _row(reading: Reading, key: str, *, name: str, code: str, asks: str) -> UnitRow:
    unit, questions = reading.units[key], reading.asked[key]
    score, target = shown(unit["score"]), reading.targets.get(key, 0)
    raw, high, evidenced = shown(unit["raw"]), shown(unit["high"]), shown(unit["evidenced"])
    status = _no_score_because(unit)
    figure = NO_SCORE if score is None else range_words(score, high)
    short_name = reading.unit_name(key)
    return UnitRow(
        key=key,
        name=name,
        short_name=short_name,
        code=code,
        asks=asks,
        in_scope=unit["in_scope"],
        shown=score,
        figure=figure,
        level=level_chip(reading.edition, unit["level"], none=_no_level_word(unit)),
        status=status,
        target=target,
        to_target=score - target if score is not None and target else None,
        coverage=percent(shown(unit["coverage"])),
        confidence=percent(shown(unit["confidence"])),
        evidenced=NO_SCORE if score is None or evidenced is None else str(evidenced),
        answered=_answered(reading, questions),
        cap=_cap(reading, unit, score=score, raw=raw),
        bar=Bar(
            title=f"{short_name}: {status or f'{figure} of 100'}",
            score=score,
            raw=raw if score is not None else None,
            high=high,
            target=target or None,
            evidenced=evidenced,
        ),
        covered=Progress(shown(unit["coverage"]) or 0),
        strengths=_strengths(reading, questions),
        gaps=_gaps(reading, questions),
    )


def _no_level_word(unit: Numbers) -> str:
    return "Not rated" if unit["in_scope"] else "Out of scope"


def _no_score_because(unit: Numbers) -> str:
    """Why a unit has no score. A part that nobody answered is not a score of zero."""
    if not unit["in_scope"]:
        return "Out of scope: your profile raises no question here."
    if unit["rated"]:
        return ""
    coverage, na_share = shown(unit["coverage"]) or 0, shown(unit["na_share"]) or 0
    reasons = []
    if coverage < RATED_COVERAGE:
        reasons.append(f"{coverage}% is answered, at least {RATED_COVERAGE}% is needed")
    if not reasons or na_share > RATED_NA_SHARE:
        reasons.append(f"{na_share}% is marked not applicable, at most {RATED_NA_SHARE}% may be")
    return f"Not rated: {listed(reasons)}."


def _answered(reading: Reading, questions: tuple[Question, ...]) -> str:
    given = sum(question.id in reading.responses for question in questions)
    return f"{given} of {len(questions)}"


def _cap(reading: Reading, unit: Numbers, *, score: int | None, raw: int | None) -> Cap | None:
    if score is None or raw is None or not unit["blockers"]:
        return None
    top = ceiling(unit["cap"])
    known = reading.edition.question_by_id
    blockers = tuple(told(reading, known[question]) for question in unit["blockers"])
    controls = "a critical control" if len(blockers) == 1 else f"{len(blockers)} critical controls"
    if raw > score:
        headline = f"Held at {score} by {controls}."
        detail = f"The answers add up to {raw}, but {_standing(blockers)}."
    else:
        headline = f"Cannot pass {top} yet."
        detail = f"{_standing(blockers)}. The answers add up to less, so nothing is lost today."
    return Cap(top, raw > score, blockers, headline, detail)


def _standing(blockers: tuple[Told, ...]) -> str:
    """ "SEC-01 is at level 0", "SEC-01 and SEC-04 are at level 0 or not answered"."""
    known = sorted({b.level.number for b in blockers if b.level.number is not None})
    words = [f"at level {level}" for level in known]
    words += sorted({_UNKNOWN_WORDS[b.level.name] for b in blockers if b.level.number is None})
    verb = "is" if len(blockers) == 1 else "are"
    return f"{listed(b.id for b in blockers)} {verb} {' or '.join(words)}"


_UNKNOWN_WORDS = {"Not answered": "not answered", "Don't know": "not known"}


def _strengths(reading: Reading, questions: Iterable[Question]) -> tuple[Told, ...]:
    """The best answered questions, those with the strongest evidence first."""
    found = [
        (-answer.level, -answer.evidence, -question.weight, question)
        for question in questions
        if (answer := reading.responses.get(question.id))
        and answer.level is not None
        and answer.level >= SAID_TO_BE_THERE
    ]
    found.sort(key=lambda entry: entry[:3])
    return tuple(told(reading, entry[-1]) for entry in found[:STRENGTHS])


def _gaps(reading: Reading, questions: Iterable[Question]) -> tuple[Told, ...]:
    """The questions of this unit that stand first among the gap priorities."""
    mine = {question.id for question in questions}
    known = reading.edition.question_by_id
    found = [gap for gap in reading.document["gap_priorities"] if gap["question"] in mine]
    return tuple(told(reading, known[gap["question"]], gap["target"]) for gap in found[:GAPS])
