"""What reviewers ask, beside the answers it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from frameworks.definition import Edition
from scorecard.models import Remark
from scorecard.questionnaire.cards import Card
from scorecard.questionnaire.tasks import Section, TaskList
from scorecard.questionnaire.words import text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkRow:
    """One remark in a list."""

    remark: Remark
    text: str  # of what was asked
    href: str  # of its card; empty when it is not asked any more


def places(tasks: TaskList) -> Mapping[str, Section]:
    """The section of every question and obligation that is asked."""
    return {key: section for section in tasks.sections for key in section.asked_keys}


def remark_rows(
    edition: Edition, remarks: Iterable[Remark], sections: Mapping[str, Section]
) -> tuple[RemarkRow, ...]:
    """Open ones first, each half in the order they were made."""
    rows = [
        RemarkRow(
            remark=remark,
            text=text_of(edition, remark.key),
            href=f"{sections[remark.key].href}#{remark.key}" if remark.key in sections else "",
        )
        for remark in remarks
    ]
    return tuple(sorted(rows, key=lambda row: not row.remark.is_open))


def with_remarks(cards: Sequence[Card], remarks: Iterable[Remark]) -> list[Card]:
    """The same cards, each with what was remarked on it."""
    of_key: dict[str, list[Remark]] = defaultdict(list)
    for remark in remarks:
        of_key[remark.key].append(remark)
    return [replace(card, remarks=tuple(of_key[card.key])) for card in cards]
