"""`make run`: prepare what is missing in this clone, then serve it.

Each step looks first and does nothing when its work is done, so that a second start is quick.
"""

from __future__ import annotations

import hashlib
import os
import socket
import sys
from pathlib import Path

HOST = "127.0.0.1"


def main(port: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aseanai.settings")
    _refuse_a_taken_port(port)

    import django
    from django.core.management import CommandError

    django.setup()
    _warn_about_the_machine()
    steps = (_migrate, _load_content, _look_for_changed_content, _seed_demo)
    for number, step in enumerate(steps, start=1):
        say(f"[{number}/{len(steps)}] {step.__doc__}")
        try:
            step()
        except CommandError as refusal:
            sys.exit(str(refusal))
    _serve(port)


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  # this is a command


def _refuse_a_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            sys.exit(f"Port {port} is taken or not allowed. Try another: make run PORT=8001")


def _warn_about_the_machine() -> None:
    from aseanai.checks import pango_is_installed

    for problem in pango_is_installed():
        say(f"Note: {problem.msg} {problem.hint}")


def _migrate() -> None:
    """Database"""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _load_content() -> None:
    """Content"""
    from django.conf import settings
    from django.core.management import CommandError, call_command

    from frameworks.models import Edition

    stamp = settings.BASE_DIR / "var" / "content.sha256"
    wanted = _content_digest(settings.FRAMEWORK_FIXTURES)
    published = Edition.objects.published().exists()
    if published and stamp.is_file() and stamp.read_text() == wanted:
        return
    try:
        call_command("load_frameworks", publish=True)
    except (CommandError, SystemExit) as refusal:
        if not published:
            raise
        say(f"{refusal}\nfixtures/ was not loaded; what is already published is served.")
    else:
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(wanted)


def _look_for_changed_content() -> None:
    """Content as it was published"""
    from django.core.management import CommandError

    from frameworks.checks import check_stored_documents

    problems = check_stored_documents(databases=["default"])
    if problems:
        raise CommandError("\n".join(f"{problem.msg} {problem.hint}" for problem in problems))


def _content_digest(folder: Path) -> str:
    """Of every fixture's name and bytes, and of the database they went to."""
    from django.db import connection

    digest = hashlib.sha256(str(connection.settings_dict["NAME"]).encode())
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _seed_demo() -> None:
    """Demo workspace"""
    from django.core.management import call_command

    call_command("seed_demo")


def _serve(port: int) -> None:
    """Replace this process: two workers, each one request at a time, keep saves fastest."""
    say(f"\nServing on http://{HOST}:{port} - stop with Ctrl+C")
    arguments = ["-m", "gunicorn", "aseanai.wsgi", "--bind", f"{HOST}:{port}"]
    arguments += ["--workers", "2", "--timeout", "120", "--log-level", "error"]
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606  # no shell is wanted


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].isdecimal():
        sys.exit("The port must be a number: make run PORT=8001")
    main(int(sys.argv[1]))
