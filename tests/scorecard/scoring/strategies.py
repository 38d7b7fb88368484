"""Random small editions and random answers to them, for the laws of the method.

Editions come from a fixed pool, each made from its own seed: drawing one is quick, and a failing
example names its number. Answers are drawn one by one, so that a failure shrinks.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from frameworks import definition as d
from scorecard.scoring import DONT_KNOW, NOT_APPLICABLE, Answer, Answers, Declaration
from tests import factories

FACTS = ("uses_generative_ai", "processes_personal_data", "financial_sector")
PRINCIPLES = ("transparency", "fairness", "security")
MARKETS = ("SG", "ID", "VN")
POOL = 100

_LEVELS = [Answer(level, evidence) for level in range(5) for evidence in range(4)]
_CLAIM = Answer(NOT_APPLICABLE, reason="No such use")
# Mostly levels, so that most results have numbers to look at.
_CRITICAL_ANSWERS = [*_LEVELS, Answer(DONT_KNOW), None, None]
_ANSWERS = [*_CRITICAL_ANSWERS, _CLAIM, _CLAIM, _CLAIM]
_DECLARATIONS = [
    None,
    *(Declaration(state) for state in ("met", "met", "partial", "unmet", "unknown")),
    *(Declaration("not_applicable", reason="No", accepted=accepted) for accepted in (True, False)),
]


@st.composite
def assessments(draw: st.DrawFn) -> tuple[d.Edition, Answers]:
    edition = make_random_edition(draw(st.integers(0, POOL - 1)))
    responses = {
        question.id: draw(st.sampled_from(_CRITICAL_ANSWERS if question.critical else _ANSWERS))
        for question in edition.questions
    }
    declared = {
        obligation.id: draw(st.sampled_from(_DECLARATIONS))
        for obligation in edition.obligation_by_id.values()
        if not obligation.is_derived
    }
    return edition, Answers(
        facts={fact: draw(st.sampled_from((True, False, None))) for fact in FACTS},
        seats=tuple(draw(st.lists(st.sampled_from(MARKETS), max_size=2, unique=True))),
        markets=tuple(draw(st.lists(st.sampled_from(MARKETS), unique=True))),
        responses={key: answer for key, answer in responses.items() if answer},
        obligations={key: declaration for key, declaration in declared.items() if declaration},
    )


@cache
def make_random_edition(seed: int) -> d.Edition:
    random = Random(seed)  # noqa: S311  # a test wants to be repeatable
    principles = tuple(
        factories.make_principle(
            *make_random_questions(random, key[:3].upper(), 1, principle=key),
            key=key,
            prefix=key[:3],
        )
        for key in PRINCIPLES
    )
    genai = make_random_questions(random, "GEN", 0, principle=PRINCIPLES[0], track="genai")
    cross_border = make_random_questions(
        random, "XBR", 0, principle=d.CROSS_BORDER, track="cross_border"
    )
    edition = factories.make_edition_definition(
        facts=tuple(d.Fact(key=key, question=key, help=key, group="Use") for key in FACTS),
        principles=principles,
        markets=(),
    )
    edition = replace(
        edition,
        genai=replace(edition.genai, questions=genai),
        cross_border=replace(edition.cross_border, questions=cross_border),
    )
    ids = [question.id for question in edition.questions]
    return replace(edition, markets=tuple(make_random_market(random, c, ids) for c in MARKETS))


def make_random_questions(
    random: Random, prefix: str, least: int, **common: Any
) -> tuple[d.Question, ...]:
    return tuple(
        factories.make_question(
            f"{prefix}-{place:02}",
            weight=random.randint(1, 3),
            critical=random.random() < 0.4,
            applies_when=make_random_rule(random, *FACTS, d.MULTI_MARKET),
            **common,
        )
        for place in range(random.randint(least, 4))
    )


def make_random_rule(random: Random, *facts: str) -> d.Rule:
    if random.random() < 0.5:
        return d.ALWAYS
    return d.Rule(
        all_of=tuple(random.sample(facts, random.randint(0, 2))),
        any_of=tuple(random.sample(facts, random.randint(0, 2))),
    )


def make_random_market(random: Random, code: str, question_ids: list[str]) -> d.Market:
    uplift = d.Uplift(
        fact=random.choice((*FACTS, d.MULTI_MARKET, d.FOREIGN_ENTITY)),
        principle=random.choice(PRINCIPLES),
        floor=random.randint(0, 4),
        reason="Riskier.",
    )
    return factories.make_market(
        code,
        code,
        floors={
            key: d.Floor(floor=random.randint(0, 4), basis="binding", reason="As agreed.")
            for key in PRINCIPLES
        },
        uplifts=(uplift,),
        obligations=tuple(
            make_random_obligation(random, f"{code}-{place:02}", question_ids)
            for place in range(random.randint(0, 3))
        ),
    )


def make_random_obligation(random: Random, id: str, question_ids: list[str]) -> d.Obligation:
    derived = random.random() < 0.5
    return factories.make_obligation(
        id,
        force=random.choice(("binding", "binding", "voluntary", "emerging")),
        verification=random.choice(("confirmed", "confirmed", "unverified")),
        confidence=random.choice(("high", "high", "low")),
        applies_if=make_random_rule(random, *FACTS, d.MULTI_MARKET, d.FOREIGN_ENTITY),
        questions=tuple(random.sample(question_ids, random.randint(1, 2))) if derived else (),
        required_level=random.randint(1, 4) if derived else None,
    )
