"""Read settings from the environment, loudly: a value that makes no sense stops the start."""

from __future__ import annotations

import os
import re
from email.utils import parseaddr

import environ
from django.core.exceptions import ImproperlyConfigured

SECRET_LENGTH = 50
SECRET_VARIETY = 8  # different characters: repeated ones are long but not secret
LARGEST = 2**31 - 1
BOOLEANS = {"true": True, "false": False}


def read_bool(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, str(default)).strip().lower()
    if value not in BOOLEANS:
        raise ImproperlyConfigured(f"{name} must be 'true' or 'false', not {value!r}.")
    return BOOLEANS[value]


def read_int(name: str, *, default: int, least: int = 0, most: int = LARGEST) -> int:
    """A whole number in ASCII digits, within both bounds."""
    value = os.environ.get(name, str(default)).strip()
    if not re.fullmatch("[0-9]{1,10}", value) or not least <= int(value) <= most:
        raise ImproperlyConfigured(
            f"{name} must be a whole number from {least} to {most}, not {value!r}."
        )
    return int(value)


def read_text(name: str, *, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def read_choice(name: str, *, default: str, choices: tuple[str, ...]) -> str:
    """One of the choices, which are in capitals; it may be written in any case."""
    value = read_text(name, default=default)
    if value.upper() not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value.upper()


def read_address(name: str, *, default: str) -> str:
    """A mail address, with or without a name before it."""
    value = read_text(name, default=default)
    user, _, host = parseaddr(value)[1].rpartition("@")
    if not (user and host):
        raise ImproperlyConfigured(f"{name} must be a mail address, not {value!r}.")
    return value


def read_list(name: str, *, default: str = "") -> list[str]:
    return [item.strip() for item in read_text(name, default=default).split(",") if item.strip()]


def read_hosts(name: str, *, default: str) -> list[str]:
    """Host names with commas: at least one, or nobody could be answered."""
    hosts = read_list(name, default=default)
    if not hosts:
        raise ImproperlyConfigured(f"{name} must name at least one host.")
    return hosts


def read_site(name: str) -> str:
    """Where a site begins, without a slash at its end; empty when it is not set."""
    value = read_text(name).rstrip("/")
    if value and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value):
        raise ImproperlyConfigured(f"{name} must be like https://scorecard.example, not {value!r}.")
    return value


def read_secret(name: str) -> str:
    """A secret has no default, since a known one is worse than none, and cannot be guessed."""
    value = read_text(name)
    if len(value) < SECRET_LENGTH or len(set(value)) < SECRET_VARIETY:
        raise ImproperlyConfigured(
            f"{name} must be set, to {SECRET_LENGTH} random characters or more; "
            "`make run` writes one to .env."
        )
    return value


def read_database(name: str, *, default: str) -> dict[str, object]:
    """A database URL as Django's connection settings: SQLite or PostgreSQL, nothing else.

    A refusal never repeats the URL: it may hold a password.
    """
    value = read_text(name, default=default)
    scheme = value.partition(":")[0]
    if scheme not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured(f"{name} must start with sqlite: or postgres:, not {scheme!r}.")
    try:
        connection: dict[str, object] = environ.Env.db_url_config(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} has a host or port that makes no sense.") from None
    if not _names_a_database(value, connection):
        raise ImproperlyConfigured(
            f"{name} must name a database: sqlite:///file or postgres://user@host/name."
        )
    return connection


def _names_a_database(url: str, connection: dict[str, object]) -> bool:
    """What is read from a URL without a name is an empty name, or SQLite's memory unasked."""
    if url == "sqlite://:memory:":
        return True
    return "://" in url and connection["NAME"] not in ("", ":memory:")
