"""Editions as they are stored. What one says is in `frameworks.definition`."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from frameworks import definition
from frameworks.parsing import digest, parse_edition
from frameworks.translating import in_language

UPLOADS_KEPT = timedelta(days=1)
_KEPT_DEFINITIONS = 16  # an edition in every language of the region, and the one before it
_definitions: dict[str, definition.Edition] = {}  # by digest, and language if not English


class PublishedEditionIsImmutable(Exception):
    """What was published never changes: new content needs a new label."""


class ContentWasChanged(Exception):
    """The stored document is not the one that was validated and fingerprinted."""


class EditionQuerySet(QuerySet["Edition"]):
    """The words the rest of the code uses for editions."""

    def published(self) -> Self:
        return self.filter(status=self.model.Status.PUBLISHED)

    def issued(self) -> Self:
        """Every edition that was ever published, the retired ones included."""
        return self.exclude(status=self.model.Status.DRAFT)

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def with_people(self) -> Self:
        people = ("edited_by", "proposed_by", "published_by", "retired_by")
        named = self.select_related(*people, "started_from")
        return named.defer("started_from__document", "started_from__base_document")

    def for_editors(self) -> Self:
        """For lists: drafts, the last edited first, then what was issued."""
        return (
            self.with_people()
            .without_document()
            .order_by(
                F("published_at").desc(nulls_first=True),
                F("edited_at").desc(nulls_last=True),
                "-pk",
            )
        )

    def before(self, edition: Edition) -> Edition | None:
        """The one published last before this one was, or before today for a draft."""
        earlier = self.issued().newest_first().exclude(pk=edition.pk)
        if edition.published_at:
            earlier = earlier.filter(published_at__lte=edition.published_at)
        return earlier.first()

    def newest_published(self) -> Edition | None:
        """The edition new assessments are pinned to. Its document stays in the database until used."""
        return self.published().newest_first().without_document().first()

    def drafts(self) -> Self:
        return self.filter(status=self.model.Status.DRAFT)

    def without_document(self) -> Self:
        """For lists: the documents are large."""
        return self.defer("document", "base_document")

    def mark_retired(self, by: Any = None) -> int:
        """The one change that what was published may undergo."""
        return super().update(
            status=self.model.Status.RETIRED, retired_by=by, retired_at=timezone.now()
        )

    def restore(self, document: dict[str, Any]) -> int:
        """Put back a document that was tampered with: only the one the digest was taken of."""
        matching = self.filter(digest=digest(document))
        return super(EditionQuerySet, matching).update(document=document)

    def update(self, **changes: Any) -> int:
        self._refuse_unless_drafts()
        return super().update(**changes)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_unless_drafts()
        return super().delete()

    def _refuse_unless_drafts(self) -> None:
        immutable = self.exclude(status=self.model.Status.DRAFT).without_document().first()
        if immutable is not None:
            raise PublishedEditionIsImmutable(f"{immutable} is {immutable.status}")


def person() -> models.ForeignKey[Any, Any]:
    """Who did something to an edition; None for what commands do."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )


