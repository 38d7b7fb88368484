"""Who approved a result, and the code by which a reader can verify it."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.reports.viewmodel.words import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    code: str  # in groups, as it is printed
    round: int
    approved_by: str
    submitted_by: str
    approved_on: str  # an ISO date
    alone: bool  # by the only member of the organisation

    @property
    def date(self) -> str:
        return day_words(self.approved_on)

    @property
    def words(self) -> str:
        if self.alone:
            return (
                f"Submitted and approved by {self.approved_by}, the only member of the "
                f"organisation, on {self.date}. No second person looked at it."
            )
        return f"Submitted by {self.submitted_by}, approved by {self.approved_by} on {self.date}."
