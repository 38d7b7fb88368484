"""Pages in a real browser: nothing axe objects to, and no sideways scrolling at 320 pixels.

Those that visitors see, those of the account, and the states that a form shows once it was sent,
with the shipped edition and the demo workspace. All of them light and dark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from frameworks.models import Edition
from scorecard import services
from scorecard.management.demo import ASSESSOR, OWNER, PASSWORD, VIEWER
from scorecard.models import Assessment, Membership, Response
from tests.accessibility import NARROW, WIDE, bring_session, objections, overflow
from tests.factories import make_draft
from tests.journeys.answering import choose, follow, pick
from tests.urls import PAGES, VISITOR, World, address

THEMES = ("light", "dark")

Check = Callable[[str], None]


@pytest.fixture
def world(published: Edition) -> World:
    """The demo's bank, with every question and obligation answered."""
    call_command("seed_demo")
    assessment = Assessment.objects.get(title__startswith="Retail bank")
    approved = Assessment.objects.get(title__startswith="Whole bank")
    member = Membership.objects.get(
        organisation=assessment.organisation, user__username=VIEWER.username
    )
    owner = User.objects.get(username=OWNER.username)
    draft = make_draft(published, label="2027.1", by=owner)
    return World(assessment.organisation, assessment, approved, member, draft)


@pytest.fixture
def browser(page: Any, client: Client, world: World) -> Any:
    """The page, signed in as the owner, whose password was asked for a moment ago."""
    client.force_login(User.objects.get(username=OWNER.username))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    bring_session(page.context, client)
    page.set_default_timeout(10_000)
    return page


@pytest.fixture(params=THEMES)
def check(browser: Any, request: Any) -> Iterator[Check]:
    """Look at the page as it is, wide and narrow; fail at the end with all that was found."""
    browser.emulate_media(color_scheme=request.param)
    browser.set_viewport_size({"width": WIDE, "height": 800})
    wrong: dict[str, list[str]] = {}

    def run(name: str) -> None:
        found = objections(browser)
        browser.set_viewport_size({"width": NARROW, "height": 800})
        found += overflow(browser)
        browser.set_viewport_size({"width": WIDE, "height": 800})
        if found:
            wrong[name] = found

    yield run
    assert wrong == {}


def show(page: Any, url: str, *, status: int = 200) -> None:
    """Go there, and nowhere else."""
    assert page.goto(url).status == status, url
    assert page.url.endswith(url)


def test_every_page_of_a_visitor(browser: Any, world: World, check: Check) -> None:
    browser.context.clear_cookies()
    for name, entry in PAGES.items():
        if entry.who[VISITOR] == 200 and name.startswith(("account_", "scorecard:")):
            show(browser, address(name, entry, world))
            check(name)


LIBRARY: tuple[
    tuple[str, list[str], str], ...
] = (  # a page of each kind: its name, its arguments and what is asked of it
    ("frameworks:library", [], ""),
    ("frameworks:principle", ["transparency"], ""),
    ("frameworks:markets", [], ""),
    ("frameworks:market", ["vietnam"], ""),
    ("frameworks:compare-markets", [], "?m=malaysia&m=thailand"),
    ("frameworks:defa", [], ""),
    ("frameworks:roadmap", [], ""),
    ("frameworks:genai", [], ""),
    ("frameworks:crosswalk", ["nist_ai_rmf"], ""),
    ("frameworks:glossary", [], ""),
    ("scorecard:method", [], ""),
    ("scorecard:calculator", [], ""),
    ("frameworks:search", [], "?q=Tailand+Laos+breach"),
)


def test_the_library_as_it_is_shipped(page: Any, published: Edition) -> None:
    """A visitor's pages, not signed in, each visited once: the dark theme changes colours alone."""
    page.set_default_timeout(20_000)
    page.set_viewport_size({"width": WIDE, "height": 800})
    wrong: dict[str, list[str]] = {}
    for name, arguments, query in LIBRARY:
        url = f"{reverse(name, args=arguments)}{query}"
        show(page, url)
        for theme, rules in (("light", ()), ("dark", ("color-contrast",))):
            page.emulate_media(color_scheme=theme)
            if found := objections(page, *rules):
                wrong[f"{url}, {theme}"] = found

    assert wrong == {}


