"""When the data-protection law of a market came into force, and how sure anybody can be of it."""

from __future__ import annotations

import re
from dataclasses import fields

from frameworks.bilingual import sentence
from frameworks.definition import DataProtectionLaw, LawBlock, Sourced, Verification

# Which states of a law have a day in force, and what is said of it then.
STATES = {"in_force": "", "partial": ", in part"}
NOTE = (
    "The day has no source of its own. These are the sources of what the law asks, "
    "and the mark is theirs together."
)
_DOUBTED = re.compile(r"\bin-force date\b[^.]*\bnot confirmed\b")
_APPROXIMATE = re.compile(r"\bin-force day approximate\b", re.IGNORECASE)


def is_in_force(law: DataProtectionLaw) -> bool:
    return law.status in STATES


def is_doubted(law: DataProtectionLaw) -> bool:
    """Whether the profile itself says that nobody could confirm the day."""
    return _DOUBTED.search(law.scope) is not None


def is_approximate(law: DataProtectionLaw) -> bool:
    return _APPROXIMATE.search(law.scope) is not None


def name_in_force(law: DataProtectionLaw) -> str:
    doubt = " (date not confirmed)" if is_doubted(law) else ""
    return sentence("{}{}{}", law.name, STATES[law.status], doubt)


def fact_of(law: DataProtectionLaw) -> Sourced:
    """What is known of the law as a whole: its blocks, taken together.

    Its mark is theirs where they agree, else "partly"; a day that is doubted is not confirmed.
    Sources, dates and confidence are of the blocks that somebody could confirm.
    """
    blocks: list[LawBlock] = [
        each for each in (getattr(law, f.name) for f in fields(law)) if _is_block(each)
    ]
    known = [each for each in blocks if each.verification != "unverified"] or blocks
    newest = max(known, key=lambda each: each.as_of)
    marks = {each.verification for each in blocks}
    mark: Verification = blocks[0].verification if len(marks) == 1 else "partly"
    return Sourced(
        source=tuple(dict.fromkeys(id for each in known for id in each.source)),
        as_of=newest.as_of,
        as_of_precision=newest.as_of_precision,
        verification="unverified" if is_doubted(law) else mark,
        confidence=min((each.confidence for each in known), key=("low", "medium", "high").index),
        note=NOTE,
    )


def _is_block(value: object) -> bool:
    return isinstance(value, LawBlock)
