"""A skip is tolerated on a desk and refused where everything is installed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.run import ROOT

ONE_SKIPPED = """
import pytest

def test_that_runs(): pass

@pytest.mark.skip(reason="no cable")
def test_that_does_not(): pass
"""


@pytest.fixture
def run_pytest(tmp_path):
    """Run a file of tests with our conftest and nothing else of ours."""

    def run(text: str, **environment: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "test_it.py").write_text(text)
        ours = {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "NO_SKIPS": "0"}
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-rsR", "test_it.py"],
            cwd=tmp_path,
            env={**os.environ, **ours, **environment},
            capture_output=True,
            text=True,
        )

    return run


def test_a_skip_is_named_and_tolerated(run_pytest):
    finished = run_pytest(ONE_SKIPPED)

    assert finished.returncode == 0
    assert "no cable" in finished.stdout


def test_a_skip_fails_the_run_when_none_is_allowed(run_pytest):
    finished = run_pytest(ONE_SKIPPED, NO_SKIPS="1")

    assert finished.returncode == 1
    assert "NO_SKIPS=1 and 1 skipped" in finished.stdout


def test_the_second_run_keeps_the_tests_that_use_the_database_and_do_not_only_look(run_pytest):
    text = """
import pytest

@pytest.fixture
def db(): pass

@pytest.fixture
def real_server(): pass

def test_with(db): pass
def test_without(): pass

@pytest.mark.looks
def test_that_looks(db): pass

@pytest.mark.browser
def test_that_browses(db): pass

@pytest.mark.browser
def test_with_a_server(real_server): pass
"""
    finished = run_pytest(text, ONLY_DATABASE="1")

    assert "2 passed, 3 deselected" in finished.stdout


def test_a_second_run_with_nothing_to_do_is_fine(run_pytest):
    finished = run_pytest("def test_without(): pass", ONLY_DATABASE="1")

    assert finished.returncode == 0
    assert "1 deselected" in finished.stdout


def test_a_test_in_a_browser_gets_a_second_try_and_is_named(run_pytest):
    text = """
import pytest

pytest_plugins = ["pytest_rerunfailures"]
tries = []

@pytest.fixture
def chromium(): pass

def test_that_passes_later(chromium):
    tries.append("browser")
    assert len(tries) > 1

def test_that_never_passes(chromium): assert False

def test_without_a_browser(): assert False
"""
    finished = run_pytest(text)

    assert "RERUN test_it.py::test_that_passes_later" in finished.stdout
    assert "RERUN test_it.py::test_without_a_browser" not in finished.stdout
    assert "2 failed, 1 passed, " in finished.stdout
    assert ", 2 rerun in " in finished.stdout
