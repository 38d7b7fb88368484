"""What the law asks and is not done: before any step that only raises a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scorecard.reports.viewmodel.markets import MarketPage
from scorecard.reports.viewmodel.obligations import ObligationRow
from scorecard.reports.viewmodel.open_facts import OpenFact, ask_for
from scorecard.reports.viewmodel.words import counted

FIRST = 8  # told in full; the market pages have every one
NAMED, FEW = 2, 4  # obligations that a summary names of each of a few markets
OPEN = ("unmet", "partial", "unknown")  # in this order


@dataclass(frozen=True, slots=True)
class Duty:
    """A binding obligation that is open, and the market that it is of."""

    page: MarketPage
    row: ObligationRow
    facts: tuple[OpenFact, ...]  # to answer first, where it may apply

    @property
    def ask(self) -> str:
        return ask_for(self.facts)


@dataclass(frozen=True, slots=True)
class Law:
    first: tuple[Duty, ...]
    more: int  # beside the first
    say: str  # how many are not met; nothing when none


@dataclass(frozen=True, slots=True)
class Held:
    """A market that is not ready, and the obligations that decide this."""

    page: MarketPage
    duties: tuple[ObligationRow, ...]  # the first of them
    more: int  # beside the first


def build_law(pages: Iterable[MarketPage]) -> Law:
    """What is not met, then partly met, then not known: what blocks a market before the rest."""
    every = [duty for page in pages for duty in _open(page)]
    every.sort(key=lambda duty: (OPEN.index(duty.row.state), duty.row.check_the_law))
    unmet = sum(duty.row.state == "unmet" for duty in every)
    return Law(tuple(every[:FIRST]), len(every[FIRST:]), _say(unmet))


def _say(unmet: int) -> str:
    if not unmet:
        return ""
    return f"{counted(unmet, 'binding obligation')} {'is' if unmet == 1 else 'are'} not met."


def _open(page: MarketPage) -> Iterator[Duty]:
    facts = {step.id: step.facts for step in page.path}
    for row in page.obligations:
        if row.force == "Binding" and row.state in OPEN:
            yield Duty(page, row, facts.get(row.id, ()))


def held_by(page: MarketPage, markets: int) -> Held:
    """By binding obligations that are unmet, but for those whose law needs checking.

    So many are named that as many markets fit on one page.
    """
    unmet = (row for row in page.obligations if row.force == "Binding" and row.state == "unmet")
    duties = tuple(row for row in unmet if not row.check_the_law)
    named = NAMED if markets <= FEW else 1
    return Held(page, duties[:named], len(duties[named:]))
