"""What a report says: of an assessment as its answers stand now, or of any result document."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from django.utils import timezone

from frameworks.models import Edition
from scorecard.models import Assessment, Result
from scorecard.reports import Report, build_report
from scorecard.reports.printer import printer_version
from scorecard.reports.viewmodel.approval import Approval
from scorecard.scoring.document import Document
from scorecard.services.results import answer_rows, document_of, frozen


@dataclass(frozen=True, slots=True, kw_only=True)
class Printable:
    """Everything that is printed in a report: the same always gives the same bytes."""

    edition: Edition
    document: Document
    title: str
    generated_on: date
    scope: str = ""
    state: str = "draft"
    approval: Approval | None = None
    unconfirmed: tuple[str, ...] = ()  # ids answered to words that changed since

    @classmethod
    def from_contents(cls, contents: dict[str, Any]) -> Self:
        edition = Edition.objects.get(label=contents["document"]["edition"]["label"])
        day = date.fromisoformat(contents["generated_on"])
        approval = Approval(**contents["approval"]) if contents["approval"] else None
        unconfirmed = tuple(contents.get("unconfirmed", ()))
        said = {
            **contents,
            "generated_on": day,
            "approval": approval,
            "unconfirmed": unconfirmed,
        }
        return cls(edition=edition, **said)

    @property
    def contents(self) -> dict[str, Any]:
        """The same as JSON can hold it; the edition is named within the document."""
        return {
            "document": self.document,
            "title": self.title,
            "generated_on": self.generated_on.isoformat(),
            "scope": self.scope,
            "state": self.state,
            "approval": asdict(self.approval) if self.approval else None,
            "unconfirmed": list(self.unconfirmed),
        }

    @property
    def is_approved(self) -> bool:
        return self.approval is not None

    @property
    def digest(self) -> str:
        """Of what is printed and of what prints it. It takes a millisecond: see docs/decisions."""
        canonical = json.dumps(self.contents, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(f"{printer_version()} {canonical}".encode()).hexdigest()

    def file_name(self, extension: str) -> str:
        """Organisation and title, in any script."""
        return safe_file_name(f"{self.document['organisation']}, {self.title}", extension)

    def report(self) -> Report:
        return build_report(
            self.edition.definition,
            self.document,
            title=self.title,
            generated_on=self.generated_on,
            scope=self.scope,
            state=self.state,
            approval=self.approval,
            unconfirmed=self.unconfirmed,
        )


def safe_file_name(name: str, extension: str) -> str:
    """The name without what a file system would trip over."""
    spaced = "".join("-" if mark in '/\\:*?"<>|' else mark for mark in name)
    return f"{' '.join(spaced.split())[:150]}.{extension}"


def printable_of(assessment: Assessment, generated_on: date) -> Printable:
    """The current result; once approved, the frozen one. One or two queries."""
    if assessment.is_approved:
        return printable_of_result(assessment, frozen(assessment))
    responses, obligations = answer_rows(assessment)
    return Printable(
        edition=assessment.edition,
        document=document_of(assessment, responses, obligations),
        title=assessment.title,
        generated_on=generated_on,
        scope=assessment.scope,
        state=assessment.status,
        unconfirmed=(
            *sorted(row.question.key for row in responses if row.is_to_confirm),
            *sorted(row.obligation for row in obligations if row.is_to_confirm),
        ),
    )


def printable_of_result(assessment: Assessment, result: Result) -> Printable:
    """As it was approved, whatever was answered since. Runs one query when the
    assessment has moved to another edition, else none."""
    approved_on = timezone.localdate(result.approved_at)
    result.assessment = assessment
    return Printable(
        edition=result.edition,
        document=result.document,
        title=result.title,
        generated_on=approved_on,
        scope=result.scope,
        state=Assessment.Status.APPROVED.value,
        approval=Approval(
            code=result.code_in_groups,
            round=result.round,
            approved_by=result.approved_name,
            submitted_by=result.submitted_name,
            approved_on=approved_on.isoformat(),
            alone=result.approved_alone,
        ),
    )


def report_on(assessment: Assessment, generated_on: date) -> Report:
    return printable_of(assessment, generated_on).report()
