"""What the same answers come to in two editions, in the words and whole numbers that pages show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from frameworks.definition import CROSS_BORDER, Edition, Market, Principle
from scorecard.questionnaire.wordings import Change
from scorecard.reports.viewmodel.reading import shown
from scorecard.reports.viewmodel.words import (
    MARKET_MARKS,
    NO_SCORE,
    RESULT_WORDS,
    percent,
    range_words,
)
from scorecard.scoring import GENAI, MarketReadiness, Overall, Scorecard, UnitScore
from scorecard.scoring.constants import ceiling
from scorecard.scoring.document import number
from scorecard.scoring.readiness import floors_of
from scorecard.scoring.types import Answers

NO_NUMBER = "No score"
NO_LEVEL = "No level"
NOT_ASKED = "Not asked"
NOT_IN_EDITION = "Not in this edition"


@dataclass(frozen=True, slots=True)
class Side:
    """An edition, the answers as it takes them, and what they come to."""

    edition: Edition
    answers: Answers
    scorecard: Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    whole: tuple[Change, ...]  # score, level, result and coverage, whether they change or not
    units: tuple[Change, ...]  # principles, generative AI and cross-border that change
    markets: tuple[Change, ...]  # what changes of the status and the figures of each
    floors: tuple[Change, ...]  # those that change
    unchanged_markets: tuple[str, ...]

    @property
    def shown(self) -> tuple[Change, ...]:
        """The whole, and what changes beside it."""
        return (*self.whole, *self.units, *self.markets)

    @property
    def changes(self) -> int:
        return sum(each.is_change for each in self.shown)


def compare_outcomes(old: Side, new: Side) -> Outcome:
    markets, floors, unchanged = [], [], []
    for code in old.scorecard.markets:
        figures, levels = list(_market(code, old, new)), list(_floors(code, old, new))
        markets += figures
        floors += levels
        if not figures and not levels:
            unchanged.append(old.edition.market_by_code[code].name)
    return Outcome(
        whole=tuple(_whole(old, new)),
        units=tuple(change for change in _units(old, new) if change.is_change),
        markets=tuple(markets),
        floors=tuple(floors),
        unchanged_markets=tuple(unchanged),
    )


def _whole(old: Side, new: Side) -> Iterator[Change]:
    was, will = old.scorecard, new.scorecard
    yield Change("Overall score", _score(was.overall), _score(will.overall))
    yield Change("Level", _level_of_whole(old), _level_of_whole(new))
    yield Change("Result", RESULT_WORDS[was.status], RESULT_WORDS[will.status])
    yield Change("Coverage", _percent(was.coverage), _percent(will.coverage))


def _units(old: Side, new: Side) -> Iterator[Change]:
    was, will = _units_of(old.scorecard), _units_of(new.scorecard)
    names = {principle.key: principle.short_name for principle in old.edition.principles}
    names |= {principle.key: principle.short_name for principle in new.edition.principles}
    names |= {GENAI: "Generative AI", CROSS_BORDER: "Cross-border"}
    for key, name in names.items():
        before, after = was.get(key), will.get(key)
        yield Change(name, _unit(old.edition, before), _unit(new.edition, after))


def _units_of(scorecard: Scorecard) -> Mapping[str, UnitScore | None]:
    others = {GENAI: scorecard.genai, CROSS_BORDER: scorecard.cross_border}
    return {**scorecard.principles, **others}


def _market(code: str, old: Side, new: Side) -> Iterator[Change]:
    """What changes. Of a market that leaves, its status says it all."""
    name = old.edition.market_by_code[code].name
    was, will = old.scorecard.markets[code], new.scorecard.markets.get(code)
    if will is None:
        yield Change(name, MARKET_MARKS[was.status].word, NOT_IN_EDITION)
        return
    changes = (
        Change(name, MARKET_MARKS[was.status].word, MARKET_MARKS[will.status].word),
        Change(f"{name}, readiness", _readiness(was), _readiness(will)),
        Change(f"{name}, obligations", _percent(was.obligation_fit), _percent(will.obligation_fit)),
        Change(f"{name}, principles", _percent(was.baseline_fit), _percent(will.baseline_fit)),
    )
    yield from (change for change in changes if change.is_change)


def _floors(code: str, old: Side, new: Side) -> Iterator[Change]:
    """The floors of a market in scope, uplifts applied, where they differ."""
    if code not in new.answers.markets:
        return
    market = new.edition.market_by_code[code]
    was = floors_of(old.edition.market_by_code[code], old.answers)
    will = floors_of(market, new.answers)
    for principle in new.edition.principles:
        before, after = was.get(principle.key, 0), will.get(principle.key, 0)
        if before != after:
            yield Change(
                floor_name(market, principle),
                _floor(old.edition, before),
                _floor(new.edition, after),
            )


def floor_name(market: Market, principle: Principle) -> str:
    return f"{market.name}, {principle.short_name}"


def _score(overall: Overall | None) -> str:
    return _range(overall.score, overall.high) if overall else NO_NUMBER


def _range(score: Fraction, high: Fraction | None) -> str:
    return range_words(_shown(score), None if high is None else _shown(high))


def _shown(value: Fraction) -> int:
    return shown(number(value)) or 0


def _level_of_whole(side: Side) -> str:
    overall = side.scorecard.overall
    return _level(side.edition, overall.level) if overall else NO_LEVEL


def _level(edition: Edition, level: int) -> str:
    return f"{level} {edition.levels[level].name}"


def _unit(edition: Edition, unit: UnitScore | None) -> str:
    """ "59 (up to 79), 2 Defined. Cannot pass 59." """
    if unit is None:
        return NOT_ASKED
    if unit.score is None or unit.level is None or unit.cap is None:
        return "Not rated" if unit.in_scope else "Out of scope"
    said = f"{_range(unit.score, unit.high)}, {_level(edition, unit.level)}"
    return f"{said}. Cannot pass {ceiling(unit.cap)}." if unit.blockers else said


def _readiness(market: MarketReadiness) -> str:
    """No figure while too much is unknown, as in the results."""
    known = market.status != "INSUFFICIENT_INFORMATION"
    return _percent(market.readiness) if known else NO_SCORE


def _percent(share: Fraction | None) -> str:
    return percent(shown(number(share)))


def _floor(edition: Edition, level: int) -> str:
    return _level(edition, level) if level else "No floor"
