"""Why a market has its figures and its status: obligations, floors, and the rules in their order."""
# ruff: noqa: RUF001  # formulas are written with their own signs

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from frameworks.definition import Obligation, Uplift
from frameworks.definition import Rule as FactRule
from scorecard.reports.viewmodel.arithmetic import first_to_do, missing_for
from scorecard.reports.viewmodel.arithmetic_paths import path_step, path_terms
from scorecard.reports.viewmodel.market_work import FULL, MarketWork
from scorecard.reports.viewmodel.open_facts import OpenFact
from scorecard.reports.viewmodel.reading import Reading, shown
from scorecard.reports.viewmodel.unit_work import UnitWork
from scorecard.reports.viewmodel.words import (
    FORCE_WORDS,
    MARKET_MARKS,
    MINUS,
    NO_SCORE,
    OBLIGATION_MARKS,
    RESULT_WORDS,
    counted,
    listed,
    percent,
    sentence,
    signed,
)
from scorecard.reports.viewmodel.workings import (
    Column,
    Ref,
    Rule,
    Step,
    Term,
    Terms,
    Why,
    brief,
    cells,
    exact,
    grouped,
    sum_of,
)
from scorecard.scoring.constants import LEVEL_STEP, OBLIGATION_CREDIT, OBLIGATION_WEIGHT
from scorecard.scoring.reasons import why_it_holds

CREDIT_WORDS = {0: "0", 1: "½", 2: "1"}
OBLIGATION_COLUMNS = (
    Column("State", is_number=False),
    Column("Weight"),
    Column("Counts"),
    Column("Weight × counts"),
    Column("May block", is_number=False),
)
FLOOR_COLUMNS = (
    Column("Score"),
    Column("Floor"),
    Column(f"Score {MINUS} floor"),
    Column("Share of the floor reached"),
)
INSUFFICIENT, NOT_READY, CONDITIONAL = "INSUFFICIENT_INFORMATION", "NOT_READY", "CONDITIONAL"


def why_market(reading: Reading, code: str) -> Why | None:
    market = next((each for each in reading.markets if each.code == code), None)
    if market is None:
        return None
    work = MarketWork(reading, market)
    status, mark = work.result["status"], MARKET_MARKS[work.result["status"]]
    known = status != INSUFFICIENT
    readiness = percent(shown(work.result["readiness"]) if known else None)
    figure = readiness if known and readiness != NO_SCORE else mark.word
    return Why(
        key=f"markets/{code}",
        title=f"Why {figure}?" if known else f"Why “{mark.word}”?",
        subject=f"Readiness for {market.name}",
        figure=figure,
        say=_say(work, mark.word, readiness),
        steps=(*market_steps(work), path_step(work)),
        terms=(*_terms(work), *path_terms(work)),
        method_anchor="h-markets",
        missing=tuple(_missing(work)) if status == INSUFFICIENT else (),
        first=_first(work) if status == INSUFFICIENT else None,
    )


def _say(work: MarketWork, word: str, readiness: str) -> str:
    if work.result["status"] == INSUFFICIENT:
        return f"{work.market.name}: {word.lower()}. No figure is shown while too much is unknown."
    fits = work.obligation_fit, work.baseline_fit
    lower = "the lower of two figures" if None not in fits else "the one figure there is"
    return (
        f"{work.market.name} is {word.lower()}. Readiness, {readiness}, is {lower}; it only sorts."
        " The status decides, by the rules below."
    )


def _missing(work: MarketWork) -> Iterator[str]:
    if work.reading.document["status"] == "INSUFFICIENT":
        yield "An overall result is needed first: it is insufficient now. See why there."
    for each in work.principles:
        if each.numbers["in_scope"] and not each.numbers["rated"]:
            yield f"{each.name} must be rated. {' '.join(missing_for(each))}"
    if work.those("unmet", blocking=True):
        return
    unknown, hanging = _unknown(work)
    if unknown:
        yield (
            f"{counted(len(unknown), 'binding obligation')} must have a known state:"
            f" {_ids(unknown)}."
        )
    if hanging:
        verb = "hangs" if len(hanging) == 1 else "hang"
        yield (
            f"{counted(len(hanging), 'binding obligation')} {verb} on facts of your profile that"
            f" must be known: {_ids(hanging)}."
        )


def _first(work: MarketWork) -> Ref | None:
    unrated = [w for w in work.principles if w.numbers["in_scope"] and not w.numbers["rated"]]
    unknown, hanging = _unknown(work)
    duties = [_duty_ref(work, duty) for duty in unknown]
    facts = [_fact_ref(fact) for duty in hanging for fact in work.reading.open_facts[duty.id]]
    return next(filter(None, [*map(first_to_do, unrated), *duties, *facts]), None)


