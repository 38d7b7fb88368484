from __future__ import annotations

import copy
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command

from frameworks import editing, services
from frameworks.fixtures import write_fixtures
from frameworks.models import Edition, PublishedEditionIsImmutable
from frameworks.parsing import InvalidEdition
from tests.factories import (
    make_draft,
    make_edition,
    make_edition_definition,
    make_editor,
    make_editors_group,
    make_user,
)
from tests.frameworks.editions import make_full_edition

pytestmark = pytest.mark.django_db


def reworded(draft: Edition, text: str = "Who is told of it?") -> dict[str, Any]:
    document: dict[str, Any] = copy.deepcopy(draft.document)
    document["principles"][0]["questions"][0]["text"] = text
    return document


def snapshot() -> list[object]:
    return list(Edition.objects.order_by("pk").values_list())


def test_a_draft_says_what_it_was_started_from():
    edition, editor = make_edition(), make_editor()

    draft = editing.start_draft(edition, label="2026.2", by=editor)

    assert draft.is_draft
    assert draft.is_edited_here
    assert draft.document == edition.document | {"label": "2026.2"}
    assert draft.base_document == draft.document
    assert (draft.started_from, draft.edited_by, draft.revision) == (edition, editor, 1)
    assert draft.questions.count() == edition.questions.count()


def test_a_draft_may_be_started_from_a_draft_and_outlives_it():
    first, editor = make_draft(), make_editor()
    second = editing.start_draft(first, label="2026.3", by=editor)

    editing.delete_draft(first, read_revision=first.revision)

    second.refresh_from_db()
    assert second.started_from is None
    assert second.base_document == second.document


def test_a_label_is_used_once():
    edition = make_edition()

    with pytest.raises(editing.LabelIsTaken):
        editing.start_draft(edition, label=edition.label, by=make_editor())


def test_a_label_has_its_form():
    with pytest.raises(InvalidEdition, match="label: must be a label such as"):
        editing.start_draft(make_edition(), label="two words", by=make_editor())


def test_what_is_saved_is_validated_indexed_and_signed():
    draft, editor = make_draft(), make_editor()
    document = copy.deepcopy(draft.document)
    del document["principles"][0]["questions"][1]

    saved = editing.save_part(draft, document, read_revision=1, by=editor)

    saved.refresh_from_db()
    assert saved.document == document
    assert saved.is_intact
    assert (saved.revision, saved.edited_by) == (2, editor)
    keys = saved.questions.values_list("key", flat=True)
    assert list(keys) == ["TRA-01", "FAI-01", "GEN-01", "XBR-01"]


def test_saving_what_is_there_already_changes_nothing():
    draft = make_draft()
    before = snapshot()

    editing.save_part(draft, draft.document, read_revision=1, by=make_editor())

    assert snapshot() == before


def test_the_second_of_two_editors_is_told_who_was_first():
    draft, first, second = make_draft(), make_editor(), make_editor()
    editing.save_part(draft, reworded(draft), read_revision=1, by=first)
    before = snapshot()

    with pytest.raises(editing.DraftWasChanged) as told:
        editing.save_part(draft, reworded(draft, "Mine?"), read_revision=1, by=second)

    assert told.value.by == first
    assert told.value.at is not None
    assert snapshot() == before


def test_every_problem_is_named_and_nothing_is_saved():
    draft = make_draft()
    document = reworded(draft, " ")
    document["principles"][0]["questions"][1]["weight"] = 9
    before = snapshot()

    with pytest.raises(InvalidEdition) as told:
        editing.save_part(draft, document, read_revision=1, by=make_editor())

    assert [str(problem) for problem in told.value.problems] == [
        "principles[0].questions[0].text: must not be blank",
        "principles[0].questions[1].weight: must be 1, 2 or 3, not 9",
    ]
    assert snapshot() == before


def test_a_draft_keeps_its_label():
    draft = make_draft()

    with pytest.raises(InvalidEdition, match=r"label: must stay 2026\.2"):
        editing.save_part(
            draft, draft.document | {"label": "2027.1"}, read_revision=1, by=make_editor()
        )


