from __future__ import annotations

from dataclasses import replace

import pytest

from frameworks import services
from frameworks.models import Edition, PublishedEditionIsImmutable, Question
from frameworks.parsing import InvalidEdition, digest, to_document
from tests.factories import make_edition, make_edition_definition, make_principle, make_question
from tests.frameworks.editions import tamper

pytestmark = pytest.mark.django_db


def snapshot() -> list[object]:
    return [*Edition.objects.values_list(), *Question.objects.values_list()]


def test_a_draft_keeps_the_document_its_digest_and_an_index_of_its_questions():
    edition = services.save_draft(make_edition_definition())

    assert edition.is_draft
    assert edition.document == to_document(make_edition_definition())
    assert edition.digest == digest(edition.document)
    assert list(edition.questions.values_list("key", "position", "track", "principle")) == [
        ("TRA-01", 0, "core", "transparency"),
        ("TRA-02", 1, "core", "transparency"),
        ("FAI-01", 2, "core", "fairness"),
        ("GEN-01", 3, "genai", "transparency"),
        ("XBR-01", 4, "cross_border", "cross_border"),
    ]


def test_saving_the_same_draft_twice_changes_nothing():
    services.save_draft(make_edition_definition())
    before = snapshot()

    services.save_draft(make_edition_definition())

    assert snapshot() == before


def test_a_draft_is_replaced_by_new_content_with_its_label():
    first = services.save_draft(make_edition_definition())
    again = services.save_draft(make_edition_definition(principles=(make_principle(),)))

    assert again.pk == first.pk
    assert again.digest != first.digest
    keys = again.questions.values_list("key", flat=True)
    assert list(keys) == ["TRA-01", "GEN-01", "XBR-01"]


def test_content_that_contradicts_itself_is_not_saved():
    heavy = make_principle(make_question("TRA-01", weight=9))

    with pytest.raises(InvalidEdition, match="must be 1, 2 or 3, not 9"):
        services.save_draft(make_edition_definition(principles=(heavy,)))

    assert not Edition.objects.exists()


def test_publishing_gives_a_date_and_happens_once():
    published = services.publish(services.save_draft(make_edition_definition()))
    before = snapshot()

    assert published.is_published
    assert published.published_at is not None
    assert services.publish(published).published_at == published.published_at
    assert snapshot() == before


@pytest.mark.parametrize("final", [make_edition, lambda: services.retire(make_edition())])
def test_other_content_under_a_taken_label_is_refused(final):
    final()
    before = snapshot()

    with pytest.raises(PublishedEditionIsImmutable, match="give the new content a new label"):
        services.save_draft(make_edition_definition(title="Another"))

    assert snapshot() == before


def test_loading_published_content_again_changes_nothing():
    published = make_edition()
    before = snapshot()

    assert services.save_draft(make_edition_definition()) == published
    assert snapshot() == before


def test_loading_published_content_again_mends_what_was_tampered_with():
    edition = make_edition()
    tamper(edition, document=edition.document | {"title": "Changed"})

    mended = services.save_draft(make_edition_definition())

    assert mended.is_intact
    assert Edition.objects.get().is_intact


def test_only_what_is_published_is_retired():
    draft = services.save_draft(make_edition_definition())

    with pytest.raises(services.EditionIsNotPublished, match=r"Edition 2026\.1 is draft"):
        services.retire(draft)

    retired = services.retire(services.publish(draft))
    assert retired.status == Edition.Status.RETIRED
    assert retired.published_at is not None


def test_a_retired_edition_stays_retired():
    retired = services.retire(make_edition())

    with pytest.raises(services.EditionIsRetired):
        services.publish(retired)
    with pytest.raises(services.EditionIsNotPublished):
        services.retire(retired)


def test_a_new_label_makes_a_new_edition():
    make_edition()

    other = services.save_draft(replace(make_edition_definition(), label="2026.2"))

    assert other.is_draft
    assert Edition.objects.count() == 2
