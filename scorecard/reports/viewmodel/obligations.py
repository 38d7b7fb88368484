"""The obligations of a market: what they ask, where they stand, where they come from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from frameworks.definition import Market, Obligation
from scorecard.reports.viewmodel.excerpts import CUT, excerpt
from scorecard.reports.viewmodel.reading import Reading
from scorecard.reports.viewmodel.words import (
    FORCE_WORDS,
    MAY_APPLY,
    OBLIGATION_MARKS,
    Mark,
    SourceRef,
    Standing,
    check_the_law,
    standing_of,
)

# What stands in the way comes first, then what is done, then what does not count.
ORDER = {state: place for place, state in enumerate(OBLIGATION_MARKS)}
HANGS_ON_A_FACT = "It depends on a fact of your profile that is unknown."
OTHER_WORDS = "To be confirmed: its words changed since."
_NUMBERED = re.compile(r"\b(s\.)(?=\d)")


@dataclass(frozen=True, slots=True)
class ObligationRow:
    id: str
    title: str
    statement: str
    state: str
    mark: Mark
    remark: str  # why the state is what it is, when that is not plain
    accepted: str  # by whom and when, of a claim that it does not apply
    force: str
    instrument: str
    article: str
    principles: str
    note: str
    printed_remark: str
    printed_note: str
    check_the_law: bool
    standing: Standing
    sources: tuple[SourceRef, ...]

    @property
    def printed_article(self) -> str:
        """No line ends between “art.” or “s.” and its number."""
        return _NUMBERED.sub(
            "\\1\N{WORD JOINER}", self.article.replace("art. ", "art.\N{NO-BREAK SPACE}")
        )

    @property
    def only_names_a_note(self) -> bool:
        """Nothing of its note is printed, so the word stands in the row itself."""
        return self.printed_note == CUT

    @property
    def more(self) -> tuple[str, ...]:
        """What a printed row adds below itself: what is asked, unless that is settled."""
        asked = "" if self.mark.icon in ("met", "na") else self.statement
        note = f"Note: {self.printed_note}" if self.note and not self.only_names_a_note else ""
        return tuple(words for words in (asked, self.printed_remark, note) if words)


def obligation_rows(reading: Reading, market: Market, today: date) -> tuple[ObligationRow, ...]:
    """Those that apply or may apply, emerging ones apart: what blocks most comes first."""
    states = reading.document["market_readiness"][market.code]["obligations"]
    found = [o for o in market.obligations if o.id in states]
    found.sort(key=lambda o: (ORDER[states[o.id]], o.force != "binding"))
    return tuple(
        _row(reading, market, obligation, states=states, today=today) for obligation in found
    )


def prepare_rows(reading: Reading, market: Market, today: date) -> tuple[ObligationRow, ...]:
    """Emerging ones: never a failure, worth preparing for."""
    prepare = reading.document["market_readiness"][market.code]["prepare"]
    emerging = [o for o in market.obligations if o.id in prepare]
    return tuple(
        _row(reading, market, obligation, states={}, today=today) for obligation in emerging
    )


def _row(
    reading: Reading,
    market: Market,
    obligation: Obligation,
    *,
    states: Mapping[str, str],
    today: date,
) -> ObligationRow:
    instruments = {instrument.id: instrument.name for instrument in market.instruments}
    declared = reading.declarations.get(obligation.id)
    names = reading.edition.principle_by_key
    remark, note = _remark(reading, market, obligation), declared.note if declared else ""

    return ObligationRow(
        id=obligation.id,
        title=obligation.title,
        statement=obligation.statement,
        state=states.get(obligation.id, ""),
        mark=_mark(reading, obligation, states.get(obligation.id, "")),
        remark=remark,
        accepted=reading.accepted(obligation.id),
        force=FORCE_WORDS[obligation.force],
        instrument=instruments.get(obligation.instrument, obligation.instrument),
        article=obligation.article,
        principles=", ".join(
            names[key].short_name for key in obligation.principles if key in names
        ),
        note=note,
        printed_remark=excerpt(remark.removeprefix(HANGS_ON_A_FACT).strip(), reading.printed_bound),
        printed_note=excerpt(note, reading.printed_bound),
        check_the_law=check_the_law(obligation),
        standing=standing_of(obligation, today),
        sources=reading.source_refs(obligation),
    )


def _mark(reading: Reading, obligation: Obligation, state: str) -> Mark:
    if not state:
        return Mark("Prepare", "clock", "na")
    if obligation.id in reading.may_apply:
        return MAY_APPLY
    if state == "unknown" and obligation.id not in reading.declarations:
        return Mark("No answer", "open", "na")
    return OBLIGATION_MARKS[state]


def _remark(reading: Reading, market: Market, obligation: Obligation) -> str:
    doubt = OTHER_WORDS if obligation.id in reading.unconfirmed else ""
    return f"{_why(reading, market, obligation)} {doubt}".strip()


def _why(reading: Reading, market: Market, obligation: Obligation) -> str:
    result = reading.document["market_readiness"][market.code]
    declared = reading.declarations.get(obligation.id)
    if obligation.id in reading.may_apply:
        said = f" You declared: {OBLIGATION_MARKS[declared.state].word}." if declared else ""
        return f"{HANGS_ON_A_FACT}{said}"
    if declared is None or declared.state != "not_applicable":
        return ""
    if obligation.id in result["unaccepted"]:
        return f"Not accepted by a second person yet. Reason given: {declared.reason}"
    return f"Reason given: {declared.reason}"