@pytest.mark.parametrize("part", ["questions", "obligations"])
def test_an_id_of_a_former_edition_is_not_used_again(part):
    editor = make_editor()
    make_edition(make_full_edition())
    shorter = editing.start_draft(Edition.objects.get(), label="2026.2", by=editor)
    document = copy.deepcopy(shorter.document)
    where = {
        "questions": document["genai"]["questions"],
        "obligations": document["markets"][0]["obligations"],
    }[part]
    removed = where.pop(0)
    if part == "questions":
        where.append(removed | {"id": "GEN-02"})
    shorter = editing.save_part(shorter, document, read_revision=1, by=editor)
    published = editing.publish_draft(shorter, release_notes="Shorter.", read_revision=2, by=editor)
    draft = editing.start_draft(published, label="2026.3", by=editor)
    where.append(removed | {"text" if part == "questions" else "title": "Something else"})

    with pytest.raises(InvalidEdition, match=f"{removed['id']} stood in 2026.1: ids are never"):
        editing.save_part(draft, document | {"label": "2026.3"}, read_revision=1, by=editor)


def test_a_question_comes_back_as_it_was():
    editor = make_editor()
    draft = make_draft()
    document = copy.deepcopy(draft.document)
    removed = document["principles"][0]["questions"].pop()
    draft = editing.save_part(draft, document, read_revision=1, by=editor)
    shorter = editing.publish_draft(draft, release_notes="Less.", read_revision=2, by=editor)
    again = editing.start_draft(shorter, label="2026.3", by=editor)
    document["principles"][0]["questions"].append(removed)

    saved = editing.save_part(again, document | {"label": "2026.3"}, read_revision=1, by=editor)

    assert saved.questions.filter(key=removed["id"]).exists()


def test_of_two_drafts_that_add_one_id_for_two_questions_the_first_is_published():
    editor, edition = make_editor(), make_edition()
    for label, text in (("2026.2", "Who is told?"), ("2026.3", "Who is asked?")):
        draft = editing.start_draft(edition, label=label, by=editor)
        document = copy.deepcopy(draft.document)
        questions = document["principles"][1]["questions"]
        questions.append(questions[0] | {"id": "FAI-02", "text": text})
        editing.save_part(draft, document, read_revision=1, by=editor)
    first, second = (Edition.objects.get(label=label) for label in ("2026.2", "2026.3"))
    said: dict[str, Any] = {"release_notes": "One more.", "read_revision": 2, "by": editor}
    editing.publish_draft(first, **said)

    with pytest.raises(InvalidEdition, match=r"FAI-02 stood in 2026\.2: ids are never"):
        editing.publish_draft(second, **said)

    second.refresh_from_db()
    assert second.is_draft


def test_what_a_draft_removed_it_may_take_back():
    draft, editor = make_draft(), make_editor()
    document = copy.deepcopy(draft.document)
    del document["principles"][0]["questions"][1]
    editing.save_part(draft, document, read_revision=1, by=editor)

    editing.save_part(draft, draft.document, read_revision=2, by=editor)

    assert draft.questions.filter(key="TRA-02").exists()


def test_a_draft_goes_back_to_what_it_started_from():
    draft, editor = make_draft(), make_editor()
    document = copy.deepcopy(draft.document)
    del document["principles"][0]["questions"][1]
    editing.save_part(draft, document, read_revision=1, by=editor)

    again = editing.reset_draft(draft, read_revision=2, by=editor)

    assert again.document == draft.document
    assert again.revision == 3
    assert again.questions.filter(key="TRA-02").exists()


def test_a_draft_from_fixtures_goes_back_to_them_once_edited():
    draft, editor = services.save_draft(make_edition_definition()), make_editor()
    with pytest.raises(editing.NothingToResetTo):
        editing.reset_draft(draft, read_revision=0, by=editor)
    editing.save_part(draft, reworded(draft), read_revision=0, by=editor)

    again = editing.reset_draft(draft, read_revision=1, by=editor)

    assert again.document == draft.document


def test_publishing_alone_is_recorded():
    draft, editor = make_draft(by=make_editor()), User.objects.get()

    published = editing.publish_draft(
        draft, release_notes=" What is new. ", read_revision=1, by=editor
    )

    assert published.is_published
    assert published.was_published_alone
    assert published.release_notes == "What is new."
    assert published.base_document is None


def test_with_two_editors_one_proposes_and_the_other_publishes():
    first, second = make_editor(), make_editor()
    draft = make_draft(by=first)
    said: dict[str, Any] = {"release_notes": "New.", "read_revision": 1}
    with pytest.raises(editing.NeedsSecondEditor):
        editing.publish_draft(draft, by=first, **said)
    editing.propose(draft, by=first, **said)
    with pytest.raises(editing.NeedsSecondEditor):
        editing.publish_draft(draft, by=first, **said)

    published = editing.publish_draft(draft, by=second, **said)

    assert published.is_published
    assert (published.proposed_by, published.published_by) == (first, second)
    assert not published.was_published_alone


