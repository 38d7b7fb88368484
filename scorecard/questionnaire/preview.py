"""What a scope would ask, before anybody commits to it."""

from __future__ import annotations

from dataclasses import dataclass

from frameworks.definition import CROSS_BORDER, Edition
from scorecard.scoring import GENAI
from scorecard.scoring.applicability import applicable_obligations, visible_questions
from scorecard.scoring.types import Answers
from scorecard.services.summary import asked_ids, is_declared

MINUTES_PER_QUESTION = 3  # our assumption, and the page says so
MINUTES_PER_OBLIGATION = 2
STEP = 15  # an estimate is no more precise than this


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    name: str
    count: int
    is_market: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopePreview:
    rows: tuple[PreviewRow, ...]
    added: int = 0  # asked now and not before
    hidden: int = 0  # asked before and no longer
    kept: int = 0  # of the hidden ones, those that were answered

    minutes_per_question: int = MINUTES_PER_QUESTION
    minutes_per_obligation: int = MINUTES_PER_OBLIGATION

    @property
    def questions(self) -> int:
        return sum(row.count for row in self.rows if not row.is_market)

    @property
    def obligations(self) -> int:
        return sum(row.count for row in self.rows if row.is_market)

    @property
    def estimate(self) -> str:
        """ "About 3 hours 15 minutes", rounded up."""
        minutes = self.questions * MINUTES_PER_QUESTION + self.obligations * MINUTES_PER_OBLIGATION
        hours, rest = divmod(-(-minutes // STEP) * STEP, 60)
        parts = [_plural(hours, "hour"), _plural(rest, "minute")]
        return "about " + (" ".join(part for part in parts if part) or "no time")


def preview_scope(
    edition: Edition, scope: Answers, *, before: Answers | None = None
) -> ScopePreview:
    """Count what `scope` asks; with `before`, also what changes for the answers it holds."""
    new = set(asked_ids(edition, scope))
    old = set(asked_ids(edition, before)) if before else new
    given = before.responses.keys() | before.obligations.keys() if before else set()
    return ScopePreview(
        rows=_rows(edition, scope),
        added=len(new - old),
        hidden=len(old - new),
        kept=len((old - new) & given),
    )


def _rows(edition: Edition, scope: Answers) -> tuple[PreviewRow, ...]:
    visible = visible_questions(edition, scope)
    names = {principle.key: principle.name for principle in edition.principles}
    names |= {GENAI: edition.genai.title, CROSS_BORDER: edition.cross_border.title}
    markets = [edition.market_by_code[code] for code in scope.markets]
    return (
        *(PreviewRow(name=names[key], count=len(asked)) for key, asked in visible.items()),
        *(
            PreviewRow(
                name=market.name,
                count=sum(is_declared(a.obligation) for a in applicable_obligations(market, scope)),
                is_market=True,
            )
            for market in markets
        ),
    )


def _plural(count: int, word: str) -> str:
    if not count:
        return ""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
