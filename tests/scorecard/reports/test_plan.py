"""How much of the action plan is told in full."""

from __future__ import annotations

import pytest

from scorecard.reports.viewmodel import report as viewmodel
from tests.scorecard.reports.samples import levels
from tests.scorecard.reports.test_room import CODES, in_markets


@pytest.fixture(autouse=True)
def short_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewmodel, "PLANNED", 7)
    monkeypatch.setattr(viewmodel, "PLANNED_AFTER_LAW", 6)
    monkeypatch.setattr(viewmodel, "PLANNED_BESIDE_FEW", 8)


@pytest.mark.parametrize(
    ("markets", "responses", "told"),
    [(1, levels(1), 7), (4, levels(1), 2), (1, {}, 5)],
    ids=["few markets", "many markets", "nothing rated"],
)
def test_the_plan_tells_more_where_few_markets_take_few_pages(markets, responses, told):
    """One obligation of each market is open: it comes first, and takes the room of a gap."""
    report = in_markets(*CODES[:markets], responses=responses)

    assert len(report.law.first) == markets
    assert len(report.gaps) > told
    assert report.first_gaps == report.gaps[:told]
    assert report.later_gaps == tuple(gap.question.id for gap in report.gaps[told:])