def test_two_factor_pages(browser: Any, world: World, check: Check) -> None:
    show(browser, reverse("mfa_activate_totp"))
    check("an authenticator app to add")
    owner = User.objects.get(username=OWNER.username)
    TOTP.activate(owner, generate_totp_secret())
    RecoveryCodes.activate(owner)
    for name in (
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
    ):
        show(browser, reverse(name))
        check(name)

    browser.context.clear_cookies()
    show(browser, reverse("account_login"))
    browser.fill("input[name=login]", OWNER.username)
    browser.fill("input[name=password]", PASSWORD)
    browser.click("main button[type=submit]")
    browser.wait_for_url("**" + reverse("mfa_authenticate"))
    check("mfa_authenticate")


def test_forms_once_sent(browser: Any, world: World, check: Check) -> None:
    show(browser, reverse("scorecard:start-assessment"))
    browser.click("button[name=preview]")
    browser.wait_for_selector("[aria-invalid=true]")
    check("a scope without a title")

    show(browser, reverse("scorecard:edit-scope", args=[world.assessment.code]))
    browser.check("input[name=fact-uses_generative_ai][value=no]")
    browser.click("button[name=preview]")
    browser.wait_for_selector("#h-preview")
    check("what a new scope would ask")

    show(browser, reverse("scorecard:start-organisation"))
    browser.click("main form button.btn-primary")
    browser.wait_for_selector("[aria-invalid=true]")
    check("an organisation without a name")


def test_answers_that_need_their_author(browser: Any, world: World, check: Check) -> None:
    """As they come back without scripts; how cards save themselves is in `test_autosave.py`."""
    browser.route("**/*.js", lambda route: route.abort())
    url = reverse("scorecard:section", args=[world.assessment.code, "transparency"])
    show(browser, url)
    choose(browser, "TRA-06", "not_applicable")
    choose(browser, "TRA-05", "1")
    answer_meanwhile(world.assessment, "TRA-05", level=4)
    save(browser)
    browser.wait_for_selector(".conflict")
    assert browser.locator("a[href='#TRA-05']").count()
    assert "Say why this does not apply to you." in browser.locator(".errors").inner_text()
    check("a missing reason and a conflict")

    market = reverse("scorecard:market-section", args=[world.assessment.code, "SG"])
    show(browser, market)
    state = browser.locator("input[name$='-state'][value=not_applicable]").first
    key = state.get_attribute("name").removesuffix("-state")
    pick(browser, f"{key}-state", "not_applicable")
    browser.fill(f"textarea[name='{key}-reason']", "")
    save(browser)
    browser.wait_for_selector(".errors")
    check("an obligation without a reason")

    browser.context.clear_cookies(name="sessionid")
    save(browser)
    assert browser.url.endswith(market)
    assert "Sign in" in browser.locator("main").inner_text()
    check("a session that ended")

    browser.context.clear_cookies()
    show(browser, reverse("account_login"))
    browser.context.clear_cookies()
    browser.fill("input[name=login]", ASSESSOR.username)
    browser.fill("input[name=password]", "whatever it is")
    follow(browser.get_by_role("button", name="Sign in", exact=True))
    assert "Nothing was saved" in browser.locator("main").inner_text()
    check("a form without its cookie")


def save(page: Any) -> None:
    follow(page.locator("button[name=then][value=stay]"))


def answer_meanwhile(assessment: Assessment, key: str, *, level: int) -> None:
    row = Response.objects.get(assessment=assessment, question__key=key)
    change = services.ResponseChange(question=key, value=level, revision=row.revision)
    by = User.objects.get(username=ASSESSOR.username)
    services.record_responses(assessment, [change], by=by)


def test_a_section_is_answered_without_scripts(
    chromium: Any, live_server: Any, client: Client, world: World
) -> None:
    client.force_login(User.objects.get(username=OWNER.username))
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    bring_session(context, client)
    page = context.new_page()

    show(page, reverse("scorecard:section", args=[world.assessment.code, "transparency"]))
    choose(page, "TRA-05", "1")
    page.fill("textarea[name='TRA-05-note']", "Written down last week.")
    save(page)
    said = page.locator("main").inner_text()
    context.close()

    row = Response.objects.get(assessment=world.assessment, question__key="TRA-05")
    assert "1 answer is saved." in said
    assert (row.level, row.note) == (1, "Written down last week.")
