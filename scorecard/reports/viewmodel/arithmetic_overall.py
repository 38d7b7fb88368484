"""Why the overall score is what it is, what stands beside it, and which rule its status meets."""
# ruff: noqa: RUF001  # formulas are written with their own signs

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from frameworks.definition import TOP_LEVEL, Question
from scorecard.reports.viewmodel.arithmetic import (
    first_to_do,
    level_step,
    missing_for,
    question_ref,
)
from scorecard.reports.viewmodel.overall_work import OverallWork, cap_of, mean_of, step_of
from scorecard.reports.viewmodel.reading import Numbers, Reading, shown
from scorecard.reports.viewmodel.unit_work import UnitWork
from scorecard.reports.viewmodel.words import (
    MINUS,
    NO_SCORE,
    RESULT_WORDS,
    counted,
    listed,
    percent,
    range_words,
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
    title_of,
)
from scorecard.scoring.constants import (
    FINAL_COVERAGE,
    FINAL_DONT_KNOW_SHARE,
    PROVISIONAL_COVERAGE,
    PROVISIONAL_RATED,
    ceiling,
    level_of,
)

MET = 2  # the level from which a critical control counts as in place

COLUMNS = (
    Column("Level", is_number=False),
    Column("Score"),
    Column("Up to"),
    Column("Evidenced"),
    Column("Answered, weight"),
    Column("Don't know, weight"),
)


def why_overall(reading: Reading) -> Why:
    work = OverallWork(reading)
    numbers = work.numbers
    score = shown(numbers["score"]) if numbers else None
    figure = range_words(score, shown(numbers["high"])) if numbers and score is not None else None
    return Why(
        key="overall",
        title=title_of(None if score is None else str(score), "the whole"),
        subject="Overall score",
        figure=figure or NO_SCORE,
        say=_say(work),
        steps=tuple(overall_steps(work)),
        terms=(_principle_terms(work),),
        method_anchor="h-overall",
        missing=() if numbers else tuple(_missing(work)),
        first=None if numbers else next(filter(None, map(first_to_do, _unrated(work))), None),
    )


def _unrated(work: OverallWork) -> Iterator[UnitWork]:
    """Those that are not rated first; then the others, which may still have blanks."""
    yield from (each for each in work.in_scope if not each.numbers["rated"])
    yield from work.rated


def _say(work: OverallWork) -> str:
    numbers = work.numbers
    if numbers is None:
        return "There is no overall score yet: the result is insufficient by the rules below."
    mean, score = shown(numbers["mean"]), shown(numbers["score"])
    said = f"The {counted(len(work.rated), 'rated principle')} average {mean}"
    if mean != score:
        low = [each.name for each in work.rated if cap_of([each.held or Fraction(0)]) == work.cap]
        return f"{said}, but the overall score is held at {score}: one level above {listed(low)}."
    return f"{said}, and no principle is so low that it holds the mean back."


def _missing(work: OverallWork) -> Iterator[str]:
    needed = min(PROVISIONAL_RATED, len(work.in_scope))
    answered, visible = work.pooled("answered"), work.pooled("visible")
    if not visible:
        yield "No question on the principles is asked of this profile."
        return
    least = Fraction(PROVISIONAL_COVERAGE * visible, 100)
    if answered < least:
        yield (
            f"At least {PROVISIONAL_COVERAGE}% of the weight must be answered: {exact(least)} of"
            f" {visible}. Now it is {answered}."
        )
    if len(work.rated) < max(needed, 1):
        yield f"At least {needed} principles must be rated. Now it is {len(work.rated)}."
    for each in work.in_scope:
        if not each.numbers["rated"]:
            yield f"{each.name}: {' '.join(missing_for(each))}"


def overall_steps(work: OverallWork) -> Iterator[Step]:
    if work.numbers is not None:
        yield from _score_steps(work, work.numbers)
    yield from _share_steps(work)
    yield _status_step(work)
    yield from _evidence_steps(work)
    yield _critical_step(work)


