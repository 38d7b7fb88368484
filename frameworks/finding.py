"""What is asked of the search, where what it found stands, and all of it as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from frameworks.definition import Edition
from frameworks.definition.search import LONGEST
from frameworks.definition.search_entry import Entry


def asked_in(query: Mapping[str, Any]) -> str:
    return str(query.get("q", "")).strip()[:LONGEST]


def address_of(entry: Entry) -> str:
    name = entry.page if ":" in entry.page else f"frameworks:{entry.page}"
    page = reverse(name, args=[entry.of] if entry.of else [])
    return f"{page}#{entry.anchor}" if entry.anchor else page


def as_data(edition: Edition, query: Mapping[str, Any]) -> dict[str, Any]:
    """Every result, best first."""
    asked = asked_in(query)
    entries = (hit.entry for hit in edition.search_index.find(asked).hits)
    results = [
        {
            "kind": entry.kind,
            "id": entry.id,
            "title": entry.title,
            "where": entry.where,
            "address": address_of(entry),
        }
        for entry in entries
    ]
    return {"query": asked, "results": results}
