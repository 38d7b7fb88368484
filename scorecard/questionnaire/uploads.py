"""A file of answers compared with what is stored: what it changes, where somebody was quicker.

Nothing here saves. The page shows a `Preview`; `changes` of it go to `services.uploads`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from frameworks.definition import Edition
from scorecard.answers_parsing import AnswersFile
from scorecard.models import Assessment, ObligationResponse, Response
from scorecard.models.responses import Evidence
from scorecard.questionnaire.cards import AnswerInWords
from scorecard.scoring.applicability import asked_in_sections, is_declared
from scorecard.scoring.types import DONT_KNOW, NOT_APPLICABLE, Answer, Answers, Value
from scorecard.services.obligations import ObligationChange
from scorecard.services.responses import ResponseChange
from scorecard.services.uploads import Changes
from scorecard.workbook import Filled, Reading, Uploaded, fingerprint, tidy

NO_LAW_YET = "nothing has to be declared of it"
Verdict = Literal["same", "kept", "change", "conflict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What a row says now. `row` is None where nobody has touched it."""

    said: Filled
    row: Response | ObligationResponse | None = None

    @property
    def revision(self) -> int:
        return self.row.revision if self.row else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    key: str
    text: str
    before: AnswerInWords
    after: AnswerInWords
    clears: bool = False
    is_hidden: bool = False  # kept, and not counted: it is not asked
    needs_second_person: bool = False  # a new claim that a binding obligation does not apply
    row: Response | ObligationResponse | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """`untouched`: rows of the file that say what is stored; `kept`: those that nobody filled in,
    while what is stored has changed; `not_taken`: what of the file is left out, and why.
    """

    changes: tuple[ShownChange, ...] = ()
    conflicts: tuple[ShownChange, ...] = ()
    untouched: int = 0
    kept: int = 0
    not_taken: tuple[str, ...] = ()
    pending: Changes = field(default_factory=Changes)

    @property
    def clearings(self) -> int:
        """How many of the changes leave a question or an obligation without an answer."""
        return sum(shown.clears for shown in self.changes)

    @property
    def conflict_keys(self) -> tuple[str, ...]:
        return tuple(shown.key for shown in self.conflicts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a file says, whatever its kind: rows by id, and what is not taken from it."""

    responses: Mapping[str, Uploaded]
    declarations: Mapping[str, Uploaded]
    not_taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """One assessment with the rows that it has now."""

    assessment: Assessment
    responses: Mapping[str, Response]
    declarations: Mapping[str, ObligationResponse]

    @classmethod
    def of(cls, assessment: Assessment) -> Comparison:
        """Runs two queries."""
        responses = assessment.responses.select_related("question", "answered_by")
        declarations = assessment.obligation_responses.select_related("answered_by")
        return cls(
            assessment,
            {row.question.key: row for row in responses},
            {row.obligation: row for row in declarations},
        )

    @property
    def edition(self) -> Edition:
        return self.assessment.edition.definition

    def stored_response(self, key: str) -> Stored:
        row = self.responses.get(key)
        return Stored(said=Filled.of_response(row), row=row)

    def stored_declaration(self, key: str) -> Stored:
        row = self.declarations.get(key)
        return Stored(said=Filled.of_declaration(row), row=row)

    def preview(self, given: Given) -> Preview:
        declared, left_out = self._declared(given.declarations)
        rows = [
            *((key, each, self.stored_response(key)) for key, each in given.responses.items()),
            *((key, each, self.stored_declaration(key)) for key, each in declared.items()),
        ]
        verdicts = {key: _verdict(each, stored) for key, each, stored in rows}
        sections = asked_in_sections(self.edition, self.assessment.scoped())
        asked = {key for keys in sections.values() for key in keys}
        shown = {
            key: self._shown(key, each.said, stored, is_hidden=key not in asked)
            for key, each, stored in rows
            if verdicts[key] in ("change", "conflict")
        }
        count = list(verdicts.values()).count
        return Preview(
            changes=tuple(each for key, each in shown.items() if verdicts[key] == "change"),
            conflicts=tuple(each for key, each in shown.items() if verdicts[key] == "conflict"),
            untouched=count("same"),
            kept=count("kept"),
            not_taken=(*given.not_taken, *left_out),
            pending=self._changes(shown.keys(), given),
        )

    def again(self, changes: Changes, keys: Iterable[str]) -> Preview:
        """Those changes that met a quicker one, each against what is stored now."""
        stale = changes.only(keys)
        given = Given(
            responses={each.key: Uploaded(said=_of_response(each)) for each in stale.responses},
            declarations={
                each.key: Uploaded(said=_of_declaration(each)) for each in stale.obligations
            },
        )
        preview = self.preview(given)
        return replace(preview, changes=(), conflicts=preview.changes, untouched=0)

    def _declared(
        self, declarations: Mapping[str, Uploaded]
    ) -> tuple[dict[str, Uploaded], list[str]]:
        """What can be declared in this scope, and why the rest is left out."""
        taken, other = {}, []
        for market in self.edition.markets:
            is_in_scope = market.code in self.assessment.markets
            why = NO_LAW_YET if is_in_scope else f"{market.name} is not in scope"
            for obligation in market.obligations:
                uploaded = declarations.get(obligation.id)
                if uploaded and is_in_scope and is_declared(obligation):
                    taken[obligation.id] = uploaded
                elif uploaded and uploaded.is_touched:
                    other.append(f"{obligation.id}: {why}")
        return taken, other

    def _shown(self, key: str, said: Filled, stored: Stored, *, is_hidden: bool) -> ShownChange:
        question = self.edition.question_by_id.get(key)
        return ShownChange(
            key=key,
            text=question.text if question else self.edition.obligation_by_id[key].title,
            before=self._words(stored.said, is_question=question is not None),
            after=self._words(said, is_question=question is not None),
            clears=bool(stored.said.answer and not said.answer),
            is_hidden=is_hidden,
            needs_second_person=question is None and self._is_new_claim(key, said, stored.said),
            row=stored.row,
        )

    def _is_new_claim(self, obligation: str, said: Filled, stored: Filled) -> bool:
        is_same = (said.answer, said.reason) == (stored.answer, stored.reason)
        is_binding = self.edition.obligation_by_id[obligation].force == "binding"
        return said.answer == NOT_APPLICABLE.value and is_binding and not is_same

    def _words(self, said: Filled, *, is_question: bool) -> AnswerInWords:
        level = int(said.answer) if said.answer.isdecimal() else None
        if level is not None:
            name = self.edition.levels[level].name
        elif is_question:
            name = str(Response.Kind(said.answer or "blank").label)
        else:
            name = str(ObligationResponse.State(said.answer or "blank").label)
        grade = str(Evidence(said.evidence).label) if said.evidence or level is not None else ""
        return AnswerInWords(
            name=name, level=level, reason=said.reason, note=said.note, evidence=grade
        )

    def _changes(self, keys: Iterable[str], given: Given) -> Changes:
        wanted = set(keys)
        return Changes(
            responses=tuple(
                ResponseChange(
                    question=key,
                    value=_value(each.said.answer),
                    reason=each.said.reason,
                    note=each.said.note,
                    evidence=each.said.evidence,
                    revision=self.stored_response(key).revision,
                )
                for key, each in given.responses.items()
                if key in wanted
            ),
            obligations=tuple(
                ObligationChange(
                    obligation=key,
                    state=each.said.answer or ObligationResponse.State.BLANK.value,
                    reason=each.said.reason,
                    note=each.said.note,
                    revision=self.stored_declaration(key).revision,
                )
                for key, each in given.declarations.items()
                if key in wanted
            ),
        )


def given_in_workbook(reading: Reading) -> Given:
    return Given(responses=reading.responses, declarations=reading.declarations)


def given_in_file(file: AnswersFile, comparison: Comparison) -> Given:
    """What an answers file says. It knows no revisions, so it is compared with what is now."""
    answers = file.answers
    responses = {
        key: Uploaded(said=_from_file(answer, comparison.stored_response(key).said))
        for key, answer in answers.responses.items()
    }
    declarations = {}
    for key, declared in answers.obligations.items():
        stored = comparison.stored_declaration(key).said
        said = Filled(
            answer=declared.state,
            reason=tidy(declared.reason) or stored.reason,
            note=tidy(declared.note),
        )
        declarations[key] = Uploaded(said=said)
    return Given(
        responses=responses,
        declarations=declarations,
        not_taken=tuple(_not_taken(file, comparison)),
    )


def _from_file(answer: Answer, stored: Filled) -> Filled:
    """What the file has no place for stays: evidence beside no level, a reason beside one."""
    is_level = answer.level is not None
    return Filled(
        answer=str(answer.level if is_level else getattr(answer.value, "value", "")),
        reason=tidy(answer.reason) or stored.reason,
        note=tidy(answer.note),
        evidence=answer.evidence if is_level else stored.evidence,
    )


def _not_taken(file: AnswersFile, comparison: Comparison) -> Iterator[str]:
    organisation = comparison.assessment.organisation.name
    if file.organisation and file.organisation != organisation:
        yield f"The organisation: the file names {file.organisation}, here it is {organisation}"
    yield from _other_scope(file.answers, comparison)
    for key, declared in file.answers.obligations.items():
        row = comparison.declarations.get(key)
        if declared.accepted and not (row and row.accepted_by_id):
            yield f"{key}, accepted: a second person accepts it in the product"


def _other_scope(answers: Answers, comparison: Comparison) -> Iterator[str]:
    """What the file says of the scope, where it differs: the scope has its own page."""
    scope = comparison.assessment
    words = {True: "yes", False: "no", None: "unknown"}
    for fact in comparison.edition.facts:
        now = scope.facts.get(fact.key)
        new = answers.facts.get(fact.key, now)
        if new != now:
            yield f"{fact.question} The file says {words[new]}, the scope says {words[now]}"
    for name, theirs, ours in (
        ("Seats", answers.seats, scope.seats),
        ("Markets", answers.markets, scope.markets),
    ):
        if theirs and set(theirs) != set(ours):
            said, here = ", ".join(sorted(theirs)), ", ".join(sorted(ours)) or "none"
            yield f"{name}: the file says {said}, the scope says {here}"


def _verdict(uploaded: Uploaded, stored: Stored) -> Verdict:
    """A row that was filled in meets a quicker change only where both say something new."""
    if uploaded.said == stored.said:
        return "same"
    if not uploaded.is_touched:
        return "kept"
    is_as_exported = uploaded.exported in (None, fingerprint(stored.said))
    return "change" if is_as_exported or uploaded.revision == stored.revision else "conflict"


def _value(answer: str) -> Value | None:
    if answer.isdecimal():
        return int(answer)
    return {DONT_KNOW.value: DONT_KNOW, NOT_APPLICABLE.value: NOT_APPLICABLE}.get(answer)


def _of_response(change: ResponseChange) -> Filled:
    answer = "" if change.value is None else str(getattr(change.value, "value", change.value))
    return Filled(answer=answer, reason=change.reason, note=change.note, evidence=change.evidence)


def _of_declaration(change: ObligationChange) -> Filled:
    answer = "" if change.state == ObligationResponse.State.BLANK else change.state
    return Filled(answer=answer, reason=change.reason, note=change.note)
