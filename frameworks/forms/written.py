"""What people write in a line or in several, and what a browser would cut."""

from __future__ import annotations

from typing import Any

from django import forms

TOO_LONG = "Use at most %(limit_value)d characters. It has %(show_value)d."


class LineField(forms.CharField):
    """A line of text.

    A browser would cut what is pasted at a `maxlength`, without a word. So none is set: what is too
    long comes back whole, and is told so.
    """

    def __init__(
        self, *, max_length: int, error_messages: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        words = {"max_length": TOO_LONG} | (error_messages or {})
        super().__init__(max_length=max_length, error_messages=words, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs: dict[str, Any] = super().widget_attrs(widget)
        return {name: value for name, value in attrs.items() if name != "maxlength"}


class TextField(LineField):
    """Text as it is stored: trimmed, with one kind of line break."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        return text.replace("\r\n", "\n").strip()
