"""`make run` does its work once, and says plainly what is wrong."""

from __future__ import annotations

import socket
import stat
import subprocess
import sys

import pytest
from django.core.management import CommandError

from aseanai import local
from tests import run
from tests.factories import make_edition
from tests.frameworks.editions import tamper
from tests.postgresql import find_binaries


@pytest.fixture
def fixtures(tmp_path, settings):
    """A clone with one fixture file, and no stamp yet."""
    settings.BASE_DIR = tmp_path
    settings.FRAMEWORK_FIXTURES = tmp_path / "fixtures"
    settings.FRAMEWORK_FIXTURES.mkdir()
    (settings.FRAMEWORK_FIXTURES / "edition.yaml").write_text("label: '1'\n")
    return settings.FRAMEWORK_FIXTURES


@pytest.fixture
def loads(monkeypatch):
    """Stand in for load_frameworks, which takes seconds; count how often it is called."""
    calls: list[str] = []
    monkeypatch.setattr("django.core.management.call_command", lambda name, **_: calls.append(name))
    return calls


@pytest.fixture
def published(monkeypatch):
    from frameworks.models import Edition

    monkeypatch.setattr(Edition.objects, "published", lambda: Edition.objects.all())
    monkeypatch.setattr("django.db.models.QuerySet.exists", lambda self: True)


def test_content_is_loaded_once(db, fixtures, loads, published):
    local._load_content()
    local._load_content()

    assert loads == ["load_frameworks"]


@pytest.mark.parametrize("change", ["edit", "add", "remove"])
def test_content_is_loaded_again_when_a_fixture_changed(db, fixtures, loads, published, change):
    (fixtures / "facts.yaml").write_text("facts: []\n")
    local._load_content()

    if change == "edit":
        (fixtures / "edition.yaml").write_text("label: '2'\n")
    elif change == "add":
        (fixtures / "genai.yaml").write_text("risks: []\n")
    else:
        (fixtures / "facts.yaml").unlink()
    local._load_content()

    assert loads == ["load_frameworks"] * 2


def test_content_is_loaded_again_into_an_empty_database(db, fixtures, loads):
    local._load_content()
    local._load_content()

    assert loads == ["load_frameworks"] * 2


def refuse(name: str, **options: object) -> None:
    raise CommandError("edition 1 is published and holds other content")


def test_refused_content_leaves_the_published_edition_in_service(
    db, fixtures, published, monkeypatch, capsys
):
    monkeypatch.setattr("django.core.management.call_command", refuse)

    local._load_content()

    assert "what is already published is served" in capsys.readouterr().out


def test_refused_content_stops_a_first_start(db, fixtures, monkeypatch):
    monkeypatch.setattr("django.core.management.call_command", refuse)

    with pytest.raises(CommandError):
        local._load_content()


def test_content_that_was_tampered_with_stops_the_start_with_the_way_out(db, monkeypatch):
    edition = make_edition()
    tamper(edition, document=edition.document | {"title": "Changed"})
    for name in ("_refuse_a_taken_port", "_serve"):
        monkeypatch.setattr(local, name, lambda port: None)
    for name in ("_warn_about_the_machine", "_migrate", "_load_content", "_seed_demo"):
        monkeypatch.setattr(local, name, lambda: None)

    with pytest.raises(SystemExit, match=r"Edition 2026\.1 was changed.*load_frameworks"):
        local.main(8000)


def test_content_as_it_was_published_is_served(db):
    make_edition()

    local._look_for_changed_content()


def test_a_taken_port_is_said_before_anything_else():
    with socket.socket() as taken:
        taken.bind((local.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(SystemExit, match=f"Port {port} is taken"):
            local._refuse_a_taken_port(port)


def test_a_failed_step_does_not_hide_the_ones_after_it(capfd):
    steps = [
        ("first", [sys.executable, "-c", "raise SystemExit(3)"]),
        ("second", [sys.executable, "-c", "print('second ran')"]),
    ]

    failed = run.run(steps, {})

    said = capfd.readouterr().out
    assert failed == 1
    assert "second ran" in said
    assert "1 of 2 passed\nFailed: first" in said


def test_postgresql_is_skipped_by_name_unless_skips_are_refused(monkeypatch, capfd):
    from tests import postgresql

    monkeypatch.setattr(postgresql, "find_binaries", lambda: None)
    monkeypatch.setenv("NO_SKIPS", "0")
    tolerated = postgresql.main(["pytest"])
    monkeypatch.setenv("NO_SKIPS", "1")
    refused = postgresql.main(["pytest"])

    assert (tolerated, refused) == (0, 1)
    assert "apt-get install postgresql" in capfd.readouterr().err


def test_the_newest_postgresql_is_chosen(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("tests.postgresql.DEBIAN", tmp_path)
    for version in ("9.6", "15", "16"):
        binary = tmp_path / version / "bin" / "initdb"
        binary.parent.mkdir(parents=True)
        binary.touch()

    assert find_binaries() == tmp_path / "16" / "bin"


def test_the_run_script_of_the_checks_is_a_program():
    script = run.ROOT / ".ci" / "run"

    assert script.stat().st_mode & stat.S_IXUSR
    assert subprocess.run(["bash", "-n", str(script)]).returncode == 0  # noqa: S607
