"""What is wrong with an uploaded zip, as its editor is told, and that nothing of it is kept."""

from __future__ import annotations

import copy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from frameworks import editing
from frameworks.fixtures import fixture_texts
from frameworks.models import Edition, Upload
from frameworks.parsing import parse_edition
from tests.factories import make_draft, make_editor
from tests.frameworks.exchanging import URL, preview, snapshot, texts_of
from tests.frameworks.test_edition_pages import words

pytestmark = pytest.mark.django_db

TRANSPARENCY = "principles/transparency.yaml"


@pytest.fixture
def editor(client):
    user = make_editor(username="ana")
    client.force_login(user)
    return user


@pytest.fixture
def draft(editor) -> Edition:
    return make_draft(by=editor)


def test_every_problem_is_told_by_file_and_line_and_nothing_is_kept(client, draft):
    texts = texts_of(draft)
    texts[TRANSPARENCY] = texts[TRANSPARENCY].replace("weight: 1", "wieght: 1", 1)
    texts["notes.yaml"] = "mine"
    before = snapshot()

    page = preview(client, texts)

    assert page.status_code == 422
    assert "3 problems: nothing is saved" in words(page)
    assert "notes.yaml:1: is not a file of an edition" in words(page)
    assert "wieght: is not a known key (did you mean weight?)" in words(page)
    assert f"{TRANSPARENCY}:" in words(page)
    assert not Upload.objects.exists()
    assert snapshot() == before


def test_another_label_is_told_with_its_line(client, draft):
    page = preview(client, texts_of(Edition.objects.get(label="2026.1")))

    assert page.status_code == 422
    assert "edition.yaml:1: label: must stay 2026.2: a new label is a new draft" in words(page)


def test_an_id_of_the_past_is_told_with_its_line(client, editor, draft):
    document = copy.deepcopy(draft.document)
    gone = document["principles"][0]["questions"].pop()
    shorter = editing.save_part(draft, document, read_revision=1, by=editor)
    editing.publish_draft(shorter, release_notes="Shorter.", read_revision=2, by=editor)
    after = make_draft(shorter, label="2026.3", by=editor)
    document = after.document | {"principles": copy.deepcopy(after.document["principles"])}
    document["principles"][0]["questions"].append(gone | {"text": "Something else?"})
    texts = fixture_texts(parse_edition(document))

    page = preview(client, texts, reverse("editions:upload", args=["2026.3"]))

    assert page.status_code == 422
    assert f"id: {gone['id']} stood in 2026.1: ids are never used again" in words(page)
    assert f"{TRANSPARENCY}:" in words(page)


def test_a_cycle_is_refused_in_words(client, draft):
    texts = texts_of(draft)
    texts["genai.yaml"] = "facts: &all\n  - *all\n"

    page = preview(client, texts)

    assert page.status_code == 422
    assert "genai.yaml:1: uses the anchor “all”: write the value out instead" in words(page)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty."),
        (b"label: 2026.2", "This is not a zip file."),
        (b"PK\x03\x04 and no more", "This zip file is broken"),
        (bytes(5_000_001), "This file is larger than 5 MB."),
    ],
)
def test_what_is_no_zip_is_refused_in_words(client, draft, content, said):
    page = client.post(URL, {"file": SimpleUploadedFile("edition.zip", content)})

    assert page.status_code == 422
    assert said in words(page)


def test_markup_in_names_and_problems_is_text(client, draft):
    page = preview(client, texts_of(draft) | {"<b onclick=x>.yaml": "x"})

    assert page.status_code == 422
    assert "<b onclick" not in page.content.decode()


def test_a_long_list_of_problems_is_cut_and_counted(client, draft):
    page = preview(client, texts_of(draft, **{"glossary.yaml": "glossary:\n" + "  - {}\n" * 300}))

    assert len(page.context["problems"]) == 200
    assert f"And {page.context['number'] - 200} more. Correct these first." in words(page)
