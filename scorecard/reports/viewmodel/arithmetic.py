"""Why a unit has its score: each formula of the method with the numbers of its answers put in."""
# ruff: noqa: RUF001  # formulas are written with their own signs

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from frameworks.definition import TOP_LEVEL, Question
from scorecard.reports.viewmodel.principles import answer_word
from scorecard.reports.viewmodel.reading import Reading, section_of, shown
from scorecard.reports.viewmodel.unit_work import UnitWork, is_not_applicable
from scorecard.reports.viewmodel.words import MINUS, NO_SCORE, counted, listed, range_words, signed
from scorecard.reports.viewmodel.workings import (
    Column,
    Ref,
    Rule,
    Step,
    Term,
    Terms,
    Why,
    cells,
    exact,
    sum_of,
    title_of,
)
from scorecard.scoring.constants import (
    CEILINGS,
    LEVEL_STEP,
    RATED_COVERAGE,
    RATED_NA_SHARE,
    SUPPORTED_LEVEL,
    ceiling,
    level_of,
)

QUESTION_COLUMNS = (
    Column("Answer", is_number=False),
    Column("Weight"),
    Column("Weight × level"),
    Column("Of weight × 4"),
    Column("Evidence supports"),
)


def why_unit(reading: Reading, key: str) -> Why:
    work = UnitWork(reading, key)
    score = shown(work.numbers["score"])
    figure = None if score is None else range_words(score, shown(work.numbers["high"]))
    return Why(
        key=key,
        title=title_of(None if score is None else str(score), work.name),
        subject=work.name,
        figure=figure or NO_SCORE,
        say=_say(work, score),
        steps=tuple(unit_steps(work)) if work.numbers["in_scope"] else (),
        terms=(question_terms(work),) if work.questions else (),
        method_anchor="h-principle",
        missing=tuple(missing_for(work)) if score is None else (),
        first=first_to_do(work) if score is None else None,
    )


def question_ref(question: Question) -> Ref:
    return Ref(question.id, question.text, section=section_of(question))


def missing_for(work: UnitWork) -> Iterator[str]:
    """The rules that keep a unit from being rated, and what would satisfy them."""
    if not work.numbers["in_scope"]:
        yield (
            "Out of scope: no question here applies to your profile, so there is nothing to"
            " score and nothing is missed. Another answer in the scope could bring one up."
        )
        return
    tally = work.tally
    needed = Fraction(RATED_COVERAGE * tally.visible, 100)
    if tally.answered < needed:
        yield (
            f"At least {RATED_COVERAGE}% of the weight must be answered: {exact(needed)} of"
            f" {tally.visible}. Now it is {tally.answered}. Answers with a weight of"
            f" {exact(needed - tally.answered)} more would do; “don't know” counts as an answer."
        )
    most = Fraction(RATED_NA_SHARE * tally.visible, 100)
    if tally.not_applicable > most:
        yield (
            f"At most {RATED_NA_SHARE}% of the weight may be not applicable: {exact(most)} of"
            f" {tally.visible}. Now it is {tally.not_applicable}. Answers with a weight of"
            f" {exact(tally.not_applicable - most)} would have to get a level or “don't know”."
        )


def first_to_do(work: UnitWork) -> Ref | None:
    """The first question without an answer; else the first that was called not applicable."""
    blank = [q for q in work.questions if work.answer(q) is None]
    ruled_out = [q for q in work.questions if is_not_applicable(work.answer(q))]
    return next((question_ref(question) for question in blank + ruled_out), None)


def _say(work: UnitWork, score: int | None) -> str:
    if not work.numbers["in_scope"]:
        return f"{work.name} is out of scope: your profile raises no question here."
    if score is None or work.raw is None:
        return f"{work.name} is not rated, so it has no score and no level."
    raw, top = shown(work.numbers["raw"]), ceiling(work.cap)
    counted_in = counted(len(work.applicable), "applicable question")
    said = f"{counted_in}: the answers add up to {raw} of 100"
    if work.raw > top:
        return f"{said}, but a critical control holds the score at {top}."
    return f"{said}, and no critical control takes anything away."


def unit_steps(work: UnitWork) -> Iterator[Step]:
    """Only of a unit in scope."""
    yield from _index_steps(work)
    yield _cap_step(work)
    yield from _share_steps(work)
    yield _rated_step(work)
    yield from _score_steps(work)
    yield from _range_steps(work)
    yield from _evidence_steps(work)
    yield from _target_steps(work)


