"""What may be done with the content of the library, said in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    name: str
    url: str
    ours: str
    others: str


LICENCE = Licence(
    name="Apache-2.0",
    url="https://www.apache.org/licenses/LICENSE-2.0",
    ours=(
        "The questions, levels, weights, reasons and summaries, and the way they are arranged, are "
        "our own wording. Like the rest of this product they are under the Apache licence, "
        "version 2.0."
    ),
    others=(
        "The ASEAN Guide, the laws and the other texts belong to those who published them. They are "
        "described here in other words, with a link to each source. Nothing here licenses them."
    ),
)
