"""Several editors change and publish drafts at once: nothing is lost, and who comes late is told.

In a database of its own, in threads with a connection each: see `test_concurrency.py` of the
scorecard. The services are called as the pages call them; where the page itself brings two saves
together, the page is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from frameworks import editing
from frameworks.models import Edition, PublishedEditionIsImmutable
from frameworks.parsing import InvalidEdition
from frameworks.records import added, edited, find, place_from_text
from frameworks.views.records import copy_of
from tests.frameworks.test_record_forms import as_sent, form_of
from tests.scorecard.test_concurrency import ROUNDS, aside, at_once, drafts, seeded

__all__ = ["drafts", "seeded"]  # fixtures

pytestmark = pytest.mark.django_db

EDITORS = ("owner", "assessor", "reviewer")  # of the people in the database
LABEL = "2026.2"
QUESTIONS = "principles/transparency/questions"
REFUSALS = (editing.DraftWasChanged, PublishedEditionIsImmutable, InvalidEdition)


def person(name: str) -> User:
    return User.objects.get(username=name)


def let_them_edit() -> None:
    allowed = Permission.objects.get(codename="edit_content")
    for name in EDITORS:
        person(name).user_permissions.add(allowed)


@pytest.fixture(autouse=True)
def editors(drafts: Any) -> None:
    aside(let_them_edit)


def edition(label: str = LABEL) -> Edition:
    return Edition.objects.get(label=label)


def start(label: str = LABEL) -> None:
    editing.start_draft(edition("2026.1"), label=label, by=person("assessor"))


def start_and_propose(label: str = LABEL) -> None:
    start(label)
    propose(label)


def propose(label: str) -> None:
    draft, by = edition(label), person("assessor")
    editing.propose(draft, release_notes="New.", read_revision=draft.revision, by=by)


def question(document: Any, id: str = "TRA-01") -> Any:
    return find(document, place_from_text(f"{QUESTIONS}/{id}")).value


def save_why(draft: Edition, name: str, *, id: str = "TRA-01") -> Edition:
    """Say in a question who it was, on top of the draft as it was read."""
    place = place_from_text(f"{QUESTIONS}/{id}")
    document = edited(
        draft.document, place, question(draft.document, id) | {"why": f"Says {name}."}
    )
    return editing.save_part(draft, document, read_revision=draft.revision, by=person(name))


def publish(draft: Edition, name: str) -> Edition:
    by = person(name)
    return editing.publish_draft(draft, release_notes="Ours.", read_revision=draft.revision, by=by)


def acts(*work: Callable[[], Any]) -> list[Any]:
    """What each returned, or how it was refused, all started at the same moment."""

    def run(number: int) -> Any:
        try:
            return work[number]()
        except REFUSALS as told:
            return told

    return at_once(run, threads=len(work))


def kinds(outcomes: list[Any]) -> list[str]:
    return sorted(type(each).__name__ for each in outcomes)


def form_sent(name: str, id: str) -> tuple[Client, str, Any]:
    """A signed-in editor with the form of a question, filled in and not yet sent."""
    client, place = Client(), f"{QUESTIONS}/{id}"
    client.force_login(person(name))
    draft = edition()
    sent = as_sent(form_of(draft.document, place_from_text(place)), why=f"Says {name}.")
    sent["revision"] = copy_of(draft, find(draft.document, place_from_text(place)))
    return client, reverse("editions:part", args=[LABEL, place]), sent


def send_at_once(*forms: tuple[Client, str, Any]) -> list[Any]:
    return at_once(lambda number: forms[number][0].post(*forms[number][1:]), threads=len(forms))


def test_of_two_who_read_one_revision_one_saves_and_the_other_is_told():
    aside(start)
    read = aside(edition)

    outcomes = acts(
        lambda: save_why(read, "owner"), lambda: save_why(read, "reviewer", id="TRA-02")
    )

    now = aside(edition)
    (saved,) = [each for each in outcomes if isinstance(each, Edition)]
    (told,) = [each for each in outcomes if isinstance(each, editing.DraftWasChanged)]
    assert (now.revision, now.document) == (2, saved.document)
    assert (told.by, told.at) == (saved.edited_by, now.edited_at)


def test_who_save_different_questions_at_once_are_all_in_the_draft():
    """The page puts what was typed on top of what others saved meanwhile."""
    aside(start)
    ids = dict(zip(EDITORS, ("TRA-01", "TRA-02", "TRA-03"), strict=True))
    forms = aside(lambda: [form_sent(name, id) for name, id in ids.items()])

    responses = send_at_once(*forms)

    assert [each.status_code for each in responses] == [302, 302, 302]
    now = aside(edition)
    assert now.revision == 4
    for name, id in ids.items():
        assert question(now.document, id)["why"] == f"Says {name}."


def test_who_comes_second_to_one_question_keeps_what_they_typed():
    aside(start)
    forms = aside(lambda: [form_sent(name, "TRA-01") for name in ("owner", "reviewer")])

    responses = send_at_once(*forms)

    assert sorted(each.status_code for each in responses) == [302, 409]
    said = question(aside(edition).document)["why"]
    (told,) = [each.text for each in responses if each.status_code == 409]
    assert "Says owner." in told
    assert "Says reviewer." in told
    assert said in ("Says owner.", "Says reviewer.")


def test_of_two_who_publish_at_once_one_does_and_the_other_is_told():
    aside(start_and_propose)
    read = aside(edition)

    outcomes = acts(lambda: publish(read, "owner"), lambda: publish(read, "reviewer"))

    assert kinds(outcomes) == ["Edition", "PublishedEditionIsImmutable"]
    (published,) = [each for each in outcomes if isinstance(each, Edition)]
    now = aside(edition)
    assert (now.is_published, now.published_by_id) == (True, published.published_by_id)


@pytest.mark.parametrize("label", [f"2026.{2 + n}" for n in range(ROUNDS)])
def test_publishing_against_a_late_save_leaves_no_half(label: str) -> None:
    """What is published is what its publisher read; else nothing is."""
    aside(lambda: start_and_propose(label))
    read = aside(lambda: edition(label))

    published, saved = acts(lambda: publish(read, "owner"), lambda: save_why(read, "reviewer"))

    now = aside(lambda: edition(label))
    assert now.is_intact
    if now.is_published:
        assert isinstance(saved, (PublishedEditionIsImmutable, editing.DraftWasChanged))
        assert (now.document, now.revision) == (read.document, read.revision)
    else:
        assert isinstance(published, editing.DraftWasChanged)
        assert now.document == saved.document
        assert (now.is_proposed, now.release_notes) == (False, "New.")


def start_with(id: str, label: str) -> None:
    """A proposed draft in which this id asks something that no other draft asks."""
    start(label)
    draft, by = edition(label), person("assessor")
    asked = question(draft.document) | {"id": id, "text": f"What of {label}?"}
    document = added(draft.document, place_from_text(QUESTIONS), asked)
    editing.save_part(draft, document, read_revision=draft.revision, by=by)
    propose(label)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_of_two_drafts_that_add_one_id_one_is_published(number: int) -> None:
    aside(lambda: start_with("TRA-50", "2026.2"))
    aside(lambda: start_with("TRA-50", "2026.3"))
    one, other = aside(lambda: (edition("2026.2"), edition("2026.3")))

    outcomes = acts(lambda: publish(one, "owner"), lambda: publish(other, "reviewer"))

    assert kinds(outcomes) == ["Edition", "InvalidEdition"]
    (told,) = [str(each) for each in outcomes if isinstance(each, InvalidEdition)]
    assert "ids are never used again" in told
    issued = aside(lambda: set(Edition.objects.issued().values_list("label", flat=True)))
    assert len(issued & {"2026.2", "2026.3"}) == 1