def _index_steps(work: UnitWork) -> Iterator[Step]:
    tally, asked = work.tally, work.applicable
    products = " + ".join(f"{q.weight} × {work.level(q)}" for q in asked) or "0"
    yield Step(
        "earned",
        "What the answers earn",
        "Weight × level of each applicable question, added up. Don't know and blank are level 0.",
        "m-index",
        f"{products} = {tally.earned}",
        str(tally.earned),
        Fraction(tally.earned),
    )
    yield Step(
        "possible",
        "What they could earn",
        "The same with every applicable question at level 4.",
        "m-index",
        f"({sum_of(q.weight for q in asked)}) × {TOP_LEVEL} = {tally.possible}",
        str(tally.possible),
        Fraction(tally.possible),
    )
    if (raw := work.raw) is None:
        yield Step("raw", "The index", "Nothing is applicable, so there is none.", "m-index")
        return
    yield Step(
        "raw",
        "The index",
        "100 × what the answers earn ÷ what they could earn.",
        "m-index",
    ).reckoned(f"100 × {tally.earned} ÷ {tally.possible}", raw, shown(work.numbers["raw"]))


def _cap_step(work: UnitWork) -> Step:
    blockers = tuple(q for q in work.critical if work.level(q) + 1 == work.cap < TOP_LEVEL)
    ceilings = ", ".join(f"{n} gives {top}" for n, top in enumerate(CEILINGS, start=1))
    words = (
        "One level above the weakest critical control, at most 4."
        " Don't know and blank count as level 0."
        if work.critical
        else "No critical control is asked here, so nothing caps the score."
    )
    formula = (
        f"min({', '.join([str(TOP_LEVEL), *(f'{work.level(q)} + 1' for q in work.critical)])})"
    )
    held = " Set by" if blockers else ""
    return Step(
        "cap",
        "The cap of the critical controls",
        f"{words} A cap of {ceilings} points.",
        "m-cap",
        f"{formula} = {work.cap}" if work.critical else "",
        f"A cap of {work.cap}: the score can be at most {ceiling(work.cap)}.{held}",
        Fraction(work.cap),
        refs=tuple(question_ref(question) for question in blockers),
    )


def _share_steps(work: UnitWork) -> Iterator[Step]:
    tally, numbers = work.tally, work.numbers
    shares = (
        ("coverage", "Coverage", tally.answered, "that has any answer, n/a and don't know too"),
        ("na_share", "Not applicable", tally.not_applicable, "that was called not applicable"),
    )
    for key, title, part, which in shares:
        value = Fraction(100 * part, tally.visible)
        yield Step(
            key,
            title,
            f"The share of the weight asked {which}.",
            "m-coverage",
        ).reckoned(f"100 × {part} ÷ {tally.visible}", value, shown(numbers[key]), "%")


def _rated_step(work: UnitWork) -> Step:
    coverage, na_share = shown(work.numbers["coverage"]), shown(work.numbers["na_share"])
    tally = work.tally
    rules = (
        Rule(
            f"Coverage is at least {RATED_COVERAGE}%",
            f"{coverage}%",
            100 * tally.answered >= RATED_COVERAGE * tally.visible,
        ),
        Rule(
            f"At most {RATED_NA_SHARE}% is not applicable",
            f"{na_share}%",
            100 * tally.not_applicable <= RATED_NA_SHARE * tally.visible,
        ),
    )
    rated = all(rule.holds for rule in rules)
    return Step(
        "rated",
        "Is it rated?",
        "Both rules must hold; otherwise there is no score and no level.",
        "m-rated",
        result="Rated" if rated else "Not rated",
        value=Fraction(rated),
        rules=rules,
    )


def _score_steps(work: UnitWork) -> Iterator[Step]:
    numbers, raw, held = work.numbers, work.raw, work.held
    if not numbers["rated"] or raw is None or held is None:
        return
    yield Step(
        "score",
        "The score",
        "The index, or the ceiling where that is lower.",
        "m-score",
    ).reckoned(f"min({exact(raw)}, {ceiling(work.cap)})", held, shown(numbers["score"]))
    yield level_step(work.reading, held)


