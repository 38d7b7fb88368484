"""How sure the edition is of what it says: its facts counted, part by part. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from frameworks.definition import Edition, Sourced
from frameworks.parsing.records import walk

GUIDE, EXPANDED_GUIDE, ROADMAP = "asean-guide", "expanded-guide", "responsible-ai-roadmap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Facts by how far they are confirmed. Each record with a source of its own counts once."""

    part: str
    page: str = ""  # the name of the page that holds them, if one does
    confirmed: int
    partly: int
    unverified: int
    common_summary: int

    @property
    def facts(self) -> int:
        return self.confirmed + self.partly + self.unverified + self.common_summary


def tallies(edition: Edition) -> tuple[Tally, ...]:
    """One for each part that states facts; together they hold every fact of the edition."""
    instruments = {each.key: each for each in edition.regional.instruments}
    own = [instruments.pop(key, None) for key in (GUIDE, EXPANDED_GUIDE, ROADMAP)]
    guide, expanded, roadmap = own
    others = tuple(instruments.values())
    singapore = (edition.regional.singapore_role, edition.regional.singapore_frameworks)
    parts = (
        ("The ASEAN Guide", "guide" if guide else "", (guide, edition.principles, edition.annex_a)),
        ("Generative AI supplement", "genai", (expanded, edition.genai)),
        ("Roadmap", "roadmap", (roadmap, edition.roadmap)),
        ("DEFA", "defa", edition.defa),
        ("Other instruments", "region", others),
        ("Singapore", "singapore", singapore),
        ("Markets", "markets", edition.markets),
        ("Matches with other frameworks", "crosswalks", edition.crosswalks),
        ("Corrections", "corrections", edition.corrections),
        ("Glossary", "glossary", edition.glossary),
    )
    counted = (count(part, value, page) for part, page, value in parts)
    return tuple(tally for tally in counted if tally.facts)


def count(part: str, value: object, page: str = "") -> Tally:
    found = Counter(fact.verification for _, fact in walk(value, ()) if isinstance(fact, Sourced))
    return Tally(
        part=part,
        page=page,
        confirmed=found["confirmed"],
        partly=found["partly"],
        unverified=found["unverified"],
        common_summary=found["common_summary"],
    )
