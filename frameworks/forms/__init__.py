"""Forms for the records of an edition: a field for each thing a record says, and no rules.

The rules are those of `frameworks.parsing`, which reads the whole document that a form gives.
"""

from frameworks.forms.record import RecordForm, Section

__all__ = ["RecordForm", "Section"]
