"""What a result looks like, for visitors: the made-up bank of the demo, scored by the engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import timezone

from frameworks.definition import Edition
from scorecard.reports.contours import Contours
from scorecard.reports.viewmodel.markets import MarketPage
from scorecard.reports.viewmodel.report import Report, build_report
from scorecard.scoring.document import build_document

FILE = "bank.yaml"
TITLE = "Retail bank, 2026 second half"
MARKETS = 4  # shown of each result, at most


@dataclass(frozen=True, slots=True)
class Showcase:
    """The report on the demo's bank, and a few of its markets: one of each status first."""

    report: Report
    markets: tuple[MarketPage, ...]
    contours: Contours


class _Known:
    """An edition that is the same as another one with its digest."""

    def __init__(self, edition: Edition, digest: str) -> None:
        self.edition, self.digest = edition, digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.digest == self.digest


def showcase(edition: Edition, digest: str) -> Showcase | None:
    """None where this edition has no place for the demo's answers. Worked out once a process."""
    return _showcase(_Known(edition, digest))


@lru_cache(maxsize=2)
def _showcase(known: _Known) -> Showcase | None:
    # Reading YAML takes a library that pages do without.
    from scorecard.answers_file import InvalidAnswersFile, load_answers_file

    try:
        given = load_answers_file(settings.FRAMEWORK_FIXTURES / "demo" / FILE).read(known.edition)
    except InvalidAnswersFile:
        return None
    document: dict[str, Any] = build_document(
        known.edition, known.digest, given.organisation, given.answers
    )
    report = build_report(
        known.edition, document, title=TITLE, generated_on=timezone.localdate(), state="draft"
    )
    return Showcase(report, _of_each_status(report.markets), _contours(report))


def _contours(report: Report) -> Contours:
    said = ", ".join(f"{row.short_name} {row.figure}" for row in report.principles)
    return Contours(
        title=f"The scores of {report.organisation}: {said}",
        names=tuple(row.short_name for row in report.principles),
        scores=report.cover.scores,
        targets=report.cover.targets,
    )


def _of_each_status(pages: tuple[MarketPage, ...]) -> tuple[MarketPage, ...]:
    """In the edition's order, the first of each status, then others up to the number shown."""
    first = {page.status: page for page in reversed(pages)}
    chosen = [page.code for page in first.values()]
    chosen += [page.code for page in pages if page.code not in chosen]
    return tuple(page for page in pages if page.code in chosen[:MARKETS])
