"""Speed, measured against what the design promises. `python -m tests.bench` runs every module here.

A bench is a module with `figures()`, which yields what it measured. To add one, add a module.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement. `unit` says of what: milliseconds, "x" for a ratio, or what was counted."""

    name: str
    value: float
    bound: float
    unit: str = "ms"

    @property
    def share(self) -> float:
        """How much of the bound is used: above 1 it is exceeded."""
        return self.value / self.bound

    def __str__(self) -> str:
        verdict = "ok" if self.share <= 1 else "TOO SLOW"
        return (
            f"{self.share:5.2f} of the bound  {self.name}: "
            f"{self.value:.2f} {self.unit} of {self.bound:g} {self.unit}  {verdict}"
        )


def best_of(work: Callable[[], object], *, rounds: int) -> float:
    """The quickest round in milliseconds: what the work costs when nothing disturbs it."""
    return 1000 * min(_seconds(work) for _ in range(rounds))


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
