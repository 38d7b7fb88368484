"""What must hold between the parts of an edition, beyond the shape of each part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from frameworks.definition import (
    CROSS_BORDER,
    DERIVED_FACTS,
    FOREIGN_ENTITY,
    TOP_LEVEL,
    Edition,
    Market,
    Obligation,
    Principle,
    Question,
    Rule,
)
from frameworks.definition.glossary import normal
from frameworks.parsing.catalogues import Catalogue, Catalogues, catalogues_of
from frameworks.parsing.forms import KEY, LABEL, MARKET_CODE, PREFIX, QUESTION_ID, SLUG
from frameworks.parsing.problems import KeyPath, Problem
from frameworks.parsing.records import record_problems, repeated, walk
from frameworks.parsing.translations import translation_problems

Problems = Iterator[Problem]
COMPARED = "compare"  # stands where a market's slug would, in addresses


def inconsistencies(edition: Edition, broken: frozenset[KeyPath]) -> Problems:
    """Every problem between the parts; `broken` are the paths that could not be read."""
    known = catalogues_of(edition, broken)
    yield from _ids(edition)
    for path, record in walk(edition, ()):
        yield from record_problems(record, path, known)
    yield from _principles(edition, known)
    yield from _sections(edition, known)
    for position, market in enumerate(edition.markets):
        yield from _address(market, ("markets", position))
        yield from _market(market, ("markets", position), edition, known)
    yield from _roadmap(edition, known)
    yield from _reference(edition, known)
    yield from _glossary(edition)
    yield from translation_problems(edition, broken)


def _ids(edition: Edition) -> Problems:
    """Ids have their form and are unique. Some become file names: the form keeps those safe."""
    yield from LABEL.problems(edition.label, ("label",))
    if len(edition.levels) != TOP_LEVEL + 1:
        yield Problem(("levels",), f"must hold {TOP_LEVEL + 1} levels, not {len(edition.levels)}")
    if not edition.principles:
        yield Problem(("principles",), "must hold at least one principle")
    for name, rows, field, form in (
        ("facts", edition.facts, "key", KEY),
        ("principles", edition.principles, "key", KEY),
        ("principles", edition.principles, "prefix", PREFIX),
        ("markets", edition.markets, "code", MARKET_CODE),
        ("markets", edition.markets, "slug", SLUG),
        ("crosswalks", edition.crosswalks, "target", KEY),
        ("glossary", edition.glossary, "key", KEY),
        ("sources", edition.sources, "id", SLUG),
    ):
        for position, row in enumerate(rows):
            yield from form.problems(getattr(row, field), (name, position, field))
    yield from repeated(_rows(edition.principles, "principles"), "prefix")
    yield from repeated(_rows(edition.roadmap.tiers, "roadmap", "tiers"), "tier")
    yield from repeated(_rows(edition.markets, "markets"), "code")
    yield from repeated(_rows(edition.markets, "markets"), "slug")
    yield from repeated(_rows(edition.crosswalks, "crosswalks"), "target")
    yield from repeated(_rows(edition.corrections, "corrections"), "number")
    yield from repeated(_questions_of(edition), "id")
    for position, fact in enumerate(edition.facts):
        if fact.key in DERIVED_FACTS:
            yield Problem(("facts", position, "key"), f"{fact.key} is derived and never asked")


def _rows(rows: Iterable[Any], *path: str | int) -> Iterator[tuple[KeyPath, Any]]:
    return (((*path, position), row) for position, row in enumerate(rows))


def _questions_of(edition: Edition) -> Iterator[tuple[KeyPath, Question]]:
    for n, principle in enumerate(edition.principles):
        for m, question in enumerate(principle.questions):
            yield ("principles", n, "questions", m), question
    for m, question in enumerate(edition.genai.questions):
        yield ("genai", "questions", m), question
    for m, question in enumerate(edition.cross_border.questions):
        yield ("cross_border", "questions", m), question


def _principles(edition: Edition, known: Catalogues) -> Problems:
    for n, principle in enumerate(edition.principles):
        path: KeyPath = ("principles", n)
        if principle.key in ("genai", CROSS_BORDER):
            yield Problem((*path, "key"), f"“{principle.key}” is the name of another section")
        if not principle.questions:
            yield Problem((*path, "questions"), "must hold at least one question")
        for m, question in enumerate(principle.questions):
            yield from _core_question(question, principle, (*path, "questions", m))
    for path, question in _questions_of(edition):
        yield from _question(question, path, known)


def _core_question(question: Question, principle: Principle, path: KeyPath) -> Problems:
    yield from _must_be(question.track, "core", (*path, "track"))
    yield from _must_be(question.principle, principle.key, (*path, "principle"))
    if not question.id.startswith(f"{principle.prefix}-"):
        yield Problem((*path, "id"), f"must start with {principle.prefix}-, as the principle says")


def _sections(edition: Edition, known: Catalogues) -> Problems:
    """The questions beside the principles: generative AI and cross-border."""
    for m, question in enumerate(edition.genai.questions):
        path: KeyPath = ("genai", "questions", m)
        yield from _must_be(question.track, "genai", (*path, "track"))
        yield from known.principles.unknown(question.principle, (*path, "principle"))
        if question.genai_dimension:
            dimension = question.genai_dimension
            yield from known.dimensions.unknown(dimension, (*path, "genai_dimension"))
    for m, question in enumerate(edition.cross_border.questions):
        path = ("cross_border", "questions", m)
        yield from _must_be(question.track, "cross_border", (*path, "track"))
        yield from _must_be(question.principle, CROSS_BORDER, (*path, "principle"))


def _must_be(value: str, wanted: str, path: KeyPath) -> Problems:
    if value != wanted:
        yield Problem(path, f"must be {wanted} here, not “{value}”")


def _question(question: Question, path: KeyPath, known: Catalogues) -> Problems:
    yield from QUESTION_ID.problems(question.id, (*path, "id"))
    yield from _asked_of(question, path)
    yield from known.annex_a.all_unknown(question.origin.annex_a, (*path, "origin", "annex_a"))
    yield from _rule(question.applies_when, (*path, "applies_when"), known.facts)
    for name, facts in _parts(question.applies_when):
        if FOREIGN_ENTITY in facts:
            where = (*path, "applies_when", name, facts.index(FOREIGN_ENTITY))
            yield Problem(where, f"{FOREIGN_ENTITY} differs by market: only obligations may ask it")


def _asked_of(question: Question, path: KeyPath) -> Problems:
    """What a question says of itself."""
    if len(question.anchors) != TOP_LEVEL + 1:
        found = len(question.anchors)
        yield Problem(
            (*path, "anchors"), f"must hold one text a level, {TOP_LEVEL + 1}, not {found}"
        )
    if question.examples and len(question.examples) != TOP_LEVEL + 1:
        words = f"must hold {TOP_LEVEL + 1} examples, one for each level, or none"
        yield Problem((*path, "examples"), words)
    if question.weight not in (1, 2, 3):
        yield Problem((*path, "weight"), f"must be 1, 2 or 3, not {question.weight}")
    if question.critical and not question.critical_reason:
        yield Problem((*path, "critical_reason"), "is missing: say why the question is critical")
    if question.critical_reason and not question.critical:
        yield Problem((*path, "critical_reason"), "belongs to critical questions only")
    if question.genai_dimension and question.track != "genai":
        yield Problem((*path, "genai_dimension"), "belongs to generative AI questions only")
    if question.area and question.track != "cross_border":
        yield Problem((*path, "area"), "belongs to cross-border questions only")


def _parts(rule: Rule) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("all_of", rule.all_of), ("any_of", rule.any_of)


def _rule(rule: Rule, path: KeyPath, facts: Catalogue) -> Problems:
    for name, named in _parts(rule):
        yield from facts.all_unknown(named, (*path, name))


def _address(market: Market, path: KeyPath) -> Problems:
    if market.slug == COMPARED:
        yield Problem((*path, "slug"), f"“{COMPARED}” is the name of another page")


def _market(market: Market, path: KeyPath, edition: Edition, known: Catalogues) -> Problems:
    yield from _floors(market, path, known.principles)
    for n, uplift in enumerate(market.uplifts):
        where = (*path, "uplifts", n)
        yield from known.facts.unknown(uplift.fact, (*where, "fact"))
        yield from known.principles.unknown(uplift.principle, (*where, "principle"))
        yield from _level(uplift.floor, (*where, "floor"), lowest=0)
    for n, obligation in enumerate(market.obligations):
        yield from _obligation(obligation, (*path, "obligations", n), known)
    for name, ids in (
        ("obligations", [obligation.id for obligation in market.obligations]),
        ("instruments", [instrument.id for instrument in market.instruments]),
    ):
        for n, id in enumerate(ids):
            if market.code and not id.startswith(f"{market.code}-"):
                yield Problem((*path, name, n, "id"), f"must start with {market.code}-")
    yield from _placement(market, path, edition, known)


def _floors(market: Market, path: KeyPath, principles: Catalogue) -> Problems:
    for key, floor in market.floors.items():
        yield from principles.unknown(key, (*path, "floors", key))
        yield from _level(floor.floor, (*path, "floors", key, "floor"), lowest=0)
    missing = sorted(set(map(str, principles.ids or ())) - set(market.floors))
    if missing:
        yield Problem((*path, "floors"), f"says nothing of {', '.join(missing)}")


def _level(value: int, path: KeyPath, *, lowest: int) -> Problems:
    if not lowest <= value <= TOP_LEVEL:
        yield Problem(path, f"must be a level from {lowest} to {TOP_LEVEL}, not {value}")


def _obligation(obligation: Obligation, path: KeyPath, known: Catalogues) -> Problems:
    yield from known.principles.all_unknown(obligation.principles, (*path, "principles"))
    yield from _rule(obligation.applies_if, (*path, "applies_if"), known.facts)
    yield from known.questions.all_unknown(obligation.questions, (*path, "questions"))
    if obligation.required_level is None:
        if obligation.is_derived:
            yield Problem(
                (*path, "required_level"), "is missing: the questions need a level to reach"
            )
        return
    yield from _level(obligation.required_level, (*path, "required_level"), lowest=1)
    if not obligation.is_derived:
        yield Problem((*path, "required_level"), "needs questions that must reach it")


def _placement(market: Market, path: KeyPath, edition: Edition, known: Catalogues) -> Problems:
    """The roadmap and the market must place it in the same tier."""
    tier, where = market.roadmap_tier.tier, (*path, "roadmap_tier", "tier")
    if known.tiers.ids is None:
        return
    if tier is not None:
        yield from known.tiers.unknown(tier, where)
    listing = [row for row in edition.roadmap.tiers if market.code in row.markets]
    if [row.tier for row in listing] != ([] if tier is None else [tier]):
        others = ", ".join(f"tier {row.tier}" for row in listing) or "no tier"
        own = "no tier" if tier is None else f"tier {tier}"
        yield Problem(where, f"says {own}, but the roadmap lists {market.code} in {others}")
    elif any(row.label != market.roadmap_tier.label for row in listing):
        label = (*path, "roadmap_tier", "label")
        yield Problem(label, f"must be “{listing[0].label}”, as the roadmap calls tier {tier}")


def _roadmap(edition: Edition, known: Catalogues) -> Problems:
    for n, tier in enumerate(edition.roadmap.tiers):
        yield from known.markets.all_unknown(tier.markets, ("roadmap", "tiers", n, "markets"))
    for n, stage in enumerate(edition.roadmap.oecd_stages):
        where = ("roadmap", "oecd_stages", n, "markets")
        yield from known.markets.all_unknown(stage.markets, where)


def _reference(edition: Edition, known: Catalogues) -> Problems:
    for n, crosswalk in enumerate(edition.crosswalks):
        for key, ids in crosswalk.principles.items():
            path = ("crosswalks", n, "principles", key)
            yield from known.principles.unknown(key, path)
            yield from known.items[crosswalk.target].all_unknown(ids, path)
    for n, claim in enumerate(edition.summary):
        where = ("summary", n, "corrections")
        yield from known.corrections.all_unknown(claim.corrections, where)


def _glossary(edition: Edition) -> Problems:
    """A spelling stands for one term, and stands there once."""
    seen: dict[str, str] = {}
    for n, term in enumerate(edition.glossary):
        places: list[KeyPath] = [("term",), *(("also", m) for m in range(len(term.also)))]
        for place, spelling in zip(places, term.spellings, strict=True):
            word = normal(spelling)
            if word in seen:
                yield Problem(
                    ("glossary", n, *place), f"“{spelling}” already stands for {seen[word]}"
                )
            elif word:
                seen[word] = term.term
