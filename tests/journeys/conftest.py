"""What journeys start from: the shipped edition, published, and a person in an organisation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from frameworks import services
from frameworks.fixtures import read_fixtures
from frameworks.models import Edition
from tests.load.seed import PASSWORD, Seeded, seed
from tests.servers import Server, own_database


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


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seeded]:
    """A database made once, which every `real_server` starts with a copy of.

    A small edition, one draft with nothing answered, and a person in each role, named after it:
    owner, assessor, reviewer, viewer. Their password is `PASSWORD`.
    """
    with own_database(tmp_path_factory.mktemp("seeded")) as url:
        yield seed(url, "small")


@pytest.fixture
def real_server(seeded: Seeded, tmp_path: Path) -> Iterator[Server]:
    """Our server in processes of its own, on a copy of `seeded`, to be killed and started again.

        def test_…(real_server, seeded, real_page):
            sign_in(real_page, "assessor")
            real_page.goto(f"{seeded.path}sections/transparency/")  # TRA-01 to TRA-10
            real_server.kill()  # SIGKILL, both workers; connections are refused from here on
            real_server.start()  # the same port, the same database; returns when it is ready

    The ORM of the test looks at another database: ask the pages, or
    `real_server.fetch("SELECT … WHERE revision = %s", [1])`. It runs on PostgreSQL in the second
    run of the suite. `real_server.output` is what it wrote.
    """
    with (
        own_database(tmp_path, template=seeded.database_url) as url,
        Server(url, tmp_path / "server.log") as server,
    ):
        yield server


@pytest.fixture
def real_page(chromium: Any, real_server: Server) -> Iterator[Any]:
    """A browser page whose addresses start at the real server. Nobody is signed in."""
    context = chromium.new_context(base_url=real_server.url)
    yield context.new_page()
    context.close()
