"""What is asked: principles, the GenAI supplement, the cross-border section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from frameworks.definition.common import ALWAYS, Rule, Sourced, Statement, Track


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a question builds on. `direct`: the text asks for it; `derived`: built on it."""

    sections: tuple[str, ...]
    annex_a: tuple[str, ...] = ()
    basis: Literal["direct", "derived"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    id: str
    principle: str  # a principle's key, or "cross_border"
    track: Track
    text: str
    why: str
    anchors: tuple[str, ...]  # what level 0 to 4 looks like
    examples: tuple[str, ...] = ()  # each level as one would meet it: one for each, or none
    evidence: tuple[str, ...] = ()
    weight: int
    weight_reason: str
    critical: bool = False
    critical_reason: str = ""
    applies_when: Rule = ALWAYS
    origin: Origin
    lifecycle_stages: tuple[str, ...] = ()
    assessed_at: Literal["organisation", "system"] = "organisation"
    crosswalk: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # target -> item ids
    genai_dimension: str = ""
    area: str = ""  # of the cross-border section


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    key: str
    name: str  # the official double name
    short_name: str
    guide_section: str
    prefix: str  # of its questions' ids
    asks: str
    practices: tuple[str, ...]
    genai_addition: str  # what the expanded guide adds
    facts: tuple[Statement, ...] = ()
    related_sections: tuple[str, ...] = ()
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GenaiRisk(Sourced):
    key: str
    name: str
    description: str
    principles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GenaiDimension(Sourced):
    key: str
    name: str
    guide_section: str
    asks_asean: str
    organisation_reading: str  # ours: what it means for an organisation that deploys
    principles: tuple[str, ...]
    crosswalk: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GenaiSupplement:
    title: str
    summary: str
    facts: tuple[Statement, ...] = ()
    risks: tuple[GenaiRisk, ...] = ()
    dimensions: tuple[GenaiDimension, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossBorder:
    title: str
    summary: str
    questions: tuple[Question, ...] = ()
