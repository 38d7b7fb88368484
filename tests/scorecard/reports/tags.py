"""The structure tree of a tagged PDF, as a screen reader walks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

PAINTS = {b"Tj", b"TJ", b"'", b'"', b"f", b"f*", b"F", b"S", b"s", b"B", b"B*", b"b", b"Do", b"sh"}


def children(element: Any) -> Iterator[Any]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if isinstance(found, dict) and "/S" in found:
            yield found


def elements(element: Any) -> Iterator[Any]:
    """Each element below this one, in reading order."""
    for child in children(element):
        yield child
        yield from elements(child)


def tree_of(reader: PdfReader) -> list[Any]:
    root: Any = reader.trailer["/Root"]
    return list(elements(root["/StructTreeRoot"]))


def painted_outside_of_tags(page: PageObject, reader: PdfReader) -> list[bytes]:
    """What is painted and neither tagged nor marked as an artifact."""
    depth, found = 0, []
    for _, operator in ContentStream(page["/Contents"].get_object(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            depth += 1
        elif operator == b"EMC":
            depth -= 1
        elif operator in PAINTS and not depth:
            found.append(operator)
    return found
