"""Editions that came as a file: kept while somebody looks at what changes, then saved as any edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from frameworks import definition, editing
from frameworks.models import Edition, Upload
from frameworks.parsing import Problem, to_document


class UploadIsGone(Exception):
    """It was saved, replaced by a later one, or is older than a day; or it is somebody else's."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a zip holds: an edition, and the names of files that are no part of one."""

    edition: definition.Edition
    unread: tuple[str, ...]


def read_for_draft(content: bytes, draft: Edition) -> Sent:
    """The edition in a zip, or UnreadableArchive, or InvalidFixtures with every problem."""
    return _read(content, lambda read: editing.problems_here(read, draft))


def read_as_new(content: bytes, start: Edition) -> Sent:
    """The same of a draft that is yet to be started from `start`, under a label that is free."""
    return _read(content, lambda read: _problems_of_new(read, start))


def _read(content: bytes, check: Callable[[definition.Edition], Iterable[Problem]]) -> Sent:
    from frameworks.fixtures import read_contents, unpack  # YAML is slow to load

    unpacked = unpack(content)
    return Sent(read_contents(unpacked.files, check=check), unpacked.unread)


def _problems_of_new(read: definition.Edition, start: Edition) -> Iterator[Problem]:
    if Edition.objects.filter(label=read.label).exists():
        words = f"must be a new one: there is an edition {read.label} already"
        yield Problem(("label",), words)
    yield from editing.problems_here(read, start, label=read.label)


@transaction.atomic
def keep_upload(content: definition.Edition, edition: Edition, *, by: User) -> Upload:
    """Keep valid content until `by` confirms it, in place of what they uploaded for it before."""
    User.objects.select_for_update().get(pk=by.pk)  # who sends twice at once keeps the later one
    Upload.objects.stale().delete()
    Upload.objects.filter(user=by, label=content.label).delete()
    return Upload.objects.create(
        user=by,
        edition=edition,
        label=content.label,
        revision=edition.revision,
        document=to_document(content),
    )


def find_upload(id: UUID, edition: Edition, *, by: User) -> Upload:
    upload = Upload.objects.fresh().filter(pk=id, user=by, edition=edition).first()
    if upload is None:
        raise UploadIsGone(f"{by} has no such upload for {edition}.")
    return upload


def look_again(upload: Upload, draft: Edition) -> None:
    """Somebody saved the draft meanwhile: what is confirmed next was compared with what it says now."""
    Upload.objects.filter(pk=upload.pk).update(revision=draft.revision)  # or it was saved already


@transaction.atomic
def save_upload(upload: Upload, *, by: User) -> Edition:
    """All of it or nothing. Raises what `start_draft` and `save_part` raise."""
    draft, revision = upload.edition, upload.revision
    if upload.label != draft.label:
        draft = editing.start_draft(draft, label=upload.label, by=by)
        revision = draft.revision
    saved = editing.save_part(draft, upload.document, read_revision=revision, by=by)
    upload.delete()
    return saved
