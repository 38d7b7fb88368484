"""What a report says: of an assessment as its answers stand now, or of any result document."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from frameworks.models import Edition
from scorecard.models import Assessment
from scorecard.reports import Report, build_report
from scorecard.reports.printer import printer_version
from scorecard.scoring.document import Document
from scorecard.services.results import current_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Printable:
    """Everything that is printed in a report: the same always gives the same bytes."""

    edition: Edition
    document: Document
    title: str
    generated_on: date
    scope: str = ""
    state: str = "draft"

    @classmethod
    def from_contents(cls, edition: Edition, contents: dict[str, Any]) -> Self:
        day = date.fromisoformat(contents["generated_on"])
        return cls(edition=edition, **{**contents, "generated_on": day})

    @property
    def contents(self) -> dict[str, Any]:
        """The same as JSON can hold it; the edition is named within the document."""
        return {
            "document": self.document,
            "title": self.title,
            "generated_on": self.generated_on.isoformat(),
            "scope": self.scope,
            "state": self.state,
        }

    @property
    def digest(self) -> str:
        """Of what is printed and of what prints it. It takes a millisecond: see docs/decisions."""
        canonical = json.dumps(self.contents, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(f"{printer_version()} {canonical}".encode()).hexdigest()

    def report(self) -> Report:
        return build_report(
            self.edition.definition,
            self.document,
            title=self.title,
            generated_on=self.generated_on,
            scope=self.scope,
            state=self.state,
        )


def printable_of(assessment: Assessment, generated_on: date) -> Printable:
    """The current result. Runs two queries, if organisation and edition are in."""
    return Printable(
        edition=assessment.edition,
        document=current_document(assessment),
        title=assessment.title,
        generated_on=generated_on,
        scope=assessment.scope,
        state=assessment.status,
    )


def report_on(assessment: Assessment, generated_on: date) -> Report:
    return printable_of(assessment, generated_on).report()
