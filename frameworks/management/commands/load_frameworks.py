from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from frameworks import definition, services
from frameworks.fixtures import InvalidFixtures, read_fixtures
from frameworks.models import PublishedEditionIsImmutable
from frameworks.parsing import Problem, dates_ahead


class Command(BaseCommand):
    help = (
        "Read an edition from a folder of fixtures and keep it as a draft. Every problem is named "
        "with file and line. Loading twice changes nothing. Exit code: 0 fine, 1 the label is "
        "taken by other content or by a draft that people edit, 2 the fixtures are invalid."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="default: the shipped fixtures")
        only_one = parser.add_mutually_exclusive_group()
        only_one.add_argument("--check", action="store_true", help="read and write nothing")
        only_one.add_argument("--publish", action="store_true", help="publish what was loaded")

    def handle(
        self, *, folder: Path | None = None, check: bool, publish: bool, **options: Any
    ) -> None:
        folder = folder or _near(settings.FRAMEWORK_FIXTURES)
        content = self._read(folder)
        if check:
            self.stdout.write(f"{content.label} valid, {len(content.questions)} questions")
            return
        try:
            edition = services.save_draft(content)
            if publish:
                edition = services.publish(edition)
        except (
            PublishedEditionIsImmutable,
            services.EditionIsRetired,
            services.DraftIsEdited,
        ) as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal
        self.stdout.write(f"{edition.label} {edition.status} {edition.digest}")

    def _read(self, folder: Path) -> definition.Edition:
        try:
            return read_fixtures(folder, on_file=self._progress, check=_dates_ahead)
        except InvalidFixtures as invalid:
            self.stderr.write(str(invalid))
            count = len(invalid.problems)
            words = "1 problem" if count == 1 else f"{count} problems"
            raise CommandError(f"{words} in {folder}: nothing was loaded.", returncode=2) from None

    def _progress(self, number: int, count: int, name: str) -> None:
        self.stderr.write(f"[{number}/{count}] {name}", style_func=str)


def _dates_ahead(content: definition.Edition) -> Iterator[Problem]:
    return dates_ahead(content, timezone.localdate())


def _near(folder: Path) -> Path:
    """The folder as one would type it here."""
    return folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
