"""What a browser sends: the fields of a page's form, with some of them filled in."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse


def filled_in(page: HttpResponse, **typed: str) -> dict[str, Any]:
    """Every field of the page's last big form as the server wrote it, changed by `typed`.

    Names are written with underscores for the dash after an id: `TRA_01__answer`.
    """
    reader = _read(page.content.decode())
    names = {name.replace("__", "\0").replace("_", "-").replace("\0", "-"): name for name in typed}
    changed = {field: typed[name] for field, name in names.items()}
    unknown = changed.keys() - reader.names - {"then"}
    assert not unknown, f"the page has no {unknown}"
    return reader.values | changed


def fields(page: str) -> dict[str, str]:
    """Every field in a page or a piece of one, with what it holds."""
    return _read(page).values


def _read(page: str) -> _Fields:
    reader = _Fields()
    reader.feed(page)
    return reader


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.names: set[str] = set()
        self._textarea = ""
        self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        attrs = dict(attributes)
        name = attrs.get("name") or ""
        if tag in ("input", "textarea", "select", "button"):
            self.names.add(name)
        if tag == "input" and ("checked" in attrs or attrs.get("type") == "hidden"):
            self.values[name] = attrs.get("value") or ""
        if tag == "textarea":
            self._textarea = name
            self.values[name] = ""
        if tag == "select":
            self._select = name
        if tag == "option" and "selected" in attrs:
            self.values[self._select] = attrs.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.values[self._textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.values[self._textarea] = self.values[self._textarea].removeprefix("\n")
            self._textarea = ""
