"""What is wrong with the page a browser shows: what axe objects to, and sideways scrolling."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from django.conf import settings
from django.test import Client

NARROW = 320  # CSS pixels, as WCAG 1.4.10 has it
WIDE = 1280

ARRIVE = """document.getAnimations()
    .filter(each => each instanceof CSSTransition).forEach(each => each.finish())"""


def bring_session(context: Any, client: Client) -> None:
    """Sign the browser in as whoever the test client is signed in as."""
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "domain": "localhost", "path": "/"}]
    )


def objections(page: Any, *rules: str) -> list[str]:
    """What axe objects to on the page as it is, with the first element of each kind.

    Of all its rules, or of these. Colours on their way from one to another are let arrive first.
    """
    page.evaluate(_axe())
    page.evaluate(ARRIVE)
    options = {"runOnly": list(rules)} if rules else {}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]


def overflow(page: Any) -> list[str]:
    """The width of a page that scrolls sideways in its window."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} px wide"] if wide > page.viewport_size["width"] else []


@cache
def _axe() -> str:
    script = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
    return script.read_text(encoding="utf-8")
