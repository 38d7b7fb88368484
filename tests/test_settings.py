"""The environment is read loudly, and what it sets is what a visitor gets."""

from __future__ import annotations

from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.db.utils import ConnectionHandler
from django.test import RequestFactory

from aseanai import env
from aseanai.accounts import AccountAdapter
from aseanai.checks import chinese_can_be_printed, pango_is_installed
from scorecard.reports.fonts import CHINESE_ADVICE

SETTINGS = str(Path(env.__file__).with_name("settings.py"))


@pytest.mark.parametrize("value", ["maybe", "", "1", "yes", "tru"])
def test_a_boolean_is_true_or_false_and_nothing_else(monkeypatch, value):
    monkeypatch.setenv("SOME", value)

    with pytest.raises(ImproperlyConfigured, match="SOME must be 'true' or 'false'"):
        env.read_bool("SOME", default=False)


@pytest.mark.parametrize(
    ("value", "expected"), [("true", True), ("False", False), (" TRUE ", True)]
)
def test_a_boolean_may_be_written_in_any_case(monkeypatch, value, expected):
    monkeypatch.setenv("SOME", value)

    assert env.read_bool("SOME", default=not expected) is expected


@pytest.mark.parametrize("value", ["-1", "ten", "1.5", "", "\u0663", "9" * 5000])
def test_a_number_is_whole_and_not_negative(monkeypatch, value):
    monkeypatch.setenv("SOME", value)

    with pytest.raises(ImproperlyConfigured, match="SOME must be a whole number"):
        env.read_int("SOME", default=1)


@pytest.mark.parametrize(("value", "fits"), [("1", False), ("2", True), ("4", True), ("5", False)])
def test_a_number_keeps_within_its_bounds(monkeypatch, value, fits):
    monkeypatch.setenv("SOME", value)

    if fits:
        assert env.read_int("SOME", default=3, least=2, most=4) == int(value)
    else:
        with pytest.raises(ImproperlyConfigured, match=r"SOME .* from 2 to 4, not"):
            env.read_int("SOME", default=3, least=2, most=4)


def test_a_choice_may_be_written_in_any_case(monkeypatch):
    monkeypatch.setenv("SOME", " debug ")

    assert env.read_choice("SOME", default="INFO", choices=("INFO", "DEBUG")) == "DEBUG"


def test_a_sender_may_have_a_name(monkeypatch):
    monkeypatch.setenv("SOME", "Scorecard <scorecard@a.example>")

    assert env.read_address("SOME", default="") == "Scorecard <scorecard@a.example>"


def test_a_list_is_split_at_commas_and_loses_what_is_empty(monkeypatch):
    monkeypatch.setenv("SOME", " a.example, ,b.example,")

    assert env.read_list("SOME") == ["a.example", "b.example"]


@pytest.mark.parametrize("value", ["", "short", "abcdefg" * 7, "x" * 65, "abcdefg" * 10])
def test_a_secret_has_no_default_and_is_long(monkeypatch, value):
    monkeypatch.setenv("SOME", value)

    with pytest.raises(ImproperlyConfigured, match="SOME must be set"):
        env.read_secret("SOME")


@pytest.mark.parametrize("url", ["mysql://a@b/c", "nonsense", ""])
def test_only_sqlite_and_postgresql_are_databases(monkeypatch, url):
    monkeypatch.setenv("SOME", url)

    with pytest.raises(ImproperlyConfigured, match="SOME must start with"):
        env.read_database("SOME", default="sqlite://:memory:")


def test_a_database_url_names_its_socket_folder(monkeypatch):
    monkeypatch.setenv("SOME", "postgres://scorecard@//run/postgresql/scores")

    found = env.read_database("SOME", default="")

    assert (found["HOST"], found["NAME"]) == ("/run/postgresql", "scores")


@pytest.mark.parametrize(
    "url",
    [
        "postgres:",
        "postgres://",
        "postgres:h/n",
        "postgres://u@h",
        "postgres://u@//run/postgresql/",
        "sqlite:",
        "sqlite://",
        "sqlite:///",
        "sqlite:scores",
    ],
)
def test_a_database_url_names_a_database(monkeypatch, url):
    monkeypatch.setenv("SOME", url)

    with pytest.raises(ImproperlyConfigured, match="SOME must name a database"):
        env.read_database("SOME", default="")


