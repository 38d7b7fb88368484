"""Saving several rows at once without losing anybody's answer, nor what it said before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, Protocol, TypeVar

from django.db.models import Model

from scorecard.models import ObligationResponse, Response
from scorecard.services.summary import Standing

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
    """What became of the changes: the keys saved, and the rows somebody else changed first.

    `rows`: every row a change was about, as it is stored now. `standing`: of
    the whole assessment, if anything was saved.
    """

    saved: tuple[str, ...] = ()
    conflicts: Mapping[str, Row] = field(default_factory=dict)
    rows: Mapping[str, Row] = field(default_factory=dict)
    standing: Standing | None = None

    @property
    def unsaved(self) -> dict[str, Row]:
        return {key: row for key, row in self.rows.items() if key not in self.saved}

    def showing(self, rows: Mapping[str, Row]) -> Recorded[Row]:
        """The same with these rows in the place of those that were not saved."""
        conflicts = {key: rows[key] for key in self.conflicts}
        return replace(self, conflicts=conflicts, rows={**self.rows, **rows})


def record(
    changes: Iterable[ChangeT],
    *,
    row_of: Callable[[ChangeT], Row],
    says: Callable[[Row, ChangeT], bool],
    write: Callable[[Row, ChangeT], None],
) -> Recorded[Row]:
    """Write each change into its row; which rows have to be stored is in `saved`.

    A change that repeats what its row says already is nothing to save, whoever
    wrote it. One that was made on an older revision is a conflict.
    """
    rows: dict[str, Row] = {}
    saved: list[str] = []
    conflicts: dict[str, Row] = {}
    for change in changes:
        row = rows[change.key] = row_of(change)
        if says(row, change):
            continue
        if row.revision != change.revision:
            conflicts[change.key] = row
            continue
        write(row, change)
        row.revision += 1
        saved.append(change.key)
    return Recorded(saved=tuple(saved), conflicts=conflicts, rows=rows)


def store(
    rows: Sequence[Row],
    revision: type[Model],
    written: Sequence[str],
) -> None:
    """Save these rows and what each says now. `written`: the fields a change may change.

    Who saves an answer answers the words that are asked now.
    """
    for row in rows:
        row.worded_in = None
    new = [row for row in rows if row.revision == 1]
    changed = [row for row in rows if row.revision > 1]
    manager = type(rows[0])._default_manager
    if len(rows) == 1:  # a card that saves itself: in bulk it takes several times as long
        _store_one(rows[0], [*written, "worded_in"])
    else:
        manager.bulk_create(new)
        manager.bulk_update(changed, [*written, "worded_in"])
    revision._default_manager.bulk_create(
        revision(response=row, **{name: getattr(row, name) for name in written}) for row in rows
    )


def _store_one(row: Row, written: Sequence[str]) -> None:
    if row.revision == 1:
        row.save(force_insert=True)
    else:
        row.save(update_fields=written)
