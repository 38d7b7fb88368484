"""Starting up: the system checks of a cold process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.bench import Figure, best_of

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "manage.py", "check"]


def figures() -> Iterator[Figure]:
    settings = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    check = partial(
        subprocess.run, COMMAND, cwd=ROOT, env=settings, check=True, capture_output=True
    )
    yield Figure("manage.py check, cold", best_of(check, rounds=3), 2000)
