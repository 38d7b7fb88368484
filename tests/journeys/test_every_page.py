"""Every address of `tests/urls.py` in a real browser, light and dark, on a small edition.

Axe needs minutes for the longest pages of the shipped edition. Their templates are the same
here, with one or two of each kind of thing.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.accessibility import NARROW, WIDE, bring_session, objections, overflow
from tests.test_pages import PASSWORD, make_world
from tests.urls import PAGES, World, address


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_pleases_axe_and_fits_a_narrow_window(
    page: Any, client: Client, transactional_db: None, theme: str
) -> None:
    world = make_world(times=1)
    client.force_login(User.objects.get(username="owner-1"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    bring_session(page.context, client)
    page.emulate_media(color_scheme=theme)

    wrong = {url: found for url in every_address(world) if (found := faults(page, url))}

    assert wrong == {}


def every_address(world: World) -> list[str]:
    """What the owner of an organisation can open, and a page that is not there."""
    shown = [(name, entry) for name, entry in PAGES.items() if entry.who["owner"] == 200]
    sections = [
        reverse("scorecard:section", args=[world.assessment.code, key])
        for key in ("genai", "cross_border")
    ]
    approved = reverse("scorecard:review", args=[world.approved.code])
    beside = f"{reverse('frameworks:compare-markets')}?m=singapore&m=indonesia"
    return [
        *(address(name, entry, world) for name, entry in shown),
        *sections,
        approved,
        beside,
        "/nowhere/",
    ]


def faults(page: Any, url: str) -> list[str]:
    page.set_viewport_size({"width": WIDE, "height": 800})
    page.goto(url)
    found = objections(page)
    page.set_viewport_size({"width": NARROW, "height": 800})
    return found + overflow(page)
