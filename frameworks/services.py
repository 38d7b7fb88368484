"""Everything that changes editions. Nothing else writes these tables."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from frameworks import definition
from frameworks.models import Edition, PublishedEditionIsImmutable, Question
from frameworks.parsing import digest, parse_edition, to_document


class EditionIsRetired(Exception):
    """A retired edition is not published again."""


class EditionIsNotPublished(Exception):
    """Only what is published can be retired."""


@transaction.atomic
def save_draft(content: definition.Edition) -> Edition:
    """Create or replace the draft with this label. Loading the same content twice changes nothing.

    Content that contradicts itself raises InvalidEdition. Other content under a label that is
    published or retired raises PublishedEditionIsImmutable.
    """
    document = to_document(content)
    parse_edition(document)
    fingerprint = digest(document)
    edition, created = Edition.objects.select_for_update().get_or_create(
        label=content.label, defaults={"document": document, "digest": fingerprint}
    )
    if created:
        _index_questions(edition, content)
    elif edition.digest == fingerprint:
        _restore_if_changed(edition, document)
    else:
        _replace(edition, document)
        _index_questions(edition, content)
    return edition


@transaction.atomic
def publish(edition: Edition) -> Edition:
    """Make a draft final. Publishing twice changes nothing."""
    edition = _lock(edition)
    if edition.status == Edition.Status.RETIRED:
        raise EditionIsRetired(f"{edition} is retired: give its content a new label.")
    if edition.is_draft:
        edition.status = Edition.Status.PUBLISHED
        edition.published_at = timezone.now()
        edition.save(update_fields=["status", "published_at"])
    return edition


@transaction.atomic
def retire(edition: Edition) -> Edition:
    """Take an edition out of use for new assessments. Those pinned to it keep it."""
    edition = _lock(edition)
    if not edition.is_published:
        raise EditionIsNotPublished(f"{edition} is {edition.get_status_display().lower()}.")
    Edition.objects.filter(pk=edition.pk).mark_retired()
    edition.refresh_from_db()
    return edition


def _lock(edition: Edition) -> Edition:
    return Edition.objects.select_for_update().get(pk=edition.pk)


def _replace(edition: Edition, document: dict[str, Any]) -> None:
    if not edition.is_draft:
        raise PublishedEditionIsImmutable(
            f"{edition} is {edition.status} and its content differs: give the new content a new label."
        )
    edition.document, edition.digest = document, digest(document)
    edition.save(update_fields=["document", "digest"])


def _restore_if_changed(edition: Edition, document: dict[str, Any]) -> None:
    if not edition.is_intact:
        Edition.objects.filter(pk=edition.pk).restore(document)
        edition.document = document


def _index_questions(edition: Edition, content: definition.Edition) -> None:
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
