"""What a new record starts with where its form asks for nothing: said to be unwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, is_dataclass
from typing import Any, Literal, get_args, get_origin

from frameworks.definition import TOP_LEVEL, Floor, Principle, Question
from frameworks.parsing.structure import default_of, fields_of, type_hints
from frameworks.records.places import Document
from frameworks.records.shapes import children

UNWRITTEN = "To be written."
UNSET = "Not set yet."
_CHOSEN = {
    "as_of_precision": "checked",
    "basis": "voluntary",
    "confidence": "low",
    "force": "voluntary",
    "overall_confidence": "low",
    "status": "draft",
    "verification": "unverified",
}
_FLOOR = {"floor": 0, "basis": "voluntary", "reason": UNSET}
_BLANKS: dict[Any, Any] = {str: UNWRITTEN, int: 0, bool: False}


def starter(kind: Any, document: Document, *, today: str, said: Mapping[str, Any]) -> Any:
    """A record: what was said of it, and the parts that its form leaves out."""
    parts = {
        name: _value(name, hint, document, today)
        for name, hint in children(kind).items()
        if default_of(fields_of(kind)[name]) is MISSING
    }
    if kind is Principle:
        parts["questions"] = [_first_question(document, today, said)]
    return {**parts, **said}


def with_room_for(document: Document, kind: Any, record: Mapping[str, Any]) -> Document:
    """Every market has a floor for each principle: a new one starts at level 0."""
    if kind is not Principle:
        return document
    markets = [
        {**market, "floors": {**market["floors"], record["key"]: _FLOOR}}
        for market in document.get("markets", ())
    ]
    return {**document, "markets": markets} if markets else document


def _first_question(document: Document, today: str, said: Mapping[str, Any]) -> Any:
    question = _record(Question, document, today)
    return question | {
        "id": f"{said.get('prefix', '')}-01",
        "principle": said.get("key", ""),
        "track": "core",
        "anchors": [UNWRITTEN] * (TOP_LEVEL + 1),
        "weight": 1,
        "origin": {"sections": [said.get("guide_section") or UNWRITTEN], "basis": "derived"},
    }


def _value(name: str, hint: Any, document: Document, today: str) -> Any:
    origin = get_origin(hint) or hint
    if origin is Mapping and get_args(hint)[1] is Floor:
        return {principle["key"]: _FLOOR for principle in document["principles"]}
    if is_dataclass(hint):
        return _record(hint, document, today)
    if origin is Literal:
        return _CHOSEN.get(name, get_args(hint)[0])
    if name == "as_of":
        return today
    if origin in (tuple, Mapping):
        return [] if origin is tuple else {}
    return _BLANKS.get(origin)


def _record(kind: Any, document: Document, today: str) -> dict[str, Any]:
    hints = type_hints(kind)
    record = {
        name: _value(name, hints[name], document, today)
        for name, field in fields_of(kind).items()
        if default_of(field) is MISSING
    }
    if "as_of" in record:
        record["as_of_precision"] = _CHOSEN["as_of_precision"]
    return record
