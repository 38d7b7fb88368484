"""A web worker at work. Saving one answer: against a bare view in the same run, and in queries, which noise leaves alone.

`python -m tests.load` is the long run; docs/performance.md holds its figures.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench import Figure
from tests.load.seed import seed
from tests.postgresql import find_binaries
from tests.servers import environment, own_database

SECONDS = 16
BARE_VIEWS = 4  # times as long as a bare view a save may take


def figures() -> Iterator[Figure]:
    yield _against_the_bare_view("SQLite")
    if find_binaries():
        yield _against_the_bare_view("PostgreSQL", "--postgresql")
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)) as url:
        measured = _measured_inside(url)
    yield Figure("queries of one save", measured["save"], 9, "queries")
    yield Figure("queries of a section page", measured["page"], 12, "queries")
    yield Figure("one save with everything answered, against nothing", measured["full"], 1.5, "x")
    name = "queries of a dashboard of 1,000 assessments, against 2"
    yield Figure(name, measured["dashboard"], 1, "x")
    yield Figure("memory of a web worker", measured["memory"], 150, "MB")


def _against_the_bare_view(name: str, *options: str) -> Figure:
    command = [sys.executable, "-m", "tests.load", "--json", "--seconds", str(SECONDS), *options]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    outcome = json.loads(done.stdout)
    what = f"one save, {outcome['people']} people at once on {name}, p95 against a bare view"
    return Figure(what, outcome["ratio"], BARE_VIEWS, "x")


def _measured_inside(url: str) -> dict[str, Any]:
    """In a process of its own: Django reads the address of the database once."""
    seeded = seed(url, "shipped")
    command = [sys.executable, "-m", "tests.load.inside", seeded.assessment, seeded.people[0]]
    settings = environment(url, "tests.load.settings")
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=settings)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured
