"""The laws of the method, held over random editions and answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from frameworks import definition as d
from scorecard.scoring import (
    NOT_APPLICABLE,
    Answer,
    Answers,
    Declaration,
    Scorecard,
    UnitScore,
    build_document,
    gap_priorities,
    is_sealed,
    next_steps,
    path_to_ready,
    score,
    visible_questions,
)
from scorecard.scoring.constants import level_of
from tests.scorecard.scoring.strategies import MARKETS, assessments

STATUS_ORDER = ("NOT_READY", "INSUFFICIENT_INFORMATION", "CONDITIONAL", "READY")

law = settings(max_examples=100)


def units_of(scorecard: Scorecard) -> dict[str, UnitScore]:
    beside = {"genai": scorecard.genai, "cross_border": scorecard.cross_border}
    return {**scorecard.principles, **{key: unit for key, unit in beside.items() if unit}}


def answered(answers: Answers, question: str, answer: Answer | None) -> Answers:
    responses = {key: given for key, given in answers.responses.items() if key != question}
    return replace(
        answers, responses=responses if answer is None else {**responses, question: answer}
    )


def numbers_of(scorecard: Scorecard) -> Iterator[tuple[str, Fraction | int | None]]:
    """Everything that must not fall when a level rises."""
    for key, unit in units_of(scorecard).items():
        yield f"{key} raw", unit.raw
        yield f"{key} score", unit.score
        yield f"{key} level", unit.level
        yield f"{key} high", unit.high
        yield f"{key} evidenced", unit.evidenced
    if scorecard.overall:
        yield "overall", scorecard.overall.score
        yield "overall high", scorecard.overall.high
        yield "overall evidenced", scorecard.overall.evidenced
    for code, market in scorecard.markets.items():
        yield f"{code} status", STATUS_ORDER.index(market.status)
        yield f"{code} readiness", market.readiness
        yield f"{code} obligation fit", market.obligation_fit
        yield f"{code} baseline fit", market.baseline_fit


@law
@given(assessments(), st.data())
def test_raising_an_answered_level_lowers_nothing(assessment, data):
    edition, answers = assessment
    low = [key for key, given in answers.responses.items() if given.level in (0, 1, 2, 3)]
    assume(low)
    key = data.draw(st.sampled_from(low))
    old = answers.responses[key]
    before = dict(numbers_of(score(edition, answers)))

    raised = answered(answers, key, replace(old, value=(old.level or 0) + 1))
    after = dict(numbers_of(score(edition, raised)))

    assert before.keys() == after.keys()
    for name, number in before.items():
        now = after[name]
        assert (number is None) == (now is None), name
        assert number is None or now is None or number <= now, name


@law
@given(assessments(), st.randoms())
def test_the_order_of_answers_changes_nothing(assessment, random):
    edition, answers = assessment

    def shuffled(mapping: Any) -> Any:
        items = list(mapping.items())
        random.shuffle(items)
        return dict(items)

    other = replace(
        answers,
        facts=shuffled(answers.facts),
        seats=tuple(reversed(answers.seats)),
        markets=tuple(reversed(answers.markets)),
        responses=shuffled(answers.responses),
        obligations=shuffled(answers.obligations),
    )

    assert score(edition, other) == score(edition, answers)
    documents = [build_document(edition, "digest", "Any", each) for each in (answers, other)]
    assert json.dumps(documents[0]) == json.dumps(documents[1])


@law
@given(assessments(), st.integers(2, 5))
def test_scaling_every_weight_changes_nothing(assessment, factor):
    edition, answers = assessment
    scaled = reweighted(edition, factor)
    result = score(edition, answers)

    assert score(scaled, answers) == result
    assert next_steps(scaled, answers, result) == next_steps(edition, answers, result)
    for code in result.markets:
        path = path_to_ready(edition, answers, result, code)
        assert path_to_ready(scaled, answers, result, code) == path
    ranked = [gap.question for gap in gap_priorities(edition, answers, result)]
    assert [gap.question for gap in gap_priorities(scaled, answers, result)] == ranked


def reweighted(edition: d.Edition, factor: int) -> d.Edition:
    def scale(part: Any) -> Any:
        questions = tuple(replace(q, weight=q.weight * factor) for q in part.questions)
        return replace(part, questions=questions)

    return replace(
        edition,
        principles=tuple(map(scale, edition.principles)),
        genai=scale(edition.genai),
        cross_border=scale(edition.cross_border),
    )


@law
@given(assessments(), st.data())
def test_not_applicable_equals_removing_the_question(assessment, data):
    edition, answers = assessment
    core = {q.id: p.key for p in edition.principles for q in p.questions if not q.critical}
    assume(core)
    key = data.draw(st.sampled_from(sorted(core)))
    claimed = answered(answers, key, Answer(NOT_APPLICABLE, reason="No such use"))
    principles = tuple(
        replace(p, questions=tuple(q for q in p.questions if q.id != key))
        for p in edition.principles
    )
    without = replace(edition, principles=principles)

    claim = score(edition, claimed).principles[core[key]]
    removal = score(without, answered(answers, key, None)).principles[core[key]]

    assert (claim.raw, claim.evidence_share) == (removal.raw, removal.evidence_share)
    if claim.raw is not None:
        assert (claim.high, claim.cap, claim.blockers) == (
            removal.high,
            removal.cap,
            removal.blockers,
        )
        assert claim.evidenced == removal.evidenced
    if claim.rated and removal.rated:
        assert (claim.score, claim.level) == (removal.score, removal.level)


@law
@given(assessments())
def test_answers_to_hidden_questions_never_matter(assessment):
    edition, answers = assessment
    asked = {q.id for questions in visible_questions(edition, answers).values() for q in questions}
    shown = {key: given for key, given in answers.responses.items() if key in asked}

    assert score(edition, replace(answers, responses=shown)) == score(edition, answers)


@law
@given(assessments())
def test_the_score_lies_between_zero_and_its_high(assessment):
    result = score(*assessment)

    for unit in units_of(result).values():
        if unit.score is not None:
            assert unit.high is not None
            assert 0 <= unit.score <= unit.high <= 100
    if result.overall:
        assert 0 <= result.overall.score <= result.overall.high <= 100


@law
@given(assessments())
def test_a_shown_number_is_in_the_band_of_its_level(assessment):
    edition, answers = assessment
    document = build_document(edition, "digest", "Any", answers)
    scored = [*document["principles"].values(), document["genai"], document["cross_border"]]

    for part in [*scored, document["overall"]]:
        if part and part["score"] is not None:
            assert level_of(Fraction(part["score"]["shown"])) == part["level"]
            assert edition.levels[part["level"]].name == part["level_name"]


@law
@given(assessments(), st.sampled_from(MARKETS))
def test_adding_a_market_never_changes_a_principle(assessment, code):
    """But for a principle that asks something only where there are several markets."""
    edition, answers = assessment
    assume(code not in answers.markets)
    more = replace(answers, markets=(*answers.markets, code))
    before, after = score(edition, answers), score(edition, more)
    now_several = len(answers.markets) == 1

    for principle in edition.principles:
        hangs = any(d.MULTI_MARKET in q.applies_when.facts for q in principle.questions)
        if not (now_several and hangs):
            assert after.principles[principle.key] == before.principles[principle.key]
    if not now_several:
        assert (after.status, after.overall) == (before.status, before.overall)
        assert after.markets.items() >= before.markets.items()


@law
@given(assessments())
def test_a_result_is_sealed_and_the_seal_breaks(assessment):
    edition, answers = assessment
    document = build_document(edition, "digest", "Any", answers)
    stored = json.loads(json.dumps(document))

    assert is_sealed(stored)
    assert not is_sealed(stored | {"organisation": "Another"})
    assert not is_sealed({key: value for key, value in stored.items() if key != "sha256"})


@law
@given(assessments())
def test_a_next_step_is_what_scoring_everything_again_would_say(assessment):
    edition, answers = assessment
    before = score(edition, answers)
    tracks = {"genai": "genai", "cross_border": "cross_border"}

    for step in next_steps(edition, answers, before):
        given = answers.responses.get(step.question, Answer(0))
        after = score(edition, answered(answers, step.question, replace(given, value=step.after)))
        question = edition.question_by_id[step.question]
        unit = tracks.get(question.track, question.principle)

        assert step.after == (1 if step.before is None else step.before + 1)
        assert step.delta_overall == difference(overall_of(before), overall_of(after))
        scores = [units_of(each)[unit].score for each in (before, after)]
        assert step.delta_unit == difference(*scores)
        moved = {
            code: (market.status, after.markets[code].status)
            for code, market in before.markets.items()
            if market.status != after.markets[code].status
        }
        assert set(step.markets_newly_ready) == {c for c, m in moved.items() if m[1] == "READY"}
        assert set(step.markets_leaving_not_ready) == {
            code for code, (status, _) in moved.items() if status == "NOT_READY"
        }


def overall_of(scorecard: Scorecard) -> Fraction | None:
    return scorecard.overall.score if scorecard.overall else None


def difference(before: Fraction | None, after: Fraction | None) -> Fraction | None:
    return None if before is None or after is None else after - before


@law
@given(assessments())
def test_the_path_leads_to_ready(assessment):
    edition, answers = assessment
    before = score(edition, answers)
    assume(before.status != "INSUFFICIENT")
    assume(all(p.rated for p in before.principles.values() if p.in_scope))

    for code, market in before.markets.items():
        path = path_to_ready(edition, answers, before, code)
        questions = {step.question: Answer(int(step.after)) for step in path if step.question}
        declared = {step.obligation: Declaration("met") for step in path if step.obligation}
        after = replace(
            answers,
            responses={**answers.responses, **questions},
            obligations={
                **answers.obligations,
                **{key: met for key, met in declared.items() if key not in market.may_apply},
            },
        )
        out_of_reach = market.may_apply or nothing_left_to_raise(edition, answers, code)
        if not out_of_reach:
            assert score(edition, after).markets[code].status == "READY"
        assert len({step.question or step.obligation for step in path}) == len(path)


def nothing_left_to_raise(edition: d.Edition, answers: Answers, code: str) -> bool:
    """A binding obligation is derived from questions none of which applies."""
    asked = {q.id for questions in visible_questions(edition, answers).values() for q in questions}
    applicable = {
        key
        for key in asked
        if key not in answers.responses or answers.responses[key].value is not NOT_APPLICABLE
    }
    return any(
        obligation.force == "binding"
        and obligation.is_derived
        and not applicable & set(obligation.questions)
        for obligation in edition.market_by_code[code].obligations
    )
