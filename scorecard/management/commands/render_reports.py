"""Print the reports that wait. The server starts this when somebody asks for one."""

from __future__ import annotations

import os
import signal
import socket
from argparse import ArgumentParser
from collections.abc import Iterator
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from scorecard.management.lifesigns import LifeSigns
from scorecard.models import RenderedReport
from scorecard.services import rendering

PAUSE = 2  # seconds between two looks at an empty queue
NICENESS = 10  # pages come first


class Command(BaseCommand):
    help = (
        "Print the reports that wait, one at a time, and end. Exits with 1 when one of them "
        "failed. Only one process prints at any time: a second one ends at once."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--watch", action="store_true", help="go on until it is stopped, for a service"
        )
        parser.add_argument(
            "--forget",
            action="store_true",
            help="first delete every stored report: each is printed anew when asked for",
        )

    def run_from_argv(self, argv: list[str]) -> None:
        """In a process of its own, which gives way to those that serve pages."""
        os.nice(NICENESS)
        super().run_from_argv(argv)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["forget"]:
            self.stdout.write(f"Deleted {rendering.forget()}")
        rendering.prune()
        failed = 0
        for number, row in enumerate(self._waiting(options["watch"]), start=1):
            self.stdout.write(f"[{number}] {row.file_name}")
            with LifeSigns(row):
                error = rendering.render(row)
            if error:
                failed += 1
                self.stderr.write(error)
        if failed:
            noun = "report" if failed == 1 else "reports"
            raise CommandError(f"{failed} {noun} failed.")

    def _waiting(self, watch: bool) -> Iterator[RenderedReport]:
        """Each one claimed for this process."""
        worker = f"{socket.gethostname()}:{os.getpid()}"
        stopped = _stopped_by_signal() if watch else Event()
        while not stopped.is_set():
            if watch:
                close_old_connections()
            row = rendering.claim(worker)
            if row:
                yield row
            elif not watch or stopped.wait(PAUSE):
                return


def _stopped_by_signal() -> Event:
    """Asked to stop, it finishes the report at hand."""
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    return stopped
