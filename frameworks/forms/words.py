"""Labels and help of the fields. What has no entry is called as its key is."""

from __future__ import annotations

from collections.abc import Mapping

_KNOWN = {"asean": "ASEAN", "eu": "EU", "ai": "AI", "nist": "NIST", "rmf": "RMF", "dpo": "DPO"}
LINES = "One on each line."
DAY = "A day such as 2026-05-30."

LABELS: Mapping[str, str] = {
    "all_of": "All of these must be true",
    "also": "Other spellings",
    "annex_a": "Annex A items",
    "any_of": "And at least one of these",
    "apec_member": "Member of APEC",
    "applies_if": "Applies",
    "as_of": "As of",
    "as_of_precision": "How exact the date is",
    "asean_guide": "Compared with the ASEAN Guide",
    "asks_asean": "What the guide asks of ASEAN",
    "asks": "What it asks",
    "assessed_at": "Assessed for",
    "basis": "Basis",
    "binding": "Force",
    "compiled": "Compiled on",
    "critical": "This question is critical",
    "critical_reason": "Why it is critical",
    "deployer_asks": "What it asks of organisations that use AI",
    "eu_ai_act": "Compared with the EU AI Act",
    "fact": "Where this is true",
    "genai_addition": "What the expanded guide adds",
    "genai_dimension": "Dimension",
    "guide_section": "Section of the guide",
    "help": "Help",
    "is_ours": "A word of this scorecard, which is not looked for in content",
    "newest_source": "Date of the newest source",
    "nist_ai_rmf": "Compared with NIST AI RMF",
    "note": "Note on the source",
    "organisation_reading": "What it means for an organisation (our reading)",
    "overall_confidence": "Confidence in the whole profile",
    "principles": "Principles",
    "published": "Published on",
    "questions": "Answered by these questions",
    "required_level": "Level that the lowest of them must reach",
    "sections": "Sections",
    "source": "Sources",
    "summary_says": "What the common summary says",
    "text": "Text",
    "url": "Web address",
    "weight": "Weight",
    "weight_reason": "Why it weighs that much",
    "why": "Why it is asked",
    "Crosswalk.target": "Key",
    "Fact.group": "Heading on the scope form",
    "GenaiRisk.key": "Key",
    "Instrument.status": "Status",
    "Market.status": "Status of the profile",
    "MarketRule.value": "In one word, for tables",
    "Principle.name": "Official name",
    "Principle.prefix": "Prefix of its questions' ids",
    "Question.text": "Question",
    "Question.area": "Area",
    "RegionalMechanisms.defa": "DEFA",
    "TierPlacement.label": "Name of the placement",
    "TierPlacement.tier": "Tier",
    "Uplift.floor": "Floor there",
}

HELP: Mapping[str, str] = {
    "also": "Other spellings and endings that mean the same. " + LINES,
    "as_of": "Date of the newest dated source, or the day an undated one was last read. " + DAY,
    "compiled": DAY,
    "newest_source": DAY,
    "critical": "Below its level, a critical question holds the whole result back.",
    "deployer_asks": "Short: what somebody has to do.",
    "effective_date": "A day, a month or a year: 2026-05-30, 2026-05 or 2026. Empty if not known.",
    "evidence": "What an organisation may show. " + LINES,
    "id": "It is never given to anything else, in this edition or a later one.",
    "key": "Lower-case letters, digits and underscores. It cannot be changed later.",
    "lifecycle_stages": LINES,
    "note": "What a reader should know about how sure this is.",
    "practices": LINES,
    "cautions": LINES,
    "open_questions": LINES,
    "notes": LINES,
    "related_sections": LINES,
    "sections": "Of the Guide. " + LINES,
    "published": "A day, a month or a year: 2026-05-30, 2026-05 or 2026. Empty if undated.",
    "questions": "Leave all empty where the organisation declares the obligation itself.",
    "required_level": "Only with questions chosen.",
    "source": "Only an unverified claim may have none.",
    "tags": "Short names with values, which repeat the rule for tables and filters. The parts of a list stand between commas. Empty both to remove one.",
    "year": "Empty if not known.",
    "Crosswalk.target": "Lower-case letters, digits and underscores. It cannot be changed later.",
    "Market.code": "Two capital letters. It cannot be changed later.",
    "Market.slug": "The name in its web address. It cannot be changed later.",
    "Market.status": "A draft is shown and never scored.",
    "Principle.prefix": "Capital letters. It cannot be changed later.",
    "Source.id": "Lower-case letters and digits joined by hyphens. It cannot be changed later.",
    "Source.url": "Only the common summary has none.",
    "TierPlacement.label": "Follows the roadmap wherever a tier is chosen.",
    "TierPlacement.tier": "The roadmap lists the market in the tier chosen here.",
    "RoadmapTier.markets": "The profiles of these markets follow.",
}

VALUES: Mapping[str, str] = {
    "ai": "AI",
    "changed": "English changed",
    "checked": "Undated: the day it was last read",
    "common_summary": "From the common summary",
    "confirmed": "Confirmed by its sources",
    "derived": "Derived: built on the text",
    "direct": "Direct: the text asks for it",
    "full": "Full",
    "law_firm": "Law firm",
    "organisation": "The organisation as a whole",
    "partly": "Partly confirmed",
    "supervisory_expectation": "Expected by a supervisor",
    "system": "Each system",
    "unverified": "Not confirmed",
    "day": "To the day",
    "month": "To the month",
    "year": "To the year",
}

