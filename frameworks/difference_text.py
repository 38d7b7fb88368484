"""What two editions say differently, as a plain text to send or to file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from frameworks.history import ChangeShown, PartChanged

WIDTH = 88


def difference_text(before: str, after: str, parts: Sequence[PartChanged]) -> str:
    number = sum(len(part.changes) for part in parts)
    head = f"From {before} to {after}: {number} change{'' if number == 1 else 's'}"
    lines = [head, "=" * len(head)]
    for part in parts:
        lines += ["", "", part.name, "-" * len(part.name)]
        for change in part.changes:
            lines += ["", *_change(change)]
    return "\n".join(lines) + "\n"


def _change(change: ChangeShown) -> Iterator[str]:
    yield from wrap(f"{change.kind.capitalize()}: {change.what}", WIDTH)
    for sign, texts in (("-", change.before), ("+", change.after)):
        for text in texts:
            yield from wrap(text, WIDTH, initial_indent=f"  {sign} ", subsequent_indent="    ")
