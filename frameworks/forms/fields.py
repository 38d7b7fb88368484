"""Fields that turn what somebody typed into plain data of a document, and back.

They refuse nothing that the check of the whole edition has words for: a number that is none goes
through as the text it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

ABSENT: Any = object()  # nothing to write into the document
Options = Sequence[tuple[str, str]]
_WHOLE = re.compile(r"-?[0-9]{1,15}")
TAG_KINDS = (
    ("text", "Text"),
    ("number", "Number"),
    ("bool", "Yes or no"),
    ("list", "List"),
    ("none", "Nothing known"),
)
_SPARE_ROWS = 3


class Piece(forms.Field):
    """`shown` is how a value of the document stands in the field, `said` what it says back."""

    look = "text"
    is_short = False  # two of them stand side by side
    is_needed = False  # marked: left empty it is refused
    is_taken_over = False  # shows what the document says, whatever was sent

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False} | kwargs)

    def shown(self, value: Any) -> Any:
        return value

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial if self.is_taken_over else super().bound_data(data, initial)

    def said(self, cleaned: Any) -> Any:
        return cleaned

    def is_as_shown(self, sent: Any, shown: Any) -> bool:
        """Whether a browser sent what it was shown: then the document keeps what it has."""
        return bool(sent == shown)

    def spelled(self, shown: Any) -> str:
        """What stands in the field, in words."""
        return "" if shown is None else str(shown).replace("\r\n", "\n")


class Text(Piece, forms.CharField):
    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        return text.replace("\r\n", "\n")

    def is_as_shown(self, sent: Any, shown: Any) -> bool:
        """A field of one line loses line breaks on the way, a longer one changes them."""
        return _in_one_line(sent) == _in_one_line(shown)


class LongText(Text):
    widget = forms.Textarea
    width, least = 80, 2  # characters on a row of a wide screen, and rows

    def shown(self, value: Any) -> Any:
        """As many rows as the text needs on a wide screen."""
        lines = str(value or "").split("\n")
        rows = sum(1 + len(line) // self.width for line in lines)
        self.widget.attrs["rows"] = max(self.least, rows)
        return value

    def is_as_shown(self, sent: Any, shown: Any) -> bool:
        return str(sent or "").replace("\r\n", "\n") == str(shown or "")


class Number(Text):
    is_short = True

    def __init__(self, *, may_be_none: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.may_be_none = may_be_none
        self.widget.attrs["inputmode"] = "numeric"

    def shown(self, value: Any) -> str:
        return "" if value is None else str(value)

    def said(self, cleaned: str) -> Any:
        if not cleaned:
            return None if self.may_be_none else ABSENT
        return _number(cleaned)


class Lines(LongText):
    """A list of texts, one on each line."""

    def shown(self, value: Any) -> str:
        text = "\n".join(value or ())
        super().shown(f"{text}\n")  # room for one more
        return text

    def said(self, cleaned: str) -> list[str]:
        return [line.strip() for line in cleaned.split("\n") if line.strip()]


class YesNo(Piece):
    widget = forms.CheckboxInput
    look = "tick"

    def to_python(self, value: Any) -> bool:
        return bool(value)

    def spelled(self, shown: Any) -> str:
        return "Yes" if shown else "No"


class Pick(Piece):
    """One of some; `numbers` says that they are numbers in the document."""

    widget = forms.Select
    look = "pick"
    is_short = True

    def __init__(
        self, *, options: Options, numbers: bool = False, blank: Any = ABSENT, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.options, self.numbers, self.blank = options, numbers, blank

    def shown(self, value: Any) -> str:
        shown = "" if value is None else str(value)
        if shown and shown not in {known for known, _ in self.options}:
            self.options = [*self.options, (shown, shown)]
        self.widget.choices = self.options
        return shown

    def to_python(self, value: Any) -> str:
        return str(value or "")

    def said(self, cleaned: str) -> Any:
        if not cleaned:
            return self.blank
        return _number(cleaned) if self.numbers else cleaned

    def spelled(self, shown: Any) -> str:
        return dict(self.options).get(shown, shown) if shown else ""


class Truth(Pick):
    """Yes, no, or not known."""

    def __init__(self, **kwargs: Any) -> None:
        options = [("", "Not known"), ("yes", "Yes"), ("no", "No")]
        super().__init__(options=options, blank=None, **kwargs)

    def shown(self, value: Any) -> str:
        return super().shown({True: "yes", False: "no"}.get(value))

    def said(self, cleaned: str) -> Any:
        return {"": None, "yes": True, "no": False}.get(cleaned, cleaned)


class Boxes(forms.CheckboxSelectMultiple):
    """A link from the list of errors leads to the first choice."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index or "0")


