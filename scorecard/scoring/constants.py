"""Every constant of the method: design choices, published in `docs/method.md`.

Changing one means a new `METHOD`, a changelog entry and new vectors.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from frameworks.definition import STALE_AFTER_DAYS as STALE_AFTER_DAYS  # published with the method
from frameworks.definition import Force
from scorecard.scoring.types import ObligationState

METHOD = "ASC-1.0"
SCHEMA = "scorecard-result/1"

LEVEL_STEP = 20  # points a level spans: level 3 begins at 60
CEILINGS = (39, 59, 79, 100)  # U(1) to U(4): the highest score a critical cap allows

RATED_NA_SHARE = 50  # a principle with more of its weight not applicable is not rated
RATED_COVERAGE = 60  # nor is one with less of its weight answered
FINAL_COVERAGE = 100
FINAL_DONT_KNOW_SHARE = 10
PROVISIONAL_COVERAGE = 60
PROVISIONAL_RATED = 5  # or all in scope, if fewer are

# The grades of evidence, in the words of the form that asks for them.
EVIDENCE_WORDS = (
    "Stated only",
    "Described, and where it is kept",
    "A document is linked or at hand",
    "Checked by a second person",
)
# a(e) in quarters: an asserted level counts up to 1, a described one up to 2.
SUPPORTED_LEVEL = (1, 2, 4, 4)

OBLIGATION_WEIGHT: Mapping[Force, int] = {"binding": 3, "voluntary": 1}
# x in halves: met counts 1, partly 1/2. Not applicable leaves the sums.
OBLIGATION_CREDIT: Mapping[ObligationState, int] = {
    "met": 2,
    "partial": 1,
    "unmet": 0,
    "unknown": 0,
}

LEAST_TARGET = 3  # of the action plan, where no market's floor is higher

GENAI = "genai"  # the unit of the GenAI questions
USES_GENERATIVE_AI = "uses_generative_ai"  # the fact that, when it is no, leaves them out


def ceiling(cap: int) -> int:
    """U(c): the highest score under a cap of 1 to 4."""
    return CEILINGS[cap - 1]


def level_of(score: Fraction) -> int:
    """The level of an exact score: below 20 is 0, from 80 on it is 4."""
    return min(score.numerator // (score.denominator * LEVEL_STEP), 4)
