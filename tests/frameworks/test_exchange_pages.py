"""Editions in and out as zip files, as editors use the pages."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from frameworks import editing, services, uploads
from frameworks.fixtures import fixture_texts
from frameworks.models import Edition, Upload
from tests.factories import (
    make_draft,
    make_edition,
    make_edition_definition,
    make_editor,
    make_question,
    make_user,
)
from tests.frameworks.exchanging import (
    URL,
    confirm,
    preview,
    reworded,
    snapshot,
    texts_of,
    zip_of,
)
from tests.frameworks.test_edition_pages import words

pytestmark = pytest.mark.django_db

NEW = reverse("editions:upload-new")


@pytest.fixture
def editor(client):
    user = make_editor(username="ana")
    client.force_login(user)
    return user


@pytest.fixture
def draft(editor) -> Edition:
    return make_draft(by=editor)


@pytest.mark.parametrize("label", ["2026.1", "2026.2"])
def test_an_edition_is_taken_away_as_the_same_file_each_time(client, draft, label):
    url = reverse("editions:fixtures", args=[label])

    first, second = client.get(url), client.get(url)

    assert first.content == second.content
    assert first.headers["Content-Type"] == "application/zip"
    assert first.headers["Content-Disposition"] == f'attachment; filename="edition-{label}.zip"'
    with ZipFile(io.BytesIO(first.content)) as packed:
        name = f"edition-{label}/edition.yaml"
        assert f"label: '{label}'\n" in packed.read(name).decode()


def test_what_was_taken_away_changes_nothing_when_it_comes_back(client, draft):
    downloaded = client.get(reverse("editions:fixtures", args=["2026.2"])).content

    page = client.post(URL, {"file": SimpleUploadedFile("x.zip", downloaded)}, follow=True)

    assert "The draft says the same already: there is nothing to save." in words(page)
    assert "Save these changes" not in words(page)


def test_a_file_is_shown_before_it_is_saved(client, draft):
    before = snapshot()

    page = preview(client, reworded(draft))

    assert page.status_code == 200
    assert "1 change. Nothing is saved yet." in words(page)
    assert "Who is told of it?" in words(page)
    assert snapshot() == before


@pytest.mark.parametrize("number", [1, 14])
def test_the_preview_says_what_was_not_read(client, draft, number):
    others = {f"READ <{each:02}>.txt": "mine" for each in range(number)}

    page = preview(client, reworded(draft) | others)

    assert page.status_code == 200
    assert "1 change. Nothing is saved yet." in words(page)
    assert "Not read: READ &lt;00&gt;.txt" in words(page)
    assert ("and 4 more" in words(page)) is (number == 14)


@pytest.mark.parametrize("url", [URL, NEW])
def test_the_preview_has_an_address_to_come_back_to(client, draft, url):
    texts = reworded(draft, label="2027.1" if url == NEW else "")

    response = client.post(url, {"file": zip_of(texts)})

    address = f"{url}{Upload.objects.get().pk}/"
    assert (response.status_code, response.headers["Location"]) == (302, address)
    for _ in ("first", "again"):
        page = client.get(address)
        assert (page.status_code, page.context["number"]) == (200, 1)
        assert f'<form method="post" action="{url}"' in page.content.decode()
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("gone", ["saved", "thrown away", "replaced", "old", "theirs", "another"])
def test_coming_back_to_a_preview_that_is_gone_is_told(client, editor, draft, gone):
    page = preview(client, reworded(draft))
    address = page.redirect_chain[-1][0]
    if gone == "saved":
        confirm(client, page)
    elif gone == "thrown away":
        confirm(client, page, discard="1")
    elif gone == "replaced":
        preview(client, reworded(draft, "Another?"))
    elif gone == "old":
        Upload.objects.update(created_at=timezone.now() - timedelta(days=1))
    elif gone == "theirs":
        client.force_login(make_editor())
    else:
        make_draft(label="2026.3", by=editor)
        address = address.replace("2026.2", "2026.3")
    before = snapshot()

    response = client.get(address)

    assert response.status_code == 404
    assert "this preview was saved before" in words(response)
    assert "Who is told of it?" not in words(response)
    assert snapshot() == before


def test_looking_at_a_preview_again_does_not_hide_who_saved_meanwhile(client, editor, draft):
    page = preview(client, reworded(draft))
    document = draft.document | {"title": "Theirs"}
    editing.save_part(draft, document, read_revision=1, by=make_editor())

    again = client.get(page.redirect_chain[-1][0])

    assert confirm(client, again).status_code == 409


def test_what_is_confirmed_is_saved_as_any_edit(client, editor, draft):
    page = preview(client, reworded(draft))

    response = confirm(client, page)

    assert response.redirect_chain == [(reverse("editions:edition", args=["2026.2"]), 302)]
    assert "Edition 2026.2 says now what your file says." in response.content.decode()
    draft.refresh_from_db()
    assert draft.revision == 2
    assert draft.definition.questions[0].text == "Who is told of it?"
    assert not Upload.objects.exists()


def test_a_proposal_ends_with_what_is_saved_and_the_preview_says_so(client, editor, draft):
    editing.propose(draft, release_notes="New.", read_revision=1, by=editor)

    page = preview(client, reworded(draft))
    confirm(client, page)

    assert "Saving your file takes the proposal back." in words(page)
    draft.refresh_from_db()
    assert not draft.is_proposed


def test_a_file_is_thrown_away(client, draft):
    page, before = preview(client, reworded(draft)), snapshot()

    response = confirm(client, page, discard="1")

    assert "Your file is thrown away, and nothing is changed." in response.content.decode()
    assert not Upload.objects.exists()
    assert snapshot() == before


def test_somebody_who_was_quicker_is_shown_before_they_are_saved_over(client, editor, draft):
    other = make_editor(first_name="Ben", last_name="Lim")
    page = preview(client, texts_of(draft) | reworded(draft))
    document = draft.document | {"title": "Theirs"}
    editing.save_part(draft, document, read_revision=1, by=other)
    before = snapshot()

    told = confirm(client, page)

    assert told.status_code == 409
    assert "Somebody changed this draft after you uploaded" in words(told)
    assert "Saved by Ben Lim" in words(told)
    assert "2 changes. Nothing is saved yet." in words(told)
    assert "Theirs" in words(told)
    assert snapshot() == before

    confirm(client, told)

    draft.refresh_from_db()
    assert draft.revision == 3
    assert draft.document["title"] != "Theirs"


def test_a_second_click_while_the_first_is_saved_does_no_harm(client, editor, draft):
    upload = preview(client, reworded(draft)).context["upload"]
    again = Upload.objects.get()  # read before the first was done
    uploads.save_upload(upload, by=editor)

    with pytest.raises(editing.DraftWasChanged) as told:
        uploads.save_upload(again, by=editor)
    uploads.look_again(again, told.value.draft)

    assert not Upload.objects.exists()
    assert Edition.objects.get(label="2026.2").revision == 2


def test_what_was_published_meanwhile_is_no_draft_any_more(client, editor, draft):
    page = preview(client, reworded(draft))
    editing.publish_draft(draft, release_notes="New.", read_revision=1, by=editor)

    assert confirm(client, page).status_code == 409
    assert Edition.objects.get(label="2026.2").definition.questions[0].text != "Who is told of it?"


@pytest.mark.parametrize("gone", ["saved", "replaced", "old", "unknown", "nonsense", "theirs"])
def test_a_preview_that_is_gone_saves_nothing(client, editor, draft, gone):
    page = preview(client, reworded(draft))
    upload = page.context["upload"]
    sent = {"upload": upload.pk}
    if gone == "saved":
        confirm(client, page)
    elif gone == "replaced":
        preview(client, reworded(draft, "Another?"))
    elif gone == "old":
        day = timezone.now() - timedelta(days=1)
        Upload.objects.update(created_at=day)
    elif gone == "theirs":
        client.force_login(make_editor())
    else:
        sent = {"upload": "00000000-0000-4000-8000-000000000000" if gone == "unknown" else "x"}
    before = snapshot()

    response = client.post(URL, sent)

    assert response.status_code == 422
    assert "Nothing was saved now" in words(response)
    assert snapshot() == before


def test_an_upload_for_one_draft_is_not_saved_to_another(client, editor, draft):
    page = preview(client, reworded(draft))
    make_draft(label="2026.3", by=editor)

    response = confirm(client, page, reverse("editions:upload", args=["2026.3"]))

    assert response.status_code == 422


def test_files_that_nobody_confirms_are_forgotten_after_a_day(client, editor, draft):
    preview(client, reworded(draft))
    Upload.objects.update(created_at=timezone.now() - timedelta(days=1))
    client.force_login(make_editor())

    preview(client, reworded(draft))

    assert Upload.objects.count() == 1
    assert Upload.objects.get().user != editor


def test_a_later_file_takes_the_place_of_an_earlier_one(client, draft):
    preview(client, reworded(draft))

    preview(client, reworded(draft, "Another?"))

    kept = Upload.objects.get()
    assert kept.document["principles"][0]["questions"][0]["text"] == "Another?"


def test_nothing_is_written_to_disk(client, draft, monkeypatch):
    for name in ("write_bytes", "write_text", "mkdir", "open"):
        monkeypatch.setattr(f"pathlib.Path.{name}", lambda *sent: pytest.fail("written"))

    assert preview(client, reworded(draft)).context["upload"]


def test_a_new_label_becomes_a_new_draft(client, editor):
    edition = make_edition()
    page = preview(client, reworded(edition, label="2027.1"), NEW)
    assert "A new draft 2027.1" in words(page)
    assert "1 change compared with the published edition 2026.1." in words(page)
    assert Edition.objects.count() == 1

    response = confirm(client, page, NEW)

    assert response.redirect_chain == [(reverse("editions:edition", args=["2027.1"]), 302)]
    draft = Edition.objects.get(label="2027.1")
    assert draft.started_from == edition
    assert draft.edited_by == editor
    assert draft.questions.count() == len(draft.definition.questions)
    assert "Who is told of it?" in words(response)


def test_a_new_draft_needs_a_free_label(client, editor):
    page = preview(client, texts_of(make_edition()), NEW)

    assert page.status_code == 422
    said = "edition.yaml:1: label: must be a new one: there is an edition 2026.1 already"
    assert said in words(page)


def test_a_label_that_was_taken_after_the_preview_is_told(client, editor):
    edition = make_edition()
    page = preview(client, reworded(edition, label="2027.1"), NEW)
    editing.start_draft(edition, label="2027.1", by=editor)

    response = confirm(client, page, NEW)

    assert response.status_code == 422
    assert "There is an edition 2027.1 already." in words(response)


def test_nothing_is_half_saved_when_a_rule_stops_it_at_the_end(client, editor):
    first, *others = make_edition().definition.principles
    more = replace(first, questions=(*first.questions, make_question("TRA-99")))
    wider = make_edition_definition(label="2027.1", principles=(more, *others))
    page = preview(client, fixture_texts(wider), NEW)
    other = replace(more, questions=(*first.questions, make_question("TRA-99", text="Another?")))
    published = replace(wider, label="2026.5", principles=(other, *others))
    services.retire(make_edition(published))
    before = snapshot()

    response = confirm(client, page, NEW)

    assert response.status_code == 422
    assert "stood in 2026.5: ids are never used again" in words(response)
    assert snapshot() == before


def test_without_anything_published_nothing_is_uploaded_as_new(client, editor):
    assert client.get(NEW).status_code == 404
    assert NEW not in client.get(reverse("editions:list")).content.decode()


def test_editors_are_led_to_both(client, draft):
    page = client.get(reverse("editions:edition", args=["2026.2"])).content.decode()

    assert reverse("editions:fixtures", args=["2026.2"]) in page
    assert URL in page
    assert NEW in client.get(reverse("editions:list")).content.decode()


def test_nobody_else_uploads_or_downloads(client, draft):
    client.force_login(make_user())

    assert client.post(URL, {"file": zip_of(reworded(draft))}).status_code == 404
    assert client.get(reverse("editions:fixtures", args=["2026.2"])).status_code == 404
    assert not Upload.objects.exists()


def test_nothing_is_uploaded_to_what_is_published(client, editor):
    edition = make_edition()
    url = reverse("editions:upload", args=["2026.1"])

    assert client.post(url, {"file": zip_of(reworded(edition))}).status_code == 409


def test_looking_at_a_file_and_saving_it_take_few_queries(client, draft):
    with CaptureQueriesContext(connection) as sending:
        sent = client.post(URL, {"file": zip_of(reworded(draft))})
    with CaptureQueriesContext(connection) as looking:
        page = client.get(sent.headers["Location"])
    with CaptureQueriesContext(connection) as saving:
        client.post(URL, {"upload": page.context["upload"].pk})

    assert len(sending) <= 12
    assert len(looking) <= 7
    assert len(saving) <= 22, [query["sql"][:80] for query in saving]


def test_a_draft_is_deleted_with_what_was_uploaded_for_it(client, draft):
    preview(client, reworded(draft))

    editing.delete_draft(draft, read_revision=1)

    assert not Upload.objects.exists()
