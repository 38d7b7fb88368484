"""What stands in a workbook, as plain values: what is asked, and what is said of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from frameworks.definition import Edition, Market, Question
from scorecard.models import ObligationResponse, Response
from scorecard.scoring import ApplicableObligation
from scorecard.spreadsheet import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What the cells to fill in one row say, of a question or of an obligation.

    `answer`: a level's number, "dont_know", "not_applicable" or a state; empty when blank.
    """

    answer: str = ""
    reason: str = ""
    note: str = ""
    evidence: int = 0

    @classmethod
    def of_response(cls, row: Response | None) -> Self:
        if row is None:
            return cls()
        answer = "" if row.value is None else str(getattr(row.value, "value", row.value))
        return cls(
            answer=answer, reason=tidy(row.reason), note=tidy(row.note), evidence=row.evidence
        )

    @classmethod
    def of_declaration(cls, row: ObligationResponse | None) -> Self:
        if row is None or row.state == ObligationResponse.State.BLANK:
            return cls(reason=tidy(row.reason), note=tidy(row.note)) if row else cls()
        return cls(answer=row.state, reason=tidy(row.reason), note=tidy(row.note))


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploaded:
    """One row of a file that came back.

    `revision` and `exported` tell what was stored when the file was made: the revision of the
    row and the fingerprint of what it said. Both are None where the file does not know.
    """

    said: Filled
    revision: int | None = None
    exported: str | None = None

    @property
    def is_touched(self) -> bool:
        return self.exported is None or fingerprint(self.said) != self.exported


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRows:
    section: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketRows:
    market: Market
    obligations: tuple[ApplicableObligation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything a workbook shows. The revisions are by question and by obligation."""

    organisation: str
    title: str
    code: str
    edition: Edition
    digest: str
    made_on: date
    sections: tuple[QuestionRows, ...]
    markets: tuple[MarketRows, ...] = ()
    responses: Mapping[str, tuple[Filled, int]] = field(default_factory=dict)
    declarations: Mapping[str, tuple[Filled, int]] = field(default_factory=dict)


def fingerprint(said: Filled) -> str:
    """Equal for equal content: tells a row that somebody filled in from one nobody touched."""
    words = [said.answer, said.reason, said.note, said.evidence]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:16]
