"""The sums of one market, taken from its obligations and floors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from frameworks.definition import Market, Obligation
from scorecard.reports.viewmodel.reading import Reading, floor_score
from scorecard.reports.viewmodel.unit_work import UnitWork
from scorecard.scoring.applicability import market_facts
from scorecard.scoring.constants import OBLIGATION_CREDIT, OBLIGATION_WEIGHT

FULL = OBLIGATION_CREDIT["met"]


@dataclass(frozen=True)
class MarketWork:
    """One market's obligations and floors, with what each adds."""

    reading: Reading
    market: Market

    @property
    def result(self) -> Mapping[str, Any]:
        result: Mapping[str, Any] = self.reading.document["market_readiness"][self.market.code]
        return result

    @cached_property
    def duties(self) -> tuple[tuple[Obligation, str], ...]:
        states = self.result["obligations"]
        return tuple((o, states[o.id]) for o in self.market.obligations if o.id in states)

    @cached_property
    def scored(self) -> tuple[tuple[int, int], ...]:
        """Weight and credit, in halves, of what counts: not applicable does not."""
        return tuple(
            (OBLIGATION_WEIGHT[duty.force], OBLIGATION_CREDIT[state])  # type: ignore[index]  # a state of the document
            for duty, state in self.duties
            if state in OBLIGATION_CREDIT
        )

    @cached_property
    def principles(self) -> tuple[UnitWork, ...]:
        return tuple(UnitWork(self.reading, key) for key in self.reading.document["principles"])

    @cached_property
    def measured(self) -> tuple[UnitWork, ...]:
        """Rated principles with a floor above 0."""
        return tuple(w for w in self.principles if w.numbers["rated"] and self.floor(w.key))

    @cached_property
    def facts(self) -> Mapping[str, bool | None]:
        return market_facts(self.market, self.reading.profile)

    def floor(self, principle: str) -> int:
        return floor_score(self.result["floors"].get(principle, 0))

    def reached(self, work: UnitWork) -> Fraction:
        return min(Fraction(1), (work.held or Fraction(0)) / self.floor(work.key))

    @cached_property
    def obligation_fit(self) -> Fraction | None:
        possible = FULL * sum(weight for weight, _ in self.scored)
        return Fraction(100 * sum(w * c for w, c in self.scored), possible) if possible else None

    @cached_property
    def baseline_fit(self) -> Fraction | None:
        shares = [self.reached(work) for work in self.measured]
        return 100 * sum(shares, Fraction(0)) / len(shares) if shares else None

    def those(self, *states: str, blocking: bool | None = None) -> tuple[Obligation, ...]:
        """Binding obligations in one of these states."""
        return tuple(
            duty
            for duty, state in self.duties
            if duty.force == "binding"
            and state in states
            and (blocking is None or duty.may_block is blocking)
        )
