"""The records of an edition's document, one by one: find, replace, add, move and take out.

Plain Python over plain data: every change gives a new document and leaves the old one alone.
A record is named by its *place*, a path of names and ids: ("principles", "fairness",
"questions", "FAI-03"). What has no id of its own is named by its number in the list, from 1.
"""

from frameworks.definition.naming import Place, place_from_text, place_to_text
from frameworks.records.changing import (
    added,
    edited,
    moved,
    moved_behind,
    retired,
)
from frameworks.records.ids import Named, id_field, is_numbered, named_records, next_id, used_ids
from frameworks.records.places import (
    NoSuchPlace,
    Spot,
    find,
    place_at,
    places_in,
)
from frameworks.records.shapes import (
    children,
    is_fixed,
    is_list,
    is_record,
    kinds_along,
    member_of,
    own_fields,
    record_of,
)
from frameworks.records.starting import starter

__all__ = [
    "Named",
    "NoSuchPlace",
    "Place",
    "Spot",
    "added",
    "children",
    "edited",
    "find",
    "id_field",
    "is_fixed",
    "is_list",
    "is_numbered",
    "is_record",
    "kinds_along",
    "member_of",
    "moved",
    "moved_behind",
    "named_records",
    "next_id",
    "own_fields",
    "place_at",
    "place_from_text",
    "place_to_text",
    "places_in",
    "record_of",
    "retired",
    "starter",
    "used_ids",
]
