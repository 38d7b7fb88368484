"""The scoring method, pure: answers and an edition go in, a scorecard comes out."""

from scorecard.scoring.applicability import (
    ApplicableObligation,
    applicable_obligations,
    is_visible,
    question_facts,
    visible_questions,
)
from scorecard.scoring.constants import GENAI, METHOD, SCHEMA
from scorecard.scoring.document import Document, build_document, is_sealed, seal
from scorecard.scoring.engine import score, score_without_markets
from scorecard.scoring.next_steps import gap_priorities, next_steps
from scorecard.scoring.paths import path_to_ready
from scorecard.scoring.types import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Answer,
    Answers,
    Declaration,
    GapPriority,
    MarketReadiness,
    MarketStatus,
    NextStep,
    ObligationState,
    Overall,
    PathStep,
    Scorecard,
    Special,
    Status,
    UnitScore,
    Value,
)

__all__ = [
    "DONT_KNOW",
    "GENAI",
    "METHOD",
    "NOT_APPLICABLE",
    "SCHEMA",
    "Answer",
    "Answers",
    "ApplicableObligation",
    "Declaration",
    "Document",
    "GapPriority",
    "MarketReadiness",
    "MarketStatus",
    "NextStep",
    "ObligationState",
    "Overall",
    "PathStep",
    "Scorecard",
    "Special",
    "Status",
    "UnitScore",
    "Value",
    "applicable_obligations",
    "build_document",
    "gap_priorities",
    "is_sealed",
    "is_visible",
    "next_steps",
    "path_to_ready",
    "question_facts",
    "score",
    "score_without_markets",
    "seal",
    "visible_questions",
]
