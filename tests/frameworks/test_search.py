"""The search of the library: what is found, in what order, and how it is shown."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from urllib.parse import urldefrag

import pytest
from django.urls import reverse

from frameworks.bilingual import Bilingual
from frameworks.definition import Edition, SectorRule, anchors
from frameworks.definition.search import Index
from frameworks.definition.search_entries import entries_in
from frameworks.definition.search_entry import Entry
from frameworks.definition.search_words import excerpt, pieces
from frameworks.finding import address_of
from frameworks.fixtures import read_fixtures
from frameworks.templatetags.library import date_words
from frameworks.views.search import FEW
from tests.factories import SOURCED, make_edition, make_market
from tests.frameworks.editions import SHIPPED

ID = re.compile(r'\bid="([^"]+)"')


def entry(title: str, text: str = "", **more: str) -> Entry:
    return Entry(**{"kind": "question", "page": "genai", **more}, title=title, text=text)


@pytest.fixture(scope="module")
def shipped() -> Edition:
    return read_fixtures(SHIPPED)


@pytest.fixture(scope="module")
def index(shipped: Edition) -> Index:
    return shipped.search_index


@pytest.fixture
def search(client, db, shipped):
    make_edition(shipped)

    def run(**query: str):
        return client.get(reverse("frameworks:search"), query)

    return run


def titles(found) -> list[str]:
    return [hit.entry.title for hit in found.hits]


def test_a_word_in_a_title_comes_before_one_in_a_text():
    index = Index([entry("Audit", "who does it"), entry("Who answers", "an audit")])

    assert titles(index.find("audit")) == ["Audit", "Who answers"]


def test_all_words_must_be_there_if_anything_has_them_all():
    index = Index([entry("Breach notice"), entry("Breach"), entry("Notice")])

    assert titles(index.find("notice breach")) == ["Breach notice"]


def test_what_has_some_of_the_words_is_shown_when_nothing_has_all():
    found = Index([entry("Breach"), entry("Notice")]).find("notice breach")

    assert titles(found) == ["Breach", "Notice"]
    assert not found.has_all


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("obligations", "An obligation"),
        ("duties", "A duty"),
        ("explain", "Explainability"),
        ("RESUME", "A résumé"),
        ("what is a duty?", "A duty"),
    ],
)
def test_words_are_found_in_other_forms(query, title):
    index = Index([entry(each) for each in ("An obligation", "A duty", "Explainability")])
    more = Index([entry("A résumé")])

    assert title in titles(index.find(query)) + titles(more.find(query))


@pytest.mark.parametrize(
    "word", ["label", "labels", "labelling", "labeling", "labelled", "labeled"]
)
def test_a_duty_is_found_by_any_form_of_what_it_asks(index, word):
    first = [hit.entry.id for hit in index.find(f"vietnam {word}").hits[:2]]

    assert "VN-02" in first


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("disclosing", ["Disclose"]),
        ("disclosed", ["Disclose"]),
        ("processing", ["Process"]),
        ("controlled", ["Control"]),
        ("rating", ["Rate"]),
        ("exceed", []),
        ("indeed", []),
    ],
)
def test_a_form_of_a_word_is_taken_back_to_a_word_that_is_used(query, found):
    words = ("Disclose", "Disclosure", "Process", "Processor", "Control", "Rate", "Rat", "Ind")
    index = Index([entry(each) for each in words])

    assert titles(index.find(query)) == found


def test_a_word_as_it_is_typed_comes_before_its_other_forms():
    index = Index([entry("Bind"), entry("Binding")])

    assert titles(index.find("binding")) == ["Binding", "Bind"]


def test_an_id_finds_that_one_alone():
    index = Index(
        [entry("First", id="TRA-04"), entry("Second", id="TRA-05"), entry("4.1", id="4.1")]
    )

    assert titles(index.find("tra-04")) == ["First"]
    assert titles(Index([entry("a", id="4.1"), entry("b", id="4.10")]).find("4.10")) == ["b"]


@pytest.mark.parametrize("query", ["ISO42001", "iso-42001", "iso 42001", "iso/42001"])
def test_letters_and_digits_may_stand_together_or_apart(index, query):
    assert titles(index.find(query)) == titles(index.find("ISO 42001"))
    assert len(index.find(query).hits) > 20


def test_a_word_is_cut_only_where_every_part_is_used():
    index = Index([entry("First", id="TRA-04"), entry("Second", id="TRA-05")])

    assert titles(index.find("tra04")) == ["First"]
    assert index.find("tra-99").asked == ("tra-99",)


def test_only_a_word_that_nobody_uses_is_taken_for_one_like_it():
    index = Index([entry("Vietnam"), entry("Thailand")])

    assert dict(index.find("Vietnms").instead) == {"Vietnms": ("Vietnam",)}
    assert dict(index.find("vietnam").instead) == {}
    assert titles(index.find("viet nam")) == ["Vietnam"]


@pytest.mark.parametrize(
    "query", ["", "   ", "?", "xyzzy", "the", "🙂", "a" * 5000, "%00", "'\"<b>"]
)
def test_any_query_is_borne(index, query):
    assert len(index.find(query).hits) < len(index.entries)


@pytest.mark.parametrize(
    ("query", "kind", "said"),
    [
        ("vietnam duties", "obligation", "Vietnam"),
        ("thailnd breach", "rule", "Thailand"),
        ("what is DEFA", "framework", "ASEAN Digital Economy Framework Agreement (DEFA)"),
        ("singapor", "market", "Singapore"),
        ("calculator", "framework", "Method"),
        ("explainability", "glossary", "Explainability"),
        (
            "what does the ASEAN Guide say about explainability?",
            "principle",
            "Transparency and Explainability",
        ),
        ("is the ASEAN Guide binding", "framework", "ASEAN Guide on AI Governance and Ethics"),
        ("breach clock", "rule", "Singapore"),
        ("Burma", "market", "Myanmar"),
    ],
)
def test_what_visitors_look_for_is_among_the_first(index, query, kind, said):
    """`said`: its title, or the market in which it stands."""
    first = [hit.entry for hit in index.find(query).hits[:5]]

    assert any(each.kind == kind and said in (each.where, each.title) for each in first)


def test_found_words_are_marked_and_the_rest_is_left_as_it_is():
    text = "The Breach, and breaches of it"

    cut = pieces(text, frozenset({"breach", "breache"}))

    assert "".join(words for words, _ in cut) == text
    assert [words for words, is_marked in cut if is_marked] == ["Breach", "breaches"]


def test_an_excerpt_holds_the_first_of_the_words_and_ends_between_words():
    text = "one two three " * 50 + "needle " + "four five " * 50

    cut = excerpt(text, frozenset({"needle"}), length=100)

    assert "needle" in cut
    assert len(cut) < 110
    assert set(cut.strip("… ").split()) <= set(text.split())


def test_a_page_shows_groups_with_links_to_their_places(search):
    page = search(q="vietnm duty").content.decode()

    assert "No text has the word “vietnm”. This is for “Vietnam”." in page
    assert f'href="{reverse("frameworks:market", args=["vietnam"])}#VN-01"' in page
    assert "<mark>" in page


def test_a_kind_can_be_seen_whole(search):
    whole = search(q="data", kind="source").content.decode()

    assert whole.count('class="find"') > FEW
    assert whole.count("sec-head__note") == 1
    assert "Show all kinds" in whole
    assert search(q="data", kind="nonsense").content.decode().count("sec-head__note") > 3


def test_nothing_found_says_what_to_try(search):
    page = search(q='<xyzzy"').content.decode()

    assert "Nothing found for “&lt;xyzzy&quot;”" in page
    assert reverse("frameworks:glossary") in page


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("malaysia thailand", ["malaysia", "thailand"]),
        ("compare Thailand Malaysia", ["thailand", "malaysia"]),
        ("thailand vs malaysia breach", ["thailand", "malaysia"]),
        ("Tailand, Laos", ["thailand", "laos"]),
        ("Viet Nam and East Timor", ["vietnam", "timor-leste"]),
        ("Brunei Darussalam or Burma or Singapor", ["brunei", "myanmar", "singapore"]),
        ("malaysia breach", []),
        ("malaysia malaysia", []),
        ("malaysia thailand vietnam laos", []),
    ],
)
def test_two_or_three_markets_are_offered_side_by_side(search, query, named):
    page = search(q=query).content.decode()

    asked = "&amp;".join(f"m={slug}" for slug in named)
    offer = f'href="{reverse("frameworks:compare-markets")}?'
    assert (f"{offer}{asked}" in page) if named else (offer not in page)


def test_several_markets_are_one_or_the_other(index):
    both = [hit.entry.title for hit in index.find("Malaysia Thailand").hits[:2]]
    breach = [hit.entry for hit in index.find("Malaysia Thailand breach").hits[:4]]

    assert set(both) == {"Malaysia", "Thailand"}
    assert {(each.kind, each.where) for each in breach} == {
        (kind, name) for kind in ("rule", "obligation") for name in both
    }
    assert (
        index.find("malaysia vs thailand breach").hits
        == index.find("malaysia thailand breach").hits
    )


def test_a_word_that_compares_is_a_word_where_no_markets_are_named():
    found = Index([entry("Compare offers"), entry("Offers")]).find("compare offers")

    assert titles(found) == ["Compare offers"]


def test_a_word_is_shown_as_it_is_written_most_and_parts_of_it_are_not():
    index = Index([entry("DEFA breaches", "Breaches and breaching", also="breac")])

    assert index.find("DEFI").instead == {"DEFI": ("DEFA",)}
    assert index.find("breech").instead == {"breech": ("breaches",)}


def test_a_code_is_said_in_words_and_parts_end_as_sentences(shipped):
    texts = {each.title: each.text for each in entries_in(shipped) if each.where == "Vietnam"}

    medical = next(text for title, text in texts.items() if "medical AI" in title)
    assert medical.startswith("Health: Conformity certification")
    assert texts["Data protection law"].startswith("In force: Law on Personal Data Protection")


def test_dates_of_results_are_said_in_words(search, shipped):
    dated = next(each for each in shipped.sources if len(each.published) == 10)

    page = search(q=dated.title, kind="source").content.decode()
    page = re.sub("</?mark>", "", page)

    assert date_words(dated.published) in page
    assert dated.published not in page


def test_nothing_stands_between_a_title_and_the_end_of_its_link(search):
    page = search(q="breach").content.decode()

    assert 'class="find"' in page
    assert not re.search(r"\s</a>", page[page.index("<ol") : page.rindex("</ol>")])


@pytest.mark.parametrize("query", ["explainability", "defa"])
def test_groups_stand_in_the_order_of_their_best_results(search, shipped, query):
    groups = [group.kind for group in search(q=query).context["groups"]]

    hits = Index(tuple(entries_in(shipped))).find(query).hits
    assert groups == list(dict.fromkeys(hit.entry.kind for hit in hits))
    assert len(groups) > 4


def test_the_page_of_a_framework_comes_before_what_mentions_it(search):
    groups = [group.kind for group in search(q="defa").context["groups"]]

    assert groups.index("framework") < groups.index("question")
    assert groups.index("framework") < groups.index("market")


def test_it_runs_one_query(search, django_assert_num_queries):
    search(q="breach")  # this process has read the edition

    with django_assert_num_queries(1):
        search(q="breach notification")


def test_the_twin_holds_every_result(client, search):
    search()
    data = client.get("/frameworks/search.json", {"q": "TRA-04"}).json()["data"]

    assert data["query"] == "TRA-04"
    assert [each["id"] for each in data["results"]] == ["TRA-04"]
    assert data["results"][0]["address"].endswith("#TRA-04")


def test_everything_but_a_page_is_found_at_its_place_there(shipped):
    pages = ("principle", "framework", "market")

    nowhere = [each for each in entries_in(shipped) if not each.anchor and each.kind not in pages]

    assert nowhere == []


def test_the_place_of_what_is_found_is_on_its_page(client, search, shipped):
    search()
    wanted = defaultdict(set)
    for each in entries_in(shipped):
        if each.anchor:
            wanted[urldefrag(address_of(each)).url].add(each.anchor)

    ids = {page: ID.findall(str(client.get(page).content, "utf-8")) for page in wanted}

    assert len(wanted) > 30
    missing = {page: places - set(ids[page]) for page, places in wanted.items()}
    assert {page: places for page, places in missing.items() if places} == {}
    assert [page for page, found in ids.items() if len(found) != len(set(found))] == []


def test_places_are_named_in_english_whatever_is_read_and_twins_get_a_number():
    rule = SectorRule(sector="health", regulator="", instrument="Code", binding="draft", **SOURCED)
    market = make_market(sector_rules=(rule, replace(rule, instrument=Bilingual("Code", "ក្រម"))))

    found = [anchors.rule_anchor(market, each) for each in market.sector_rules]

    assert found == ["sector-code", "sector-code--2"]
