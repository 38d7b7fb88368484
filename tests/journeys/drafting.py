"""An editor in a browser, and a draft to work on.

Test modules import the fixture they use: `page`.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.accessibility import bring_session
from tests.factories import make_draft, make_edition, make_editor
from tests.frameworks.editions import make_full_edition

LABEL = "2026.2"


@pytest.fixture
def page(page: Any, client: Client, transactional_db: None) -> Any:
    editor = make_editor(username="ada")
    make_draft(make_edition(make_full_edition()), label=LABEL, by=editor)
    client.force_login(editor)
    bring_session(page.context, client)
    return page


def url(name: str, *place: str) -> str:
    return reverse(f"editions:{name}", args=[LABEL, *place])
