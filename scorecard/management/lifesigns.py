"""A thread beside a rendering: it says that it goes on, and ends one that never would."""

from __future__ import annotations

import os
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import DatabaseError, connection

from scorecard.models import RenderedReport
from scorecard.services import rendering

BEAT = 3  # seconds: a fifth of what is taken for dead


class LifeSigns:
    """While it is open, the row's `beat_at` stays young. It ends this process at RENDER_TIMEOUT."""

    def __init__(self, row: RenderedReport) -> None:
        self._row = row
        self._done = Event()
        self._thread = Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()

    def _run(self) -> None:
        deadline = monotonic() + settings.RENDER_TIMEOUT
        while not self._done.wait(BEAT):
            try:
                if monotonic() > deadline:
                    self._give_up()
                rendering.beat(self._row)
            except DatabaseError:
                continue  # the database is busy: there is time for four more beats
        connection.close()

    def _give_up(self) -> None:
        """Nothing stops a layout from within: only the end of its process does."""
        try:
            rendering.fail(self._row, f"It took longer than {settings.RENDER_TIMEOUT} seconds.")
        finally:
            os._exit(1)