def level_step(reading: Reading, score: Fraction) -> Step:
    level = level_of(score)
    top = "100" if level == TOP_LEVEL else f"below {(level + 1) * LEVEL_STEP}"
    return Step(
        "level",
        "The level",
        f"Each level spans {LEVEL_STEP} points, by the exact score.",
        "h-answers",
        result=f"From {level * LEVEL_STEP} to {top}: level {level}, {reading.edition.levels[level].name}",
        value=Fraction(level),
    )


def _range_steps(work: UnitWork) -> Iterator[Step]:
    tally = work.tally
    index = work.share(tally.earned + TOP_LEVEL * tally.open)
    if index is None:
        return
    high, top = min(index, Fraction(ceiling(work.high_cap))), ceiling(work.high_cap)
    inner = f"100 × ({tally.earned} + {TOP_LEVEL} × {tally.open}) ÷ {tally.possible}"
    yield Step(
        "high",
        "Up to",
        f"The same with every don't know and blank at level 4: a weight of {tally.open} is open."
        f" The cap is then {work.high_cap}.",
        "m-high",
    ).reckoned(f"min({inner}, {top})", high, shown(work.numbers["high"]))


def _evidence_steps(work: UnitWork) -> Iterator[Step]:
    tally, numbers, held = work.tally, work.numbers, work.held
    backed = work.share(tally.supported)
    if backed is None or held is None:
        return
    evidenced = min(backed, held)
    yield Step(
        "evidenced",
        "Backed by evidence",
        "The index again, each level counted only as far as its evidence supports it; never more"
        " than the score.",
        "m-evidenced",
    ).reckoned(
        f"min(100 × {tally.supported} ÷ {tally.possible}, {exact(held)})",
        evidenced,
        shown(numbers["evidenced"]),
    )
    if not tally.earned:
        words = "Nothing is earned yet, so there is nothing to be confident in."
        yield Step("confidence", "Confidence", words, "m-evidenced")
        return
    confidence = Fraction(100 * tally.supported, tally.earned)
    yield Step(
        "confidence",
        "Confidence",
        "What is supported as a share of what is earned. It never changes the score.",
        "m-evidenced",
    ).reckoned(
        f"100 × {tally.supported} ÷ {tally.earned}", confidence, shown(numbers["confidence"]), "%"
    )


def _target_steps(work: UnitWork) -> Iterator[Step]:
    target, score = work.reading.targets.get(work.key, 0), shown(work.numbers["score"])
    if not target:
        return
    results = work.reading.document["market_readiness"]
    asking = [
        market.name
        for market in work.reading.markets
        if results[market.code]["floors"].get(work.key, 0) * LEVEL_STEP == target
    ]
    words = f"The highest floor of the markets in scope is {target}, set by {listed(asking)}."
    if score is None:
        yield Step("floor", "Distance to the highest floor", words, "h-markets")
        return
    yield Step(
        "floor",
        "Distance to the highest floor",
        f"{words} A shown difference is the difference of the shown numbers.",
        "h-markets",
        f"{score} {MINUS} {target} = {signed(score - target).lstrip('+')}",
        signed(score - target),
        Fraction(score - target),
    )


def question_terms(work: UnitWork) -> Terms:
    tally = work.tally
    return Terms(
        key="questions",
        title="Every question asked",
        say="What was answered, what it weighs, and what it adds to the sums above.",
        first="Question",
        columns=QUESTION_COLUMNS,
        rows=tuple(_question_term(work, question) for question in work.questions),
        totals=cells(
            QUESTION_COLUMNS,
            f"{counted(len(work.questions), 'question')} asked",
            str(tally.visible),
            str(tally.earned),
            str(tally.possible),
            str(tally.supported),
        ),
    )


def _question_term(work: UnitWork, question: Question) -> Term:
    answer, weight, level = work.answer(question), question.weight, work.level(question)
    said = f"Level {level}" if answer and answer.level is not None else answer_word(answer)
    counts = not is_not_applicable(answer)
    supported = min(level, SUPPORTED_LEVEL[answer.evidence]) if answer else 0
    reason = answer.reason if answer else ""
    figures = (
        str(weight * level),
        str(weight * TOP_LEVEL),
        f"{weight} × {supported} = {weight * supported}",
    )
    return Term(
        ref=question_ref(question),
        note=f"Reason given: {reason}" if reason else "",
        critical=question.critical,
        cells=cells(QUESTION_COLUMNS, said, str(weight), *(figures if counts else (NO_SCORE,) * 3)),
    )
