"""The check of one section: what a careful reviewer would ask, in groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from frameworks.definition import Edition
from scorecard.questionnaire.cards import AnswerInWords
from scorecard.questionnaire.tasks import Section
from scorecard.questionnaire.words import in_words, text_of
from scorecard.scoring.findings import Finding, Kind, findings
from scorecard.scoring.types import Answers

TITLES: tuple[tuple[Kind, str, str], ...] = (
    (
        "unanswered",
        "Unanswered",
        "The section can be marked as done once each has an answer. “Don't know” is one.",
    ),
    (
        "unconfirmed",
        "To be confirmed",
        "The words changed when the assessment moved to another edition. Is each still true?",
    ),
    ("dont_know", "Don't know", "Somebody may know by now, or know whom to ask."),
    ("not_applicable", "Not applicable", "Read each reason again: is it still true?"),
    (
        "unevidenced",
        "Level 3 or 4 without evidence",
        "These are high claims that nothing supports yet.",
    ),
    (
        "contradiction",
        "Contradictions",
        "Two things that were said do not fit together. One may be an oversight.",
    ),
    (
        "unlocated",
        "Evidence without a note",
        "A word on where each lies saves the reviewer a question.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    key: str
    text: str
    answer: AnswerInWords
    sentence: str  # what to look at; the reason of a not applicable stands with the answer
    href: str  # of its card


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckGroup:
    kind: Kind
    title: str
    note: str
    rows: tuple[CheckRow, ...]


def check_groups(edition: Edition, answers: Answers, section: Section) -> tuple[CheckGroup, ...]:
    """The groups in which there is something to look at."""
    found = findings(edition, answers, section.unconfirmed).get(section.address, ())
    groups = (
        CheckGroup(
            kind=kind,
            title=title,
            note=note,
            rows=tuple(check_row(edition, answers, section, f) for f in found if f.kind == kind),
        )
        for kind, title, note in TITLES
    )
    return tuple(group for group in groups if group.rows)


def check_row(edition: Edition, answers: Answers, section: Section, finding: Finding) -> CheckRow:
    return CheckRow(
        key=finding.key,
        text=text_of(edition, finding.key),
        answer=in_words(edition, answers, finding.key),
        sentence="" if finding.kind == "not_applicable" else finding.sentence,
        href=f"{section.href}#{finding.key}",
    )


def told_once(
    found: Mapping[str, tuple[Finding, ...]],
) -> tuple[list[Finding], Mapping[str, list[str]]]:
    """What contradicts a claim stands with the claim, not a second time by itself."""
    everything = [finding for group in found.values() for finding in group]
    claimed = {finding.key for finding in everything if finding.kind == "not_applicable"}
    doubts: dict[str, list[str]] = defaultdict(list)
    listed = []
    for finding in everything:
        if finding.kind == "contradiction" and finding.key in claimed:
            doubts[finding.key].append(finding.sentence)
        else:
            listed.append(finding)
    return listed, doubts