def _unknown(work: MarketWork) -> tuple[list[Obligation], list[Obligation]]:
    """What may block and is unknown: by its own state, and because a fact is unknown."""
    every, hanging = work.those("unknown", blocking=True), work.result["may_apply"]
    return [o for o in every if o.id not in hanging], [o for o in every if o.id in hanging]


def _fact_ref(fact: OpenFact) -> Ref:
    return Ref(fact.key, fact.question, field=fact.field)


def market_steps(work: MarketWork) -> Iterator[Step]:
    yield _obligation_step(work)
    yield _baseline_step(work)
    yield _readiness_step(work)
    yield _status_step(work)


def _obligation_step(work: MarketWork) -> Step:
    fit = work.obligation_fit
    if fit is None:
        words = "No obligation counts here, so there is no such figure."
        return Step("obligations", "Obligation fit", words, "m-obligations")
    binding, voluntary = OBLIGATION_WEIGHT["binding"], OBLIGATION_WEIGHT["voluntary"]
    top = sum_of(Fraction(weight * credit, FULL) for weight, credit in work.scored)
    weights = sum_of(weight for weight, _ in work.scored)
    return Step(
        "obligations",
        "Obligation fit",
        "100 × the sum of weight × how far it is met ÷ the sum of the weights. A binding obligation"
        f" weighs {binding}, a voluntary one {voluntary}. Met counts 1, partly met ½, anything else"
        " 0; not applicable and emerging ones are left out.",
        "m-obligations",
    ).reckoned(f"100 × ({top}) ÷ ({weights})", fit, shown(work.result["obligation_fit"]), "%")


def _baseline_step(work: MarketWork) -> Step:
    fit = work.baseline_fit
    if fit is None:
        words = "No rated principle has a floor here, so there is no such figure."
        return Step("principles", "Baseline fit", words, "m-baseline")
    shares = " + ".join(
        f"min(1, {grouped(each.held or Fraction(0))} ÷ {work.floor(each.key)})"
        for each in work.measured
    )
    return Step(
        "principles",
        "Baseline fit",
        "100 × the mean share of its floor that each rated principle reaches; more than the whole"
        " floor is no more than 1.",
        "m-baseline",
    ).reckoned(
        f"100 × ({shares}) ÷ {len(work.measured)}", fit, shown(work.result["baseline_fit"]), "%"
    )


def _readiness_step(work: MarketWork) -> Step:
    fits = [fit for fit in (work.obligation_fit, work.baseline_fit) if fit is not None]
    if not fits:
        words = "Neither figure exists yet."
        return Step("readiness", "Readiness", words, "m-readiness")
    hidden = work.result["status"] == INSUFFICIENT
    return Step(
        "readiness",
        "Readiness",
        "The lower of the figures that exist."
        + (" The pages show no figure for it while too much is unknown." if hidden else ""),
        "m-readiness",
    ).reckoned(
        f"min({', '.join(map(exact, fits))})" if len(fits) > 1 else "",
        min(fits),
        shown(work.result["readiness"]),
        "%",
    )


def _status_step(work: MarketWork) -> Step:
    status = work.result["status"]
    return Step(
        "status",
        "The status",
        "Asked in this order; the first line that is true decides. If none is, the market is ready.",
        "m-market-status",
        result=MARKET_MARKS[status].word,
        rules=tuple(_decided(status_rules(work))),
    )


def _decided(rules: Iterable[tuple[str, Rule]]) -> Iterator[Rule]:
    """The first line that holds decides."""
    decided = False
    for status, rule in rules:
        named = replace(rule, words=f"{MARKET_MARKS[status].word}: {rule.words}")
        yield replace(named, decides=True) if rule.holds and not decided else named
        decided = decided or rule.holds


def status_rules(work: MarketWork) -> Iterator[tuple[str, Rule]]:
    """Every line of the rules, with the status it leads to."""
    result = work.reading.document["status"]
    unrated = [w.name for w in work.principles if w.numbers["in_scope"] and not w.numbers["rated"]]
    unmet = work.those("unmet", blocking=True)
    unknown = work.those("unknown", blocking=True)
    yield (
        INSUFFICIENT,
        Rule("the overall result is insufficient", RESULT_WORDS[result], result == "INSUFFICIENT"),
    )
    yield (
        INSUFFICIENT,
        Rule("a principle in scope is not rated", listed(unrated) or "None", bool(unrated)),
    )
    yield (
        INSUFFICIENT,
        Rule(
            "an obligation that may block is unknown, and none is unmet",
            f"Unknown: {_ids(unknown)}. Unmet: {_ids(unmet)}",
            bool(unknown) and not unmet,
        ),
    )
    yield NOT_READY, Rule("an obligation that may block is unmet", _ids(unmet), bool(unmet))
    yield from _conditional_rules(work)


