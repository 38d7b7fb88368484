"""The pure part of a history: what differs, what kind of change it was, what stands together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scorecard.questionnaire.cards import AnswerInWords
from scorecard.questionnaire.history import (
    Change,
    Entry,
    Stamp,
    Step,
    Version,
    changes,
    fold,
    kind_of,
)

NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
MEI, SITI = 1, 2


def said(number: int = 1, minute: int = 0, **answer: Any) -> Version:
    defaults: dict[str, Any] = {"name": "Defined", "level": 2}
    words = AnswerInWords(**(defaults | answer))
    return Version(number=number, by="Mei Tan", at=NOON + timedelta(minutes=minute), answer=words)


def stamp(number: int, *, minute: float = 0, by: int = MEI, accepted_by: int | None = None):
    return Stamp(number, by, NOON + timedelta(minutes=minute), accepted_by)


def numbers(runs: list[tuple[Stamp, ...]]) -> list[list[int]]:
    return [[each.number for each in run] for run in runs]


# What changed


def test_the_first_version_changed_nothing():
    assert changes(None, said()) == ()


def test_a_repeated_version_changed_nothing():
    assert changes(said(1), said(2)) == ()


def test_an_answer_changes_from_level_to_level():
    found = changes(said(level=1, name="Ad hoc"), said(level=3, name="Operating"))

    assert found == (Change("Answer", "1 Ad hoc", "3 Operating"),)


def test_an_answer_changes_to_what_is_no_level():
    found = changes(said(), said(level=None, name="Not applicable", reason="We build none"))

    assert found == (
        Change("Answer", "2 Defined", "Not applicable"),
        Change("Reason", "", "We build none"),
    )


@pytest.mark.parametrize("name", ["reason", "note", "evidence"])
def test_each_field_is_compared(name):
    old: dict[str, Any] = {name: "Old"}
    found = changes(said(**old), said(**{**old, name: "New"}))

    assert found == (Change(name.capitalize(), "Old", "New"),)


def test_only_what_people_write_is_shown_as_text():
    found = changes(said(note="a", evidence="b"), said(note="c", evidence="d", reason="e"))

    assert [(each.name, each.is_text) for each in found] == [
        ("Reason", True),
        ("Note", True),
        ("Evidence", False),
    ]


# Acceptance


def test_an_answer_is_no_acceptance():
    assert kind_of(None, stamp(1)) == "answered"
    assert kind_of(stamp(1), stamp(2)) == "answered"


def test_a_claim_that_starts_to_be_accepted_is_an_acceptance():
    assert kind_of(stamp(1), stamp(2, by=SITI, accepted_by=SITI)) == "accepted"


def test_a_change_that_keeps_the_acceptance_is_an_answer():
    assert kind_of(stamp(2, accepted_by=SITI), stamp(3, accepted_by=SITI)) == "answered"


def test_a_change_that_loses_the_acceptance_withdraws_it():
    assert kind_of(stamp(2, accepted_by=SITI), stamp(3)) == "withdrawn"


def test_a_history_that_begins_accepted_does_not_say_who_accepted_it_when():
    assert kind_of(None, stamp(7, accepted_by=SITI)) == "answered"


# Folding


def test_nothing_folds_to_nothing():
    assert fold([]) == []


def test_changes_within_ten_minutes_stand_together():
    assert numbers(fold([stamp(1), stamp(2, minute=4), stamp(3, minute=10)])) == [[1, 2, 3]]


def test_ten_minutes_count_from_the_first_change():
    found = fold([stamp(1), stamp(2, minute=6), stamp(3, minute=10.1), stamp(4, minute=12)])

    assert numbers(found) == [[1, 2], [3, 4]]


def test_a_clock_that_was_set_back_folds_no_days_together():
    assert numbers(fold([stamp(1), stamp(2, minute=-24 * 60)])) == [[1], [2]]


def test_a_colleague_in_between_parts_them():
    found = fold([stamp(1), stamp(2, by=SITI, minute=1), stamp(3, minute=2)])

    assert numbers(found) == [[1], [2], [3]]


def test_acceptance_and_its_withdrawal_stand_alone():
    found = fold(
        [
            stamp(1, by=SITI),
            stamp(2, by=SITI, minute=1),
            stamp(3, by=MEI, minute=2, accepted_by=MEI),
            stamp(4, by=MEI, minute=3, accepted_by=MEI),
            stamp(5, by=MEI, minute=4),
            stamp(6, by=MEI, minute=5),
        ]
    )

    assert numbers(found) == [[1, 2], [3], [4], [5], [6]]


# Entries


def entry(*versions: Version, before: Version | None = None) -> Entry:
    """Of these versions, oldest first."""
    pairs = zip((before, *versions), versions, strict=False)
    steps = [Step(kind="answered", version=v, previous=p, is_stored=False) for p, v in pairs]
    return Entry(steps=tuple(steps[::-1]))


def test_an_entry_sums_its_steps_up():
    found = entry(
        said(2, minute=2, note="A"), said(3, minute=6, note="A register"), before=said(1, note="-")
    )

    assert found.newest.version.answer.note == "A register"
    assert found.changes == (Change("Note", "-", "A register"),)
    assert found.since == NOON + timedelta(minutes=2)
    assert found.is_folded


def test_an_entry_names_what_changed():
    before = said(1, note="-", evidence="Stated only")

    assert entry(said(2, note="A"), before=before).changed == "the note and the evidence"
    assert entry(before).changed == "the answer"


def test_a_history_that_was_not_kept_from_the_start_says_so():
    assert entry(said(1)).is_first
    assert not entry(said(1)).is_cut_off
    assert entry(said(5)).is_cut_off
    assert not entry(said(5), before=said(4)).is_cut_off


def test_an_acceptance_is_not_put_back():
    version = said(2)

    def step(kind: Any, *, is_stored: bool) -> Step:
        return Step(kind=kind, version=version, previous=None, is_stored=is_stored)

    assert step("answered", is_stored=False).may_be_put_back
    assert step("withdrawn", is_stored=False).may_be_put_back
    assert not step("accepted", is_stored=False).may_be_put_back
    assert not step("answered", is_stored=True).may_be_put_back
