"""What was answered, and by whom. Rows only: services change them, scoring reads them."""

from scorecard.models.assessments import Assessment
from scorecard.models.moves import EditionMove
from scorecard.models.obligations import ObligationResponse, ObligationRevision
from scorecard.models.organisations import Membership, Organisation, Role
from scorecard.models.rendered import RenderedReport
from scorecard.models.responses import Evidence, Response, ResponseRevision
from scorecard.models.results import Result, ResultIsFrozen
from scorecard.models.reviews import Remark, ReviewStep, Step
from scorecard.models.sections import SectionMark

__all__ = [
    "Assessment",
    "EditionMove",
    "Evidence",
    "Membership",
    "ObligationResponse",
    "ObligationRevision",
    "Organisation",
    "Remark",
    "RenderedReport",
    "Response",
    "ResponseRevision",
    "Result",
    "ResultIsFrozen",
    "ReviewStep",
    "Role",
    "SectionMark",
    "Step",
]
