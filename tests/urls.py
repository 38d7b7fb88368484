"""Every address of the project, and what each kind of person gets there.

An address without an entry fails the walk in `test_pages.py`. To add one, add a
line: what it takes, and who gets what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from frameworks.models import Edition
from scorecard.models import Assessment, Membership, Organisation

VISITOR, STRANGER = "visitor", "stranger"  # a stranger is signed in and belongs elsewhere
UNKNOWN = "00000000-0000-4000-8000-000000000000"
ROLES = ("viewer", "assessor", "reviewer", "owner")
EDITOR = "editor"  # of content, and a stranger to every organisation
PEOPLE = (VISITOR, STRANGER, EDITOR, *ROLES)

Statuses = dict[str, int]


@dataclass(frozen=True, slots=True)
class World:
    """What the arguments of an address are taken from."""

    organisation: Organisation
    assessment: Assessment
    approved: Assessment
    member: Membership
    draft: Edition


Arguments = Callable[[World], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """`who`: the status each person gets by `method`; `posts`: what a page's form gets them.

    Other methods get 405.
    """

    who: Statuses
    arguments: Arguments = lambda world: ()
    method: str = "get"
    data: Mapping[str, Any] = field(default_factory=dict)
    posts: Statuses = field(default_factory=dict)  # of an empty form
    is_page: bool = True  # HTML of ours: scanned, and counted at 1x and 10x
    is_ours: bool = True  # methods are checked


def everybody(status: int) -> Statuses:
    return dict.fromkeys(PEOPLE, status)


def members(status: int = 200, **others: int) -> Statuses:
    """Visitors sign in, strangers find nothing, members get `status` unless `others` says else."""
    return {VISITOR: 302, STRANGER: 404, EDITOR: 404} | dict.fromkeys(ROLES, status) | others


PUBLIC = everybody(200)
SIGNED_IN = everybody(200) | {VISITOR: 302}
STARTERS = SIGNED_IN | {"viewer": 403, "reviewer": 403}
MEMBERS = members()
ANSWERERS = members(viewer=403, reviewer=403)
REVIEWERS = members(viewer=403, assessor=403)
EDITORS = everybody(404) | {VISITOR: 302, EDITOR: 200}
NOBODY = everybody(404) | {VISITOR: 302}  # of what belongs to somebody else
OWNERS = members(viewer=403, reviewer=403, assessor=403)


def posting(who: Statuses, done: int = 302) -> Statuses:
    """The same people sending something: a visitor gets 401, who may gets `done`."""
    return {person: done if status == 200 else status for person, status in who.items()} | {
        VISITOR: 401
    }


def of_assessment(*more: Any) -> Arguments:
    return lambda world: (world.assessment.code, *more)


def of_approved(*more: Any) -> Arguments:
    return lambda world: (world.approved.code, *more)


def of_organisation(world: World) -> tuple[Any, ...]:
    return (world.organisation.code,)


def of_member(world: World) -> tuple[Any, ...]:
    return (world.organisation.code, world.member.code)


SCORECARD = {
    "dashboard": Entry(PUBLIC),
    "start-assessment": Entry(STARTERS, posts=posting(STARTERS, 422)),
    "assessment": Entry(MEMBERS, of_assessment()),
    "edit-scope": Entry(ANSWERERS, of_assessment(), posts=posting(ANSWERERS, 422)),
    "section": Entry(MEMBERS, of_assessment("transparency"), posts=posting(ANSWERERS)),
    "market-section": Entry(MEMBERS, of_assessment("SG"), posts=posting(ANSWERERS)),
    "choose-language": Entry(posting(MEMBERS), of_assessment(), "post", {"language": "km"}),
    "accept-claim": Entry(posting(REVIEWERS), of_assessment("SG-01"), "post"),
    "withdraw-acceptance": Entry(posting(REVIEWERS, 409), of_assessment("TRA-02"), "post"),
    "response-history": Entry(MEMBERS, of_assessment("TRA-01")),
    "restore-response": Entry(
        members(302), of_assessment("TRA-01", 1), posts=posting(ANSWERERS), is_page=False
    ),
    "obligation-history": Entry(MEMBERS, of_assessment("SG-01")),
    "restore-obligation": Entry(
        members(302), of_assessment("SG-01", 1), posts=posting(ANSWERERS), is_page=False
    ),
    "record-response": Entry(posting(ANSWERERS, 400), of_assessment("TRA-01"), "post"),
    "record-obligation": Entry(posting(ANSWERERS, 400), of_assessment("SG-01"), "post"),
    "section-check": Entry(MEMBERS, of_assessment("transparency")),
    "market-section-check": Entry(MEMBERS, of_assessment("SG")),
    "mark-section": Entry(posting(ANSWERERS), of_assessment("transparency"), "post"),
    "market-mark-section": Entry(posting(ANSWERERS), of_assessment("SG"), "post"),
    "move-edition": Entry(MEMBERS, of_assessment(), posts=posting(ANSWERERS, 409)),
    "undo-move": Entry(members(302), of_assessment(), posts=posting(ANSWERERS, 409), is_page=False),
    "still-true": Entry(posting(ANSWERERS), of_assessment("TRA-01"), "post"),
    "hidden-answers": Entry(MEMBERS, of_assessment()),
    "workbook": Entry(MEMBERS, of_assessment(), is_page=False),
    "upload-answers": Entry(ANSWERERS, of_assessment(), posts=posting(ANSWERERS, 422)),
    "results": Entry(MEMBERS, of_assessment()),
    "market-results": Entry(MEMBERS, of_assessment("SG")),
    "market-why": Entry(MEMBERS, of_assessment("SG")),
    "why": Entry(MEMBERS, of_assessment("overall")),
    "report": Entry(MEMBERS, of_assessment("json"), is_page=False),
    "report-progress": Entry(MEMBERS, of_assessment()),
    "retry-report": Entry(posting(MEMBERS, 303), of_assessment(), "post"),
    "organisations": Entry(SIGNED_IN),
    "start-organisation": Entry(SIGNED_IN, posts=posting(SIGNED_IN, 422)),
    "switch-organisation": Entry(
        everybody(404) | {VISITOR: 401}, method="post", data={"organisation": "nothing"}
    ),
    "organisation": Entry(MEMBERS, of_organisation),
    "add-member": Entry(posting(OWNERS, 422), of_organisation, "post"),
    "change-role": Entry(posting(OWNERS), of_member, "post", {"role": "viewer"}),
    "remove-member": Entry(OWNERS, of_member, posts=posting(OWNERS)),
    "approved-results": Entry(MEMBERS, of_approved()),
    "approved-report": Entry(MEMBERS, of_approved(1, "json"), is_page=False),
    "edition-impact": Entry(EDITORS, lambda world: (world.draft.label,)),
    "draft-report": Entry(EDITORS, lambda world: (world.draft.label,)),
    "draft-section": Entry(EDITORS, lambda world: (world.draft.label, "SG")),
    "verify": Entry(PUBLIC),
    "method": Entry(PUBLIC),
    "calculator": Entry(PUBLIC),
    "calculator-data": Entry(PUBLIC, is_page=False),
    # last, and submitting after the others: what is in review takes no answers
    "review": Entry(MEMBERS, of_assessment()),
    "withdraw": Entry(members(302), of_assessment(), posts=posting(ANSWERERS, 409), is_page=False),
    "send-back": Entry(members(302), of_assessment(), posts=posting(REVIEWERS, 409), is_page=False),
    "approve": Entry(members(302), of_assessment(), posts=posting(REVIEWERS, 409), is_page=False),
    "reopen": Entry(members(302), of_assessment(), posts=posting(ANSWERERS, 409), is_page=False),
    "remark": Entry(MEMBERS, of_assessment("TRA-01"), posts=posting(REVIEWERS, 422)),
    "settle-remark": Entry(
        members(302), of_assessment(UNKNOWN), posts=posting(members(404)), is_page=False
    ),
    "submit": Entry(members(302), of_assessment(), posts=posting(ANSWERERS), is_page=False),
}

FRAMEWORKS = {
    "library": Entry(PUBLIC),
    "principle": Entry(PUBLIC, lambda world: ("transparency",)),
    "genai": Entry(PUBLIC),
    "cross-border": Entry(PUBLIC),
    "annex-a": Entry(PUBLIC),
    "roadmap": Entry(PUBLIC),
    "defa": Entry(PUBLIC),
    "region": Entry(PUBLIC),
    "guide": Entry(everybody(404), is_page=False),
    "singapore": Entry(PUBLIC),
    "facts": Entry(PUBLIC),
    "markets": Entry(PUBLIC),
    "compare-markets": Entry(PUBLIC),
    "market": Entry(PUBLIC, lambda world: ("singapore",)),
    "crosswalks": Entry(PUBLIC),
    "crosswalk": Entry(everybody(404), lambda world: ("none",), is_page=False),
    "glossary": Entry(PUBLIC),
    "corrections": Entry(PUBLIC),
    "sources": Entry(PUBLIC),
    "changes": Entry(PUBLIC),
    "search": Entry(PUBLIC),
    "in-language": Entry(PUBLIC, lambda world: ("km", "principles/transparency")),
    "english-twin": Entry(everybody(302), lambda world: ("km", "sources"), is_page=False),
    "twin": Entry(PUBLIC, lambda world: ("sources",), is_page=False),
}

ISSUED = {  # of the newest edition: it stands at addresses that name none
    "home": Entry(everybody(302), lambda world: (world.assessment.edition.label,), is_page=False),
    "page": Entry(
        everybody(302), lambda world: (world.assessment.edition.label, "sources"), is_page=False
    ),
    "twin": Entry(
        everybody(302), lambda world: (world.assessment.edition.label, "sources"), is_page=False
    ),
}


def of_draft(world: World) -> tuple[Any, ...]:
    return (world.draft.label,)


def in_draft(place: str) -> Arguments:
    return lambda world: (*of_draft(world), place)


def in_khmer(*place: str) -> Arguments:
    return lambda world: (*of_draft(world), "km", *place)


def of_edition(world: World) -> tuple[Any, ...]:
    return (world.assessment.edition.label,)


EDITIONS = {
    "list": Entry(EDITORS),
    "edition": Entry(EDITORS, of_draft),
    "start": Entry(EDITORS, of_edition, posts=posting(EDITORS, 422)),
    "edit": Entry(EDITORS, of_draft, posts=posting(EDITORS, 409)),
    "part": Entry(EDITORS, in_draft("principles/transparency"), posts=posting(EDITORS, 409)),
    "add-record": Entry(EDITORS, in_draft("sources"), posts=posting(EDITORS, 422)),
    "move-record": Entry(posting(EDITORS), in_draft("principles/transparency"), "post"),
    "retire-record": Entry(EDITORS, in_draft("sources/guide"), posts=posting(EDITORS, 422)),
    "review": Entry(EDITORS, of_draft),
    "still-true": Entry(
        EDITORS, in_draft("markets/singapore/obligations/SG-01"), posts=posting(EDITORS, 422)
    ),
    "translations": Entry(EDITORS, of_draft, posts=posting(EDITORS, 422)),
    "translation": Entry(EDITORS, in_khmer()),
    "translation-texts": Entry(
        EDITORS, in_khmer("principles/transparency"), posts=posting(EDITORS, 409)
    ),
    "remove-language": Entry(EDITORS, in_khmer(), posts=posting(EDITORS, 409)),
    "changes": Entry(EDITORS, of_draft),
    "changes-text": Entry(EDITORS, of_draft, is_page=False),
    "fixtures": Entry(EDITORS, of_draft, is_page=False),
    "upload": Entry(EDITORS, of_draft, posts=posting(EDITORS, 422)),
    "upload-new": Entry(EDITORS, posts=posting(EDITORS, 422)),
    "upload-preview": Entry(NOBODY, lambda world: (world.draft.label, UNKNOWN), is_page=False),
    "upload-new-preview": Entry(NOBODY, lambda world: (UNKNOWN,), is_page=False),
    "reset": Entry(EDITORS, of_draft, posts=posting(EDITORS, 409)),
    "delete": Entry(EDITORS, of_draft, posts=posting(EDITORS, 409)),
    "propose": Entry(EDITORS, of_draft, posts=posting(EDITORS, 422)),
    "withdraw": Entry(EDITORS, of_draft, posts=posting(EDITORS, 409)),
    "publish": Entry(EDITORS, of_draft, posts=posting(EDITORS, 409)),
    "preview": Entry(EDITORS, of_draft),
    # the only one that is published: it stays, and its page says so
    "retire": Entry(EDITORS | {EDITOR: 302}, of_edition, posts=posting(EDITORS), is_page=False),
}


def theirs(who: Statuses, arguments: Arguments = lambda world: ()) -> Entry:
    """A page of a package, in our frame."""
    return Entry(who, arguments, is_ours=False)


def redirected(who: Statuses, arguments: Arguments = lambda world: ()) -> Entry:
    return Entry(who, arguments, is_page=False, is_ours=False)


VISITORS_ONLY = everybody(302) | {VISITOR: 200}
ACCOUNTS = {
    "account_login": theirs(VISITORS_ONLY),
    "account_logout": theirs(SIGNED_IN),
    "account_inactive": theirs(PUBLIC),
    "account_signup": theirs(VISITORS_ONLY),
    "account_reauthenticate": theirs(SIGNED_IN),
    "account_email": theirs(SIGNED_IN),
    "account_email_verification_sent": theirs(PUBLIC),
    "account_change_password": theirs(SIGNED_IN),
    "account_set_password": redirected(everybody(302)),
    "account_reset_password": theirs(PUBLIC),
    "account_confirm_login_code": redirected(everybody(302)),
    "account_confirm_email": theirs(PUBLIC, lambda world: ("none",)),
    "account_reset_password_from_key_done": theirs(PUBLIC),
    "account_reset_password_from_key": theirs(PUBLIC, lambda world: ("a", "b-c")),
    "account_reset_password_done": theirs(PUBLIC),
    "mfa_index": theirs(SIGNED_IN),
    "mfa_authenticate": redirected(everybody(302)),
    "mfa_reauthenticate": redirected(everybody(302)),
    "mfa_activate_totp": redirected(everybody(302)),
    "mfa_deactivate_totp": redirected(everybody(404) | {VISITOR: 302}),
    "mfa_view_recovery_codes": redirected(everybody(404) | {VISITOR: 302}),
    "mfa_generate_recovery_codes": redirected(everybody(302)),
    "mfa_download_recovery_codes": redirected(everybody(404) | {VISITOR: 302}),
    "mfa_list_webauthn": theirs(SIGNED_IN),
    "mfa_add_webauthn": redirected(everybody(302)),
    "mfa_reauthenticate_webauthn": redirected(everybody(302)),
    "mfa_remove_webauthn": redirected(everybody(302), lambda world: (1,)),
    "mfa_edit_webauthn": redirected(everybody(302), lambda world: (1,)),
    "mfa_login_webauthn": redirected(everybody(302)),
}

ENTRIES = {
    **{f"scorecard:{name}": entry for name, entry in SCORECARD.items()},
    **{f"frameworks:{name}": entry for name, entry in FRAMEWORKS.items()},
    **{f"issued:{name}": entry for name, entry in ISSUED.items()},
    **{f"editions:{name}": entry for name, entry in EDITIONS.items()},
    **ACCOUNTS,
    "healthz": Entry(PUBLIC, is_page=False),
    "robots": Entry(PUBLIC, is_page=False),
    "sitemap": Entry(PUBLIC, is_page=False),
}

PAGES = {name: entry for name, entry in ENTRIES.items() if entry.is_page and entry.method == "get"}


def address(name: str, entry: Entry, world: World) -> str:
    return reverse(name, args=entry.arguments(world))


def names() -> Iterator[str]:
    """The name of every address of the project; those of the admin site are walked apart."""
    yield from _names(get_resolver().url_patterns, "")


def _names(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        elif pattern.namespace != "admin":
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _names(pattern.url_patterns, inner)
