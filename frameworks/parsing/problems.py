"""What can be wrong with a document, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    path: KeyPath
    message: str

    def __str__(self) -> str:
        return f"{spell(self.path)}: {self.message}" if self.path else self.message


class InvalidEdition(ValueError):
    """The document is no edition; `problems` says why, all of it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def spell(path: KeyPath) -> str:
    """Write a path as people do: `markets[0].floors.privacy`."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(parts).removeprefix(".")
