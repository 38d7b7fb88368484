"""What no form lets through raises: meeting it in the core is our bug."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frameworks import definition as d
from scorecard.scoring import NOT_APPLICABLE, Answer, Answers, Declaration, score
from tests.scorecard.scoring.small import make_small_edition

EDITION = make_small_edition()

IMPOSSIBLE = {
    "an unknown question": (Answers(responses={"Z9": Answer(1)}), "does not ask"),
    "a level above 4": (Answers(responses={"A1": Answer(5)}), "not 0 to 4"),
    "a level below 0": (Answers(responses={"A1": Answer(-1)}), "not 0 to 4"),
    "a level that is true": (Answers(responses={"A1": Answer(True)}), "not 0 to 4"),
    "an evidence grade above 3": (Answers(responses={"A1": Answer(1, 4)}), "not 0 to 3"),
    "not applicable on a critical question": (
        Answers(responses={"A1": Answer(NOT_APPLICABLE)}),
        "critical",
    ),
    "and on one that is hidden": (
        Answers(facts={"uses_generative_ai": False}, responses={"G1": Answer(NOT_APPLICABLE)}),
        "critical",
    ),
    "an unknown fact": (Answers(facts={"has_robots": True}), "not one of"),
    "a derived fact": (Answers(facts={d.MULTI_MARKET: True}), "derived"),
    "an unknown market": (Answers(markets=("XX",)), "not one of"),
    "a draft market": (Answers(markets=("TL",)), "draft"),
    "a market twice": (Answers(markets=("SG", "SG")), "twice"),
    "an unknown obligation": (Answers(obligations={"SG-9": Declaration("met")}), "does not hold"),
    "a declared derived obligation": (
        Answers(obligations={"MY-1": Declaration("met")}),
        "cannot be declared",
    ),
    "an unknown state": (
        Answers(obligations={"SG-1": Declaration("done")}),  # type: ignore[arg-type]
        "does not exist",
    ),
    "a fact that is a number": (
        Answers(facts={"financial_sector": 1}),  # type: ignore[dict-item]
        "not true, false or None",
    ),
    "a fact that is a word": (
        Answers(facts={"financial_sector": "yes"}),  # type: ignore[dict-item]
        "not true, false or None",
    ),
}


@pytest.mark.parametrize(("answers", "reason"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_it_raises(answers, reason):
    with pytest.raises(ValueError, match=reason):
        score(EDITION, answers)


def test_nothing_answered_is_possible():
    result = score(EDITION, Answers())

    assert result.status == "INSUFFICIENT"
    assert result.overall is None
    assert result.coverage == 0


def test_an_edition_that_asks_this_organisation_nothing_has_no_result():
    hidden = Answers(facts={"processes_personal_data": False, "uses_generative_ai": False})
    only_privacy = tuple(p for p in EDITION.principles if p.key == "privacy")
    edition = replace(EDITION, principles=only_privacy)

    result = score(edition, hidden)

    assert result.status == "INSUFFICIENT"
    assert result.principles_in_scope == 0
    assert result.coverage == 0
