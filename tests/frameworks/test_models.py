from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from frameworks import services
from frameworks.models import ContentWasChanged, Edition, PublishedEditionIsImmutable
from tests.factories import make_edition, make_edition_definition
from tests.frameworks.editions import tamper

pytestmark = pytest.mark.django_db


def test_an_edition_says_what_was_saved():
    edition = make_edition()

    assert Edition.objects.get().definition == make_edition_definition()
    assert str(edition) == "Edition 2026.1"


def test_the_content_is_parsed_once_however_often_the_row_is_read():
    make_edition()

    assert Edition.objects.get().definition is Edition.objects.get().definition


def test_a_list_of_editions_leaves_their_documents_alone(django_assert_num_queries):
    make_edition()
    assert Edition.objects.get().definition.label == "2026.1"

    with django_assert_num_queries(1):
        edition = Edition.objects.newest_published()
        assert edition is not None
        assert edition.definition.label == "2026.1"


def test_the_newest_published_edition_is_neither_draft_nor_retired():
    services.retire(make_edition(make_edition_definition(label="2025.1")))
    make_edition(make_edition_definition(label="2026.1"))
    make_edition(make_edition_definition(label="2026.2"))
    services.save_draft(make_edition_definition(label="2026.3"))

    newest = Edition.objects.newest_published()

    assert newest is not None
    assert newest.label == "2026.2"
    assert [edition.label for edition in Edition.objects.published().newest_first()] == [
        "2026.2",
        "2026.1",
    ]


def test_no_edition_is_the_newest_of_none():
    assert Edition.objects.newest_published() is None


@pytest.mark.parametrize("final", [services.publish, services.retire])
def test_what_was_published_refuses_to_be_saved_or_deleted(final):
    edition = make_edition()
    if final is services.retire:
        edition = services.retire(edition)
    edition.document = edition.document | {"title": "Another"}

    with pytest.raises(PublishedEditionIsImmutable):
        edition.save()
    with pytest.raises(PublishedEditionIsImmutable):
        edition.delete()
    with pytest.raises(PublishedEditionIsImmutable):
        Edition.objects.update(label="other")
    with pytest.raises(PublishedEditionIsImmutable):
        Edition.objects.all().delete()


def test_an_object_read_before_publishing_cannot_undo_it():
    draft = services.save_draft(make_edition_definition())
    services.publish(draft)

    with pytest.raises(PublishedEditionIsImmutable):
        draft.save()


def test_a_draft_may_be_deleted():
    services.save_draft(make_edition_definition()).delete()

    assert not Edition.objects.exists()


def test_changed_content_is_never_handed_out():
    edition = make_edition(make_edition_definition(title="To be changed"))
    tamper(edition, document=edition.document | {"title": "Changed"}, digest="0" * 64)

    with pytest.raises(ContentWasChanged, match=r"Edition 2026\.1"):
        _ = Edition.objects.get().definition


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "unknown", "published_at": timezone.now()},
        {"status": "published", "published_at": None},
        {"status": "draft", "published_at": timezone.now()},
    ],
)
def test_the_database_keeps_status_and_date_together(changes):
    draft = services.save_draft(make_edition_definition())

    with pytest.raises(IntegrityError), transaction.atomic():
        tamper(draft, **changes)


def test_a_label_stands_once():
    edition = make_edition()
    twin = Edition(label=edition.label, document={}, digest="")

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_a_retired_edition_keeps_its_content():
    edition = services.retire(make_edition())

    assert edition.definition == make_edition_definition()
