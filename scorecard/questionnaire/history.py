"""What was said of one question or obligation, as somebody reads it: pure, and oldest first.

`scorecard.questionnaire.histories` reads the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from scorecard.questionnaire.cards import AnswerInWords

Kind = Literal["answered", "accepted", "withdrawn"]

SPAN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who made a revision and when. `accepted_by`: whose acceptance of a claim it carries."""

    number: int
    by: int
    at: datetime
    accepted_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What one revision says, with the names of who said so."""

    number: int
    by: str
    at: datetime
    answer: AnswerInWords
    accepted_by: str = ""
    accepted_alone: bool = False  # by who claimed it, the only member there was


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    before: str
    after: str

    @property
    def is_text(self) -> bool:
        """As long as somebody likes: shown as what it was, since what it is stands beside it."""
        return self.name in ("Reason", "Note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One revision beside the one before it. `previous` is None for the first that was kept."""

    kind: Kind
    version: Version
    previous: Version | None
    is_stored: bool  # it says what is stored now

    @property
    def changes(self) -> tuple[Change, ...]:
        return changes(self.previous, self.version)

    @property
    def may_be_put_back(self) -> bool:
        """An acceptance cannot: it is given, by a second person."""
        return not self.is_stored and self.kind != "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Steps somebody made in one go, newest first: shown as the last of them."""

    steps: tuple[Step, ...]

    @property
    def newest(self) -> Step:
        return self.steps[0]

    @property
    def since(self) -> datetime:
        return self.steps[-1].version.at

    @property
    def is_in_one_minute(self) -> bool:
        return f"{self.since:%H:%M}" == f"{self.newest.version.at:%H:%M}"

    @property
    def is_first(self) -> bool:
        return self.steps[-1].version.number == 1

    @property
    def is_cut_off(self) -> bool:
        """It is not the first, and what was said before it was not kept."""
        return not self.is_first and self.steps[-1].previous is None

    @property
    def is_folded(self) -> bool:
        return len(self.steps) > 1

    @property
    def changes(self) -> tuple[Change, ...]:
        """What all steps amount to."""
        return changes(self.steps[-1].previous, self.newest.version)

    @property
    def changed(self) -> str:
        """As a sentence says it: `the answer, the reason and the note`."""
        *names, last = [f"the {change.name.lower()}" for change in self.changes] or ["the answer"]
        return f"{', '.join(names)} and {last}" if names else last


def changes(before: Version | None, after: Version) -> tuple[Change, ...]:
    """What differs between two versions, in the order of the card. Nothing for the first."""
    if before is None:
        return ()
    old, new = before.answer, after.answer
    pairs = (
        Change("Answer", _named(old), _named(new)),
        Change("Reason", old.reason, new.reason),
        Change("Note", old.note, new.note),
        Change("Evidence", old.evidence, new.evidence),
    )
    return tuple(pair for pair in pairs if pair.before != pair.after)


def kind_of(before: Stamp | None, after: Stamp) -> Kind:
    """Acceptance of a claim is no answer; it ends with a change, or is withdrawn."""
    if before is None or before.accepted_by == after.accepted_by:
        return "answered"
    return "withdrawn" if after.accepted_by is None else "accepted"


def with_the_one_before(stamps: Sequence[Stamp]) -> Iterator[tuple[Stamp | None, Stamp]]:
    return zip((None, *stamps), stamps, strict=False)


def fold(stamps: Sequence[Stamp]) -> list[tuple[Stamp, ...]]:
    """Runs of answers by one person within ten minutes. Oldest first, as the stamps are."""
    runs: list[list[Stamp]] = []
    last: Kind = "answered"
    for before, stamp in with_the_one_before(stamps):
        kind = kind_of(before, stamp)
        if runs and kind == last == "answered" and _belongs(stamp, runs[-1][0]):
            runs[-1].append(stamp)
        else:
            runs.append([stamp])
        last = kind
    return [tuple(run) for run in runs]


def _belongs(stamp: Stamp, first: Stamp) -> bool:
    return stamp.by == first.by and abs(stamp.at - first.at) <= SPAN


def _named(answer: AnswerInWords) -> str:
    return answer.name if answer.level is None else f"{answer.level} {answer.name}"
