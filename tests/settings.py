"""The settings, with an environment that is the same on every machine."""

from __future__ import annotations

import os

os.environ.update(
    DEBUG="false",
    HTTPS_ONLY="false",
    STATIC_COLLECTED="false",
    SECRET_KEY="only-for-tests-" + "0123456789" * 5,
    SIGN_UP_OPEN="true",
    LOG_LEVEL="WARNING",
    EMAIL_HOST="",
)
os.environ.setdefault("RENDER_ON_DEMAND", "false")  # another process sees no database in memory
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the ORM beside Playwright's own loop

from aseanai.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MIDDLEWARE = ["tests.one_at_a_time.one_at_a_time", *MIDDLEWARE]  # noqa: F405
