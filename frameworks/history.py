"""The editions that were published, and what one changed of another, for readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from frameworks import contents
from frameworks.changes import Change, changes
from frameworks.models import Edition
from frameworks.parsing import to_document
from frameworks.records.places import Document
from frameworks.templatetags.library import date_words
from frameworks.wording import NAMED_BY_DATE, Wording

PARTS = {
    "": "The edition",
    "principles": "Principles",
    "questions": "Questions",
    "genai": "Generative AI",
    "cross_border": "Across borders",
    "annex_a": "Annex A",
    "roadmap": "Roadmap",
    "defa": "DEFA",
    "regional": "Other instruments",
    "markets": "Markets",
    "crosswalks": "Other frameworks",
    "summary": "Common summary",
    "corrections": "Corrections",
    "glossary": "Glossary",
    "sources": "Sources",
    "translations": "Translations",
}

_SHOWN_LINES, _SHOWN_CHARACTERS = 6, 1500


class NoSuchEdition(LookupError):
    """Nothing of this label was published before the edition shown."""


@dataclass(frozen=True, slots=True)
class Issued:
    """An edition that was published, as the list of them shows it."""

    label: str
    title: str
    digest: str
    published_at: datetime
    is_retired: bool
    release_notes: str  # by whoever published it; empty for what was loaded from files
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """A change, its values as lines of text; `gist` is what a record that came or went says first."""

    kind: str
    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    gist: str = ""

    @property
    def is_long(self) -> bool:
        """Too much to read in passing."""
        lines = (*self.before, *self.after)
        return len(lines) > _SHOWN_LINES or sum(map(len, lines)) > _SHOWN_CHARACTERS


@dataclass(frozen=True, slots=True)
class PartChanged:
    key: str
    name: str
    changes: tuple[ChangeShown, ...]


def issued() -> tuple[Issued, ...]:
    """Newest first. One query, without the documents: two values are read out of each."""
    rows = Edition.objects.issued().newest_first()
    own = ("label", "digest", "status", "published_at", "release_notes")
    return tuple(
        Issued(
            label=row["label"],
            title=row["document__title"],
            digest=row["digest"],
            published_at=row["published_at"],
            is_retired=row["status"] == Edition.Status.RETIRED,
            release_notes=row["release_notes"],
            notes=tuple(row["document__notes"] or ()),
        )
        for row in rows.values(*own, "document__title", "document__notes")
    )


def compared_with(shown: Edition, editions: Sequence[Edition], label: str | None) -> Edition | None:
    """The earlier edition of this label or, without one, the last published before the one shown."""
    earlier = editions[editions.index(shown) + 1 :]
    if not label:
        return next((each for each in earlier if each.is_published), None)
    found = next((each for each in earlier if each.label == label), None)
    if found is None:
        raise NoSuchEdition(f"No edition {label} was published before {shown.label}.")
    return found


def changed_since(older: Edition, newer: Edition) -> tuple[Change, ...]:
    return changes(*_documents(older, newer))


def parts_changed(older: Edition, newer: Edition) -> tuple[PartChanged, ...]:
    return differences(*_documents(older, newer))


def differences(before: Document, after: Document) -> tuple[PartChanged, ...]:
    """What the newer of two documents changes of the older one, in words."""
    return by_part(changes(before, after), before, after)


def _documents(older: Edition, newer: Edition) -> tuple[Document, Document]:
    return to_document(older.definition), to_document(newer.definition)


def as_data(label: str, since: str | None) -> dict[str, Any]:
    """The editions, and what the one of this label changed of the one before, or of `since`.

    A draft is not among them: what is in use stands for it.
    """
    editions = tuple(Edition.objects.issued().newest_first().without_document())
    in_use = next(each for each in editions if each.is_published)
    shown = next((each for each in editions if each.label == label), in_use)
    before = compared_with(shown, editions, since)
    found = changed_since(before, shown) if before else ()
    return {
        "editions": [asdict(each) for each in issued()],
        "since": before.label if before else None,
        "changes": [_as_data(change) for change in found],
    }


def by_part(found: Sequence[Change], before: Document, after: Document) -> tuple[PartChanged, ...]:
    """The changes under the headings that readers know, in the order of the edition.

    Both documents say what ids in their changes stand for. That the label is another goes without
    saying.
    """
    order = list(PARTS)
    told = (change for change in found if change.path != ("label",))
    ordered = sorted(told, key=lambda change: order.index(_part(change)))
    stood, stands = Wording(before), Wording(after)
    return tuple(
        PartChanged(key, PARTS[key], tuple(_shown(change, stood, stands) for change in members))
        for key, members in groupby(ordered, key=_part)
    )


def _part(change: Change) -> str:
    """Questions stand in several parts, and are shown as one."""
    if change.path[0] != "markets" and "questions" in change.path[:3]:
        return "questions"
    return change.path[0] if change.path[0] in PARTS else ""


def _shown(change: Change, stood: Wording, stands: Wording) -> ChangeShown:
    what = (stood if change.kind == "removed" else stands).heading(change)
    if change.kind == "moved":
        whole = change.path[-2]
        return ChangeShown("moved", what, _stood(change.before, whole), _stood(change.after, whole))
    before = stood.lines(change.path, change.before)
    after = stands.lines(change.path, change.after)
    if change.kind == "changed" and before == after:  # one month, and two days of it
        before = stood.lines(change.path, change.before, in_full=True)
        after = stands.lines(change.path, change.after, in_full=True)
    if change.kind == "changed" and isinstance(change.before, list) and set(before) != set(after):
        kept = set(before) & set(after)
        before = tuple(line for line in before if line not in kept)
        after = tuple(line for line in after if line not in kept)
    return ChangeShown(change.kind, what, before, after, _gist(change))


def _gist(change: Change) -> str:
    value = change.before if change.after is None else change.after
    return contents.title_in(value) if isinstance(value, Mapping) else ""


def _stood(id: str, whole: str) -> tuple[str, ...]:
    id = date_words(id) if whole in NAMED_BY_DATE else id
    return (f"Behind {id}" if id else "In the first place",)


def _as_data(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "path": change.path,
        "what": change.what,
        "before": change.before,
        "after": change.after,
    }
