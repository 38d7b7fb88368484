"""The impact of an edition in words: numbers for every editor, names for those who may see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from frameworks.definition import CROSS_BORDER, Edition
from scorecard.models import Assessment
from scorecard.questionnaire.outcomes import NO_LEVEL, NOT_IN_EDITION
from scorecard.questionnaire.words import text_of
from scorecard.reports.viewmodel.words import MARKET_MARKS
from scorecard.scoring import GENAI
from scorecard.scoring.impact import NONE, OVERALL, Effect, Step, Tally

NAMES = {OVERALL: "Overall", GENAI: "Generative AI", CROSS_BORDER: "Cross-border"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How many assessments go from one level or status to another."""

    name: str  # of the market, or of what has the level
    before: str
    after: str
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """A question or an obligation whose answers would be confirmed, or not be asked for any more."""

    key: str
    text: str
    count: int  # answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A market whose status stays, while its percentages change."""

    name: str
    count: int = 1  # assessments


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    assessment: Assessment
    shifts: tuple[Shift, ...]
    figures: tuple[Figures, ...]
    is_rescored: bool
    orphaned: tuple[str, ...]  # ids
    to_confirm: int


def level_shifts(edition: Edition, tally: Tally) -> tuple[Shift, ...]:
    """Of the whole, of each principle, then of what stands beside them; from the lowest up."""
    order = (OVERALL, *edition.principle_by_key, GENAI, CROSS_BORDER)
    found = _in_order(tally.levels, order)
    return tuple(_level(edition, key, (was, will), count) for (key, was, will), count in found)


def market_shifts(edition: Edition, tally: Tally) -> tuple[Shift, ...]:
    """In the edition's order, then what it has not any more."""
    found = _in_order(tally.markets, [market.code for market in edition.markets])
    return tuple(_market(edition, code, (was, will), count) for (code, was, will), count in found)


def market_figures(edition: Edition, counted: Mapping[str, int]) -> tuple[Figures, ...]:
    """In the edition's order."""
    names = {each.code: each.name for each in edition.markets if each.code in counted}
    return tuple(Figures(name=name, count=counted[code]) for code, name in names.items())


def concerned(editions: Iterable[Edition], counted: Mapping[str, int]) -> tuple[Concerned, ...]:
    """Most answers first, in the words of the first of these editions that has it."""
    known = tuple(editions)
    found = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Concerned(key=key, text=_text(known, key), count=count) for key, count in found)


def named(
    edition: Edition, assessments: Iterable[Assessment], effects: Mapping[int, Effect]
) -> tuple[Named, ...]:
    """Those that would feel it."""
    return tuple(
        Named(
            assessment=assessment,
            shifts=tuple(_shifts(edition, effect)),
            figures=market_figures(edition, dict.fromkeys(effect.figures, 1)),
            is_rescored=effect.is_rescored,
            orphaned=tuple(sorted(effect.orphaned)),
            to_confirm=effect.to_confirm,
        )
        for assessment in assessments
        if (effect := effects.get(assessment.pk)) and effect.is_felt
    )


def _text(editions: Iterable[Edition], key: str) -> str:
    return next((text for each in editions if (text := text_of(each, key))), "")


def _shifts(edition: Edition, effect: Effect) -> Iterator[Shift]:
    for key, step in effect.levels.items():
        yield _level(edition, key, step)
    for code, step in effect.markets.items():
        yield _market(edition, code, step)


def _in_order(
    counted: Mapping[tuple[str, str, str], int], keys: Iterable[str]
) -> list[tuple[tuple[str, str, str], int]]:
    """By the places of the keys, then what has none."""
    order = {key: place for place, key in enumerate(keys)}
    return sorted(counted.items(), key=lambda item: (order.get(item[0][0], len(order)), item))


def _level(edition: Edition, key: str, step: Step, count: int = 1) -> Shift:
    def word(level: str) -> str:
        return NO_LEVEL if level == NONE else f"{level} {edition.levels[int(level)].name}"

    principle = edition.principle_by_key.get(key)
    name = principle.short_name if principle else NAMES.get(key, key)
    return Shift(name=name, before=word(step[0]), after=word(step[1]), count=count)


def _market(edition: Edition, code: str, step: Step, count: int = 1) -> Shift:
    def word(status: str) -> str:
        return NOT_IN_EDITION if status == NONE else MARKET_MARKS[status].word

    market = edition.market_by_code.get(code)
    name = market.name if market else code
    return Shift(name=name, before=word(step[0]), after=word(step[1]), count=count)