@pytest.mark.parametrize("port", ["abc", "99999"])
def test_a_database_port_is_a_port_and_a_refusal_keeps_the_password(monkeypatch, port):
    monkeypatch.setenv("SOME", f"postgres://u:hidden@h:{port}/n")

    with pytest.raises(ImproperlyConfigured, match="SOME has a host or port") as refusal:
        env.read_database("SOME", default="")

    assert "hidden" not in str(refusal.value)
    assert refusal.value.__suppress_context__


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite://:memory:", ":memory:"),
        ("sqlite:////srv/scores.sqlite3", "/srv/scores.sqlite3"),
        ("postgres:///scores", "scores"),
        ("postgresql://u:p@h:5432/scores", "scores"),
    ],
)
def test_a_database_with_a_name_is_read(monkeypatch, url, name):
    monkeypatch.setenv("SOME", url)

    assert env.read_database("SOME", default="")["NAME"] == name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", " , "),
        ("CONN_MAX_AGE", "-1"),
        ("DATABASE_URL", "postgres:"),
        ("DEFAULT_FROM_EMAIL", ""),
        ("DEFAULT_FROM_EMAIL", "nobody"),
        ("EMAIL_PORT", "0"),
        ("EMAIL_PORT", "99999999"),
        ("HSTS_SECONDS", "-1"),
        ("LOG_LEVEL", "LOUD"),
        ("PUBLIC_ADDRESS", "scorecard.example"),
        ("PUBLIC_ADDRESS", "https://scorecard.example/?a=b"),
        ("SECRET_KEY", "x" * 65),
        ("SESSION_HOURS", "0"),
        ("SESSION_HOURS", "8761"),
    ],
)
def test_a_setting_that_makes_no_sense_stops_the_start(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=f"^{name} [^.]+"):
        run_path(SETTINGS)


def test_the_settings_of_the_tests_make_sense():
    assert run_path(SETTINGS)["LOGGING"]["root"]["level"] == "WARNING"


@pytest.fixture
def sqlite(tmp_path, django_db_blocker):
    """Two connections to one new SQLite file, with our options; the second one is impatient."""
    ours: dict[str, Any] = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": tmp_path / "db.sqlite3",
        "OPTIONS": dict(django_settings.SQLITE_OPTIONS),
    }
    impatient = {**ours, "OPTIONS": {**ours["OPTIONS"], "timeout": 0.05}}
    connections = ConnectionHandler({"default": ours, "other": impatient})
    with django_db_blocker.unblock():
        yield connections
    connections.close_all()


def test_sqlite_keeps_a_write_ahead_log_and_waits_for_its_turn(sqlite):
    with sqlite["default"].cursor() as cursor:
        modes = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        ]

    assert modes == ["wal", 1, 20_000]


def test_a_sqlite_transaction_takes_the_write_lock_when_it_begins(sqlite):
    first, second = sqlite["default"], sqlite["other"]
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)

    with pytest.raises(OperationalError, match="locked"):
        second.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)

    first.rollback()


@pytest.mark.parametrize("address", ["/healthz", "/accounts/login/", "/nowhere"])
def test_every_response_carries_the_strict_policy(db, client, address):
    policy = client.get(address).headers["Content-Security-Policy"]

    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.parametrize("is_open", [True, False])
def test_sign_up_can_be_switched_off(settings, is_open):
    settings.SIGN_UP_OPEN = is_open

    assert AccountAdapter().is_open_for_signup(RequestFactory().get("/")) is is_open


def test_the_admin_sends_people_to_the_one_sign_in_page(db, client):
    response = client.get("/admin/login/")

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/")


def test_a_missing_pango_is_said_in_one_sentence_with_the_line_that_mends_it(monkeypatch):
    monkeypatch.setattr("aseanai.checks.find_library", lambda name: None)

    (problem,) = pango_is_installed()

    assert problem.id == "aseanai.W001"
    assert "Everything else works" in problem.msg
    assert "apt-get install libpango" in str(problem.hint)


@pytest.mark.parametrize("installed", [True, False])
def test_a_missing_chinese_font_is_a_hint_to_those_who_deploy(monkeypatch, installed):
    monkeypatch.setattr("scorecard.reports.fonts.chinese_font_is_installed", lambda: installed)

    told = [(note.id, note.hint) for note in chinese_can_be_printed()]

    assert told == ([] if installed else [("aseanai.I001", CHINESE_ADVICE)])


def test_a_missing_harfbuzz_subset_is_only_slow(monkeypatch):
    monkeypatch.setattr(
        "aseanai.checks.find_library", lambda name: None if "harfbuzz" in name else "found"
    )

    (problem,) = pango_is_installed()

    assert problem.id == "aseanai.W002"
