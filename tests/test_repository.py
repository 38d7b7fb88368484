"""Rules about the files themselves, held by reading them."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
OURS = ("aseanai", "frameworks", "scorecard", "templates", "static", "fixtures", "tests", "docs")
TEXT = {".py", ".html", ".css", ".js", ".yaml", ".json", ".md", ".txt", ".toml", ".svg", ""}

# The hosts of package registries, with a class in each so that this line does not match itself.
REGISTRY = re.compile(r"pyp[i]\.org|pythonhost[e]d|npm[j]s\.|deb\.debia[n]", re.IGNORECASE)
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|root|home)/\w")
# Words of the place where the product was made; of no use to whoever reads it.
WORKPLACE = re.compile(
    r"\.\./share[d]\b|(?<![\w.~-])/(?:work|root)/|\bthe brie[f]\b"
    r"|\bsee note[s]\b|\bnot yet verifie[d]\b|\bmocku[p]s?\b",
    re.IGNORECASE,
)
# It looks for two of these words in the content, and so has to hold them.
LOOKS_FOR_THEM = ROOT / "tests" / "frameworks" / "test_content.py"
INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|hx-on|<script(?![^>]*(?:\bsrc=|type=\"application/json\"))", re.I
)
UNFINISHED = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X]|[Ll]orem ipsu[m]|[Cc]oming soo[n])\b")


@cache
def files() -> tuple[Path, ...]:
    """What git holds or would hold; without git, everything in our folders."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [*ROOT.glob("*"), *(path for top in OURS for path in (ROOT / top).rglob("*"))]
    return tuple(sorted(path for path in found if path.is_file()))


def text_files() -> list[Path]:
    return [path for path in files() if path.suffix in TEXT]


def lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def too_long(paths: list[Path], limit: int) -> list[str]:
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in paths}
    return [f"{path.relative_to(ROOT)}: {n} lines" for path, n in lengths.items() if n > limit]


def under(folder: Path, suffix: str) -> list[Path]:
    return [path for path in files() if path.is_relative_to(folder) and path.suffix == suffix]


def test_no_template_holds_inline_style_or_script():
    screen = [path for path in under(TEMPLATES, ".html") if "report" not in path.parts]

    assert lines_with(INLINE, screen) == []


def test_every_static_file_a_template_names_exists():
    named = re.compile(r"{%\s*static\s+['\"]([^'\"]+)['\"]")
    missing = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in under(TEMPLATES, ".html")
        for name in named.findall(path.read_text(encoding="utf-8"))
        if finders.find(name) is None
    ]

    assert missing == []


def test_no_file_names_a_registry_or_a_path_of_one_machine():
    assert lines_with(REGISTRY, text_files()) == []
    assert lines_with(MACHINE_PATH, text_files()) == []


def test_no_file_speaks_of_the_place_where_it_was_made():
    kept = [path for path in text_files() if path != LOOKS_FOR_THEM]

    assert lines_with(WORKPLACE, kept) == []


def test_nothing_is_left_for_later():
    kept = [path for path in text_files() if path.suffix in {".py", ".html", ".js", ".css"}]

    assert lines_with(UNFINISHED, kept) == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_and_hashed_and_holds_no_address(name):
    text = (ROOT / name).read_text()
    logical = text.replace("\\\n", " ").splitlines()
    requirements = [line for line in logical if line.strip() and not line.lstrip().startswith("#")]

    assert len(requirements) > 20
    assert [
        line[:60] for line in requirements if not re.match(r"[\w.\[\]-]+==\S+ .*--hash", line)
    ] == []
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_the_server_and_the_developer_run_the_same_versions():
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[\w.\[\]-]+==[^\s;]+", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.txt") <= pins("requirements-dev.txt")


def test_modules_and_templates_stay_short():
    modules = [path for path in files() if path.suffix == ".py" and "migrations" not in path.parts]

    assert too_long(modules, 400) == []
    assert too_long(under(TEMPLATES, ".html"), 120) == []


def test_no_lock_file_records_download_addresses():
    locks = {"uv.lock", "package-lock.json", "poetry.lock", "Pipfile.lock", "yarn.lock"}

    assert [path.name for path in files() if path.name in locks] == []
