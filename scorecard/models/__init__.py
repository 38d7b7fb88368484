"""What was answered, and by whom. Rows only: services change them, scoring reads them."""

from scorecard.models.assessments import Assessment
from scorecard.models.organisations import Membership, Organisation, Role
from scorecard.models.responses import ObligationResponse, Response

__all__ = ["Assessment", "Membership", "ObligationResponse", "Organisation", "Response", "Role"]
