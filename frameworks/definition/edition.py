"""The edition: one body of content under one label, with look-ups by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from frameworks.definition.citations import Citation, citations_in
from frameworks.definition.common import Fact, Level, Source
from frameworks.definition.glossary import Glossary, GlossaryTerm
from frameworks.definition.markets import Market, Obligation
from frameworks.definition.questions import CrossBorder, GenaiSupplement, Principle, Question
from frameworks.definition.reference import (
    AnnexAItem,
    Correction,
    Crosswalk,
    Defa,
    Regional,
    Roadmap,
    SummaryClaim,
)
from frameworks.definition.search import Index
from frameworks.definition.search_entries import entries_in
from frameworks.definition.translations import Translation


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One body of content under one label."""

    label: str
    title: str
    compiled: str
    notes: tuple[str, ...] = ()
    levels: tuple[Level, ...]
    facts: tuple[Fact, ...] = ()
    principles: tuple[Principle, ...]
    genai: GenaiSupplement
    cross_border: CrossBorder
    annex_a: tuple[AnnexAItem, ...] = ()
    roadmap: Roadmap
    defa: Defa
    regional: Regional = field(default_factory=Regional)
    markets: tuple[Market, ...] = ()
    crosswalks: tuple[Crosswalk, ...] = ()
    summary: tuple[SummaryClaim, ...] = ()
    corrections: tuple[Correction, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    sources: tuple[Source, ...] = ()
    translations: tuple[Translation, ...] = ()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question: principles in official order, then GenAI, then cross-border."""
        core = tuple(q for principle in self.principles for q in principle.questions)
        return core + self.genai.questions + self.cross_border.questions

    @cached_property
    def question_by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def critical_ids(self) -> frozenset[str]:
        return frozenset(question.id for question in self.questions if question.critical)

    @cached_property
    def principle_by_key(self) -> Mapping[str, Principle]:
        return {principle.key: principle for principle in self.principles}

    @cached_property
    def market_by_code(self) -> Mapping[str, Market]:
        return {market.code: market for market in self.markets}

    @cached_property
    def obligation_by_id(self) -> Mapping[str, Obligation]:
        return {o.id: o for market in self.markets for o in market.obligations}

    @cached_property
    def source_by_id(self) -> Mapping[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def search_index(self) -> Index:
        return Index(entries_in(self))

    @cached_property
    def words_of_question(self) -> Mapping[str, tuple[GlossaryTerm, ...]]:
        """The terms of the glossary that a reader meets on the card of each question."""
        find = Glossary(self.glossary).terms_in
        return {
            q.id: find(q.text, *q.anchors, q.why, *q.evidence, *q.examples) for q in self.questions
        }

    @cached_property
    def words_of_obligation(self) -> Mapping[str, tuple[GlossaryTerm, ...]]:
        find = Glossary(self.glossary).terms_in
        return {
            o.id: find(o.title, o.statement, *o.evidence) for o in self.obligation_by_id.values()
        }

    @cached_property
    def citations(self) -> Mapping[str, tuple[Citation, ...]]:
        """Source id -> where it is cited; a source without an entry is cited nowhere."""
        return citations_in(self)
