"""What records are called in places, and how a place is written as one text."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

Place = tuple[str, ...]

_IDS = ("id", "slug", "key", "target", "number", "tier")


@cache
def id_field(kind: Any) -> str:
    """The field that names a record in its list; "" where its number does.

    The tier is the name of a tier of the roadmap, and only a fact of a market.
    """
    if not is_dataclass(kind):
        return ""
    known = {field.name for field in fields(kind)}
    named = next((name for name in _IDS if name in known), "")
    return "" if named == "tier" and "description" not in known else named


def place_to_text(place: Place) -> str:
    """For an address: a slash inside an id is written ~1, as JSON pointers do."""
    return "/".join(name.replace("~", "~0").replace("/", "~1") for name in place)


def place_from_text(text: str) -> Place:
    names = (name for name in text.split("/") if name)
    return tuple(name.replace("~1", "/").replace("~0", "~") for name in names)
