from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from frameworks.fixtures import FolderHoldsOtherFiles, write_fixtures
from frameworks.models import ContentWasChanged, Edition


class Command(BaseCommand):
    help = (
        "Write a stored edition as fixtures and name each file. Loading them and writing them "
        "again gives the same bytes. Exit code: 0 fine, 1 the stored content was tampered with, "
        "2 no such edition, or the folder holds other files."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("label")
        parser.add_argument("folder", type=Path)

    def handle(self, *, label: str, folder: Path, **options: Any) -> None:
        edition = Edition.objects.filter(label=label).first()
        if edition is None:
            known = ", ".join(Edition.objects.newest_first().values_list("label", flat=True))
            raise CommandError(f"No edition {label}. There are: {known or 'none'}.", returncode=2)
        try:
            written = write_fixtures(edition.definition, folder)
        except ContentWasChanged as tampered:
            raise CommandError(str(tampered), returncode=1) from tampered
        except (FolderHoldsOtherFiles, OSError) as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        for path in written:
            self.stdout.write(str(path))
