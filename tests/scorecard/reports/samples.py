"""A small edition with three principles, and result documents scored against it."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from frameworks import definition as d
from scorecard.reports import Report, build_report
from scorecard.scoring import Answer, Answers, Declaration, build_document
from scorecard.scoring.types import DONT_KNOW, NOT_APPLICABLE
from tests.factories import (
    make_edition_definition,
    make_market,
    make_obligation,
    make_principle,
    make_question,
)

TODAY = date(2026, 3, 1)
KEYS = ("transparency", "fairness", "privacy")
PREFIXES = {"transparency": "TRA", "fairness": "FAI", "privacy": "PRI"}
EVERYTHING = tuple(f"{prefix}-0{n}" for prefix in PREFIXES.values() for n in (1, 2, 3))
MET = {"SG-01": Declaration("met"), "ID-01": Declaration("met")}


def make_sample_edition(**overrides: Any) -> d.Edition:
    """Three principles of three questions; the first of each is critical."""
    principles = tuple(
        make_principle(
            make_question(f"{prefix}-01", principle=key, critical=True, weight=3),
            make_question(f"{prefix}-02", principle=key, weight=2),
            make_question(f"{prefix}-03", principle=key),
            key=key,
            prefix=prefix,
        )
        for key, prefix in PREFIXES.items()
    )
    return make_edition_definition(**({"principles": principles} | overrides))


def market_with(*obligations: d.Obligation, **overrides: Any) -> d.Edition:
    """The sample edition with one market, Singapore, and these obligations."""
    market = make_market(
        "SG",
        "Singapore",
        principles=KEYS,
        obligations=obligations or (make_obligation("SG-01"),),
        **overrides,
    )
    return make_sample_edition(markets=(market,))


def levels(level: int, **others: Any) -> dict[str, Answer]:
    """One level for every question; `TRA_01=0` and the like change single ones."""
    given = dict.fromkeys(EVERYTHING, Answer(level, evidence=2))
    for name, value in others.items():
        key = name.replace("_", "-")
        if value is None:
            del given[key]
        else:
            given[key] = value if isinstance(value, Answer) else Answer(value, evidence=2)
    return given


def make_document(edition: d.Edition | None = None, **said: Any) -> dict[str, Any]:
    said = {"facts": {"uses_generative_ai": False}, "markets": ("SG",), "obligations": MET} | said
    known = (edition := edition or make_sample_edition()).obligation_by_id
    said["obligations"] = {k: v for k, v in said["obligations"].items() if k in known}
    said["markets"] = tuple(code for code in said["markets"] if code in edition.market_by_code)
    return build_document(edition, "f" * 64, said.pop("organisation", "Acme"), Answers(**said))


def make_report(edition: d.Edition | None = None, **said: Any) -> Report:
    """A report on 1 March 2026; `title`, `state` and `scope` go to the report, the rest is answers."""
    edition = edition or make_sample_edition()
    words: dict[str, Any] = {"title": "Retail bank", "generated_on": TODAY}
    words |= {key: said.pop(key) for key in ("title", "state", "scope") if key in said}
    return build_report(edition, make_document(edition, **said), **words)


def generated_responses(seed: int) -> dict[str, Answer]:
    """Answers of every kind, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 (answers for a test, not a secret)
    responses = {}
    for key in (*EVERYTHING, "GEN-01", "XBR-01"):
        kind = chance.random()
        if kind < 0.1:
            continue
        if kind < 0.2:
            responses[key] = Answer(DONT_KNOW)
        elif kind < 0.3 and not key.endswith("-01"):
            responses[key] = Answer(NOT_APPLICABLE, reason="Not done here")
        else:
            responses[key] = Answer(chance.randint(0, 4), evidence=chance.randint(0, 3))
    return responses