@pytest.mark.parametrize("act", ["save", "withdraw"])
def test_a_proposal_ends_when_the_draft_changes_or_somebody_takes_it_back(act):
    first, second = make_editor(), make_editor()
    draft = make_draft(by=first)
    editing.propose(draft, release_notes="New.", read_revision=1, by=first)

    if act == "save":
        changed = editing.save_part(draft, reworded(draft), read_revision=1, by=second)
    else:
        changed = editing.withdraw_proposal(draft, read_revision=1)

    assert not changed.is_proposed
    with pytest.raises(editing.NeedsSecondEditor):
        editing.publish_draft(
            changed, release_notes="New.", read_revision=changed.revision, by=second
        )


def test_who_cannot_sign_in_any_more_is_no_second_editor():
    editor, gone = make_editor(), make_editor(is_active=False)
    draft = make_draft(by=editor)

    assert gone not in editing.editors()
    published = editing.publish_draft(draft, release_notes="New.", read_revision=1, by=editor)

    assert published.is_published


@pytest.mark.parametrize("act", ["propose", "publish_draft"])
def test_release_notes_are_needed(act):
    draft, editor = make_draft(), make_editor()

    with pytest.raises(editing.NeedsReleaseNotes):
        getattr(editing, act)(draft, release_notes=" ", read_revision=1, by=editor)


def test_nobody_acts_on_a_draft_that_they_have_not_read():
    draft, editor = make_draft(), make_editor()
    editing.save_part(draft, reworded(draft), read_revision=1, by=editor)
    before = snapshot()
    stale = {"read_revision": 1}

    for act in (
        lambda: editing.reset_draft(draft, by=editor, **stale),
        lambda: editing.delete_draft(draft, **stale),
        lambda: editing.propose(draft, release_notes="New.", by=editor, **stale),
        lambda: editing.withdraw_proposal(draft, **stale),
        lambda: editing.publish_draft(draft, release_notes="New.", by=editor, **stale),
    ):
        with pytest.raises(editing.DraftWasChanged):
            act()

    assert snapshot() == before


def test_what_is_published_is_no_draft_any_more():
    edition, editor = make_edition(), make_editor()
    before = snapshot()

    for act in (
        lambda: editing.save_part(edition, reworded(edition), read_revision=0, by=editor),
        lambda: editing.reset_draft(edition, read_revision=0, by=editor),
        lambda: editing.delete_draft(edition, read_revision=0),
        lambda: editing.publish_draft(edition, release_notes="No", read_revision=0, by=editor),
    ):
        with pytest.raises(PublishedEditionIsImmutable):
            act()

    assert snapshot() == before


def test_who_retires_an_edition_is_recorded():
    editor, edition = make_editor(), make_edition()
    make_edition(make_edition_definition(label="2027.1"))

    retired = editing.retire_edition(edition, by=editor)

    assert retired.status == Edition.Status.RETIRED
    assert retired.retired_by == editor
    assert retired.retired_at is not None


def test_the_library_is_never_emptied():
    only, editor = make_edition(), make_editor()
    make_draft(only, by=editor)

    with pytest.raises(editing.OnlyEditionPublished, match="publish another first"):
        editing.retire_edition(only, by=editor)

    assert Edition.objects.published().get() == only


def test_a_fact_is_not_dated_out_of_the_review():
    draft, editor = make_draft(make_edition(make_full_edition())), make_editor()
    document = copy.deepcopy(draft.document)
    document["markets"][0]["obligations"][0]["as_of"] = "2131-01-01"

    with pytest.raises(InvalidEdition, match="must not be after today"):
        editing.save_part(draft, document, read_revision=1, by=editor)


@pytest.mark.parametrize("options", [[], ["--publish"]])
def test_loading_fixtures_leaves_a_draft_to_its_editors(tmp_path, options):
    draft, editor = services.save_draft(make_edition_definition()), make_editor()
    editing.save_part(draft, reworded(draft), read_revision=0, by=editor)
    write_fixtures(make_edition_definition(), tmp_path)
    before = snapshot()

    with pytest.raises(CommandError, match=f"a draft that {editor} edits") as refusal:
        call_command("load_frameworks", tmp_path, *options)

    assert refusal.value.returncode == 1
    assert snapshot() == before


def test_the_group_of_editors_may_edit():
    Group.objects.all().delete()
    user = make_user()
    user.groups.add(make_editors_group())

    assert User.objects.get(pk=user.pk).has_perm(editing.PERMISSION)
