"""The pages that offer a newer edition, show what it changes, and ask to confirm answers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from scorecard import services
from scorecard.models import Assessment, EditionMove, Response, Role
from scorecard.scoring import NOT_APPLICABLE
from scorecard.services import moving
from tests.factories import (
    answer,
    answer_all,
    make_edition,
    make_edition_definition,
    make_membership,
    make_principle,
    make_question,
    make_result,
    make_user,
    set_status,
)
from tests.scorecard.editions import move, newer
from tests.scorecard.test_cards import card

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(assessment):
    answer_all(assessment)
    return assessment


@pytest.fixture
def url(answered):
    return reverse("scorecard:move-edition", args=[answered.code])


def page(assessment: Assessment, name: str, *args: str | int) -> str:
    return reverse(f"scorecard:{name}", args=[assessment.code, *args])


def send(client, assessment: Assessment, **said: str):
    shown = {"edition": assessment.edition.label, "to": "2027.1"}
    shown["scope_revision"] = str(assessment.scope_revision)
    return client.post(page(assessment, "move-edition"), shown | said)


@pytest.mark.parametrize("name", ["assessment", "results"])
def test_a_newer_edition_is_offered_quietly(as_owner, answered, url, name):
    assert url not in as_owner.get(page(answered, name)).content.decode()

    newer()

    assert url in as_owner.get(page(answered, name)).content.decode()


@pytest.mark.parametrize("name", ["assessment", "results"])
def test_what_is_approved_is_offered_nothing(as_owner, answered, url, name):
    make_result(answered)
    newer()

    assert url not in as_owner.get(page(answered, name)).content.decode()


def test_without_a_newer_edition_the_page_says_so(as_owner, url):
    assert "No newer edition is published" in as_owner.get(url).content.decode()


def test_the_page_says_what_would_change_here(as_owner, url):
    newer()

    preview = as_owner.get(url).context["preview"]

    assert [each.key for each in preview.reworded] == ["TRA-01", "SG-01"]
    assert [change.after for change in preview.reworded[0].changes] == ["Written down"]
    assert [each.key for each in preview.added] == ["TRA-03"]
    assert [each.key for each in preview.retired] == ["TRA-02"]
    assert (preview.kept, preview.to_confirm, preview.orphaned) == (4, 2, 1)


def test_the_page_says_what_the_result_would_be(as_owner, url):
    newer()

    outcome = {each.name: each for each in as_owner.get(url).context["preview"].outcome.shown}

    assert (outcome["Singapore"].before, outcome["Singapore"].after) == (
        "Ready",
        "Conditional",
    )
    assert (outcome["Overall score"].before, outcome["Overall score"].after) == (
        "75",
        "65 (up to 78)",
    )


def test_the_page_shows_floors_and_weights_that_changed(as_owner, url):
    principles = (
        make_principle(make_question("TRA-01", critical=True, weight=1), make_question("TRA-02")),
        make_principle(key="fairness", prefix="FAI"),
    )
    newer(principles=principles)

    preview = as_owner.get(url).context["preview"]

    assert [(each.name, each.before, each.after) for each in preview.outcome.floors] == [
        ("Singapore, Transparency", "2 Defined", "4 Assured"),
        ("Singapore, Fairness", "2 Defined", "4 Assured"),
    ]
    assert [change.name for change in preview.rescored[0].changes] == ["Weight"]


def test_questions_that_this_scope_never_asks_are_left_out(as_owner, answered, url):
    scope = replace(services.Scope.of(answered), markets=("ID",))
    services.change_scope(answered, scope=scope, revision=0)
    newer()

    preview = as_owner.get(url).context["preview"]

    assert [each.key for each in preview.reworded] == ["TRA-01"]
    assert preview.outcome.floors == ()


def test_confirming_moves_it_and_offers_to_undo_it(as_owner, answered):
    newer()

    html = as_owner.get(send(as_owner, answered).headers["Location"]).content.decode()

    assert EditionMove.objects.get().after.label == "2027.1"
    assert "Undo the move" in html
    assert "To be confirmed" in html


@pytest.mark.parametrize(
    "said", [{"to": "2026.9"}, {"scope_revision": "7"}, {"edition": "2025.1"}, {"edition": ""}]
)
def test_what_changed_meanwhile_is_told_and_nothing_moves(as_owner, answered, said):
    newer()

    response = send(as_owner, answered, **said)

    assert response.status_code == 409
    assert "Nothing was moved" in response.content.decode()
    assert not EditionMove.objects.exists()


@pytest.mark.parametrize("later", [(), ("2028.1",)])
def test_a_second_tab_is_told_that_it_was_moved_already(as_owner, answered, later):
    newer()
    for _ in ("first tab", "second tab"):
        response = send(as_owner, answered)
    for label in later:
        newer(label)
        response = send(as_owner, answered)

    assert response.status_code == 409
    assert "It was moved to 2027.1 already" in response.content.decode()
    assert EditionMove.objects.count() == 1


def test_who_moves_at_the_same_moment_is_told_that_it_was_moved_already(
    as_owner, answered, monkeypatch
):
    to, real = newer(), moving.move

    def first_somebody_else(assessment, *args, **said):
        real(assessment, *args, **said)
        return real(assessment, *args, **said)

    monkeypatch.setattr(moving, "move", first_somebody_else)

    response = send(as_owner, answered)

    assert response.status_code == 409
    assert f"It was moved to {to.label} already" in response.content.decode()


@pytest.mark.parametrize("name", ["move-edition", "undo-move"])
@pytest.mark.parametrize("status", ["in_review", "approved"])
def test_what_is_no_draft_is_not_moved(as_owner, answered, name, status):
    newer()
    set_status(status)

    assert as_owner.post(page(answered, name)).status_code == 403


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REVIEWER])
def test_who_only_reads_sees_it_without_buttons(client, answered, url, role):
    newer()
    client.force_login(make_membership(answered.organisation, role).user)

    html = client.get(url).content.decode()

    assert "An owner or an assessor can move it" in html
    assert "Move to edition" not in html


def test_a_stranger_finds_nothing(client, answered, url):
    client.force_login(make_user())

    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404
    assert client.post(page(answered, "still-true", "TRA-01")).status_code == 404


def test_undoing_brings_it_back(as_owner, answered):
    move(answered, newer())

    as_owner.post(page(answered, "undo-move"))

    answered.refresh_from_db()
    assert answered.edition.label == "2026.1"


def test_after_an_answer_undoing_is_refused_in_words(as_owner, answered):
    move(answered, newer())
    answer(answered, "TRA-03", 2)

    assert "Undo the move" not in as_owner.get(answered.get_absolute_url()).content.decode()
    response = as_owner.post(page(answered, "undo-move"))

    assert response.status_code == 409
    assert "Nothing was undone" in response.content.decode()


def test_a_card_asks_to_confirm_and_shows_the_words_before(as_owner, answered):
    move(answered, newer())

    html = as_owner.get(page(answered, "section", "transparency")).content.decode()

    assert html.count("To be confirmed.") == 1
    assert "Written down" in html
    assert page(answered, "still-true", "TRA-01") in html


def test_an_obligation_asks_to_confirm_too(as_owner, answered):
    move(answered, newer())

    html = as_owner.get(page(answered, "market-section", "SG")).content.decode()

    assert "To be confirmed." in html
    assert "People <del>are told how their data is used</del>." in html


def test_still_true_confirms_in_one_click(as_owner, answered):
    move(answered, newer())

    response = as_owner.post(page(answered, "still-true", "TRA-01"), {"revision": "1"}, follow=True)

    assert "Confirmed: the answer to TRA-01 is still true." in response.content.decode()
    assert "To be confirmed." not in response.content.decode()


def test_still_true_of_an_answer_that_changed_meanwhile_is_told(as_owner, answered):
    move(answered, newer())

    response = as_owner.post(page(answered, "still-true", "TRA-01"), {"revision": "9"}, follow=True)

    assert "Nothing was confirmed" in response.content.decode()


def test_a_saved_card_takes_its_mark_away(as_owner, answered):
    move(answered, newer())
    url = page(answered, "record-response", "TRA-01")

    html = as_owner.post(url, card("TRA-01", answer="1", revision="1")).content.decode()

    assert '<div id="TRA-01-wording" hx-swap-oob="true"></div>' in html
    assert Response.objects.get(question__key="TRA-01").worded_in is None


def test_task_list_check_and_review_say_what_is_to_be_confirmed(as_owner, answered):
    move(answered, newer())

    tasks = as_owner.get(answered.get_absolute_url()).content.decode()
    check = as_owner.get(page(answered, "section-check", "transparency")).content.decode()
    review = as_owner.get(page(answered, "review")).content.decode()

    assert tasks.count("1 to be confirmed") == 2
    assert "To be confirmed (1)" in check
    assert review.count("To be confirmed: 1") == 2


def test_a_section_that_was_done_is_not_done_any_more(as_owner, answered):
    services.mark_section_done(answered, "transparency", by=answered.created_by)
    answer(answered, "TRA-02", None)
    content = newer(
        principles=(
            make_principle(
                make_question("TRA-01", critical=True, weight=3, text="What about TRA-01?")
            ),
            make_principle(key="fairness", prefix="FAI"),
        )
    )
    before = as_owner.get(answered.get_absolute_url()).context["tasks"].sections[0].status
    move(answered, content)

    section = as_owner.get(answered.get_absolute_url()).context["tasks"].sections[0]

    assert (before, section.status) == ("started", "changed")


def test_a_retired_answer_is_listed_with_the_edition_that_asked_it(as_owner, answered):
    move(answered, newer())

    html = as_owner.get(page(answered, "hidden-answers")).content.decode()

    assert "How about TRA-02?" in html
    assert "Edition 2027.1 does not ask it any more. Edition 2026.1 did." in html
    assert "1 answer is kept" in as_owner.get(answered.get_absolute_url()).content.decode()


@pytest.mark.parametrize("headers", [{"X-Edition": "an older one"}, {}])
def test_an_answer_to_another_edition_is_not_saved(as_owner, answered, headers):
    sent = card("TRA-01", answer="1", revision="1") | {"edition": "an older one"}

    response = as_owner.post(page(answered, "record-response", "TRA-01"), sent, headers=headers)

    assert response.status_code == 403
    assert "moved to another edition" in response.content.decode()
    assert Response.objects.get(question__key="TRA-01").level == 3


def test_a_section_sent_to_another_edition_is_shown_to_be_copied(as_owner, answered):
    sent = card("TRA-01", answer="1", note="A long note", revision="1") | {"edition": "another"}

    response = as_owner.post(page(answered, "section", "transparency"), sent)

    assert response.status_code == 409
    assert "A long note" in response.content.decode()


def test_a_card_that_became_critical_asks_for_another_answer(as_owner, assessment):
    answer(assessment, "TRA-02", NOT_APPLICABLE, reason="We have none.")
    critical = make_question("TRA-02", critical=True)
    principles = (make_principle(make_question("TRA-01", critical=True, weight=3), critical),)
    to = make_edition(make_edition_definition(label="2027.1", principles=principles))
    preview = as_owner.get(page(assessment, "move-edition")).content.decode()
    assert preview.count("This answer lapses: the question is a critical control there") == 1
    move(assessment, to)

    html = as_owner.get(page(assessment, "section", "transparency")).content.decode()

    assert "which always applies: choose another answer" in html
    assert "Still true" not in html


def test_a_claim_put_back_on_what_became_critical_is_refused(as_owner, assessment):
    answer(assessment, "TRA-02", NOT_APPLICABLE, reason="We have none.")
    answer(assessment, "TRA-02", 2)
    principles = (make_principle(make_question("TRA-02", critical=True)),)
    move(assessment, make_edition(make_edition_definition(label="2027.1", principles=principles)))

    response = as_owner.post(page(assessment, "restore-response", "TRA-02", 1), {"read": "2"})

    assert response.status_code == 409
    assert "always applies" in response.content.decode()


def test_reports_of_an_approved_round_keep_their_edition(as_owner, answered):
    result = make_result(answered)
    services.review.reopen(answered, by=answered.created_by)
    answered.refresh_from_db()
    move(answered, newer())

    for extension in ("json", "xlsx"):
        url = page(answered, "approved-report", 1, extension)
        assert as_owner.get(url).status_code == 200
    told = as_owner.get(page(answered, "approved-report", 1, "json")).json()

    assert told["sha256"] == result.sha256


def test_the_pages_stay_within_their_queries(
    as_owner, answered, url, django_assert_max_num_queries
):
    move(answered, newer())
    newer("2028.1")
    as_owner.get(url)

    for each in (url, answered.get_absolute_url(), page(answered, "results")):
        with django_assert_max_num_queries(12):
            as_owner.get(each)
