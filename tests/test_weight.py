"""What a page weighs on the wire, and what a process loads before anybody asks for it."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from frameworks.fixtures import read_fixtures
from tests.factories import make_assessment, make_edition, make_user

LIMIT = 60_000  # bytes, compressed


def weight(content: bytes) -> int:
    return len(gzip.compress(content))


def test_our_styles_and_scripts_are_light():
    files = [*Path("static/css").glob("*.css"), *Path("static/js").glob("*.js")]

    assert files
    assert sum(weight(path.read_bytes()) for path in files) <= LIMIT


@pytest.mark.django_db
def test_the_longest_section_is_light(client):
    edition = make_edition(read_fixtures(settings.FRAMEWORK_FIXTURES))
    assessment = make_assessment(by=(user := make_user()), edition=edition, markets=("SG", "VN"))
    client.force_login(user)

    page = client.get(reverse("scorecard:section", args=[assessment.code, "genai"]))

    assert page.status_code == 200
    assert weight(page.content) <= LIMIT


@pytest.mark.parametrize("heavy", ["weasyprint", "openpyxl", "ruamel.yaml"])
def test_what_is_heavy_is_loaded_only_when_used(heavy):
    code = f"import aseanai.urls, sys; sys.exit({heavy!r} in sys.modules)"
    program = f"import django; django.setup(); {code}"

    process = subprocess.run(
        [sys.executable, "-c", program],
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": ""},
        check=False,
    )

    assert process.returncode == 0
