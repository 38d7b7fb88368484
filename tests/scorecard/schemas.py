"""The published JSON Schemas, ready to validate with."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

FOLDER = Path(__file__).parents[2] / "docs/schemas"
SCHEMAS = {
    path.name: json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.schema.json")
}
_registry = Registry().with_resources(
    (name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items()
)


def faults(schema: str, document: object) -> list[str]:
    """What a document does not do as the schema of this name says."""
    validator = Draft202012Validator(SCHEMAS[f"{schema}.schema.json"], registry=_registry)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]
