"""Which facts behind the market results of an assessment a newer edition states otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from frameworks import definition
from frameworks.changes import Change, changes
from frameworks.history import ChangeShown, by_part
from frameworks.models import Edition
from frameworks.parsing import to_document
from scorecard.models import Assessment
from scorecard.questionnaire.moving import MovePreview
from scorecard.questionnaire.outcomes import floor_name
from scorecard.services.moving import is_newer

# What the status of a market rests on; a profile that is withdrawn to a draft gives none. That a fact was looked at again is not news.
FACTS = ("status", "obligations", "floors", "uplifts", "instruments", "data_protection_law")
LOOKED_AT = ("as_of", "as_of_precision", "source")

# What the preview of a move shows of an obligation that both editions ask.
_SHOWN_OF_DUTY = ("title", "statement", "force")

Path = tuple[str, ...]
Changed = Mapping[str, tuple[tuple[Path, ChangeShown], ...]]  # by market

_KEPT = 64
_known: dict[tuple[str, str], Changed] = {}  # by both digests


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketNews:
    """What changed in one market of the scope."""

    code: str
    name: str
    changes: tuple[ChangeShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Of an assessment: the newer edition, and the markets in scope that it changes."""

    edition: Edition
    markets: tuple[MarketNews, ...]

    @property
    def names(self) -> str:
        """As a sentence says it."""
        names = [market.name for market in self.markets]
        return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One assessment in a list, with its news."""

    assessment: Assessment
    news: News | None


def news_of(
    assessment: Assessment, newest: Edition | None, *, known: Collection[Path] = ()
) -> News | None:
    """None when nothing that its market results rest on has changed. Runs no query of its own.

    `known`: places of values whose change is told already.
    """
    if newest is None or not is_newer(newest, assessment.edition):
        return None
    found = {
        code: tuple(shown for path, shown in changes if path not in known)
        for code, changes in _changed(assessment.edition, newest).items()
    }
    names = assessment.edition.definition.market_by_code
    markets = tuple(
        MarketNews(code=code, name=names[code].name, changes=found[code])
        for code in assessment.markets
        if found.get(code)
    )
    return News(edition=newest, markets=markets) if markets else None


def told_by(preview: MovePreview, edition: definition.Edition) -> frozenset[Path]:
    """The places of values in `edition`, the newer one, that a preview shows before and after."""
    floors = {change.name for change in preview.outcome.floors}
    duties = {asked.key for asked in (*preview.reworded, *preview.rescored)}
    paths: set[Path] = set()
    for market in edition.markets:
        at = ("markets", market.code)
        paths |= {
            (*at, "floors", principle.key, "floor")
            for principle in edition.principles
            if floor_name(market, principle) in floors
        }
        here = (each.id for each in market.obligations if each.id in duties)
        paths |= {(*at, "obligations", id, name) for id in here for name in _SHOWN_OF_DUTY}
    return frozenset(paths)


def told(assessments: Iterable[Assessment], newest: Edition | None) -> list[Told]:
    return [Told(assessment=each, news=news_of(each, newest)) for each in assessments]


def _changed(before: Edition, after: Edition) -> Changed:
    """By market. Worked out once in a process for each pair of editions."""
    pair = (before.digest, after.digest)
    if pair not in _known:
        while len(_known) >= _KEPT:
            _known.pop(next(iter(_known)), None)
        _known[pair] = _compare(before, after)
    return _known[pair]


def _compare(before: Edition, after: Edition) -> Changed:
    old, new = (to_document(each.definition) for each in (before, after))
    by_code: dict[str, list[Change]] = {}
    markets = ({"markets": each.get("markets", [])} for each in (old, new))
    for change in changes(*markets):
        if _is_news(change):
            by_code.setdefault(change.path[1], []).append(change)
    found: dict[str, tuple[tuple[Path, ChangeShown], ...]] = {}
    for code, members in by_code.items():
        shown = (each for part in by_part(members, old, new) for each in part.changes)
        paths = (change.path for change in members)
        found[code] = tuple(zip(paths, shown, strict=True))
    return found


def _is_news(change: Change) -> bool:
    """A market that was removed is; that another one stands before it now is not."""
    if change.kind == "moved" or change.path[0] != "markets" or len(change.path) < 2:
        return False
    if len(change.path) == 2:
        return change.kind == "removed"
    return change.path[2] in FACTS and not set(LOOKED_AT) & set(change.path[3:])
