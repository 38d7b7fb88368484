"""The questionnaire in another language: what is read there, and that nothing else changes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from frameworks.definition.texts import texts_in
from scorecard.models import ObligationResponse, Response
from scorecard.questionnaire import build_task_list
from tests.factories import (
    answer,
    make_assessment,
    make_draft,
    make_edition,
    make_edition_definition,
    make_editor,
    make_market,
    make_obligation,
    make_organisation,
    make_user,
)
from tests.frameworks.editions import KHMER, in_every_state
from tests.scorecard.pages import filled_in

pytestmark = pytest.mark.django_db

MARK = re.compile("[\ue000-\ue00f]")


@pytest.fixture
def edition():
    content = make_edition_definition(
        markets=(
            make_market("SG", "Singapore", obligations=(make_obligation("SG-01"),)),
            make_market("ID", "Indonesia", obligations=(make_obligation("ID-01"),)),
        )
    )
    return make_edition(in_every_state(content, "km"))


@pytest.fixture
def owner():
    return make_user(username="owner")


@pytest.fixture
def assessment(edition, owner):
    return make_assessment(by=owner, organisation=make_organisation(owner), edition=edition)


@pytest.fixture
def reader(client, owner, assessment):
    client.force_login(owner)
    choose(client, assessment, "km")
    return client


def choose(client, assessment, language: str, section: str = "transparency"):
    address = reverse("scorecard:choose-language", args=[assessment.code])
    return client.post(address, {"language": language, "section": section})


def section(assessment, key: str = "transparency") -> str:
    return reverse("scorecard:section", args=[assessment.code, key])


def market(assessment, code: str = "SG") -> str:
    return reverse("scorecard:market-section", args=[assessment.code, code])


def read(client, url: str) -> str:
    return str(client.get(url).content, "utf-8")


@pytest.mark.parametrize("key", ["transparency", "markets/SG"])
def test_choosing_a_language_leads_back_to_the_section(client, owner, assessment, key):
    client.force_login(owner)
    response = choose(client, assessment, "km", key)

    expected = market(assessment) if key == "markets/SG" else section(assessment, key)
    assert (response.status_code, response.headers["Location"]) == (302, expected)


@pytest.mark.parametrize("key", ["nothing", "https://elsewhere.example/", ""])
def test_a_section_that_is_none_leads_to_the_assessment(client, owner, assessment, key):
    client.force_login(owner)

    assert choose(client, assessment, "km", key).headers["Location"] == (
        assessment.get_absolute_url()
    )


@pytest.mark.parametrize("language", ["th", "xx", "en", "km "])
def test_a_language_that_the_edition_has_not_is_refused(reader, assessment, language):
    assert choose(reader, assessment, language).status_code == 400
    assert '<span lang="km">' in read(reader, section(assessment))


def test_a_stranger_finds_nothing(client, assessment):
    client.force_login(make_user())

    assert choose(client, assessment, "km").status_code == 404


def test_a_card_is_read_in_the_language(reader, assessment):
    page = read(reader, section(assessment))

    assert page.count('<span lang="km">') > 10
    for word in ("draft", "outdated", "English"):
        assert f">{word}</abbr>" in page
    assert '<option value="km" lang="km" selected>ខ្មែរ (Khmer)</option>' in page
    assert "You answer the English question" in page


def test_obligations_are_read_in_it_too(reader, assessment):
    page = read(reader, market(assessment))

    heading = re.search(r'<h2 class="qcard__q h3" id="SG-01-text">(.*?)</h2>', page)
    assert heading
    assert "lang=" in page[page.index('id="SG-01"') :]


def test_a_session_goes_back_to_english(reader, assessment):
    choose(reader, assessment, "")

    page = read(reader, section(assessment))
    assert "in-language" not in page
    assert '<option value="" selected>English</option>' in page


def test_an_assessment_of_an_edition_without_the_language_stays_english(reader, owner, assessment):
    plain = make_edition(make_edition_definition(label="2027.1"))
    other = make_assessment(by=owner, organisation=assessment.organisation, edition=plain)

    page = read(reader, section(other))

    assert "in-language" not in page
    assert "Questions in" not in page


@pytest.mark.parametrize("language", ["", "km"])
def test_what_is_saved_is_the_same_in_every_language(reader, assessment, language):
    choose(reader, assessment, language)
    for url, said in (
        (section(assessment), {"TRA_01__answer": "3", "TRA_01__note": "Said"}),
        (market(assessment), {"SG_01__state": "met"}),
    ):
        sent = filled_in(reader.get(url), then="stay", **said)
        assert reader.post(url, sent).status_code == 302

    row, declared = Response.objects.get(), ObligationResponse.objects.get()
    assert (row.level, row.note, row.revision, row.worded_in) == (3, "Said", 1, None)
    assert (declared.obligation, declared.state, declared.revision) == ("SG-01", "met", 1)


def test_a_card_that_nobody_touched_is_not_saved_in_any_language(reader, assessment):
    answer(assessment, "TRA-01", 3, note="Said")
    choose(reader, assessment, "")
    sent = filled_in(reader.get(section(assessment)), then="stay")
    choose(reader, assessment, "km")

    reader.post(section(assessment), sent)

    assert Response.objects.get().revision == 1


def test_an_error_shows_the_card_in_the_language(reader, assessment):
    sent = filled_in(reader.get(section(assessment)), TRA_01__answer="nine", then="stay")

    response = reader.post(section(assessment), sent)

    assert response.status_code == 422
    assert '<span lang="km">' in response.content.decode()
    assert not MARK.search(response.content.decode())


def test_a_card_that_is_sent_again_is_in_the_language(reader, assessment):
    sent = filled_in(reader.get(section(assessment)))
    address = reverse("scorecard:record-response", args=[assessment.code, "TRA-01"])

    card = reader.post(address, sent, headers={"HX-Request": "true"}).content.decode()

    assert '<span lang="km">' in card
    assert not MARK.search(card)


def test_no_mark_leaves_the_server_or_gets_into_the_database(reader, assessment):
    answer(assessment, "TRA-01", 2)
    code = assessment.code
    tasks = build_task_list(assessment, assessment.scoped())
    addresses = [
        assessment.get_absolute_url(),
        *(each.href for each in tasks.sections),
        *(each.check_href for each in tasks.sections),
        *(reverse(f"scorecard:{name}", args=[code]) for name in (
            "edit-scope", "results", "review", "hidden-answers", "workbook")),
        reverse("scorecard:response-history", args=[code, "TRA-01"]),
        reverse("scorecard:report", args=[code, "json"]),
        reverse("scorecard:why", args=[code, "overall"]),
    ]  # fmt: skip
    for each in tasks.sections:
        reader.post(each.href, filled_in(reader.get(each.href), then="stay"))

    for address in addresses:
        response = reader.get(address)
        assert response.status_code == 200, address
        assert not MARK.search(response.content.decode("utf-8", "ignore")), address
    for model in (Response, ObligationResponse):
        assert not MARK.search(str(list(model.objects.values())))


def test_words_that_changed_are_told_in_english(reader, assessment, edition):
    """A translation is no other wording: what is compared are the English texts."""
    answer(assessment, "TRA-01", 2)
    content = edition.definition
    principle = content.principles[0]
    first = replace(principle.questions[0], text="Is it told aloud?")
    principle = replace(principle, questions=(first, *principle.questions[1:]))
    anew = replace(
        content, label="2027.1", principles=(principle, *content.principles[1:]), translations=()
    )
    make_edition(in_every_state(anew, "km"))
    reader.post(
        reverse("scorecard:move-edition", args=[assessment.code]), _move(reader, assessment)
    )

    page = read(reader, section(assessment))

    assert "Is it told aloud?" in page
    assert content.principles[0].questions[0].text in page
    assert not MARK.search(page)


def _move(client, assessment) -> dict[str, str]:
    return filled_in(client.get(reverse("scorecard:move-edition", args=[assessment.code])))


@pytest.mark.parametrize("code", ["", "km"])
def test_a_language_costs_no_query(reader, assessment, code, django_assert_max_num_queries):
    choose(reader, assessment, code)
    reader.get(section(assessment))

    with django_assert_max_num_queries(12):
        reader.get(section(assessment))


def test_an_editor_previews_the_questionnaire_in_a_language(client, edition):
    draft = make_draft(edition)
    client.force_login(make_editor())
    home = f"/editions/{draft.label}/questionnaire/"

    page = read(client, f"{home}transparency/?language=km")

    assert '<span lang="km">' in page
    assert not MARK.search(page)
    assert f'href="{home}fairness/?language=km"' in page
    assert f'href="/editions/{draft.label}/preview/in/km/' in page
    assert 'hreflang="en"' in page
    assert client.get(f"{home}?language=th").status_code == 404
    assert "in-language" not in read(client, home)


def test_the_words_of_these_tests_are_on_every_kind_of_text(edition):
    said = edition.definition.translations[0].texts

    assert len(said) > len(texts_in(edition.definition)) / 2
    assert all(text.text.startswith(KHMER) for text in said)
