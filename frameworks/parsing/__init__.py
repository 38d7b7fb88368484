"""Turn plain data (from JSON or YAML) into an Edition and back, or say everything that is wrong.

Whoever edits content sees every problem in one run, each with the path to the value at fault.
Knows nothing of files or the database.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from frameworks.definition import Edition
from frameworks.parsing.consistency import inconsistencies
from frameworks.parsing.problems import InvalidEdition, KeyPath, Problem, spell
from frameworks.parsing.records import dates_ahead
from frameworks.parsing.structure import StructureReader, plain

__all__ = [
    "InvalidEdition",
    "KeyPath",
    "Problem",
    "dates_ahead",
    "digest",
    "parse_edition",
    "read_edition",
    "spell",
    "to_document",
]


def parse_edition(document: object) -> Edition:
    """Build an edition, or raise InvalidEdition naming every problem.

    Values of the wrong shape are read as blanks, so that what they refer to is still checked.
    """
    reader = StructureReader()
    edition: Edition = reader.read(Edition, document, ())
    broken = frozenset(problem.path for problem in reader.problems)
    consequences = (p for p in inconsistencies(edition, broken) if not _is_below(p.path, broken))
    problems = (*reader.problems, *consequences)
    if problems:
        raise InvalidEdition(problems)
    return edition


def read_edition(document: object) -> Edition:
    """What can be read of a document that may break rules: what cannot is blank."""
    edition: Edition = StructureReader().read(Edition, document, ())
    return edition


def to_document(edition: Edition) -> dict[str, Any]:
    """The inverse of `parse_edition`. Optional keys are left out where they hold their default."""
    order = [principle.key for principle in edition.principles]
    order += [crosswalk.target for crosswalk in edition.crosswalks]
    document: dict[str, Any] = plain(edition, {key: rank for rank, key in enumerate(order)})
    return document


def digest(document: object) -> str:
    """A fingerprint of the content, the same on every machine and for any order of keys."""
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _is_below(path: KeyPath, broken: frozenset[KeyPath]) -> bool:
    return any(path[:length] in broken for length in range(len(path) + 1))
