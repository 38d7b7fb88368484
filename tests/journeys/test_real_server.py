"""The server that a test may kill: it comes back with everything it had acknowledged."""

from __future__ import annotations

from typing import Any

import pytest

from tests.load.seed import PASSWORD, Seeded
from tests.servers import Server


def test_who_was_signed_in_stays_so_when_the_server_is_killed(
    real_page: Any, real_server: Server, seeded: Seeded
) -> None:
    real_page.goto("/accounts/login/")
    real_page.fill("input[name=login]", "assessor")
    real_page.fill("input[name=password]", PASSWORD)
    real_page.click("main button[type=submit]")
    real_page.wait_for_url(f"{real_server.url}/")

    real_server.kill()
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        real_page.goto(seeded.path)
    real_server.start()

    assert real_page.goto(seeded.path).status == 200
    assert real_server.fetch("SELECT title FROM scorecard_assessment WHERE level IS NULL")
    assert real_server.output == ""
