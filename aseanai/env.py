"""Read settings from the environment, loudly: a value that makes no sense stops the start."""

from __future__ import annotations

import os

import environ
from django.core.exceptions import ImproperlyConfigured

SECRET_LENGTH = 50
BOOLEANS = {"true": True, "false": False}


def read_bool(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, str(default)).strip().lower()
    if value not in BOOLEANS:
        raise ImproperlyConfigured(f"{name} must be 'true' or 'false', not {value!r}.")
    return BOOLEANS[value]


def read_int(name: str, *, default: int) -> int:
    """A whole number, zero or more."""
    value = os.environ.get(name, str(default)).strip()
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def read_text(name: str, *, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def read_list(name: str, *, default: str = "") -> list[str]:
    return [item.strip() for item in read_text(name, default=default).split(",") if item.strip()]


def read_secret(name: str) -> str:
    """A secret has no default, since a known one is worse than none, and cannot be guessed."""
    value = read_text(name)
    if len(value) < SECRET_LENGTH:
        raise ImproperlyConfigured(
            f"{name} must be set, to {SECRET_LENGTH} characters or more; `make run` writes one to .env."
        )
    return value


def read_database(name: str, *, default: str) -> dict[str, object]:
    """A database URL as Django's connection settings: SQLite or PostgreSQL, nothing else."""
    value = read_text(name, default=default)
    scheme = value.partition(":")[0]
    if scheme not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured(f"{name} must start with sqlite: or postgres:, not {scheme!r}.")
    connection: dict[str, object] = environ.Env.db_url_config(value)
    return connection
