"""The status mark of a report: one of three words, and the sentence that stands beside it."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.reports.viewmodel.approval import Approval
from scorecard.reports.viewmodel.reading import Reading
from scorecard.reports.viewmodel.words import counted

NOT_SUBMITTED, SUBMITTED, SETTLED = "draft", "in_review", "approved"  # states of an assessment


@dataclass(frozen=True, slots=True)
class StatusMark:
    word: str  # Draft, Final or Approved
    words: str

    @property
    def is_approved(self) -> bool:
        return self.word == "Approved"


def status_mark(reading: Reading, state: str, approval: Approval | None = None) -> StatusMark:
    """Approved when it is; final when the answers are closed and complete; else a draft."""
    if state == SETTLED:
        return StatusMark("Approved", f"Approved: {_approved(approval)}.")
    if state == SUBMITTED and reading.document["status"] == "FINAL":
        return StatusMark("Final", f"Final: {_closed(reading)}. Not yet approved.")
    return StatusMark("Draft", f"Draft: {_open(reading, state)}.")


def _approved(approval: Approval | None) -> str:
    if approval and approval.alone:
        return "the only member of the organisation approved the result, and it is frozen"
    return "a reviewer approved the result, and it is frozen"


def _closed(reading: Reading) -> str:
    """The supplements stand beside the result: it can be complete while they are open."""
    which = " on the principles" if _blank(reading) else ""
    return f"every question{which} is answered and the answers are closed{_doubt(reading)}"


def _open(reading: Reading, state: str) -> str:
    blank, doubt = _blank(reading), _doubt(reading)
    if state == SUBMITTED:
        rest = "no question open, but the result is not complete"
        said = f"{counted(blank, 'question')} open" if blank else rest
        return f"in review, {said}{doubt}"
    answered = "every question is answered"
    said = f"{counted(blank, 'question')} open" if blank else answered
    return f"{said}{doubt}, not in review"


def _doubt(reading: Reading) -> str:
    """Answers to words that changed since count as they are. That is said, too."""
    waiting = len(reading.to_confirm)
    return f", {counted(waiting, 'answer')} to be confirmed" if waiting else ""


def _blank(reading: Reading) -> int:
    return sum(question.id not in reading.responses for _, question in reading.asked_questions())
