"""What a scope would ask, and what changing to it adds and hides, before anybody commits to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from frameworks.definition import CROSS_BORDER, Edition
from scorecard.scoring import GENAI
from scorecard.scoring.applicability import applicable_obligations, visible_questions
from scorecard.scoring.types import Answers
from scorecard.services.summary import is_declared

MINUTES_PER_QUESTION = 3  # our assumption, and the page says so
MINUTES_PER_OBLIGATION = 2
STEP = 15  # an estimate is no more precise than this
SHORT = 8  # so many questions are shown without unfolding anything

SWITCHED_ON = "The whole section is asked now."
SWITCHED_OFF = "The whole section is no longer asked."
MARKET_JOINS = "This market joins the scope."
MARKET_LEAVES = "This market leaves the scope. The result will say nothing about it."


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    name: str
    count: int
    is_market: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedQuestion:
    """A question or an obligation that comes in or goes out."""

    key: str
    text: str
    is_answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChange:
    name: str
    added: tuple[MovedQuestion, ...]  # asked now and not before
    hidden: tuple[MovedQuestion, ...]  # asked before and no longer
    event: str = ""  # of the section as a whole


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopePreview:
    rows: tuple[PreviewRow, ...]
    changes: tuple[SectionChange, ...] = ()

    minutes_per_question: int = MINUTES_PER_QUESTION
    minutes_per_obligation: int = MINUTES_PER_OBLIGATION

    @property
    def questions(self) -> int:
        return sum(row.count for row in self.rows if not row.is_market)

    @property
    def obligations(self) -> int:
        return sum(row.count for row in self.rows if row.is_market)

    @property
    def added(self) -> int:
        return sum(len(change.added) for change in self.changes)

    @property
    def hidden(self) -> int:
        return sum(len(change.hidden) for change in self.changes)

    @property
    def returning(self) -> int:
        """Of the added ones, those that bring back an earlier answer."""
        return sum(moved.is_answered for change in self.changes for moved in change.added)

    @property
    def kept(self) -> int:
        """Of the hidden ones, those whose answer is kept and does not count."""
        return sum(moved.is_answered for change in self.changes for moved in change.hidden)

    @property
    def is_short(self) -> bool:
        return self.added + self.hidden <= SHORT

    @property
    def estimate(self) -> str:
        """ "About 3 hours 15 minutes", rounded up."""
        minutes = self.questions * MINUTES_PER_QUESTION + self.obligations * MINUTES_PER_OBLIGATION
        hours, rest = divmod(-(-minutes // STEP) * STEP, 60)
        parts = [_plural(hours, "hour"), _plural(rest, "minute")]
        return "about " + (" ".join(part for part in parts if part) or "no time")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One section in one scope: the texts of what it asks, by id."""

    name: str
    texts: Mapping[str, str]
    is_market: bool = False


_Sections = Mapping[str, _Asked]


def preview_scope(
    edition: Edition, scope: Answers, *, before: Answers | None = None
) -> ScopePreview:
    """Count what `scope` asks; with `before`, also what changes for the answers it holds."""
    asked = _sections(edition, scope)
    return ScopePreview(
        rows=tuple(
            PreviewRow(name=section.name, count=len(section.texts), is_market=section.is_market)
            for section in asked.values()
        ),
        changes=_changes(edition, asked, before) if before else (),
    )


def _sections(edition: Edition, scope: Answers) -> dict[str, _Asked]:
    """Sections of questions by key, then markets by code."""
    names = {principle.key: principle.name for principle in edition.principles}
    names |= {GENAI: edition.genai.title, CROSS_BORDER: edition.cross_border.title}
    sections = {
        key: _Asked(name=names[key], texts={question.id: question.text for question in questions})
        for key, questions in visible_questions(edition, scope).items()
    }
    for code in scope.markets:
        market = edition.market_by_code[code]
        obligations = [each.obligation for each in applicable_obligations(market, scope)]
        texts = {each.id: each.title for each in obligations if is_declared(each)}
        sections[code] = _Asked(name=market.name, texts=texts, is_market=True)
    return sections


def _changes(edition: Edition, new: _Sections, before: Answers) -> tuple[SectionChange, ...]:
    old = _sections(edition, before)
    given = before.responses.keys() | before.obligations.keys()
    order = [p.key for p in edition.principles] + [GENAI, CROSS_BORDER]
    order += [market.code for market in edition.markets]
    keys = [key for key in order if key in old or key in new]
    changes = [_change(old.get(key), new.get(key), given) for key in keys]
    return tuple(change for change in changes if change.added or change.hidden or change.event)


def _change(old: _Asked | None, new: _Asked | None, given: Collection[str]) -> SectionChange:
    section = new or old
    assert section is not None  # noqa: S101  # it is in one of them
    was, will = (old.texts if old else {}), (new.texts if new else {})
    return SectionChange(
        name=section.name,
        added=_moved(will, was, given),
        hidden=_moved(was, will, given),
        event=_market_event(old, new) if section.is_market else _event(len(was), len(will)),
    )


def _moved(
    here: Mapping[str, str], there: Mapping[str, str], given: Collection[str]
) -> tuple[MovedQuestion, ...]:
    return tuple(
        MovedQuestion(key=key, text=text, is_answered=key in given)
        for key, text in here.items()
        if key not in there
    )


def _event(was: int, will: int) -> str:
    if bool(was) == bool(will):
        return ""
    return SWITCHED_ON if will else SWITCHED_OFF


def _market_event(old: _Asked | None, new: _Asked | None) -> str:
    if old and new:
        return _event(len(old.texts), len(new.texts))
    return MARKET_JOINS if new else MARKET_LEAVES


def _plural(count: int, word: str) -> str:
    if not count:
        return ""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
