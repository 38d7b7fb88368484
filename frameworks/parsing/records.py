"""What must hold in each record, wherever in the edition it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from frameworks.definition import (
    AnnexAItem,
    Edition,
    GenaiDimension,
    GenaiRisk,
    Instrument,
    Market,
    Question,
    Source,
    Sourced,
)
from frameworks.parsing.catalogues import Catalogues
from frameworks.parsing.forms import date_problems, partial_date_problems, url_problems
from frameworks.parsing.problems import KeyPath, Problem
from frameworks.parsing.structure import fields_of

_PAST = ("as_of", "compiled", "newest_source")


def walk(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """Every record in a value, itself included, with its path."""
    if isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from walk(item, (*path, position))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from walk(item, (*path, key))
    elif is_dataclass(value):
        yield path, value
        for field in fields(value):
            yield from walk(getattr(value, field.name), (*path, field.name))


def record_problems(record: Any, path: KeyPath, known: Catalogues) -> Iterator[Problem]:
    yield from _dates(record, path)
    yield from _repeated_names(record, path)
    if isinstance(record, Sourced):
        yield from _provenance(record, path, known)
    if isinstance(record, Source):
        yield from url_problems(record, path)
    if isinstance(record, GenaiRisk | GenaiDimension | AnnexAItem):
        yield from known.principles.all_unknown(record.principles, (*path, "principles"))
    if isinstance(record, Question | GenaiDimension | AnnexAItem):
        yield from _crosswalk(record.crosswalk, (*path, "crosswalk"), known)


def _dates(record: Any, path: KeyPath) -> Iterator[Problem]:
    if isinstance(record, Edition | Market):
        yield from date_problems(record.compiled, (*path, "compiled"))
    if isinstance(record, Market):
        yield from date_problems(record.newest_source, (*path, "newest_source"))
    if isinstance(record, Sourced):
        yield from date_problems(record.as_of, (*path, "as_of"))
    if isinstance(record, Source):
        yield from partial_date_problems(record.published, (*path, "published"))
    if isinstance(record, Instrument):
        yield from partial_date_problems(record.effective_date, (*path, "effective_date"))


def dates_ahead(edition: Edition, today: date) -> Iterator[Problem]:
    """Days on which something was read or compiled that are yet to come.

    Such a fact would never be due again. Only who calls knows the day: the same document is refused
    today and right tomorrow, so this is asked where content comes in, and never of what is stored.
    What editors read again bears the day itself, which is not ahead.
    """
    for path, record in walk(edition, ()):
        for name in _PAST:
            said = getattr(record, name, "")
            if said > today.isoformat():
                yield Problem((*path, name), f"must not be after today, {today}: {said} is to come")


def _repeated_names(record: Any, path: KeyPath) -> Iterator[Problem]:
    """Within each list of records a key or an id stands once. Questions are looked at together."""
    for name in fields_of(type(record)):
        rows = getattr(record, name)
        if isinstance(rows, tuple) and rows and is_dataclass(rows[0]):
            listed = (((*path, name, n), row) for n, row in enumerate(rows))
            field = "key" if hasattr(rows[0], "key") else "id"
            if hasattr(rows[0], field) and not isinstance(rows[0], Question):
                yield from repeated(listed, field)


def repeated(rows: Iterator[tuple[KeyPath, Any]], field: str) -> Iterator[Problem]:
    """Name each row whose `field` an earlier row already has. A blank one is no name."""
    seen: set[object] = {""}
    for path, row in rows:
        value = getattr(row, field)
        if value in seen and value != "":
            yield Problem((*path, field), f"“{value}” is used twice")
        seen.add(value)


def _provenance(record: Sourced, path: KeyPath, known: Catalogues) -> Iterator[Problem]:
    yield from known.sources.all_unknown(record.source, (*path, "source"))
    if not record.source and record.verification != "unverified":
        words = "is missing: name a source, or let verification be unverified"
        yield Problem((*path, "source"), words)


def _crosswalk(
    crosswalk: Mapping[str, tuple[str, ...]], path: KeyPath, known: Catalogues
) -> Iterator[Problem]:
    for target, ids in crosswalk.items():
        yield from known.targets.unknown(target, (*path, target))
        if target in known.items:
            yield from known.items[target].all_unknown(ids, (*path, target))
