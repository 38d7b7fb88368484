"""Answers files as people meet them: a sample to start from, and whether a file is meant as one."""

from __future__ import annotations

import re

from frameworks.definition import Edition
from scorecard.scoring.applicability import is_declared

# Whoever writes an answers file writes one of these keys, however broken the rest is.
_A_KEY = re.compile(
    rb"""(?:^|[{,\r]|\xef\xbb\xbf)[ \t]*["']?(?:responses|obligations|facts|seats|markets)["']?[ \t]*:""",
    re.MULTILINE,
)


def is_meant_as_answers(content: bytes) -> bool:
    return _A_KEY.search(content.replace(b"\0", b"")) is not None  # UTF-16 has zeros


def sample_of(edition: Edition) -> str:
    """A short file that this edition reads, one way to answer a line."""
    ways = (
        ": 2",
        ":\n    level: 3\n    evidence: 1\n    note: Register, page 4",
        ": dont_know",
        ":\n    not_applicable: No such use",
    )
    critical = [question.id for question in edition.questions if question.critical]
    others = [question.id for question in edition.questions if not question.critical]
    asked = [*critical[:1], *others][: len(ways)]
    lines = ["responses:", *(f"  {id}{way}" for id, way in zip(asked, ways, strict=False))]
    declared = [each.id for each in edition.obligation_by_id.values() if is_declared(each)]
    if declared:
        lines += ["obligations:", f"  {declared[0]}: met"]
    return "\n".join(lines)