def _conditional_rules(work: MarketWork) -> Iterator[tuple[str, Rule]]:
    open_ones = (*work.those("partial"), *work.those("unmet", "unknown", blocking=False))
    below = [w.name for w in work.measured if work.reached(w) < 1]
    unaccepted = work.result["unaccepted"]
    yield (
        CONDITIONAL,
        Rule(
            "a binding obligation is partly met, or one to “check the law” on is unmet or unknown",
            _ids(open_ones),
            bool(open_ones),
        ),
    )
    yield CONDITIONAL, Rule("a principle is below its floor", listed(below) or "None", bool(below))
    yield (
        CONDITIONAL,
        Rule(
            "not applicable is claimed of one that may block, and nobody else has accepted it",
            ", ".join(unaccepted) or "None",
            bool(unaccepted),
        ),
    )


def _ids(duties: Iterable[Obligation]) -> str:
    return ", ".join(duty.id for duty in duties) or "None"


def _duty_ref(work: MarketWork, duty: Obligation) -> Ref:
    return Ref(duty.id, duty.title, market=work.market.code)


def _terms(work: MarketWork) -> Iterator[Terms]:
    yield Terms(
        key="obligations",
        title="Every obligation",
        say="Only what applies, or may apply because a fact of the profile is unknown.",
        first="Obligation",
        columns=OBLIGATION_COLUMNS,
        rows=tuple(_duty_term(work, duty, state) for duty, state in work.duties),
    )
    yield Terms(
        key="floors",
        title="Every principle and its floor",
        say=f"Each level of a floor is {LEVEL_STEP} points. The heat map shows score minus floor.",
        first="Principle",
        columns=FLOOR_COLUMNS,
        rows=tuple(_floor_term(work, each) for each in work.principles),
    )


def _duty_term(work: MarketWork, duty: Obligation, state: str) -> Term:
    weight = OBLIGATION_WEIGHT[duty.force]
    credit = OBLIGATION_CREDIT.get(state)  # type: ignore[call-overload]  # a state of the document
    may_apply = duty.id in work.result["may_apply"]
    note = (
        "May apply: a fact of your profile is unknown, so it counts as unknown."
        if may_apply
        else ""
    )
    if duty.id in work.result["unaccepted"]:
        note = "Claimed not applicable; no second person has accepted that."
    blocks = "Yes" if duty.may_block else "No: check the law" if duty.force == "binding" else "No"
    counts = (
        (NO_SCORE, NO_SCORE)
        if credit is None
        else (
            CREDIT_WORDS[credit],
            exact(Fraction(weight * credit, FULL)),
        )
    )
    return Term(
        ref=_duty_ref(work, duty),
        note=note,
        critical=False,
        cells=cells(
            OBLIGATION_COLUMNS,
            OBLIGATION_MARKS[state].word,
            f"{weight} ({FORCE_WORDS[duty.force].lower()})",
            *counts,
            blocks,
        ),
    )


def _floor_term(work: MarketWork, each: UnitWork) -> Term:
    floor, score = work.floor(each.key), shown(each.numbers["score"])
    if score is None or not floor:
        cell = reached = NO_SCORE
    else:
        cell = f"{score} {MINUS} {floor} = {signed(score - floor)}"
        reached = brief(work.reached(each))
    return Term(
        ref=Ref(work.reading.edition.principle_by_key[each.key].prefix, each.name, why=each.key),
        note=floor_words(work, each.key),
        critical=False,
        cells=cells(
            FLOOR_COLUMNS,
            NO_SCORE if score is None or each.held is None else brief(each.held),
            str(floor) if floor else "No floor",
            cell,
            reached,
        ),
    )


def floor_words(work: MarketWork, principle: str) -> str:
    """The floor of the profile, and each uplift that raised it: by how much, and why."""
    base = work.market.floors.get(principle)
    parts = [f"Level {base.floor}: {sentence(base.reason)}"] if base else []
    level = base.floor if base else 0
    for uplift in work.market.uplifts:
        if uplift.principle == principle and work.facts.get(uplift.fact) is True:
            raises = uplift.floor > level
            said = f"Raised to level {uplift.floor}" if raises else f"Level {uplift.floor} as well"
            parts.append(f"{said}, since {_because(work, uplift)}: {sentence(uplift.reason)}")
            level = max(level, uplift.floor)
    return " ".join(parts)


def _because(work: MarketWork, uplift: Uplift) -> str:
    rule = FactRule(all_of=(uplift.fact,))
    return why_it_holds(work.reading.edition, rule, work.facts, work.market)