class Ticks(Piece):
    """Some of many, in the order in which they were: what is chosen stands first."""

    widget = Boxes
    look = "ticks"

    def __init__(self, *, options: Options, numbers: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.options, self.numbers = options, numbers

    def shown(self, value: Any) -> list[str]:
        chosen = [str(each) for each in value or ()]
        names = dict(self.options)
        rest = [(known, name) for known, name in self.options if known not in chosen]
        first = [(known, names.get(known, known)) for known in dict.fromkeys(chosen)]
        self.widget.choices = [*first, *rest]
        return chosen

    def to_python(self, value: Any) -> list[str]:
        return list(value or ())

    def said(self, cleaned: list[str]) -> list[Any]:
        return [_number(each) for each in cleaned] if self.numbers else cleaned

    def spelled(self, shown: Any) -> str:
        names = dict(self.options)
        return "\n".join(names.get(each, each) for each in shown or ())


TagRow = tuple[str, str, str]  # name, kind, value


class TagRows(forms.Widget):
    """A row for each tag, and some for more."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[TagRow]:
        rows = []
        for number in range(100):
            if f"{name}-{number}-name" not in data:
                break
            row = (data.get(f"{name}-{number}-{part}", "") for part in ("name", "kind", "value"))
            rows.append(tuple(str(each).replace("\r\n", "\n") for each in row))
        return [(row[0], row[1], row[2]) for row in rows if any((row[0].strip(), row[2].strip()))]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-0-name" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0-name"

    def format_value(self, value: Any) -> Any:
        return value

    @staticmethod
    def rows(value: Any) -> list[TagRow]:
        return [*(value or ()), *[("", "text", "")] * _SPARE_ROWS]


class Tags(Piece):
    """Short names with values of several types, for tables and filters."""

    widget = TagRows
    look = "tags"

    def shown(self, value: Any) -> list[TagRow]:
        return [(name, *_as_tag(each)) for name, each in (value or {}).items()]

    def spelled(self, shown: Any) -> str:
        return "\n".join(f"{name}: {text or kind}" for name, kind, text in shown or ())

    def clean(self, value: Any) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for name, kind, text in value or ():
            if not name.strip():
                raise ValidationError(f"Name the tag whose value is “{text}”.")
            if name in said:
                raise ValidationError(f"“{name}” is used twice.")
            said[name] = _from_tag(name, kind, text)
        return said


def _as_tag(value: Any) -> tuple[str, str]:
    if value is None:
        return "none", ""
    if isinstance(value, bool):
        return "bool", "yes" if value else "no"
    if isinstance(value, int):
        return "number", str(value)
    if isinstance(value, str):
        return "text", value
    return "list", ", ".join(value)


def _from_tag(name: str, kind: str, text: str) -> Any:
    if kind == "none":
        return None
    if kind == "list":
        return [each.strip() for each in text.split(",") if each.strip()]
    if kind == "number":
        if not _WHOLE.fullmatch(text.strip()):
            raise ValidationError(f"“{name}” must be a whole number, not “{text}”.")
        return int(text)
    if kind == "bool":
        if text.strip().lower() not in ("yes", "no"):
            raise ValidationError(f"“{name}” must be yes or no, not “{text}”.")
        return text.strip().lower() == "yes"
    return text


def _in_one_line(text: Any) -> str:
    return str(text or "").replace("\r", "").replace("\n", "")


def _number(text: str) -> int | str:
    return int(text) if _WHOLE.fullmatch(text) else text


def as_options(values: Iterable[tuple[Any, str]]) -> Options:
    return [(str(value), name) for value, name in values]
