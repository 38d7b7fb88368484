"""Our server as it is deployed: a process of its own that a test may kill and start again.

Databases that tests of a server share nothing with: a SQLite file, or a database of its own on
the PostgreSQL server that DATABASE_URL names.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from typing import Any, LiteralString, Self

import environ
import psycopg
from psycopg import sql

from aseanai.local import HOST

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30  # seconds: only a server that never comes up waits that long
STEP = 0.05
SQLITE = "sqlite:///"

_numbers = count(1)


class ServerFailed(Exception):
    """It did not start, or did not stop. The message holds what it wrote."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """gunicorn with two sync workers, as `make run` starts it, on a port that stays its own."""

    database_url: str
    log: Path
    application: str = "aseanai.wsgi"
    settings: str = "tests.settings"
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def output(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    @property
    def process_group(self) -> int:
        assert self._process is not None, "it is not running"
        return self._process.pid

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Returns when /healthz says that it is ready."""
        assert self._process is None, "it is running"
        command = [sys.executable, "-m", "gunicorn", self.application]
        command += ["--bind", f"{HOST}:{self.port}", "--workers", "2"]
        command += ["--timeout", "120", "--log-level", "error"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment(self.database_url, self.settings),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            self._wait_until(self._is_ready, "is not ready")
        except ServerFailed:
            self.kill()
            raise

    def kill(self) -> None:
        """As when the power fails: SIGKILL for the master and both workers, in one go."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end. Does nothing when it was killed before."""
        if self._process is not None:
            self._end(signal.SIGTERM)

    def fetch(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Ask its database, past Django, whose own connections belong to the test."""
        if self.database_url.startswith(SQLITE):
            path = self.database_url.removeprefix(SQLITE)
            with closing(sqlite3.connect(path)) as connection:
                return connection.execute(query.replace("%s", "?"), parameters).fetchall()
        with psycopg.connect(**_parameters(self.database_url)) as database:
            return database.execute(query.encode(), parameters).fetchall()

    def _end(self, number: signal.Signals) -> None:
        group, process = self.process_group, self._process
        assert process is not None
        if process.poll() is None:
            os.killpg(group, number)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(group, signal.SIGKILL)
            process.wait(PATIENCE)
        self._process = None
        self._wait_until(self._is_silent, "still answers")

    def _wait_until(self, reached: Callable[[], bool], otherwise: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not reached():
            ended = self._process is not None and self._process.poll() is not None
            if ended or time.monotonic() > deadline:
                raise ServerFailed(f"The server on port {self.port} {otherwise}.\n{self.output}")
            time.sleep(STEP)

    def _is_ready(self) -> bool:
        try:
            with closing(HTTPConnection(HOST, self.port, timeout=PATIENCE)) as connection:
                connection.request("GET", "/healthz")
                return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False

    def _is_silent(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex((HOST, self.port)) != 0


def environment(database_url: str, settings: str = "tests.settings") -> dict[str, str]:
    """Of a server that starts the process that prints reports, as ours does."""
    said = {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": settings}
    return {**os.environ, **said, "RENDER_ON_DEMAND": "true"}


@contextmanager
def own_database(folder: Path, *, template: str = "") -> Iterator[str]:
    """The DATABASE_URL of a new one, which holds all that the one of `template` does.

    It is on PostgreSQL when that is what the DATABASE_URL of this process names.
    """
    name = f"served_{os.getpid()}_{next(_numbers)}"
    server = os.environ.get("DATABASE_URL", "")
    if server.startswith("postgres"):
        try:
            original = template.rpartition("/")[2] or "template1"
            _execute(server, "CREATE DATABASE {} TEMPLATE {}", name, original)
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            _execute(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    else:
        path = folder / f"{name}.sqlite3"
        if template:
            shutil.copy(template.removeprefix(SQLITE), path)
        yield f"{SQLITE}{path}"


def _execute(server: str, statement: LiteralString, *names: str) -> None:
    """One statement outside any transaction: databases are made and dropped like that."""
    with psycopg.connect(**_parameters(server), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _parameters(database_url: str) -> dict[str, Any]:
    """The URL as Django reads it, in psycopg's words."""
    read = environ.Env.db_url_config(database_url)
    words = {"dbname": "NAME", "user": "USER", "password": "PASSWORD"}
    words |= {"host": "HOST", "port": "PORT"}
    return {word: read[key] for word, key in words.items() if read.get(key)}
