"""A fingerprint of the software: it changes when a template, a style or the code does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings

TEMPLATES_AND_STATIC = ("*.html", "*.txt", "*.css", "*.js", "*.svg")


@cache
def release() -> str:
    """The same in every worker that runs the same files, whenever it was started.

    Read once in a process, which is why workers are restarted after an update.
    """
    found = hashlib.sha256()
    for path in sorted(_files()):
        found.update(f"{path.relative_to(settings.BASE_DIR)}\0".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _files() -> Iterator[Path]:
    """Our code, templates, styles and scripts, and the list of packages with their versions."""
    base = Path(settings.BASE_DIR)
    for app in apps.get_app_configs():
        if Path(app.path).parent == base:
            yield from Path(app.path).rglob("*.py")
    templates: dict[str, Any] = settings.TEMPLATES[0]
    for folder in (*templates["DIRS"], *settings.STATICFILES_DIRS):
        for pattern in TEMPLATES_AND_STATIC:
            yield from Path(folder).rglob(pattern)
    yield from base.glob("requirements.txt")
