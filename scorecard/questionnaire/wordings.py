"""Where two editions ask the same question or obligation in other words, or count it otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from frameworks.definition import Edition, Obligation, Question
from scorecard.reports.viewmodel.words import FORCE_WORDS


@dataclass(frozen=True, slots=True)
class Change:
    """One thing as both editions have it."""

    name: str
    before: str
    after: str

    @property
    def is_change(self) -> bool:
        return self.before != self.after


def words_changed(before: Edition, after: Edition, key: str) -> tuple[Change, ...]:
    """The words that are answered, where they differ. None when an edition does not ask it."""
    was, will = _find(before, key), _find(after, key)
    if isinstance(was, Question) and isinstance(will, Question):
        pairs = list(_of_question(after, was, will))
    elif isinstance(was, Obligation) and isinstance(will, Obligation):
        pairs = [("Title", was.title, will.title), ("Duty", was.statement, will.statement)]
    else:
        return ()
    changes = (Change(name, " ".join(a.split()), " ".join(b.split())) for name, a, b in pairs)
    return tuple(change for change in changes if change.is_change)


def rules_changed(before: Edition, after: Edition, key: str) -> tuple[Change, ...]:
    """How much it counts, where that differs."""
    was, will = _find(before, key), _find(after, key)
    if isinstance(was, Question) and isinstance(will, Question):
        pairs = (
            Change("Weight", str(was.weight), str(will.weight)),
            Change("Critical control", _yes(was.critical), _yes(will.critical)),
        )
    elif isinstance(was, Obligation) and isinstance(will, Obligation):
        pairs = (
            Change("Force", FORCE_WORDS[was.force], FORCE_WORDS[will.force]),
            Change("Can hold a market back", _yes(was.may_block), _yes(will.may_block)),
        )
    else:
        return ()
    return tuple(change for change in pairs if change.is_change)


def _of_question(edition: Edition, was: Question, will: Question) -> Iterator[tuple[str, str, str]]:
    yield "Question", was.text, will.text
    anchors = zip(edition.levels, was.anchors, will.anchors, strict=True)
    for number, (level, old, new) in enumerate(anchors):
        yield f"Level {number}, {level.name}", old, new


def _find(edition: Edition, key: str) -> Question | Obligation | None:
    return edition.question_by_id.get(key) or edition.obligation_by_id.get(key)


def _yes(value: bool) -> str:
    return "Yes" if value else "No"
