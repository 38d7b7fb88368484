"""How much of the action plan is told in full."""

from __future__ import annotations

import pytest

from scorecard.reports.viewmodel import report as viewmodel
from tests.scorecard.reports.samples import levels
from tests.scorecard.reports.test_room import CODES, in_markets


@pytest.fixture(autouse=True)
def short_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewmodel, "PLANNED", 2)
    monkeypatch.setattr(viewmodel, "PLANNED_BESIDE_FEW", 5)


@pytest.mark.parametrize(
    ("markets", "responses", "told"),
    [(1, levels(1), 5), (4, levels(1), 2), (1, {}, 2)],
    ids=["few markets", "many markets", "nothing rated"],
)
def test_the_plan_tells_more_where_few_markets_take_few_pages(markets, responses, told):
    report = in_markets(*CODES[:markets], responses=responses)

    assert len(report.gaps) > told
    assert report.first_gaps == report.gaps[:told]
    assert report.later_gaps == tuple(gap.question.id for gap in report.gaps[told:])
