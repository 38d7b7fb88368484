"""`make test` and `make check`: every step runs, also after one that failed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
MANAGE = [PYTHON, "manage.py"]

# A process for each core. The tests of a file stay together: they share what is slow to make.
SIDE_BY_SIDE = ["--numprocesses=auto", "--dist=loadfile"]

# `check --deploy` looks at settings as a server would have them.
PRODUCTION = {
    "DEBUG": "false",
    "HTTPS_ONLY": "true",
    "ALLOWED_HOSTS": "scorecard.example",
    "SECRET_KEY": "only-for-this-check-" + "abcdefghijklmnopqrstuvwxyz" * 2,
}

Step = tuple[str, list[str]]


def test_steps(picked: list[str]) -> list[Step]:
    chosen = [*SIDE_BY_SIDE, *(picked or ["tests"])]
    again = ["-m", "tests.postgresql", "pytest", *chosen]
    return [
        ("the suite on SQLite and in Chromium", [PYTHON, "-m", "pytest", *chosen]),
        ("every database test again on PostgreSQL", [PYTHON, *again]),
    ]


def check_steps(picked: list[str]) -> list[Step]:
    """Run in an empty database of their own: they look at code, not at what a clone holds."""
    return [
        ("format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
        ("lint", [PYTHON, "-m", "ruff", "check", "."]),
        ("types", [PYTHON, "-m", "mypy", "."]),
        ("imports", [str(Path(PYTHON).with_name("lint-imports")), "--no-logo"]),
        ("system checks", [*MANAGE, "check", "--database", "default", "--fail-level", "ERROR"]),
        ("deployment checks", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"]),
        ("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
        ("content", [*MANAGE, "load_frameworks", "--check"]),
        ("installed packages", [PYTHON, "-m", "pip", "check"]),
    ]


def run(steps: list[Step], environment: dict[str, str]) -> int:
    """The number of steps that failed."""
    failed = []
    for number, (name, command) in enumerate(steps, start=1):
        say(f"\n[{number}/{len(steps)}] {name}")
        started = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, env=environment).returncode
        say(f"{'FAILED' if code else 'ok'} in {time.monotonic() - started:.0f} s")
        if code:
            failed.append(name)
    say(f"\n{len(steps) - len(failed)} of {len(steps)} passed")
    if failed:
        say("Failed: " + ", ".join(failed))
    return len(failed)


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  # this is a command


def main(command: str, picked: list[str]) -> int:
    if command == "test":
        return run(test_steps(picked), {**os.environ})
    with tempfile.TemporaryDirectory() as folder:
        database = {"DATABASE_URL": f"sqlite:///{folder}/check.sqlite3"}
        return run(check_steps(picked), {**os.environ, **PRODUCTION, **database})


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1], sys.argv[2:]), 1))
