"""What people send is checked and converted here. A form never saves."""

from scorecard.forms.organisations import AddMemberForm, OrganisationForm, RoleForm
from scorecard.forms.responses import ObligationForm, ResponseForm
from scorecard.forms.scope import ScopeForm

__all__ = [
    "AddMemberForm",
    "ObligationForm",
    "OrganisationForm",
    "ResponseForm",
    "RoleForm",
    "ScopeForm",
]
