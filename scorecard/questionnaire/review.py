"""The review of an assessment: whose turn it is, what to look at, and what happened so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User

from frameworks.definition import Edition
from scorecard.models import (
    Assessment,
    Membership,
    ObligationResponse,
    Remark,
    Response,
    Result,
    ReviewStep,
    Role,
    Step,
)
from scorecard.questionnaire.check import TITLES, CheckRow, check_row, told_once
from scorecard.questionnaire.remarks import RemarkRow, places, remark_rows
from scorecard.questionnaire.tasks import Section, build_task_list, work_on
from scorecard.reports.viewmodel.words import RESULT_WORDS
from scorecard.scoring.findings import Finding, Kind, findings
from scorecard.scoring.types import Answers
from scorecard.services.results import document_of, frozen
from scorecard.services.review import possible_steps
from scorecard.services.roles import name_of

NAMED_KEYS = 5  # as many cards are linked from one line of the check

Claim = Response | ObligationResponse
Findings = Mapping[str, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckCount:
    """How many answers of one section raise the same question."""

    kind: Kind
    title: str
    keys: tuple[str, ...]

    @property
    def named(self) -> tuple[str, ...]:
        return self.keys[:NAMED_KEYS]

    @property
    def unnamed(self) -> int:
        return len(self.keys) - len(self.named)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionCheck:
    """A section in which a reviewer would find something to ask about."""

    section: Section
    counts: tuple[CheckCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookRow:
    """One answer that a reviewer looks at."""

    check: CheckRow
    section: Section
    remarks: tuple[Remark, ...]
    claim: Claim | None = None  # said not to apply, and to be accepted by a second person
    doubts: tuple[str, ...] = ()  # what contradicts it, in sentences

    @property
    def key(self) -> str:
        return self.check.key

    @property
    def is_question(self) -> bool:
        return isinstance(self.claim, Response)

    @property
    def is_waiting(self) -> bool:
        """Nobody has accepted the claim yet."""
        return self.claim is not None and self.claim.accepted_by_id is None


@dataclass(frozen=True, slots=True, kw_only=True)
class LookGroup:
    kind: Kind
    title: str
    rows: tuple[LookRow, ...]

    @property
    def is_folded(self) -> bool:
        """Often long, and seldom what decides."""
        return self.kind == "unlocated"

    @property
    def waiting(self) -> int:
        """Claims that nobody has accepted yet."""
        return sum(row.is_waiting for row in self.rows)

    @property
    def binding(self) -> int:
        """Those of them that keep a market conditional."""
        return sum(row.is_waiting and row.section.is_market for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who may approve, as seen by one reader."""

    approvers: tuple[str, ...]
    submitter: str  # who submitted this round; empty in a draft
    is_alone: bool  # nobody else belongs to the organisation
    is_submitter: bool  # the reader submitted it


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What happened in one round, oldest first, and what its approval froze."""

    number: int
    steps: tuple[ReviewStep, ...]
    result: Result | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """Why it came back earlier in this round, and where it was answered anew since."""

    step: ReviewStep
    changed: tuple[tuple[str, Section], ...]  # ids, with their sections


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    assessment: Assessment
    possible: frozenset[Step]
    people: People
    checks: tuple[SectionCheck, ...]
    groups: tuple[LookGroup, ...]
    remarks: tuple[RemarkRow, ...]
    rounds: tuple[Round, ...]  # newest first
    returned: Returned | None  # while it is in review again
    seal: str  # of the result as it stands, or as it was approved
    result: Result | None  # once approved

    @property
    def status_words(self) -> str:
        return RESULT_WORDS[self.assessment.result_status]

    @property
    def claims(self) -> LookGroup | None:
        return next((group for group in self.groups if group.kind == "not_applicable"), None)

    @property
    def unaccepted(self) -> tuple[LookRow, ...]:
        """Claims that nobody has accepted: what an approval would leave so."""
        return tuple(row for row in self.claims.rows if row.is_waiting) if self.claims else ()

    @property
    def objections(self) -> int:
        return sum(len(count.keys) for check in self.checks for count in check.counts)

    @property
    def open_remarks(self) -> tuple[RemarkRow, ...]:
        return tuple(row for row in self.remarks if row.remark.is_open)

    @property
    def settled_remarks(self) -> tuple[RemarkRow, ...]:
        return tuple(row for row in self.remarks if not row.remark.is_open)

    @property
    def next_round(self) -> int:
        return self.assessment.round + 1

    @property
    def latest(self) -> ReviewStep | None:
        return self.rounds[0].steps[-1] if self.rounds else None

    @property
    def may_submit(self) -> bool:
        return Step.SUBMIT in self.possible and self.assessment.answered_count > 0

    @property
    def may_withdraw(self) -> bool:
        return Step.WITHDRAW in self.possible

    @property
    def may_approve(self) -> bool:
        return Step.APPROVE in self.possible and self.may_remark

    @property
    def is_own(self) -> bool:
        """A reviewer who has to leave it to somebody else."""
        return Step.APPROVE in self.possible and not self.may_approve

    @property
    def may_send_back(self) -> bool:
        """Who submitted it withdraws it instead."""
        return Step.SEND_BACK in self.possible and not self.people.is_submitter

    @property
    def may_reopen(self) -> bool:
        return Step.REOPEN in self.possible

    @property
    def may_remark(self) -> bool:
        own = self.people.is_submitter and not self.people.is_alone
        return Role(self.assessment.role).may_review and not (self.assessment.is_approved or own)

    @property
    def may_settle(self) -> bool:
        return may_settle(self.assessment)


def may_settle(assessment: Assessment) -> bool:
    """Those who answer and those who review, until it is approved."""
    role = Role(assessment.role)
    return (role.may_answer or role.may_review) and not assessment.is_approved


def read_review(assessment: Assessment, reader: User) -> Review:
    """Everything the page of a review shows. Runs six queries, seven once it is approved."""
    edition, remarks = assessment.edition.definition, list(assessment.remarks.for_list())
    people = ("claimed_by", "accepted_by")
    responses = list(assessment.responses.select_related("question", *people))
    obligations = list(assessment.obligation_responses.select_related(*people))
    claims = _claims(edition, responses, obligations)
    answers = assessment.scoped(responses, obligations)
    tasks = build_task_list(assessment, answers)
    sections = places(tasks)
    unconfirmed = work_on([*responses, *obligations], (), reader).unconfirmed
    found = {} if assessment.is_approved else findings(edition, answers, unconfirmed)
    result = frozen(assessment) if assessment.is_approved else None
    rounds = _rounds(assessment)
    return Review(
        assessment=assessment,
        possible=possible_steps(assessment),
        people=_people(assessment, reader),
        checks=_checks(tasks.sections, found, claims) if assessment.is_draft else (),
        groups=_groups(edition, answers, found, sections, claims, remarks)
        if assessment.is_in_review
        else (),
        remarks=remark_rows(edition, remarks, sections),
        rounds=rounds,
        returned=_returned(rounds, (*responses, *obligations), sections)
        if assessment.is_in_review
        else None,
        seal=result.sha256 if result else _seal(assessment, responses, obligations),
        result=result,
    )


def _people(assessment: Assessment, reader: User) -> People:
    members = list(assessment.organisation.memberships.for_list())
    submitter = assessment.submitted_by_id
    author = submitter if submitter or not Role(assessment.role).may_answer else reader.pk
    is_alone = len(members) == 1
    return People(
        approvers=tuple(
            name_of(member.user)
            for member in members
            if Role(member.role).may_review and (is_alone or member.user_id != author)
        ),
        submitter=_submitter(members, assessment),
        is_alone=is_alone,
        is_submitter=submitter == reader.pk,
    )


def _submitter(members: Iterable[Membership], assessment: Assessment) -> str:
    """By name; whoever has left since is "a former member"."""
    wanted = assessment.submitted_by_id
    if wanted is None:
        return ""
    return next((name_of(m.user) for m in members if m.user_id == wanted), "a former member")


def _checks(
    sections: Iterable[Section], found: Findings, claims: Mapping[str, Claim]
) -> tuple[SectionCheck, ...]:
    """What has been accepted in an earlier round is asked about no more."""
    accepted = {key for key, claim in claims.items() if claim.accepted_by_id}

    def open_in(section: Section) -> tuple[Finding, ...]:
        return tuple(
            finding
            for finding in found.get(section.address, ())
            if finding.kind != "not_applicable" or finding.key not in accepted
        )

    checks = (
        SectionCheck(section=section, counts=tuple(_counts(open_in(section))))
        for section in sections
    )
    return tuple(check for check in checks if check.counts)


def _counts(found: tuple[Finding, ...]) -> Iterable[CheckCount]:
    for kind, title, _ in TITLES:
        keys = tuple(finding.key for finding in found if finding.kind == kind)
        if keys:
            yield CheckCount(kind=kind, title=title, keys=keys)


def _groups(
    edition: Edition,
    answers: Answers,
    found: Findings,
    sections: Mapping[str, Section],
    claims: Mapping[str, Claim],
    remarks: Iterable[Remark],
) -> tuple[LookGroup, ...]:
    """What to look at in the whole assessment; claims first, for they take a decision."""
    waiting: dict[str, list[Remark]] = defaultdict(list)
    for remark in remarks:
        if remark.is_open:
            waiting[remark.key].append(remark)
    rows: dict[Kind, list[LookRow]] = defaultdict(list)
    listed, doubts = told_once(found)
    for each in listed:
        section = sections[each.key]
        rows[each.kind].append(
            LookRow(
                check=check_row(edition, answers, section, each),
                section=section,
                remarks=tuple(waiting[each.key]),
                claim=claims.get(each.key) if each.kind == "not_applicable" else None,
                doubts=tuple(doubts[each.key]) if each.kind == "not_applicable" else (),
            )
        )
    first = sorted(TITLES, key=lambda title: title[0] != "not_applicable")
    return tuple(
        LookGroup(kind=kind, title=title, rows=tuple(rows[kind]))
        for kind, title, _ in first
        if rows[kind]
    )


def _claims(
    edition: Edition, responses: Iterable[Response], obligations: Iterable[ObligationResponse]
) -> dict[str, Claim]:
    """Of every question, and of every obligation that binds: the others wait for nobody."""
    known = edition.obligation_by_id
    binding = {key for key, obligation in known.items() if obligation.force == "binding"}
    of_questions = {row.question.key: row for row in responses if row.is_claim}
    of_obligations = {
        row.obligation: row for row in obligations if row.is_claim and row.obligation in binding
    }
    return {**of_questions, **of_obligations}


def _rounds(assessment: Assessment) -> tuple[Round, ...]:
    steps: dict[int, list[ReviewStep]] = defaultdict(list)
    for step in assessment.review_steps.select_related("by"):
        steps[step.round].append(step)
    results = {result.round: result for result in assessment.results.for_list()}
    return tuple(
        Round(number=number, steps=tuple(steps[number]), result=results.get(number))
        for number in sorted(steps, reverse=True)
    )


def _returned(
    rounds: tuple[Round, ...], rows: Iterable[Claim], sections: Mapping[str, Section]
) -> Returned | None:
    steps = rounds[0].steps if rounds else ()
    last = next((step for step in reversed(steps) if step.step == Step.SEND_BACK), None)
    if last is None:
        return None
    keys = {_key(row) for row in rows if row.answered_at > last.at}
    changed = tuple((key, section) for key, section in sections.items() if key in keys)
    return Returned(step=last, changed=changed)


def _key(row: Claim) -> str:
    return row.question.key if isinstance(row, Response) else row.obligation


def _seal(
    assessment: Assessment,
    responses: Iterable[Response],
    obligations: Iterable[ObligationResponse],
) -> str:
    """Of what would be approved now; nothing is approved from a draft."""
    if not assessment.is_in_review:
        return ""
    seal: str = document_of(assessment, responses, obligations)["sha256"]
    return seal
