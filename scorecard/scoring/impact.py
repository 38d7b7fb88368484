"""What another edition would make of answers: pure, one set of answers after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import Any, Self

from frameworks.definition import CROSS_BORDER, Edition, Market
from scorecard.scoring.applicability import asked_in_sections
from scorecard.scoring.constants import GENAI
from scorecard.scoring.engine import score
from scorecard.scoring.fitting import fitting, reworded
from scorecard.scoring.types import Answers, MarketReadiness, Overall, Scorecard, UnitScore

Step = tuple[str, str]  # from one to another
Scope = tuple[frozenset[tuple[str, bool | None]], tuple[str, ...], tuple[str, ...]]
NONE = "none"  # no level, or a market that an edition has not
OVERALL = "overall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """On one assessment. A level or market that stays as it is is left out.

    `levels`: by OVERALL, or the key of a principle, of generative AI or of cross-border.
    """

    levels: Mapping[str, Step] = field(default_factory=dict)
    is_rescored: bool = False  # some score that readers see changes, of the whole or of a part
    markets: Mapping[str, Step] = field(default_factory=dict)
    figures: frozenset[str] = frozenset()  # markets of the same status with other percentages
    orphaned: frozenset[str] = frozenset()  # answered, and not asked any more
    reworded: frozenset[str] = frozenset()  # answered, and to be confirmed

    @property
    def to_confirm(self) -> int:
        """Answers."""
        return len(self.reworded)

    @property
    def changes_result(self) -> bool:
        return self.is_rescored or bool(self.levels or self.markets or self.figures)

    @property
    def is_felt(self) -> bool:
        return self.changes_result or bool(self.orphaned or self.reworded)


@dataclass(frozen=True)
class Impact:
    """Of one edition upon answers to another. What does not touch a score is not scored."""

    before: Edition
    after: Edition
    _asked: dict[Scope, tuple[set[str], set[str]]] = field(default_factory=dict, repr=False)

    @cached_property
    def reworded(self) -> frozenset[str]:
        return reworded(self.before, self.after)

    @cached_property
    def questions_score_alike(self) -> bool:
        return _of_questions(self.before) == _of_questions(self.after)

    @cached_property
    def changed_markets(self) -> frozenset[str]:
        """Those that ask or expect something else, or that only one edition has."""
        old, new = self.before.market_by_code, self.after.market_by_code
        return frozenset(
            code
            for code in old.keys() | new.keys()
            if code not in old or code not in new or _of_market(old[code]) != _of_market(new[code])
        )

    def on(self, answers: Answers) -> Effect:
        """`answers`: as the edition before takes them."""
        moved = fitting(self.after, answers)
        given = {*answers.responses, *answers.obligations}
        asked, will = self._asked_of(answers, moved)
        was = given & asked
        old, new = self._results(answers, moved)
        return Effect(
            levels=_steps(_levels(old), _levels(new)),
            is_rescored=_scores(old) != _scores(new),
            markets=_steps(_statuses(old), _statuses(new)),
            figures=_other_figures(old, new),
            orphaned=frozenset(was - will),
            reworded=self.reworded & was & will,
        )

    def _asked_of(self, answers: Answers, moved: Answers) -> tuple[set[str], set[str]]:
        """What both editions ask in this scope; many assessments of an organisation share one."""
        scope = frozenset(answers.facts.items()), answers.seats, answers.markets
        if scope not in self._asked:
            asked = _asked_ids(self.before, answers), _asked_ids(self.after, moved)
            self._asked[scope] = asked
        return self._asked[scope]

    def _results(
        self, answers: Answers, moved: Answers
    ) -> tuple[Scorecard | None, Scorecard | None]:
        """In either edition; None twice where nothing that is scored differs."""
        only = self.changed_markets if self.questions_score_alike else None
        if only is not None and only.isdisjoint(answers.markets):
            return None, None
        return score(self.before, answers, only=only), score(self.after, moved, only=only)


@dataclass(slots=True)
class Tally:
    """The effects on many assessments, as numbers."""

    assessments: int = 0
    results: int = 0  # assessments whose scores, levels or markets change
    rescored: int = 0  # assessments of which a score changes
    orphaned: Counter[str] = field(default_factory=Counter)  # answers, by what they answer
    reworded: Counter[str] = field(default_factory=Counter)  # answers to confirm, by the same
    levels: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    markets: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)  # assessments, by market

    @property
    def is_felt(self) -> bool:
        return bool(self.results or self.to_confirm or self.no_longer_asked)

    @property
    def no_longer_asked(self) -> int:
        """Answers."""
        return self.orphaned.total()

    @property
    def to_confirm(self) -> int:
        """Answers."""
        return self.reworded.total()

    def add(self, effect: Effect) -> None:
        self.assessments += 1
        self.results += effect.changes_result
        self.rescored += effect.is_rescored
        self.orphaned.update(effect.orphaned)
        self.reworded.update(effect.reworded)
        self.figures.update(effect.figures)
        for key, (was, will) in effect.levels.items():
            self.levels[key, was, will] += 1
        for code, (was, will) in effect.markets.items():
            self.markets[code, was, will] += 1

    def as_plain(self) -> list[Any]:
        """Values that JSON can carry: each id once, so that an address can hold them."""
        levels = [[*step, count] for step, count in self.levels.items()]
        markets = [[*step, count] for step, count in self.markets.items()]
        ids = dict.fromkeys((*self.orphaned, *self.reworded))
        answers = {key: [self.orphaned[key], self.reworded[key]] for key in ids}
        sums = [self.assessments, self.results, self.rescored]
        return [*sums, answers, levels, markets, dict(self.figures)]

    @classmethod
    def from_plain(cls, plain: list[Any]) -> Self:
        assessments, results, rescored, answers, levels, markets, figures = plain
        return cls(
            assessments=assessments,
            results=results,
            rescored=rescored,
            orphaned=+Counter({key: count for key, (count, _) in answers.items()}),
            reworded=+Counter({key: count for key, (_, count) in answers.items()}),
            levels=Counter({(key, was, will): count for key, was, will, count in levels}),
            markets=Counter({(code, was, will): count for code, was, will, count in markets}),
            figures=Counter(figures),
        )


def _units(scorecard: Scorecard | None) -> Mapping[str, Overall | UnitScore | None]:
    """The whole, and each part that has a score of its own."""
    if scorecard is None:
        return {}
    others = {GENAI: scorecard.genai, CROSS_BORDER: scorecard.cross_border}
    return {OVERALL: scorecard.overall, **scorecard.principles, **others}


def _levels(scorecard: Scorecard | None) -> Mapping[str, str]:
    units = _units(scorecard).items()
    return {key: str(unit.level) for key, unit in units if unit and unit.level is not None}


def _scores(scorecard: Scorecard | None) -> Mapping[str, tuple[int, int]]:
    """As readers see them: the score, and what it may rise to once all is known."""
    units = _units(scorecard).items()
    return {
        key: (floor(unit.score), floor(unit.high or Fraction(0)))
        for key, unit in units
        if unit and unit.score is not None
    }


def _statuses(scorecard: Scorecard | None) -> Mapping[str, str]:
    markets = scorecard.markets if scorecard else {}
    return {code: str(market.status) for code, market in markets.items()}


def _other_figures(was: Scorecard | None, will: Scorecard | None) -> frozenset[str]:
    """Markets whose status stays, and with it other percentages."""
    old, new = (scorecard.markets if scorecard else {} for scorecard in (was, will))
    return frozenset(
        code
        for code in old.keys() & new.keys()
        if old[code].status == new[code].status and _figures(old[code]) != _figures(new[code])
    )


def _figures(market: MarketReadiness) -> tuple[int | None, ...]:
    """As readers see them: no readiness while too much is unknown."""
    is_known = market.status != "INSUFFICIENT_INFORMATION"
    readiness = market.readiness if is_known else None
    shares = (readiness, market.obligation_fit, market.baseline_fit)
    return tuple(None if share is None else floor(share) for share in shares)


def _steps(was: Mapping[str, str], will: Mapping[str, str]) -> Mapping[str, Step]:
    """What differs, in the order of what was."""
    keys = dict.fromkeys((*was, *will))
    steps = {key: (was.get(key, NONE), will.get(key, NONE)) for key in keys}
    return {key: step for key, step in steps.items() if step[0] != step[1]}


def _asked_ids(edition: Edition, answers: Answers) -> set[str]:
    return {key for keys in asked_in_sections(edition, answers).values() for key in keys}


def _of_questions(edition: Edition) -> list[Any]:
    """All that a score takes from the questions; where they stand says which unit they are of."""
    facts = frozenset(fact.key for fact in edition.facts)
    return [facts, [principle.key for principle in edition.principles], *_asked(edition)]


def _asked(edition: Edition) -> Iterator[Any]:
    for question in edition.questions:
        yield (
            question.id,
            question.principle,
            question.track,
            question.weight,
            question.critical,
            question.applies_when,
        )


def _of_market(market: Market) -> list[Any]:
    """All that the status of a market takes from its profile."""
    obligations = [
        (each.id, each.force, each.may_block, each.applies_if, each.questions, each.required_level)
        for each in market.obligations
    ]
    floors = {key: floor.floor for key, floor in market.floors.items()}
    uplifts = [(each.fact, each.principle, each.floor) for each in market.uplifts]
    return [market.status, obligations, floors, uplifts]
