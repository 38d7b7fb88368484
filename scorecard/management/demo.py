"""What the demo workspace holds: people, organisations, assessments. All of it is made up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission, User

from frameworks.editing import GROUP
from frameworks.models import Edition
from scorecard import services
from scorecard.answers_file import load_answers_file
from scorecard.checks import DEMO_EMAIL
from scorecard.models import Assessment, Membership, ObligationResponse, Organisation, Role
from scorecard.scoring import Answers
from scorecard.services import remarks, review

Users = Mapping[str, User]  # by user name

PASSWORD = "demo-scorecard"  # noqa: S105  # public: the command refuses to run on a public server


@dataclass(frozen=True, slots=True)
class Person:
    username: str
    first_name: str
    last_name: str

    @property
    def email(self) -> str:
        return self.username + DEMO_EMAIL


@dataclass(frozen=True, slots=True)
class Workspace:
    """One assessment of an organisation; its answers are in a file of `fixtures/demo/`."""

    file: str
    title: str
    scope: str
    roles: tuple[tuple[str, Role], ...]  # the first is the owner's
    review: Callable[[Assessment, Users], None] | None = None  # what happened once it was answered


OWNER = Person("owner", "Olivia", "Tan")
ASSESSOR = Person("assessor", "Siti", "Rahmawati")
REVIEWER = Person("reviewer", "Somchai", "Boonmee")
VIEWER = Person("viewer", "Linh", "Tran")
CONSULTANT = Person("consultant", "Priya", "Raman")
EDITOR = Person("editor", "Anisa", "Putri")
SECOND_EDITOR = Person("second-editor", "Wei Ming", "Lim")
EDITORS = (EDITOR, SECOND_EDITOR)  # of content: they belong to no organisation
PEOPLE = (OWNER, ASSESSOR, REVIEWER, VIEWER, CONSULTANT, *EDITORS)

_TEAM = (
    (OWNER.username, Role.OWNER),
    (ASSESSOR.username, Role.ASSESSOR),
    (REVIEWER.username, Role.REVIEWER),
    (VIEWER.username, Role.VIEWER),
    (CONSULTANT.username, Role.ASSESSOR),
)


def put_in_review(assessment: Assessment, users: Users) -> None:
    """It waits for the reviewer or the owner; one remark is open."""
    review.submit(
        assessment,
        by=users[CONSULTANT.username],
        message="Please look at the obligation we claim not to fall under.",
    )
    remarks.remark(
        assessment, "TRA-09", "Level 2: where is it written down?", by=users[REVIEWER.username]
    )


def approve_twice(assessment: Assessment, users: Users) -> None:
    """Sent back once and approved; reopened, changed in one answer, and approved again."""
    author, reviewer = users[CONSULTANT.username], users[REVIEWER.username]
    review.submit(assessment, by=author, message="First reading, please.")
    remark = remarks.remark(assessment, "TRA-03", "Does this cover merchants?", by=reviewer)
    review.send_back(assessment, by=reviewer, message="One remark. The rest reads well.")
    remarks.settle(remark, by=author)
    _approve(assessment, author, reviewer)
    review.reopen(assessment, by=author, message="The policy covers merchants by now.")
    row = assessment.responses.get(question__key="TRA-03")
    change = services.ResponseChange(
        question="TRA-03",
        value=3,
        note="The communication policy covers merchants, too.",
        evidence=2,
        revision=row.revision,
    )
    services.record_responses(assessment, [change], by=author)
    _approve(assessment, author, reviewer)


def _approve(assessment: Assessment, author: User, reviewer: User) -> None:
    review.submit(assessment, by=author)
    assessment.refresh_from_db()
    seal = services.current_document(assessment)["sha256"]
    review.approve(assessment, by=reviewer, sha256=seal)
    assessment.refresh_from_db()


WORKSPACES = (
    Workspace(
        "bank.yaml",
        "Retail bank, 2026 second half",
        "All 19 AI systems of the retail bank: lending, fraud, onboarding and the chat assistant Mira.",
        _TEAM,
    ),
    Workspace(
        "bank.yaml",
        "Lending and fraud, 2026 second half",
        "The 11 AI systems that decide about loans and payments.",
        _TEAM,
        put_in_review,
    ),
    Workspace(
        "bank.yaml",
        "Whole bank, 2026 first half",
        "All 19 AI systems of the retail bank, and how the group governs them.",
        _TEAM,
        approve_twice,
    ),
    Workspace(
        "ministry.yaml",
        "Citizen services, 2026",
        "The web and phone assistant for permits and benefits.",
        _TEAM,
    ),
    Workspace(
        "hospital.yaml",
        "Imaging and triage, baseline",
        "Image reading support and emergency triage in four hospitals.",
        ((OWNER.username, Role.OWNER), (CONSULTANT.username, Role.ASSESSOR)),
    ),
)


def seed_people() -> list[str]:
    """Who was made, by user name. An existing account keeps its password. Runs one query for them."""
    names = [person.username for person in PEOPLE]
    there = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    missing = [person for person in PEOPLE if person.username not in there]
    for person in missing:
        _seed_person(person)
    return [person.username for person in missing]


def _seed_person(person: Person) -> None:
    user = User.objects.create_user(
        person.username,
        person.email,
        PASSWORD,
        first_name=person.first_name,
        last_name=person.last_name,
    )
    EmailAddress.objects.create(user=user, email=person.email, verified=True, primary=True)
    if person in EDITORS:
        user.groups.add(_editors())


def _editors() -> Group:
    """A migration made it; whoever emptied the database since gets it back."""
    group, is_new = Group.objects.get_or_create(name=GROUP)
    if is_new:
        group.permissions.add(Permission.objects.get(codename="edit_content"))
    return group


def seed_workspace(workspace: Workspace, *, edition: Edition, folder: Path) -> bool:
    """True if the assessment was made. One that is there is left as it is.

    Raises InvalidAnswersFile when the edition has no place for the file's answers.
    """
    there = Assessment.objects.filter(title=workspace.title)
    if there.filter(organisation__memberships__user__username=OWNER.username).exists():
        return False
    given = load_answers_file(folder / workspace.file).read(edition.definition)
    users = {user.username: user for user in User.objects.filter(email__endswith=DEMO_EMAIL)}
    organisation = _organisation(given.organisation, workspace, users)
    answers, author = given.answers, users[CONSULTANT.username]
    scope = services.Scope(
        title=workspace.title,
        scope=workspace.scope,
        facts=answers.facts,
        seats=answers.seats,
        markets=answers.markets,
    )
    assessment = services.start_assessment(organisation, edition, scope=scope, by=author)
    _answer(assessment, answers, by=author, reviewer=users[OWNER.username])
    if workspace.review:
        workspace.review(assessment, users)
    return True


def _organisation(name: str, workspace: Workspace, users: dict[str, User]) -> Organisation:
    owner = users[workspace.roles[0][0]]
    mine = Organisation.objects.visible_to(owner)
    organisation = mine.filter(name=name).first() or services.create_organisation(
        name=name, by=owner
    )
    present = set(
        Membership.objects.filter(organisation=organisation).values_list("user", flat=True)
    )
    for username, role in workspace.roles:
        if users[username].pk not in present:
            services.add_member(organisation, user=users[username], role=role)
    return organisation


def _answer(assessment: Assessment, answers: Answers, *, by: User, reviewer: User) -> None:
    """Record these answers; what the file says was accepted is accepted by the reviewer."""
    services.record_responses(
        assessment,
        [
            services.ResponseChange(
                question=key,
                value=answer.value,
                reason=answer.reason,
                note=answer.note,
                evidence=answer.evidence,
            )
            for key, answer in answers.responses.items()
        ],
        by=by,
    )
    for market in assessment.edition.definition.markets:
        changes = [
            services.ObligationChange(
                obligation=obligation.id,
                state=ObligationResponse.State(declared.state),
                reason=declared.reason,
                note=declared.note,
            )
            for obligation in market.obligations
            if (declared := answers.obligations.get(obligation.id))
        ]
        if changes:
            services.record_obligations(assessment, market.code, changes, by=by)
    for key, declared in answers.obligations.items():
        if declared.accepted:
            services.accept_not_applicable(assessment, key, revision=1, by=reviewer)