def _score_steps(work: OverallWork, numbers: Numbers) -> Iterator[Step]:
    scores = work.scores
    mean, lowest = mean_of(scores), min(scores)
    score = min(mean, Fraction(ceiling(work.cap)))
    yield Step(
        "mean",
        "The mean of the principles",
        "The exact scores of the rated principles, added up and divided by their number.",
        "m-overall",
    ).reckoned(f"({sum_of(scores)}) ÷ {len(scores)}", mean, shown(numbers["mean"]))
    low = [each.name for each in work.rated if each.held == lowest]
    yield Step(
        "cap",
        "The ceiling of the weakest principle",
        "The overall score is at most one level above the lowest principle:"
        f" {listed(low)}, level {level_of(lowest)}.",
        "m-overall",
        f"min({level_of(lowest)} + 1, {TOP_LEVEL}) = {work.cap}",
        f"A cap of {work.cap}: the overall score can be at most {ceiling(work.cap)}.",
        Fraction(work.cap),
    )
    yield Step(
        "score",
        "The overall score",
        "The mean, or the ceiling where that is lower.",
        "m-overall",
    ).reckoned(f"min({exact(mean)}, {ceiling(work.cap)})", score, shown(numbers["score"]))
    yield level_step(work.reading, score)
    yield _high_step(work, numbers)


def _high_step(work: OverallWork, numbers: Numbers) -> Step:
    highs = tuple(step_of(each, "high") for each in work.rated)
    top = ceiling(cap_of(highs))
    high = min(mean_of(highs), Fraction(top))
    return Step(
        "high",
        "Up to",
        "The mean of what each rated principle could reach if every open answer were level 4,"
        " under the ceiling of the lowest of those.",
        "m-high",
    ).reckoned(f"min(({sum_of(highs)}) ÷ {len(highs)}, {top})", high, shown(numbers["high"]))


def _share_steps(work: OverallWork) -> Iterator[Step]:
    document = work.reading.document
    answered, visible = work.pooled("answered"), work.pooled("visible")
    unsure, applicable = work.pooled("dont_know"), work.pooled("applicable")
    coverage = Fraction(100 * answered, visible) if visible else Fraction(0)
    dont_know = Fraction(100 * unsure, applicable) if applicable else Fraction(0)
    yield Step(
        "coverage",
        "Coverage",
        "The weight of every question on the principles that has an answer, don't know and not"
        " applicable included, of all the weight asked.",
        "m-coverage",
    ).reckoned(
        f"100 × {answered} ÷ {visible}" if visible else "",
        coverage,
        shown(document["coverage"]),
        "%",
    )
    yield Step(
        "dont-know",
        "Don't know",
        "The weight answered “don't know”, of all the weight that is applicable.",
        "m-coverage",
    ).reckoned(
        f"100 × {unsure} ÷ {applicable}" if applicable else "",
        dont_know,
        shown(document["dont_know_share"]),
        "%",
    )


def _status_step(work: OverallWork) -> Step:
    status, rated, in_scope = work.reading.document["status"], len(work.rated), len(work.in_scope)
    coverage = Fraction(100 * work.pooled("answered"), work.pooled("visible") or 1)
    unsure = Fraction(100 * work.pooled("dont_know"), work.pooled("applicable") or 1)
    shares = work.reading.document
    covered, doubted = percent(shown(shares["coverage"])), percent(shown(shares["dont_know_share"]))
    of_all = f"{rated} of {in_scope}"
    needed = min(PROVISIONAL_RATED, in_scope)
    rules = (
        Rule("Complete: everything is answered", covered, coverage >= FINAL_COVERAGE),
        Rule(
            f"Complete: at most {FINAL_DONT_KNOW_SHARE}% is “don't know”",
            doubted,
            unsure <= FINAL_DONT_KNOW_SHARE,
        ),
        Rule("Complete: every principle in scope is rated", of_all, 0 < rated == in_scope),
        Rule(
            f"Provisional: coverage is at least {PROVISIONAL_COVERAGE}%",
            covered,
            coverage >= PROVISIONAL_COVERAGE,
        ),
        Rule(
            f"Provisional: at least {needed} principles are rated", of_all, rated >= max(needed, 1)
        ),
    )
    found = _status(rules)
    return Step(
        "status",
        "Complete, provisional or not enough",
        "All three lines of “complete” must hold, or else both of “provisional”; otherwise there is"
        " no overall number.",
        "m-status",
        result=RESULT_WORDS[status] if found == status else "",
        rules=rules,
    )


