"""Everything that changes organisations, assessments and answers: views and commands call these.

Each verb takes its lock first and runs in one transaction. Who is allowed to
call it has been settled by whoever calls; what must hold in the data has not.
"""

from scorecard.services.assessments import (
    EditionIsNotPublished,
    Scope,
    ScopeWasChanged,
    change_scope,
    start_assessment,
)
from scorecard.services.obligations import (
    ClaimCannotBeAccepted,
    ObligationChange,
    ObligationIsNotAsked,
    accept_not_applicable,
    record_obligations,
)
from scorecard.services.organisations import (
    LastOwnerMustStay,
    add_member,
    change_role,
    create_organisation,
    remove_member,
)
from scorecard.services.recording import Recorded
from scorecard.services.responses import (
    CriticalQuestionApplies,
    ResponseChange,
    record_responses,
)
from scorecard.services.results import current_document
from scorecard.services.sections import (
    SectionIsNotAnswered,
    SectionIsNotAsked,
    mark_section_done,
    reopen_section,
)
from scorecard.services.summary import AssessmentIsClosed, EditionWasChanged, Standing

__all__ = [
    "AssessmentIsClosed",
    "ClaimCannotBeAccepted",
    "CriticalQuestionApplies",
    "EditionIsNotPublished",
    "EditionWasChanged",
    "LastOwnerMustStay",
    "ObligationChange",
    "ObligationIsNotAsked",
    "Recorded",
    "ResponseChange",
    "Scope",
    "ScopeWasChanged",
    "SectionIsNotAnswered",
    "SectionIsNotAsked",
    "Standing",
    "accept_not_applicable",
    "add_member",
    "change_role",
    "change_scope",
    "create_organisation",
    "current_document",
    "mark_section_done",
    "record_obligations",
    "record_responses",
    "remove_member",
    "reopen_section",
    "start_assessment",
]