WHENCE = "Where it comes from"
GROUPS: Mapping[str, str] = {
    "anchors": "What each level looks like",
    "applies_if": "When it applies",
    "applies_when": "When it applies",
    "as_of": WHENCE,
    "as_of_precision": WHENCE,
    "confidence": WHENCE,
    "critical": "Weight",
    "critical_reason": "Weight",
    "crosswalk": "Crosswalks",
    "examples": "What each level looks like",
    "note": WHENCE,
    "origin": "What it builds on",
    "provenance": WHENCE,
    "required_level": "Who answers",
    "source": WHENCE,
    "verification": WHENCE,
    "weight": "Weight",
    "weight_reason": "Weight",
    "Crosswalk.principles": "Which items each principle matches",
    "Obligation.questions": "Who answers",
}

LONG = frozenset(
    {
        *("asean_guide", "asean_membership", "asks", "asks_asean", "critical_reason"),
        *("deployer_asks", "description", "eu_ai_act", "example", "finding", "genai_addition"),
        *("defa", "help", "meaning", "nist_ai_rmf", "note", "organisation_reading", "reason"),
        *("rule", "scope", "statement", "summary", "summary_says", "text", "weight_reason", "why"),
    }
)

SHORT = frozenset(
    {
        *("area", "as_of", "code", "compiled", "date", "effective_date", "guide_section", "id"),
        *(
            "in_force",
            "key",
            "newest_source",
            "prefix",
            "published",
            "short_name",
            "slug",
            "status",
        ),
        *("target", "type", "year"),
    }
)

# What lists and records are called: the list, one of it.
NAMES: Mapping[str, tuple[str, str]] = {
    "annex_a": ("Annex A", "Annex A item"),
    "asean_mcc": ("ASEAN Model Contractual Clauses", ""),
    "authorities": ("Authorities", "authority"),
    "automated_decisions": ("Automated decisions", ""),
    "breach_notification": ("Breach notification", ""),
    "corrections": ("Corrections", "correction"),
    "cross_border": ("Cross-border", ""),
    "cross_border_transfer": ("Transfers abroad", ""),
    "crosswalks": ("Crosswalks", "crosswalk"),
    "data_localisation": ("Data localisation", ""),
    "data_protection_law": ("Data protection law", ""),
    "defa": ("DEFA", ""),
    "dimensions": ("Dimensions", "dimension"),
    "dpia": ("Impact assessment", ""),
    "dpo": ("Data protection officer", ""),
    "elements": ("Elements", "element"),
    "floors": ("Floors", "floor"),
    "for_firms": ("For firms", "statement"),
    "genai": ("Generative AI", ""),
    "genai_rules": ("Labelling of generated content", ""),
    "global_cbpr": ("Global CBPR", ""),
    "glossary": ("Glossary", "term"),
    "instruments": ("Instruments", "instrument"),
    "items": ("Its items", "item"),
    "levels": ("Levels", "level"),
    "markets": ("Markets", "market"),
    "obligations": ("Obligations", "obligation"),
    "oecd_stages": ("OECD stages", "stage"),
    "penalties": ("Penalties", ""),
    "principles": ("Principles", "principle"),
    "questions": ("Questions", "question"),
    "regional": ("Region", ""),
    "regional_mechanisms": ("Regional mechanisms", ""),
    "risks": ("Risks", "risk"),
    "roadmap": ("Roadmap", ""),
    "roadmap_tier": ("Roadmap tier", ""),
    "sector_rules": ("Sector rules", "sector rule"),
    "singapore_frameworks": ("Singapore's frameworks", "framework"),
    "singapore_role": ("Singapore's role", "statement"),
    "sources": ("Sources", "source"),
    "summary": ("Claims of the common summary", "claim"),
    "tiers": ("Tiers", "tier"),
    "timeline": ("Timeline", "step"),
    "unconfirmed": ("Unconfirmed claims", "claim"),
    "uplifts": ("Uplifts", "uplift"),
}
# How readers see lists that they do not see in their own order.
SORTED: Mapping[str, str] = {
    "glossary": "Here and in the library they stand A to Z.",
    "sources": "Here they stand A to Z, in the library A to Z within each kind.",
}
GROUPED: Mapping[str, str] = {
    "authorities": "by kind",
    "corrections": "by topic",
    "obligations": "by force",
    "regional/instruments": "by what they bind",
}
STATEMENTS = ("Facts", "statement")  # `facts` inside a part; at the top they are facts of the scope
FACTS = ("Facts that decide what is asked", "fact")


def label(kind: str, name: str) -> str:
    return LABELS.get(f"{kind}.{name}") or LABELS.get(name) or spoken(name)


def help_text(kind: str, name: str) -> str:
    return HELP.get(f"{kind}.{name}") or HELP.get(name, "")


def group(kind: str, name: str) -> str:
    return GROUPS.get(f"{kind}.{name}") or GROUPS.get(name, "")


def value(text: str) -> str:
    return VALUES.get(text) or spoken(text)


def called(place: tuple[str, ...]) -> tuple[str, str]:
    """A list, and one member of it."""
    if place[-1] == "facts":
        return FACTS if len(place) == 1 else STATEMENTS
    return NAMES.get(place[-1]) or (spoken(place[-1]), "record")


def order(place: tuple[str, ...]) -> str:
    """How readers see a list: a sentence, or two."""
    grouped = GROUPED.get("/".join(place)) or GROUPED.get(place[-1])
    if grouped:
        return f"Readers see them {grouped}, and within that in the order of this list."
    return SORTED.get(place[-1], "Readers see them in this order.")


def is_sorted(place: tuple[str, ...]) -> bool:
    """Readers see such a list by its titles: its own order changes nothing."""
    return place[-1] in SORTED


def spoken(key: str) -> str:
    words = key.replace("_", " ").split()
    text = " ".join(_KNOWN.get(word, word) for word in words)
    return text[:1].upper() + text[1:]
