"""Saving several rows at once without losing anybody's answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from scorecard.models import ObligationResponse, Response

Row = TypeVar("Row", Response, ObligationResponse)


class Change(Protocol):
    """`revision`: of the row its author read, 0 if there was none."""

    @property
    def key(self) -> str: ...

    @property
    def revision(self) -> int: ...


ChangeT = TypeVar("ChangeT", bound=Change)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded(Generic[Row]):
    """What became of the changes: the keys saved, and the rows somebody else changed first."""

    saved: tuple[str, ...] = ()
    conflicts: Mapping[str, Row] = field(default_factory=dict)


def record(
    changes: Iterable[ChangeT],
    *,
    row_of: Callable[[ChangeT], Row],
    says: Callable[[Row, ChangeT], bool],
    write: Callable[[Row, ChangeT], None],
) -> tuple[Recorded[Row], list[Row]]:
    """Write each change into its row, and return what happened with the rows to be stored.

    A change that repeats what its row says already is nothing to save, whoever
    wrote it. One that was made on an older revision is a conflict.
    """
    saved: dict[str, Row] = {}
    conflicts: dict[str, Row] = {}
    for change in changes:
        row = row_of(change)
        if says(row, change):
            continue
        if row.revision != change.revision:
            conflicts[change.key] = row
            continue
        write(row, change)
        row.revision += 1
        saved[change.key] = row
    return Recorded(saved=tuple(saved), conflicts=conflicts), list(saved.values())
