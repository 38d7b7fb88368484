"""What moving an assessment to another edition would change for it: pure, from the same answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from frameworks.definition import CROSS_BORDER, Edition
from scorecard.questionnaire.cards import AnswerInWords
from scorecard.questionnaire.outcomes import Outcome, Side, compare_outcomes
from scorecard.questionnaire.wordings import Change, rules_changed, words_changed
from scorecard.questionnaire.words import in_words, text_of
from scorecard.scoring import GENAI, score
from scorecard.scoring.applicability import asked_in_sections, market_address
from scorecard.scoring.fitting import fitting, reworded
from scorecard.scoring.types import Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question or an obligation that both editions ask, or one of them."""

    key: str
    text: str
    section: str  # its name
    answer: AnswerInWords | None  # what was answered so far
    changes: tuple[Change, ...] = ()
    lapses: bool = False  # "not applicable", of a question that always applies there


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePreview:
    before: str  # labels
    after: str
    outcome: Outcome
    kept: int  # asked in the same words
    reworded: tuple[Asked, ...]
    rescored: tuple[Asked, ...]  # the same words; another weight, force or rule
    added: tuple[Asked, ...]
    retired: tuple[Asked, ...]
    leaving: tuple[str, ...]  # markets in scope that the newer edition has not

    @property
    def to_confirm(self) -> int:
        return sum(asked.answer is not None for asked in self.reworded)

    @property
    def orphaned(self) -> int:
        """Answers that are kept and no longer asked for."""
        return sum(asked.answer is not None for asked in self.retired)


def preview_move(before: Edition, after: Edition, answers: Answers) -> MovePreview:
    """`answers`: all that were given so far, as the edition before takes them."""
    moved = fitting(after, answers)
    old = Side(before, answers, score(before, answers))
    new = Side(after, moved, score(after, moved))
    was, will = _asked(before, answers), _asked(after, moved)
    row = _Rows(before, answers, moved)
    both, words = [key for key in will if key in was], reworded(before, after)
    rules = {key: rules_changed(before, after, key) for key in both}
    return MovePreview(
        before=before.label,
        after=after.label,
        outcome=compare_outcomes(old, new),
        kept=sum(key not in words and not rules[key] for key in both),
        reworded=tuple(
            row.of(after, will, key, *words_changed(before, after, key), *rules[key])
            for key in both
            if key in words
        ),
        rescored=tuple(
            row.of(after, will, key, *rules[key]) for key in both if key not in words and rules[key]
        ),
        added=tuple(row.of(after, will, key) for key in will if key not in was),
        retired=tuple(row.of(before, was, key) for key in was if key not in will),
        leaving=tuple(
            before.market_by_code[code].name
            for code in answers.markets
            if code not in moved.markets
        ),
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """What was answered so far, and in which edition."""

    before: Edition
    answers: Answers
    moved: Answers  # the same, as the edition after takes them

    def of(
        self, edition: Edition, sections: Mapping[str, str], key: str, *changes: Change
    ) -> Asked:
        given = key in self.answers.responses or key in self.answers.obligations
        return Asked(
            key=key,
            text=text_of(edition, key),
            section=sections[key],
            answer=in_words(self.before, self.answers, key) if given else None,
            changes=changes,
            lapses=key in edition.critical_ids
            and key in self.answers.responses
            and key not in self.moved.responses,
        )


def _asked(edition: Edition, answers: Answers) -> dict[str, str]:
    """What is asked in this scope, each with the name of its section."""
    names = {principle.key: principle.name for principle in edition.principles}
    names |= {GENAI: edition.genai.title, CROSS_BORDER: edition.cross_border.title}
    names |= {market_address(market.code): market.name for market in edition.markets}
    asked = asked_in_sections(edition, answers)
    return {key: names[section] for section, keys in asked.items() for key in keys}
