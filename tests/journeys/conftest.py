"""What journeys start from: the shipped edition, published, and a person in an organisation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from frameworks import services
from frameworks.fixtures import read_fixtures
from frameworks.models import Edition

PASSWORD = "a long enough passphrase 42"


@pytest.fixture(scope="session")
def shipped() -> Any:
    """The definition in fixtures/, read once."""
    return read_fixtures(Path(settings.FRAMEWORK_FIXTURES))


@pytest.fixture
def published(transactional_db: None, shipped: Any) -> Edition:
    return services.publish(services.save_draft(shipped))


@pytest.fixture
def sign_up(page: Any) -> Callable[[str], None]:
    def run(name: str) -> None:
        page.goto("/accounts/signup/")
        page.fill("input[name=email]", f"{name}@example.com")
        page.fill("input[name=username]", name)
        page.fill("input[name=password1]", PASSWORD)
        page.fill("input[name=password2]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "signup" not in url)

    return run
