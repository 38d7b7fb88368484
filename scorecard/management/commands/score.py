"""Score an answers file without a database, for scripts and for a second pair of eyes."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Never

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from frameworks import definition
from frameworks.fixtures import InvalidFixtures, read_fixtures
from frameworks.models import ContentWasChanged, Edition
from frameworks.parsing import digest, to_document
from scorecard.answers_file import InvalidAnswersFile, load_answers_file
from scorecard.management.result_text import result_text
from scorecard.scoring import Document, build_document
from scorecard.scoring.document import with_acceptances

BAD_INPUT = 2
REPORTS = ("pdf", "xlsx")


class Command(BaseCommand):
    help = (
        "Score an answers file (YAML or JSON) and print the result. An exported result can be "
        "given too: its answers are scored again. Needs no database, unless --stored is given. "
        "Exits with 2 when the file is at fault, with every mistake at its line."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the answers file")
        parser.add_argument(
            "--format", choices=["json", "text"], default="text", help="what to print"
        )
        for extension in REPORTS:
            parser.add_argument(
                f"--{extension}", type=Path, metavar="OUT", help="also write the report there"
            )
        source = parser.add_mutually_exclusive_group()
        source.add_argument(
            "--fixtures",
            type=Path,
            metavar="DIR",
            default=settings.FRAMEWORK_FIXTURES,
            help="take the edition from this folder (default: %(default)s)",
        )
        source.add_argument(
            "--stored",
            action="store_true",
            help="take the edition from the database: the one the file names, or the newest",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        targets = {kind: options[kind] for kind in REPORTS if options[kind]}
        for out in targets.values():
            if not out.parent.is_dir():
                raise CommandError(f"{out} cannot be written: no such folder", returncode=BAD_INPUT)
        try:
            loaded = load_answers_file(options["file"])
            if options["stored"]:
                edition, fingerprint = _stored(loaded.edition_label)
            else:
                edition, fingerprint = self._from_fixtures(options["fixtures"])
            given = loaded.read(edition)
        except InvalidAnswersFile as error:
            self._refuse(error.lines, f"{options['file']} was not scored")
        document = with_acceptances(
            build_document(edition, fingerprint, given.organisation, given.answers),
            loaded.acceptances,
        )
        if targets:
            _write_reports(edition, document, targets)
        if options["format"] == "json":
            self.stdout.write(json.dumps(document, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(result_text(edition, document))

    def _from_fixtures(self, folder: Path) -> tuple[definition.Edition, str]:
        try:
            edition = read_fixtures(folder)
        except InvalidFixtures as error:
            self._refuse(map(str, error.problems), f"{folder} holds no valid edition")
        return edition, digest(to_document(edition))

    def _refuse(self, mistakes: Iterable[str], sentence: str) -> Never:
        lines = list(mistakes)
        for line in lines:
            self.stderr.write(line)
        noun = "mistake" if len(lines) == 1 else "mistakes"
        raise CommandError(f"{sentence}: {len(lines)} {noun}", returncode=BAD_INPUT)


def _stored(label: str | None) -> tuple[definition.Edition, str]:
    try:
        return _published(label)
    except DatabaseError as error:
        way_out = "check DATABASE_URL, run migrate, or leave out --stored"
        raise CommandError(
            f"The database holds no editions that can be read: {way_out}."
        ) from error
    except ContentWasChanged as tampered:
        raise CommandError(str(tampered)) from tampered


def _published(label: str | None) -> tuple[definition.Edition, str]:
    """A published edition; a retired one still answers to its label. Runs two queries."""
    if label is None:
        row = Edition.objects.newest_published()
    else:
        row = Edition.objects.exclude(status=Edition.Status.DRAFT).filter(label=label).first()
    if row is None:
        wanted = "No edition" if label is None else f"No edition {label}"
        raise CommandError(f"{wanted} is published here", returncode=BAD_INPUT)
    return row.definition, row.digest


def _write_reports(
    edition: definition.Edition, document: Document, targets: Mapping[str, Path]
) -> None:
    from scorecard.reports import EXPORTERS, PdfIsUnavailable, build_report

    report = build_report(
        edition, document, title="AI governance scorecard", generated_on=timezone.localdate()
    )
    for extension, out in targets.items():
        try:
            out.write_bytes(EXPORTERS[extension].render(report))
        except PdfIsUnavailable as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"{out} cannot be written: {error.strerror}", returncode=BAD_INPUT
            ) from error
