"""What every test may ask for by name, and what a machine must have to run them.

`NO_SKIPS=1` turns a skipped test into a failed run. `ONLY_DATABASE=1` keeps the tests that are run
a second time, on PostgreSQL: those that use the database, unless they only look at pages. Tests of a
real server process are among them, browser or not.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from hypothesis import HealthCheck, settings

from tests.one_at_a_time import until_all_are_answered

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
INSTALL_CHROMIUM = "Chromium is missing: apt-get install chromium"

# A busy machine is no fault of what is tested: no bound in seconds.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

_skipped: list[str] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))  # docs/decisions/0010
        if item.get_closest_marker("browser") and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason=INSTALL_CHROMIUM))
    if os.environ.get("ONLY_DATABASE") == "1":
        others = [item for item in items if not _is_run_again(item)]
        items[:] = [item for item in items if _is_run_again(item)]
        config.hook.pytest_deselected(items=others)


def _is_run_again(item: pytest.Item) -> bool:
    """What looks at pages rather than at rows says nothing new with another database."""
    looks = item.get_closest_marker("browser") or item.get_closest_marker("looks")
    is_real = "real_server" in getattr(item, "fixturenames", ())
    return _uses_the_database(item) and (is_real or not looks)


def _uses_the_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return bool(item.get_closest_marker("django_db")) or any(
        name in fixtures for name in ("db", "transactional_db", "live_server", "real_server")
    )


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped:
        _skipped.append(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("ONLY_DATABASE") == "1" and not session.testscollected:
        session.exitstatus = pytest.ExitCode.OK  # none of the picked tests uses the database
    if _skipped and os.environ.get("NO_SKIPS") == "1":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _skipped and os.environ.get("NO_SKIPS") == "1":
        terminalreporter.write_line(
            f"NO_SKIPS=1 and {len(_skipped)} skipped: this run has failed.", red=True
        )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One Chromium for the session; `page` gives each test its own clean profile."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
        # Playwright runs a loop in this thread: past its end, Django no longer knows them.
        connections.close_all()


@pytest.fixture
def page(chromium: Any, live_server: Any) -> Iterator[Any]:
    """A browser page whose addresses start at the live server; a script error fails the test."""
    context = chromium.new_context(base_url=live_server.url)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    until_all_are_answered()
    assert errors == []
