"""Write the report on a stored assessment to files, without a browser."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from scorecard.models import Assessment
from scorecard.reports import EXPORTERS, PdfIsUnavailable
from scorecard.services.printing import keep, stored_report
from scorecard.services.reporting import Printable, printable_of, printable_of_result


class Command(BaseCommand):
    help = (
        "Export the report on an assessment as it stands, or as a round of it was approved: "
        "manage.py export_report CODE --xlsx report.xlsx --round 1"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", type=UUID, help="the assessment's code, as in its address")
        for extension in EXPORTERS:
            parser.add_argument(f"--{extension}", type=Path, metavar="OUT", help="a file to write")
        parser.add_argument(
            "--round", type=int, metavar="N", help="the report as this round was approved"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        targets = {extension: options[extension] for extension in EXPORTERS if options[extension]}
        if not targets:
            wanted = " or ".join(f"--{extension} OUT" for extension in EXPORTERS)
            raise CommandError(f"Say what to write: {wanted}.", returncode=2)
        assessment = Assessment.objects.for_page().filter(code=options["code"]).first()
        if assessment is None:
            raise CommandError(f"There is no assessment {options['code']}.", returncode=2)

        printable = _printable(assessment, options["round"])
        for extension, path in targets.items():
            try:
                path.write_bytes(_content(assessment, printable, extension))
            except PdfIsUnavailable as unavailable:
                raise CommandError(str(unavailable)) from unavailable
            except OSError as failed:
                raise CommandError(
                    f"Cannot write {path}: {failed.strerror}", returncode=2
                ) from failed
            self.stderr.write(f"Wrote {path}")


def _printable(assessment: Assessment, round: int | None) -> Printable:
    """What was approved in a round, or without one the result as it stands."""
    if round is None:
        return printable_of(assessment, timezone.localdate())
    by_round = {result.round: result for result in assessment.results.filter(round=round)}
    if round not in by_round:
        rounds = assessment.results.order_by("round").values_list("round", flat=True)
        approved = ", ".join(map(str, rounds)) or "none"
        raise CommandError(
            f"Round {round} was not approved. Approved rounds: {approved}.", returncode=2
        )
    return printable_of_result(assessment, by_round[round])


def _content(assessment: Assessment, printable: Printable, extension: str) -> bytes:
    """What was printed before is not printed again."""
    if extension == "pdf":
        stored = stored_report(assessment, printable.digest)
        if stored and stored.is_ready:
            return bytes(stored.pdf or b"")
    content = EXPORTERS[extension].render(printable.report())
    if extension == "pdf":
        keep(assessment, printable, content)
    return content
