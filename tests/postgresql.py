"""A PostgreSQL server that lives as long as one command: `python -m tests.postgresql pytest …`.

It listens on a Unix socket in a temporary folder, so it needs no port and disturbs no other server.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")  # where Debian keeps each version, off the PATH
INSTALL = "PostgreSQL is missing: apt-get install postgresql"


def find_binaries() -> Path | None:
    """The folder with `initdb` and `pg_ctl`."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = DEBIAN.glob("*/bin/initdb")
    return max((path.parent for path in versions), default=None, key=_version)


def _version(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdecimal() else 0


@contextmanager
def throwaway_server(binaries: Path, *, durable: bool = False) -> Iterator[str]:
    """Yield the DATABASE_URL of a fresh server; stop and delete it afterwards.

    A `durable` one waits for the disk, as PostgreSQL does unless told otherwise.
    """
    with tempfile.TemporaryDirectory(prefix="scorecard-pg-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data = folder / "data"
        control = [str(binaries / "pg_ctl"), "--pgdata", str(data), "--silent", "--wait"]
        options = f"-c listen_addresses= -c unix_socket_directories={folder}"
        options += "" if durable else " -c fsync=off"
        _run([str(binaries / "initdb"), "--pgdata", str(data), "--auth=trust",
              "--username=scorecard", "--encoding=UTF8", "--no-sync"])  # fmt: skip
        _run([*control, "--log", str(folder / "log"), "--options", options, "start"])
        try:
            yield f"postgres://scorecard@/{folder}/postgres"
        finally:
            _run([*control, "--mode", "immediate", "stop"])


def _run(command: list[str]) -> None:
    """Run it as the user `postgres` when we are root: PostgreSQL refuses root."""
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)


def main(command: list[str]) -> int:
    binaries = find_binaries()
    if binaries is None:
        sys.stderr.write(f"Skipped: {INSTALL}\n")
        return 1 if os.environ.get("NO_SKIPS") == "1" else 0
    with throwaway_server(binaries) as url:
        environment = {**os.environ, "DATABASE_URL": url, "ONLY_DATABASE": "1"}
        return subprocess.run([sys.executable, "-m", *command], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