def _status(rules: tuple[Rule, ...]) -> str:
    if all(rule.holds for rule in rules[:3]):
        return "FINAL"
    return "PROVISIONAL" if all(rule.holds for rule in rules[3:]) else "INSUFFICIENT"


def _evidence_steps(work: OverallWork) -> Iterator[Step]:
    numbers = work.numbers
    if numbers is None:
        words = "Shown once there is an overall score."
        yield Step("confidence", "Confidence", words, "m-evidenced")
        return
    evidenced = tuple(step_of(each, "evidenced") for each in work.rated)
    backed = tuple(each.share(each.tally.supported) or Fraction(0) for each in work.rated)
    raws = tuple(each.raw or Fraction(0) for each in work.rated)
    mean = mean_of(evidenced)
    yield Step(
        "evidenced",
        "Backed by evidence",
        "The mean of what each rated principle has backed by evidence.",
        "m-evidenced",
    ).reckoned(f"({sum_of(evidenced)}) ÷ {len(evidenced)}", mean, shown(numbers["evidenced"]))
    if not sum(raws):
        words = "Nothing is earned yet, so there is nothing to be confident in."
        yield Step("confidence", "Confidence", words, "m-evidenced")
        return
    confidence = 100 * mean_of(backed) / mean_of(raws)
    yield Step(
        "confidence",
        "Confidence",
        "The mean index with each level held to its evidence, as a share of the mean index, before"
        " any cap. It never changes the score.",
        "m-evidenced",
    ).reckoned(
        f"100 × {grouped(mean_of(backed))} ÷ {grouped(mean_of(raws))}",
        confidence,
        shown(numbers["confidence"]),
        "%",
    )


def _critical_step(work: OverallWork) -> Step:
    critical = tuple(q for each in work.in_scope for q in each.critical)
    below = tuple(q for each in work.in_scope for q in each.critical if each.level(q) < MET)
    return Step(
        "critical-controls",
        "Critical controls",
        f"{len(critical)} critical controls are asked on the principles; {len(critical) - len(below)}"
        f" of them are at level {MET} or higher. {not_counted(work.reading, critical)}"
        f"{' Below that are:' if below else ''}",
        "m-cap",
        f"{len(critical)} {MINUS} {len(below)} = {len(critical) - len(below)}",
        f"{len(critical) - len(below)} of {len(critical)}",
        Fraction(len(critical) - len(below)),
        refs=tuple(question_ref(question) for question in below),
    )


def not_counted(reading: Reading, critical: Iterable[Question]) -> str:
    """Where the edition's other critical controls are."""
    mine = {question.id for question in critical}
    every = [question for question in reading.edition.questions if question.critical]
    asked = {question.id for _, question in reading.asked_questions()}
    beside = sum(q.id in asked and q.id not in mine for q in every)
    unasked = sum(q.id not in asked for q in every)
    parts = []
    if beside:
        parts.append(
            f"{beside} {'belongs' if beside == 1 else 'belong'} to the sections beside the principles"
        )
    if unasked:
        parts.append(f"{unasked} {'is' if unasked == 1 else 'are'} not asked of your profile")
    return f"The edition has {len(every)} in all: {listed(parts)}." if parts else ""


def _principle_terms(work: OverallWork) -> Terms:
    return Terms(
        key="principles",
        title="Every principle",
        say="Only rated principles count in the mean. Weights are pooled over all in scope.",
        first="Principle",
        columns=COLUMNS,
        rows=tuple(_principle_term(work.reading, each) for each in work.principles),
    )


def _principle_term(reading: Reading, work: UnitWork) -> Term:
    numbers = work.numbers
    rated, tally = bool(numbers["rated"]), work.tally
    level = numbers["level_name"] or ("Not rated" if numbers["in_scope"] else "Out of scope")
    figures = (
        brief(work.held) if rated and work.held is not None else NO_SCORE,
        brief(step_of(work, "high")) if rated else NO_SCORE,
        brief(step_of(work, "evidenced")) if rated else NO_SCORE,
        f"{tally.answered} of {tally.visible}",
        f"{tally.dont_know} of {tally.applicable}",
    )
    return Term(
        ref=Ref(reading.edition.principle_by_key[work.key].prefix, work.name, why=work.key),
        note="" if rated else " ".join(missing_for(work)),
        critical=False,
        cells=cells(COLUMNS, level if not rated else f"{numbers['level']} {level}", *figures),
    )
