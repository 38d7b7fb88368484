"""The result document, `scorecard-result/1`: what is stored, and what page, PDF, XLSX and JSON print.

The only place that rounds: a shown number is the floor of the exact one, so it
always lies in the band of its own level.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction
from math import floor
from typing import Any

from frameworks.definition import Edition, Level, Market, Question
from scorecard.scoring.answers import plain_answers
from scorecard.scoring.applicability import visible_questions
from scorecard.scoring.constants import METHOD, SCHEMA
from scorecard.scoring.engine import score
from scorecard.scoring.next_steps import gap_priorities, next_steps
from scorecard.scoring.paths import path_to_ready
from scorecard.scoring.types import (
    Answers,
    GapPriority,
    NextStep,
    Overall,
    PathStep,
    Scorecard,
    UnitScore,
)
from scorecard.scoring.units import tally_up

Document = dict[str, Any]


def build_document(
    edition: Edition, edition_digest: str, organisation: str, answers: Answers
) -> Document:
    """Score the answers and return the whole result, sealed with its SHA-256."""
    scorecard = score(edition, answers)
    document: Document = {
        "schema": SCHEMA,
        "method": METHOD,
        "edition": {"label": edition.label, "digest": edition_digest},
        "organisation": organisation,
        **plain_answers(edition, answers),
        "status": scorecard.status,
        "coverage": number(scorecard.coverage),
        "dont_know_share": number(scorecard.dont_know_share),
        "rated_principles": scorecard.rated_principles,
        "principles_in_scope": scorecard.principles_in_scope,
        "overall": _overall(scorecard.overall, edition.levels),
        **_units(edition, answers, scorecard),
        "market_readiness": {
            code: _market(edition, answers, scorecard, edition.market_by_code[code])
            for code in scorecard.markets
        },
        "next_steps": [
            _next_step(edition, scorecard, step) for step in next_steps(edition, answers, scorecard)
        ],
        "gap_priorities": [_priority(gap) for gap in gap_priorities(edition, answers, scorecard)],
    }
    return {**document, "sha256": seal(document)}


def with_acceptances(document: Document, acceptances: Mapping[str, Any]) -> Document:
    """The same with who accepted which claim that something does not apply, sealed again.

    It says nothing of the score, and one without an acceptance is as it was.
    """
    if not acceptances:
        return document
    said = {**document, "acceptances": acceptances}
    return {**said, "sha256": seal(said)}


def seal(document: Mapping[str, Any]) -> str:
    """SHA-256 over the sorted, compact UTF-8 JSON of a document, its own seal left out."""
    unsealed = {key: value for key, value in document.items() if key != "sha256"}
    text = json.dumps(unsealed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def is_sealed(document: Mapping[str, Any]) -> bool:
    """Whether a document is as it was when its seal was made."""
    return document.get("sha256") == seal(document)


def number(value: Fraction | None) -> Document | None:
    """An exact number and the whole number shown for it."""
    return None if value is None else {"exact": str(value), "shown": floor(value)}


def change(before: Fraction | None, delta: Fraction | None) -> Document | None:
    """A change; what is shown is the difference of the shown numbers."""
    if before is None or delta is None:
        return None
    return {"exact": str(delta), "shown": floor(before + delta) - floor(before)}


def _overall(overall: Overall | None, levels: tuple[Level, ...]) -> Document | None:
    if overall is None:
        return None
    return {
        "score": number(overall.score),
        "high": number(overall.high),
        "level": overall.level,
        "level_name": levels[overall.level].name,
        "cap": overall.cap,
        "mean": number(overall.mean),
        "evidenced": number(overall.evidenced),
        "confidence": number(overall.confidence),
    }


def _units(edition: Edition, answers: Answers, scorecard: Scorecard) -> Document:
    visible = visible_questions(edition, answers)

    def unit(key: str, unit_score: UnitScore | None) -> Document | None:
        if unit_score is None:
            return None
        return _unit(unit_score, edition.levels, visible[key], answers)

    return {
        "principles": {key: unit(key, scored) for key, scored in scorecard.principles.items()},
        "genai": unit("genai", scorecard.genai),
        "cross_border": unit("cross_border", scorecard.cross_border),
    }


def _unit(
    unit: UnitScore, levels: tuple[Level, ...], asked: tuple[Question, ...], answers: Answers
) -> Document:
    """A unit's numbers, with the sums they come from: raw = 100 x earned / possible."""
    tally = tally_up(asked, answers.responses) if asked else None
    return {
        "in_scope": unit.in_scope,
        "rated": unit.rated if unit.in_scope else None,
        "raw": number(unit.raw),
        "high": number(unit.high),
        "high_level": unit.high_level,
        "score": number(unit.score),
        "level": unit.level,
        "level_name": None if unit.level is None else levels[unit.level].name,
        "cap": unit.cap,
        "blockers": list(unit.blockers) if unit.in_scope else None,
        "coverage": number(unit.coverage),
        "na_share": number(unit.na_share),
        "evidenced": number(unit.evidenced),
        "confidence": number(unit.confidence),
        "questions": [question.id for question in asked],
        "earned": tally.earned if tally else None,
        "possible": tally.possible if tally else None,
    }


def _market(edition: Edition, answers: Answers, scorecard: Scorecard, market: Market) -> Document:
    readiness = scorecard.markets[market.code]
    path = path_to_ready(edition, answers, scorecard, market.code)
    return {
        "status": readiness.status,
        "readiness": number(readiness.readiness),
        "obligation_fit": number(readiness.obligation_fit),
        "baseline_fit": number(readiness.baseline_fit),
        "floors": {
            key: readiness.floors[key] for key in scorecard.principles if key in readiness.floors
        },
        "gaps": {key: number(gap) for key, gap in readiness.gaps.items()},
        "obligations": dict(readiness.obligations),
        "may_apply": list(readiness.may_apply),
        "unaccepted": list(readiness.unaccepted),
        "prepare": list(readiness.prepare),
        "path_to_ready": [_path_step(step) for step in path],
        "profile": {
            "newest_source": market.newest_source,
            "confidence": market.overall_confidence,
        },
    }


def _path_step(step: PathStep) -> Document:
    raised = {"question": step.question} if step.question else {"obligation": step.obligation}
    return {**raised, "from": step.before, "to": step.after}


def _next_step(edition: Edition, scorecard: Scorecard, step: NextStep) -> Document:
    overall = scorecard.overall.score if scorecard.overall else None
    unit = _unit_of(edition, scorecard, step.question)
    return {
        "question": step.question,
        "from": step.before,
        "to": step.after,
        "delta_overall": change(overall, step.delta_overall),
        "delta_unit": change(unit.score if unit else None, step.delta_unit),
        "markets_newly_ready": list(step.markets_newly_ready),
        "markets_leaving_not_ready": list(step.markets_leaving_not_ready),
    }


def _unit_of(edition: Edition, scorecard: Scorecard, question_id: str) -> UnitScore | None:
    question = edition.question_by_id[question_id]
    if question.track == "genai":
        return scorecard.genai
    if question.track == "cross_border":
        return scorecard.cross_border
    return scorecard.principles[question.principle]


def _priority(gap: GapPriority) -> Document:
    return {
        "question": gap.question,
        "level": gap.level,
        "target": gap.target,
        "priority": gap.priority,
    }
