"""Drafts as people edit them: started from an edition, saved by whole documents, published by two.

Whoever saves says which revision of the draft they read. If somebody saved after it, nothing is
written and they are told who and when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from frameworks import definition, services
from frameworks.models import Edition, PublishedEditionIsImmutable
from frameworks.parsing import (
    InvalidEdition,
    Problem,
    dates_ahead,
    digest,
    parse_edition,
    to_document,
)
from frameworks.records import Named, Place, named_records

GROUP = "Content editors"  # made by a migration, with the permission
PERMISSION = "frameworks.edit_content"
_BACKEND = "django.contrib.auth.backends.ModelBackend"
_TRIES = 3  # others may save something else between reading and saving

Saved = TypeVar("Saved")
Id = tuple[Place, str]  # among which ids it stands, and the id


class DraftWasChanged(Exception):
    """Somebody saved the draft after the revision that was read."""

    def __init__(self, draft: Edition) -> None:
        self.by: User | None = draft.edited_by
        self.at: datetime | None = draft.edited_at
        self.draft = draft
        super().__init__(f"{self.by or 'Somebody'} changed {draft} after you opened it.")


class LabelIsTaken(Exception):
    """Another edition has this label."""


class NothingToResetTo(Exception):
    """Nobody has edited the draft since its fixtures were loaded."""


class NeedsReleaseNotes(Exception):
    """What is published says in words what is new."""


class NeedsSecondEditor(Exception):
    """There is another editor: what one proposes, another publishes."""


class OnlyEditionPublished(Exception):
    """Without it the library would be empty, and nobody could start an assessment."""


def editors() -> QuerySet[User]:
    """Everybody who may edit content, those who may do anything included."""
    return User.objects.with_perm(PERMISSION, backend=_BACKEND)


def may_edit(user: User | AnonymousUser) -> bool:
    """One query, and none for visitors and for those who may do anything."""
    if not user.is_active or user.is_superuser:
        return user.is_superuser and user.is_active
    return editors().filter(pk=user.pk).exists()


def has_second_editor(user: User) -> bool:
    return editors().exclude(pk=user.pk).exists()


@transaction.atomic
def start_draft(edition: Edition, *, label: str, by: User, title: str = "") -> Edition:
    """A new draft that says what `edition` says, under a label of its own.

    Another title is the first change of the draft.
    """
    start = to_document(replace(edition.definition, label=label))
    content = parse_edition(start | {"title": title or start["title"]})
    document = to_document(content)
    draft, created = Edition.objects.get_or_create(
        label=label,
        defaults={
            "document": document,
            "base_document": start,
            "digest": digest(document),
            "started_from": edition,
            "revision": 1,
            "edited_by": by,
            "edited_at": timezone.now(),
        },
    )
    if not created:
        raise LabelIsTaken(f"There is an edition {label} already.")
    services.index_questions(draft, content)
    return draft


def save_part(
    draft: Edition, document: Mapping[str, Any], *, read_revision: int, by: User
) -> Edition:
    """Replace the draft's content, whichever part of it was edited. What is the same is not saved.

    Raises DraftWasChanged, or InvalidEdition with every problem and its path.
    """
    refuse_if_stale(Edition.objects.without_document().get(pk=draft.pk), read_revision)
    content = parse_edition(document)  # before the lock: others save meanwhile
    valid = to_document(content)  # spelled as always
    with transaction.atomic():
        draft = _lock(draft, read_revision)
        problems = tuple(problems_here(content, draft))
        if problems:
            raise InvalidEdition(problems)
        if digest(valid) != draft.digest:
            _write(draft, valid, content, by=by)
    return draft


def on_top(draft: Edition, save: Callable[[Edition], Saved]) -> Saved:
    """Do `save`, and again with the draft as it is then where somebody saved it meanwhile.

    It raises DraftWasChanged itself where what it is about is not what was read.
    """
    for _ in range(_TRIES):
        try:
            return save(draft)
        except DraftWasChanged as meanwhile:
            conflict = meanwhile
            draft = Edition.objects.with_people().get(pk=draft.pk)
    raise conflict


@transaction.atomic
def reset_draft(draft: Edition, *, read_revision: int, by: User) -> Edition:
    """Throw away every change made to the draft since it was started."""
    draft = _lock(draft, read_revision)
    if draft.base_document is None:
        raise NothingToResetTo(f"Nobody has changed {draft} since it was loaded.")
    _write(draft, draft.base_document, parse_edition(draft.base_document), by=by)
    return draft


@transaction.atomic
def delete_draft(draft: Edition, *, read_revision: int) -> None:
    _lock(draft, read_revision).delete()


@transaction.atomic
def propose(draft: Edition, *, release_notes: str, read_revision: int, by: User) -> Edition:
    """Ask another editor to publish the draft as it is: saving it again takes the proposal back."""
    draft = _lock(draft, read_revision)
    draft.release_notes = _notes(release_notes)
    draft.proposed_by, draft.proposed_at = by, timezone.now()
    draft.save(update_fields=["release_notes", "proposed_by", "proposed_at"])
    return draft


@transaction.atomic
def withdraw_proposal(draft: Edition, *, read_revision: int) -> Edition:
    """Not yet: by who proposed it, or by who looked at it."""
    draft = _lock(draft, read_revision)
    draft.proposed_by = draft.proposed_at = None
    draft.save(update_fields=["proposed_by", "proposed_at"])
    return draft


@transaction.atomic
def publish_draft(draft: Edition, *, release_notes: str, read_revision: int, by: User) -> Edition:
    """Make the draft final.

    Where there is another editor, one proposes and another publishes. Who is alone does both, and
    the edition says so (`was_published_alone`). What does not hold any more raises InvalidEdition.
    """
    services.lock_all()
    draft = _lock(draft, read_revision)
    draft.release_notes = _notes(release_notes)
    if has_second_editor(by) and draft.proposed_by_id in (None, by.pk):
        raise NeedsSecondEditor("There is another editor: what one proposes, another publishes.")
    content = parse_edition(draft.document)  # rules may have become stricter since it was saved
    problems = [*dates_ahead(content, timezone.localdate())]
    if draft.base_document is not None:  # another draft with these ids may have been published
        problems += _reused(draft.document, _ids_of(draft.base_document))
    if problems:
        raise InvalidEdition(problems)
    if draft.proposed_by is None:
        draft.proposed_by, draft.proposed_at = by, timezone.now()
    draft.published_by = by
    services.mark_published(draft)
    return draft


@transaction.atomic
def retire_edition(edition: Edition, *, by: User) -> Edition:
    services.lock_all()  # of two that retire the last two at once, one is refused
    refuse_to_empty_the_library(edition)
    return services.retire(edition, by=by)


def is_only_published(edition: Edition) -> bool:
    return set(Edition.objects.published().values_list("pk", flat=True)) == {edition.pk}


def refuse_to_empty_the_library(edition: Edition) -> None:
    if is_only_published(edition):
        raise OnlyEditionPublished(
            f"{edition} is the only one that is published: publish another first."
        )


def _lock(draft: Edition, read_revision: int) -> Edition:
    draft = services.lock(draft)
    refuse_if_stale(draft, read_revision)
    return draft


def refuse_if_stale(draft: Edition, read_revision: int) -> None:
    """Before anything else is said to who sent a form: they have to see the draft as it is first."""
    if not draft.is_draft:
        raise PublishedEditionIsImmutable(f"{draft} is {draft.status}: start a draft from it.")
    if draft.revision != read_revision:
        raise DraftWasChanged(draft)


def _write(
    draft: Edition, document: dict[str, Any], content: definition.Edition, *, by: User
) -> None:
    if draft.base_document is None:
        draft.base_document = draft.document  # loaded from fixtures, and edited for the first time
    draft.document, draft.digest = document, digest(document)
    draft.revision += 1
    draft.edited_by, draft.edited_at = by, timezone.now()
    draft.proposed_by = draft.proposed_at = None
    draft.save()
    services.index_questions(draft, content)


def _notes(text: str) -> str:
    if not text.strip():
        raise NeedsReleaseNotes("Say what is new in this edition.")
    return text.strip()


def problems_here(
    content: definition.Edition, draft: Edition, *, label: str = ""
) -> Iterator[Problem]:
    """What valid content cannot tell on its own.

    It stays this draft, takes no id of the past, and bears no date of the future. `label` is that of
    a draft that is yet to be started from `draft`.
    """
    label = label or draft.label
    if content.label != label:
        yield Problem(("label",), f"must stay {label}: a new label is a new draft")
    yield from dates_ahead(content, timezone.localdate())
    yield from _reused(
        to_document(content), _ids_of(draft.document) | _ids_of(draft.base_document or {})
    )


def _reused(document: Mapping[str, Any], own: frozenset[Id]) -> Iterator[Problem]:
    """An id of an edition once published comes back for the same thing, never for another."""
    new = {_id(each): each for each in named_records(document) if _id(each) not in own}
    if not new:
        return
    stood_in: dict[Id, str] = {}
    issued = Edition.objects.issued().order_by("pk").values_list("label", "document")
    for label, past in issued.iterator(chunk_size=1):
        for stood in named_records(past):
            id = _id(stood)
            if id in new and stood.says == new[id].says:
                del new[id]
            elif id in new:
                stood_in.setdefault(id, label)
    for id, each in new.items():
        if id in stood_in:
            yield Problem(each.path, f"{each.id} stood in {stood_in[id]}: ids are never used again")


def _ids_of(document: Mapping[str, Any]) -> frozenset[Id]:
    return frozenset(_id(each) for each in named_records(document))


def _id(record: Named) -> Id:
    return record.among, record.id
