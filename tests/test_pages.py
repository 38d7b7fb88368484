"""What must hold on every page, whoever writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frameworks import editing
from scorecard.models import Membership, Organisation, Role
from scorecard.services import review
from tests.factories import (
    answer_all,
    make_assessment,
    make_draft,
    make_edition,
    make_edition_definition,
    make_editor,
    make_market,
    make_membership,
    make_obligation,
    make_organisation,
    make_principle,
    make_question,
    make_result,
    make_user,
)
from tests.frameworks.editions import in_every_state
from tests.frameworks.walking import JAVA, objections
from tests.scorecard.markup import Element, main_of
from tests.urls import (
    EDITOR,
    ENTRIES,
    PAGES,
    PEOPLE,
    ROLES,
    STRANGER,
    VISITOR,
    World,
    address,
    names,
)

pytestmark = pytest.mark.django_db

TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))
BREAKS_CSP = re.compile(
    r'<style|\sstyle=|<script(?![^>]*(\bsrc=|type="application/json"))|\son\w+=|hx-on|javascript:',
    re.IGNORECASE,
)
SHORT = r'name="(q|code|email|username)"'  # nobody writes a long text there
BUDGET = 12
METHODS = {"get", "head", "post", "put", "patch", "delete"}
PASSWORD = "somebody's own"
EMPTY_FORM = {"csrfmiddlewaretoken": "what a browser sends with every form"}


@pytest.fixture
def world():
    """One organisation with a person in each role, and an assessment with every answer."""
    return make_world(times=1)


def make_world(*, times: int) -> World:
    """`times` as many questions, obligations, answers, members, assessments and organisations."""
    owner = make_user(username=f"owner-{times}", password=PASSWORD)
    organisation = make_organisation(owner, name=f"Acme {times}")
    for role in ROLES[:-1]:
        make_membership(
            organisation, role, user=make_user(username=f"{role}-{times}", password=PASSWORD)
        )
    member = make_membership(organisation, Role.VIEWER)
    edition = make_edition(_content(times))
    approved = make_assessment(by=owner, organisation=organisation, edition=edition)
    answer_all(approved, level=3)
    for number in range(times):
        assessment = make_assessment(by=owner, organisation=organisation, edition=edition)
        answer_all(assessment, level=2)
        if number:
            review.reopen(approved, by=owner)
            make_membership(organisation)
            make_organisation(owner, name=f"Another {number}")
        make_result(approved)
    draft = make_draft(edition, label=f"20{times}.2", by=owner)
    proposed = editing.propose(draft, release_notes="New.", read_revision=1, by=owner)
    for number in range(3, times + 2):
        make_draft(edition, label=f"20{times}.{number}", by=owner)
    return World(organisation, assessment, approved, member, proposed)


def _content(times: int):
    prefixes = {"transparency": "TRA", "fairness": "FAI"}
    principles = tuple(
        make_principle(
            *(make_question(f"{prefix}-{n:02}", principle=key) for n in range(1, 2 * times + 1)),
            key=key,
            prefix=prefix,
        )
        for key, prefix in prefixes.items()
    )
    markets = tuple(
        make_market(
            code,
            name,
            principles=tuple(prefixes),
            obligations=tuple(make_obligation(f"{code}-{n:02}") for n in range(1, times + 1)),
        )
        for code, name in (("SG", "Singapore"), ("ID", "Indonesia"))
    )
    edition = make_edition_definition(label=f"20{times}.1", principles=principles, markets=markets)
    return in_every_state(edition, "km")  # in another language, too


def sign_in(client, person: str, world: World) -> None:
    if person in (STRANGER, EDITOR):
        stranger = (make_editor if person == EDITOR else make_user)(password=PASSWORD)
        make_organisation(stranger, name="Elsewhere")
        client.force_login(stranger)
    elif person != VISITOR:
        members = Membership.objects.filter(organisation=world.organisation, role=person)
        client.force_login(members.order_by("pk")[0].user)


def test_every_address_has_an_entry():
    assert sorted(set(names())) == sorted(ENTRIES)


@pytest.mark.parametrize("person", PEOPLE)
def test_each_address_as_each_person(client, world, subtests, person):
    sign_in(client, person, world)

    for name, entry in ENTRIES.items():
        with subtests.test(name):
            send = getattr(client, entry.method)
            response = send(address(name, entry, world), dict(entry.data))
            assert response.status_code == entry.who[person]


@pytest.mark.parametrize("person", PEOPLE)
def test_each_form_sent_by_each_person(client, world, subtests, person):
    sign_in(client, person, world)

    for name, entry in ENTRIES.items():
        if entry.posts:
            with subtests.test(name):
                response = client.post(address(name, entry, world), EMPTY_FORM)
                assert response.status_code == entry.posts[person]


@pytest.mark.parametrize(("person", "status"), [(VISITOR, 302), (STRANGER, 404)])
@pytest.mark.parametrize("extension", ["pdf", "xlsx", "json"])
def test_no_report_leaves_the_organisation(client, world, extension, person, status):
    sign_in(client, person, world)

    url = reverse("scorecard:report", args=[world.assessment.code, extension])

    assert client.get(url).status_code == status


def test_other_methods_are_refused(client, world, subtests):
    for name, entry in ENTRIES.items():
        if not entry.is_ours:
            continue
        sign_in(client, "owner" if entry.who["owner"] != 404 else EDITOR, world)
        head = {"head"} if entry.method == "get" else set()
        post = {"post"} if entry.posts else set()
        for method in METHODS - {entry.method} - head - post:
            with subtests.test(f"{method} {name}"):
                response = getattr(client, method)(address(name, entry, world))
                assert response.status_code == 405


def test_pages_hold_nothing_that_the_policy_forbids(client, world, subtests):
    for name, response in each_page(client, world):
        with subtests.test(name):
            policy = response.headers["Content-Security-Policy"]
            assert not BREAKS_CSP.findall(response.content.decode())
            assert "default-src 'self'" in policy
            assert "unsafe" not in policy


def test_ids_are_unique_on_a_page(client, world, subtests):
    for name, response in each_page(client, world):
        with subtests.test(name):
            ids = re.findall(r'\bid="([^"]*)"', response.content.decode())
            assert len(ids) == len(set(ids))


@pytest.mark.skipif(not JAVA, reason="Java is missing: apt-get install default-jre-headless")
def test_the_html_is_valid(client, world, tmp_path):
    pages = dict(each_page(client, world))
    for number, response in enumerate(pages.values()):
        (tmp_path / f"{number}.html").write_bytes(response.content)

    assert objections(tmp_path, list(pages)) == []


def test_no_text_is_cut_where_it_is_pasted(client, world, subtests):
    for name, response in each_page(client, world):
        with subtests.test(name):
            bounded = re.findall(
                r"<(?:input|textarea)[^>]*maxlength[^>]*", response.content.decode()
            )
            assert [each for each in bounded if not re.search(SHORT, each)] == []


def test_a_cell_of_a_stacked_table_holds_one_thing_beside_its_label(client, world, subtests):
    """On phones such a cell is a grid of two columns: what is not in one element is torn apart."""
    for name, response in each_page(client, world):
        with subtests.test(name):
            assert [each for each in _stacked_cells(response) if _is_torn(each)] == []


def _stacked_cells(response: HttpResponse) -> Iterator[Element]:
    for table in main_of(response.content.decode()).elements:
        if "ledger--stack" in table.classes:
            yield from (each for each in table.elements if "data-label" in each.attributes)


def _is_torn(cell: Element) -> bool:
    shown = [each for each in cell.children if isinstance(each, Element) or each.strip()]
    return len(shown) > 1


def each_page(client, world: World) -> Iterator[tuple[str, HttpResponse]]:
    """Every page as its owner sees it, then those that visitors and content editors see."""
    for person in ("owner", VISITOR, EDITOR):
        client.logout()
        sign_in(client, person, world)
        for name, entry in PAGES.items():
            is_seen_already = person == EDITOR and entry.who["owner"] == 200
            if entry.who[person] == 200 and not is_seen_already:
                yield f"{name} as {person}", client.get(address(name, entry, world))
        if person == "owner":
            review_page = reverse("scorecard:review", args=[world.approved.code])
            yield "the review of what is approved", client.get(review_page)


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR))
)
def test_templates_hold_nothing_that_the_policy_forbids(path):
    assert not BREAKS_CSP.findall(path.read_text())


def count_queries(client, url: str) -> int:
    client.get(url)  # content is parsed once in a process
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_pages_take_as_few_queries_for_ten_times_as_much(client, subtests):
    small, large = make_world(times=1), make_world(times=10)

    for name, entry in PAGES.items():
        person = next((each for each in ("owner", EDITOR) if entry.who[each] == 200), None)
        if person is None:
            continue
        with subtests.test(name):
            sign_in(client, person, small)
            few = count_queries(client, address(name, entry, small))
            sign_in(client, person, large)
            many = count_queries(client, address(name, entry, large))
            assert few == many <= BUDGET


@pytest.mark.parametrize("person", PEOPLE)
def test_the_admin_site_is_closed_to_everybody_but_staff(client, world, person):
    sign_in(client, person, world)

    for url in admin_addresses():
        response = client.get(url)
        assert response.status_code == 302, url
        assert response.headers["Location"].startswith("/admin/login/")


def test_staff_see_no_answers_in_the_admin_site(client, world):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    registered = {model._meta.label for model in admin.site._registry}

    assert registered.isdisjoint({"scorecard.Assessment", "scorecard.Response"})
    organisation = Organisation.objects.get(pk=world.organisation.pk)
    for url in (
        reverse("admin:scorecard_organisation_delete", args=[organisation.pk]),
        reverse("admin:auth_user_delete", args=[world.assessment.created_by.pk]),
    ):
        assert client.get(url).status_code == 403


def admin_addresses() -> list[str]:
    """The list, the form to add and the form to change of each registered model."""
    lists = [
        (f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args)
        for model in admin.site._registry
        for page, args in (("changelist", []), ("add", []), ("change", [1]))
    ]
    return [reverse("admin:index"), *(reverse(name, args=args) for name, args in lists)]
