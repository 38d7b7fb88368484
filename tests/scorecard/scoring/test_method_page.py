"""The published method says what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest

from frameworks.definition import STALE_AFTER_DAYS
from scorecard.scoring import constants as c

PAGE = " ".join((Path(__file__).parents[3] / "docs/method.md").read_text(encoding="utf-8").split())

STATED = {
    "its name": f"# The scoring method, {c.METHOD}",
    "the ceilings": " ".join(f"| {cap} | {u} |" for cap, u in enumerate(c.CEILINGS, start=1)),
    "the levels": " ".join(
        [
            f"| below {c.LEVEL_STEP} | 0 |",
            *(
                f"| from {c.LEVEL_STEP * n} to below {c.LEVEL_STEP * (n + 1)} | {n} |"
                for n in (1, 2, 3)
            ),
            f"| from {c.LEVEL_STEP * 4} | 4 |",
        ]
    ),
    "when a principle is rated": (
        f"not applicable share is at most {c.RATED_NA_SHARE} "
        f"and its coverage is at least {c.RATED_COVERAGE}"
    ),
    "when a result is final": (
        f"coverage is {c.FINAL_COVERAGE}, "
        f"the share of don't know is at most {c.FINAL_DONT_KNOW_SHARE},"
    ),
    "when it is provisional": (
        f"coverage is at least {c.PROVISIONAL_COVERAGE}, "
        f"and at least {c.PROVISIONAL_RATED} principles are rated"
    ),
    **{
        f"what evidence of grade {grade} supports": f"| {grade} | {name[0].lower()}{name[1:]} | {c.SUPPORTED_LEVEL[grade]} |"
        for grade, name in enumerate(c.EVIDENCE_WORDS)
    },
    "the weight of a binding obligation": (
        f"| binding, and we know it well | {c.OBLIGATION_WEIGHT['binding']} |"
    ),
    "the weight of a voluntary one": f"| voluntary | {c.OBLIGATION_WEIGHT['voluntary']} |",
    "the floor as a score": f"The floor as a score is {c.LEVEL_STEP} times its level",
    "the least target": f"and at least {c.LEAST_TARGET}.",
    "when a profile is old": f"older than {STALE_AFTER_DAYS} days",
    "that a blank may lower it": "Answering a blank can lower the overall score",
}


@pytest.mark.parametrize("sentence", STATED.values(), ids=STATED)
def test_the_page_states(sentence):
    assert sentence in PAGE


def test_the_credits_are_one_and_one_half():
    credits = {
        state: credit / c.OBLIGATION_CREDIT["met"] for state, credit in c.OBLIGATION_CREDIT.items()
    }

    assert credits == {"met": 1, "partial": 0.5, "unmet": 0, "unknown": 0}
    assert "The credit is 1 when met, 1/2 when met in part, and 0 otherwise." in PAGE


@pytest.mark.parametrize("path", ["frameworks/views/markets.py", "scorecard/scoring/constants.py"])
def test_the_limit_of_staleness_is_defined_once(path):
    assert STALE_AFTER_DAYS == 180
    assert "180" not in (Path(__file__).parents[3] / path).read_text(encoding="utf-8")