class Edition(models.Model):
    """One body of content under one label. Once published it never changes again.

    `document` is the content that was validated, and the only thing scoring reads.
    Question rows exist so that responses can have a foreign key.

    A draft that people edit here remembers where it started (`started_from`, `base_document`), who
    saved it last, and how often it was saved (`revision`): who saves says which revision they read.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        RETIRED = "retired", "Retired"

    label = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    revision = models.PositiveIntegerField(default=0, editable=False)
    started_from = models.ForeignKey(
        "self", models.SET_NULL, related_name="+", null=True, blank=True, editable=False
    )
    base_document = models.JSONField(null=True, blank=True, editable=False)  # of drafts alone
    edited_by = person()
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    release_notes = models.TextField(blank=True, max_length=4000)
    proposed_by = person()
    proposed_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = person()
    retired_by = person()
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        permissions = [("edit_content", "Can edit the content of editions")]
        constraints = [
            models.CheckConstraint(
                name="frameworks_edition_status_known",
                condition=Q(status__in=["draft", "published", "retired"]),
                violation_error_message="An edition is a draft, published or retired.",
            ),
            models.CheckConstraint(
                name="frameworks_edition_published_has_date",
                condition=Q(status="draft", published_at__isnull=True)
                | Q(~Q(status="draft"), published_at__isnull=False),
                violation_error_message="Published editions, and only those, have a date.",
            ),
        ]

    def __str__(self) -> str:
        return f"Edition {self.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_unless_draft()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_unless_draft()
        return super().delete(*args, **kwargs)

    def _refuse_unless_draft(self) -> None:
        """Ask the database, not this object: somebody may have published it meanwhile."""
        Edition.objects.filter(pk=self.pk)._refuse_unless_drafts()

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def is_edited_here(self) -> bool:
        """A draft that belongs to the people who edit it, not to the fixtures."""
        return self.is_draft and bool(self.edited_by_id or self.proposed_by_id)

    @property
    def is_proposed(self) -> bool:
        return self.is_draft and self.proposed_by_id is not None

    @property
    def was_published_alone(self) -> bool:
        """Nobody but the person who proposed it looked at it: there was one editor only."""
        return self.published_by_id is not None and self.published_by_id == self.proposed_by_id

    @property
    def is_intact(self) -> bool:
        return self.digest == digest(self.document)

    def reading(self, language: str) -> definition.Edition:
        """What the edition says as it reads in one of its languages, or in English without one.

        To code it is in English. A page that shows its texts shows them between marks, which
        `frameworks.marks` turns into markup.
        """
        if not language:
            return self.definition
        key = f"{self.digest} {language}"
        if key not in _definitions:
            _keep_under(key, in_language(self.definition, language))
        return _definitions[key]

    @property
    def definition(self) -> definition.Edition:
        """What the edition says. Parsed once in a process; equal digests share one value."""
        if self.digest not in _definitions:
            _keep(self)
        return _definitions[self.digest]


def _keep(edition: Edition) -> None:
    if not edition.is_intact:
        raise ContentWasChanged(
            f"The document of {edition} does not match its digest: "
            "run load_frameworks with its fixtures to put it back."
        )
    _keep_under(edition.digest, parse_edition(edition.document))


def _keep_under(key: str, said: definition.Edition) -> None:
    while len(_definitions) >= _KEPT_DEFINITIONS:
        _definitions.pop(next(iter(_definitions)), None)
    _definitions[key] = said


class Question(models.Model):
    """A foreign-key target for responses; the wording lives in the edition's document."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="questions")
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    track = models.CharField(max_length=20)
    principle = models.CharField(max_length=50)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "key"],
                name="frameworks_question_key_unique",
                violation_error_message="The edition already has this question.",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class FactCheckQuerySet(QuerySet["FactCheck"]):
    def known_to(self, edition: Edition) -> Self:
        """Those made in the edition or in what it was started from, newest first."""
        editions = [pk for pk in (edition.pk, edition.started_from_id) if pk]
        return self.filter(edition__in=editions).select_related("checked_by").order_by("-pk")


class FactCheck(models.Model):
    """Somebody read a source again and found that a fact of a draft was still true.

    `path` is the place of the record, `statement` what it claimed: a check says nothing of a fact
    that was worded anew, or dated anew, after it.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="fact_checks")
    path = models.TextField()
    statement = models.CharField(max_length=16)
    source = models.TextField()  # an id of the edition's sources
    note = models.CharField(max_length=500, blank=True)
    checked_by = person()
    checked_at = models.DateTimeField()

    objects = FactCheckQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["edition", "path"], name="frameworks_factcheck_path")]

    def __str__(self) -> str:
        return f"{self.path} of {self.edition_id}"


class UploadQuerySet(QuerySet["Upload"]):
    def fresh(self) -> Self:
        return self.filter(created_at__gt=timezone.now() - UPLOADS_KEPT)

    def stale(self) -> Self:
        return self.filter(created_at__lte=timezone.now() - UPLOADS_KEPT)


class Upload(models.Model):
    """Valid content from a file, between the preview of what it changes and the word to save it.

    It belongs to one person. Where `label` is that of `edition`, that draft is to say this, as it
    was at `revision`; otherwise a new draft, compared with `edition`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    label = models.CharField(max_length=40)
    revision = models.PositiveIntegerField()
    document = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "label"],
                name="frameworks_upload_one_a_draft",
                violation_error_message="You have uploaded something for this draft already.",
            ),
        ]

    def __str__(self) -> str:
        return f"Upload for {self.label}"
