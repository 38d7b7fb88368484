"""Everything that changes editions. Nothing else writes these tables."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from frameworks import definition
from frameworks.models import Edition, PublishedEditionIsImmutable, Question
from frameworks.parsing import digest, parse_edition, to_document


class EditionIsRetired(Exception):
    """A retired edition is not published again."""


class EditionIsNotPublished(Exception):
    """Only what is published can be retired."""


class DraftIsEdited(Exception):
    """The draft belongs to the people who edit it under /editions/."""


@transaction.atomic
def save_draft(content: definition.Edition) -> Edition:
    """Create or replace the draft with this label. Loading the same content twice changes nothing.

    Content that contradicts itself raises InvalidEdition. Other content under a label that is
    published or retired raises PublishedEditionIsImmutable, under that of a draft that people edit
    DraftIsEdited.
    """
    document = to_document(content)
    parse_edition(document)
    fingerprint = digest(document)
    edition, created = Edition.objects.select_for_update().get_or_create(
        label=content.label, defaults={"document": document, "digest": fingerprint}
    )
    if created:
        index_questions(edition, content)
    elif edition.digest == fingerprint:
        _restore_if_changed(edition, document)
    else:
        _refuse_if_edited(edition)
        _replace(edition, document)
        index_questions(edition, content)
    return edition


@transaction.atomic
def publish(edition: Edition) -> Edition:
    """Make a draft from fixtures final. Publishing twice changes nothing."""
    edition = lock(edition)
    _refuse_if_edited(edition)
    if edition.status == Edition.Status.RETIRED:
        raise EditionIsRetired(f"{edition} is retired: give its content a new label.")
    if edition.is_draft:
        mark_published(edition)
    return edition


@transaction.atomic
def retire(edition: Edition, *, by: User | None = None) -> Edition:
    """Take an edition out of use for new assessments. Those pinned to it keep it."""
    edition = lock(edition)
    if not edition.is_published:
        raise EditionIsNotPublished(f"{edition} is {edition.get_status_display().lower()}.")
    Edition.objects.filter(pk=edition.pk).mark_retired(by)
    edition.refresh_from_db()
    return edition


def mark_published(draft: Edition) -> None:
    """Once saved, nothing of it changes again: what only a draft needs goes."""
    draft.status, draft.published_at = Edition.Status.PUBLISHED, timezone.now()
    draft.base_document = None
    draft.save()


def lock(edition: Edition) -> Edition:
    return Edition.objects.select_for_update().get(pk=edition.pk)


def lock_all() -> None:
    """One publishes at a time: what is checked against every edition holds once it is published."""
    list(Edition.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _refuse_if_edited(edition: Edition) -> None:
    if edition.is_edited_here:
        raise DraftIsEdited(
            f"{edition} is a draft that {edition.edited_by or edition.proposed_by} edits: publish, reset or delete it "
            "under /editions/, or give your content another label."
        )


def _replace(edition: Edition, document: dict[str, Any]) -> None:
    if not edition.is_draft:
        raise PublishedEditionIsImmutable(
            f"{edition} is {edition.status} and its content differs: give the new content a new label."
        )
    edition.document, edition.digest = document, digest(document)
    edition.revision += 1
    edition.save(update_fields=["document", "digest", "revision"])


def _restore_if_changed(edition: Edition, document: dict[str, Any]) -> None:
    if not edition.is_intact:
        Edition.objects.filter(pk=edition.pk).restore(document)
        edition.document = document


def index_questions(edition: Edition, content: definition.Edition) -> None:
    edition.questions.all().delete()
    Question.objects.bulk_create(
        Question(
            edition=edition,
            key=question.id,
            position=position,
            track=question.track,
            principle=question.principle,
        )
        for position, question in enumerate(content.questions)
    )
