"""Score every stored result again, and name what differs."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scorecard.models import Result
from scorecard.models.results import read_code
from scorecard.services.verification import all_results, differences


class Command(BaseCommand):
    help = "Score every approved result again from its own answers: manage.py verify_results"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--code", help="only the result with this verification code")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = read_code(options["code"]) if options["code"] else None
        if wanted and not Result.objects.filter(code=wanted).exists():
            raise CommandError(f"No result has the code {options['code']}.", returncode=2)
        count = failed = 0
        for result in all_results():
            if wanted in (None, result.code):
                count += 1
                failed += not self._is_fine(result)
        self.stderr.write(f"{count} looked at, {failed} with differences")
        if failed:
            raise CommandError("Not every stored result can be computed again.", returncode=1)

    def _is_fine(self, result: Result) -> bool:
        found = differences(result)
        for sentence in found or ["as it was"]:
            self.stdout.write(f"{result.code_in_groups} {result}: {sentence}")
        return not found
