"""What people write in a line or in several, what a browser would cut and what a paste brings."""

from __future__ import annotations

import re
from typing import Any

from django import forms

TOO_LONG = "Use at most %(limit_value)d characters. It has %(show_value)d."

# Word processors break a line within a paragraph by a vertical tab; older systems by others.
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85]")
# Nobody sees them, and no report, workbook or answers file can hold them. (Django refuses NUL.)
_UNSEEN = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def printable(text: str) -> str:
    """The text with one kind of line break, and without what cannot be printed."""
    return _UNSEEN.sub("", _BREAKS.sub("\n", text))


class LineField(forms.CharField):
    """A line of printable text.

    A browser would cut what is pasted at a `maxlength`, without a word. So none is set: what is too
    long comes back whole, and is told so.
    """

    def __init__(
        self, *, max_length: int, error_messages: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        words = {"max_length": TOO_LONG} | (error_messages or {})
        super().__init__(max_length=max_length, error_messages=words, **kwargs)

    def to_python(self, value: Any) -> str:
        return printable(super().to_python(value) or "").replace("\n", " ").strip()

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs: dict[str, Any] = super().widget_attrs(widget)
        return {name: value for name, value in attrs.items() if name != "maxlength"}


class TextField(LineField):
    """Printable text as it is stored: trimmed, with one kind of line break."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return printable(forms.CharField.to_python(self, value) or "").strip()
