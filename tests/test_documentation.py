"""What the documents promise exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(
    str(path.relative_to(ROOT)) for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
)


def make_targets() -> set[str]:
    lines = (ROOT / "Makefile").read_text().splitlines()
    return {line.split(":")[0] for line in lines if re.match(r"[a-z-]+:.*##", line)}


def test_the_readme_names_every_make_command_and_no_other():
    assert set(re.findall(r"`make ([a-z-]+)", README)) == make_targets() - {"help", "setup"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_named_exists(document):
    named = set(re.findall(r"manage\.py ([a-z_]+)", (ROOT / document).read_text(encoding="utf-8")))

    assert named - set(get_commands()) == set()


def test_the_readme_lists_our_own_commands():
    ours = {name for name, app in get_commands().items() if app in ("frameworks", "scorecard")}

    assert ours - set(re.findall(r"`manage\.py ([a-z_]+)", README)) == set()


def test_the_readme_lists_exactly_the_variables_that_are_read():
    settings = (ROOT / "aseanai" / "settings.py").read_text()

    read = set(re.findall(r"read_[a-z]+\(\s*\"([A-Z_]+)\"", settings))

    assert set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)) == read


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document):
    targets = re.findall(
        r"\]\(([^)#]+)(?:#[^)]*)?\)", (ROOT / document).read_text(encoding="utf-8")
    )
    local = [target for target in targets if not target.startswith(("http:", "https:", "mailto:"))]

    assert [target for target in local if not ((ROOT / document).parent / target).exists()] == []


def test_every_change_of_method_is_in_the_changelog():
    from scorecard.scoring import METHOD

    assert f"### {METHOD}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_version_is_in_the_changelog():
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)

    assert version is not None
    assert f"### {version[1]}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
