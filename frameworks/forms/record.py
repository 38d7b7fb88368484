"""The form of one record, made from its type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, is_dataclass
from typing import Any, Literal, get_args, get_origin

from django import forms
from django.forms.boundfield import BoundField

from frameworks.definition import TOP_LEVEL, Edition, Floor, Market, Principle, Question, Rule
from frameworks.definition.naming import Place
from frameworks.forms import choices, fields, words
from frameworks.forms.fields import ABSENT, Piece
from frameworks.parsing import KeyPath, Problem
from frameworks.parsing.structure import (
    default_of,
    fields_of,
    names_in_writing_order,
    type_hints,
    without_none,
)
from frameworks.records import id_field, is_numbered, own_fields
from frameworks.records.places import Document
from frameworks.records.shapes import is_mapping_of_records

# What names a record, or follows from where it stands, is never typed anew.
_FIXED: Mapping[Any, tuple[str, ...]] = {
    Edition: ("label",),
    Market: ("code",),
    Principle: ("prefix",),
}

# A form does not tell a text that is blank from one that is not there.
MISSING_HERE: Mapping[str, str] = {"must not be blank": "is missing"}

# A text for each level, and what each is called.
_BY_LEVEL: Mapping[str, str] = {"anchors": "{}", "examples": "Example of {}"}


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading; `look` is how they stand together."""

    title: str
    slug: str
    look: str
    fields: tuple[BoundField, ...]

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in self.fields)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that two people changed, and what stands there in words: at first, now, and here."""

    field: BoundField
    stood: str
    theirs: str
    yours: str


class RecordForm(forms.Form):
    """Shows a record and reads it back: what the form does not ask stays as `value` has it.

    `read` is what the record said when somebody opened the form that they send. Where only others
    changed a field since, theirs is `taken_over`; where both did, it is one of the `conflicts`.
    What was read may be None where nobody can tell any more: then all that differs is a conflict.
    """

    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        *,
        kind: Any,
        place: Place,
        value: Mapping[str, Any],
        document: Document,
        read: Mapping[str, Any] | None = None,
        is_new: bool = False,
    ) -> None:
        super().__init__(data)
        self.kind, self.place, self.document, self.value = kind, place, document, value
        self.is_new = is_new
        self.paths: dict[str, KeyPath] = {}
        self._headings: dict[str, str] = {}
        self._optional: set[str] = set()
        self.asked = tuple(_asked(kind, place, document, is_new=is_new))
        if is_mapping_of_records(kind):
            self._add_floors()
        else:
            for name in self.asked:
                self._add(kind, name, own_fields(kind)[name], (name,), value.get(name, ABSENT))
        self.taken_over: list[BoundField] = []
        self.conflicts: list[Conflict] = []
        if self.is_bound and not is_new:
            self._merge(read)

    def record(self) -> dict[str, Any]:
        """What the form says, as plain data; of a form that was looked at with `is_valid`."""
        if not self.is_bound:
            raise ValueError("Nothing was sent.")
        record: dict[str, Any] = {}
        for name, path in self.paths.items():
            said = self._said(name, path)
            if said is not ABSENT:
                _put(record, path, said)
        for name in self._optional:
            if not any(record.get(name, {}).values()):
                record.pop(name, None)
        unasked = {n: v for n, v in self.value.items() if n not in self.asked}
        kept = {} if is_mapping_of_records(self.kind) else unasked
        return {**kept, **{name: _lists(value) for name, value in record.items()}}

    def take(self, problems: Iterable[Problem], at: KeyPath) -> tuple[Problem, ...]:
        """Show each problem of the record at `at` beside its field; give back the others."""
        others = []
        for problem in problems:
            name = self._field_of(problem.path[len(at) :]) if problem.path[: len(at)] == at else ""
            if name:
                self.add_error(name, MISSING_HERE.get(problem.message, problem.message))
            else:
                others.append(problem)
        return tuple(others)

    def sections(self) -> Iterator[Section]:
        """The fields under their headings; what has none comes first."""
        found: dict[str, list[BoundField]] = {"": []}
        for name in self.paths:
            found.setdefault(self._headings[name], []).append(self[name])
        for number, (title, members) in enumerate(found.items()):
            look = "row" if is_mapping_of_records(self.kind) else "plain"
            look = "anchors" if title == words.GROUPS["anchors"] else look
            if members:
                yield Section(title, f"part-{number}", look, tuple(members))

    def _merge(self, read: Mapping[str, Any] | None) -> None:
        if read is not None and all(read.get(n) == self.value.get(n) for n in self.asked):
            return
        stood = RecordForm(
            kind=self.kind, place=self.place, value=read or {}, document=self.document
        )
        for name in self.paths:
            field, was, now = self._piece(name), stood.initial[name], self.initial[name]
            if read is not None and was == now:
                continue  # nobody else changed it
            sent = self[name].value()
            if field.is_as_shown(sent, now):
                continue  # both say the same
            if read is not None and (self._is_unsent(name) or field.is_as_shown(sent, was)):
                field.is_taken_over = True
                self.taken_over.append(self[name])
            else:
                before = "Not known" if read is None else field.spelled(was)
                told = (before, field.spelled(now), field.spelled(sent))
                self.conflicts.append(Conflict(self[name], *told))

    def _is_unsent(self, name: str) -> bool:
        """The form that was sent did not have the field yet."""
        widget = self.fields[name].widget
        return bool(widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name)))

    def _piece(self, name: str) -> Piece:
        field = self.fields[name]
        assert isinstance(field, Piece)  # noqa: S101  # narrows the type
        return field

    def _said(self, name: str, path: KeyPath) -> Any:
        """What is unchanged stays as it was, even where the field could not say it so."""
        field = self._piece(name)
        if name not in self.cleaned_data:
            return ABSENT
        if not self.is_new and field.is_as_shown(self[name].value(), self.initial[name]):
            return _at(self.value, path)
        return field.said(self.cleaned_data[name])

    def _field_of(self, path: KeyPath) -> str:
        """The field whose path this is, or leads to; else the first one below it."""
        own = sorted(self.paths.items(), key=lambda entry: -len(entry[1]))
        for name, known in own:
            if path[: len(known)] == known:
                return name
        below = (name for name, known in self.paths.items() if known[: len(path)] == path)
        return next(below, "") if path else ""

    def _add_floors(self) -> None:
        for key, name in choices.principles(self.document):
            for part, hint in own_fields(Floor).items():
                value = self.value.get(key, {}).get(part, ABSENT)
                self._add(Floor, part, hint, (key, part), value, heading=name)

    def _add(
        self, kind: Any, name: str, hint: Any, path: KeyPath, value: Any, heading: str = ""
    ) -> None:
        heading = heading or words.group(kind.__name__, name)
        hint, may_be_none = without_none(hint)
        value = _default(kind, name) if value is ABSENT else value
        if is_dataclass(hint):
            self._add_parts(hint, path, value, heading, optional=may_be_none)
        elif name in _BY_LEVEL:
            self._add_by_level(name, path, value or [], heading)
        elif get_origin(hint) is Mapping and name != "tags":
            self._add_matches(name, path, value or {}, heading)
        else:
            field = self._field(kind, name, hint, may_be_none=may_be_none)
            field.is_needed = not may_be_none and _is_needed(kind, name, field)
            self._keep(path, field, value, heading)

    def _keep(self, path: KeyPath, field: Piece, value: Any, heading: str) -> None:
        name = "-".join(map(str, path))
        self.fields[name], self.paths[name], self._headings[name] = field, path, heading
        self.initial[name] = field.shown(value)
        field.widget.attrs.setdefault("autocomplete", "off")
        field.is_needed = field.is_needed and str(path[0]) not in self._optional
        if field.is_needed:
            field.widget.attrs["aria-required"] = "true"

    def _add_parts(
        self, kind: Any, path: KeyPath, value: Any, heading: str, *, optional: bool
    ) -> None:
        if optional:
            self._optional.add(str(path[0]))
        for name in names_in_writing_order(kind):
            said = (value or {}).get(name, ABSENT)
            if optional and value is None:
                said = None  # nothing is said: not even by default
            self._add(kind, name, type_hints(kind)[name], (*path, name), said, heading)

    def _add_by_level(self, name: str, path: KeyPath, value: list[str], heading: str) -> None:
        if name == "examples":
            self._optional.add(name)  # five, or none
        names = [row["name"] for row in self.document["levels"]]
        for number in range(TOP_LEVEL + 1):
            field = fields.LongText(label=_BY_LEVEL[name].format(f"{number} {names[number]}"))
            field.width, field.least, field.is_needed = 20, 5, True
            text = value[number] if number < len(value) else ""
            self._keep((*path, number), field, text, heading)

    def _add_matches(
        self, name: str, path: KeyPath, value: Mapping[str, Any], heading: str
    ) -> None:
        """Ticks for the items of each framework, or for those that each principle matches."""
        if name == "crosswalk":
            rows = [(k, title, choices.items(self.document, k)) for k, title in self._targets()]
        else:
            own = choices.items(self.document, str(self.value.get("target", "")))
            rows = [(key, name, own) for key, name in choices.principles(self.document)]
        for key, title, options in rows:
            field = _Matches(options=options, label=title)
            self._keep((*path, key), field, value.get(key), heading)

    def _targets(self) -> Iterator[tuple[str, str]]:
        return choices.targets(self.document)

    def _field(self, kind: Any, name: str, hint: Any, *, may_be_none: bool) -> Piece:
        said: dict[str, Any] = {
            "label": words.label(kind.__name__, name),
            "help_text": words.help_text(kind.__name__, name),
        }
        if kind is Rule:
            of_market = self.place[0] == "markets"
            facts = choices.facts_of_markets if of_market else choices.facts
            return fields.Ticks(options=facts(self.document), **said)
        return _typed(kind, name, hint, self._options(kind, name, hint), may_be_none, said)

    def _options(self, kind: Any, name: str, hint: Any) -> fields.Options | None:
        if name == "tier" and id_field(kind) == "tier":
            return None
        table: Mapping[str, Callable[[Document], fields.Options]]
        table = choices.MANY if get_origin(hint) is tuple else choices.ONE
        return table[name](self.document) if name in table else None


class _Matches(fields.Ticks):
    """Nothing chosen is nothing said of that framework."""

    def said(self, cleaned: list[str]) -> Any:
        return cleaned or ABSENT


def _typed(
    kind: Any,
    name: str,
    hint: Any,
    options: fields.Options | None,
    may_be_none: bool,
    said: dict[str, Any],
) -> Piece:
    origin = get_origin(hint) or hint
    if origin is tuple:
        if options is None:
            return fields.Lines(**said)
        return fields.Ticks(options=options, numbers=get_args(hint)[0] is int, **said)
    if origin is Literal:
        options = [("", "—"), *((each, words.value(each)) for each in get_args(hint))]
        return fields.Pick(options=options, **said)
    if options is not None:
        options = [("", "—"), *options]
        blank = None if may_be_none else "" if hint is str else ABSENT
        return fields.Pick(options=options, numbers=hint is int, blank=blank, **said)
    return _plain(name, hint, may_be_none, said)


def _plain(name: str, hint: Any, may_be_none: bool, said: dict[str, Any]) -> Piece:
    """A field for a value that refers to nothing."""
    if hint is bool:
        return fields.Truth(**said) if may_be_none else fields.YesNo(**said)
    if hint is int:
        return fields.Number(may_be_none=may_be_none, **said)
    if get_origin(hint) is Mapping:
        return fields.Tags(**said)
    if name in words.LONG:
        return fields.LongText(**said)
    field = fields.Text(**said)
    field.is_short = name in words.SHORT
    return field


def _asked(kind: Any, place: Place, document: Document, *, is_new: bool) -> Iterator[str]:
    """The fields that the form of a record shows, in the order in which it is written."""
    if is_mapping_of_records(kind):
        yield from (key for key, _ in choices.principles(document))
        return
    fixed = {id_field(kind), *_FIXED.get(kind, ())}
    if is_new and not is_numbered(kind):
        fixed = set()
    if kind is Question:
        fixed |= {"track", "principle", "genai_dimension", "area"}
        fixed -= {"genai": {"principle", "genai_dimension"}, "cross_border": {"area"}}.get(
            place[0], set()
        )
    own = own_fields(kind)
    yield from (name for name in names_in_writing_order(kind) if name in own and name not in fixed)


def _is_needed(kind: Any, name: str, field: Piece) -> bool:
    """Left empty it would be a problem: a list may be, and a box says no."""
    may_be_empty = isinstance(field, fields.Lines | fields.Ticks | fields.Tags | fields.YesNo)
    return not may_be_empty and default_of(fields_of(kind)[name]) is MISSING


def _default(kind: Any, name: str) -> Any:
    default = default_of(fields_of(kind)[name])
    return None if default is MISSING or is_dataclass(default) else default


def _at(record: Any, path: KeyPath) -> Any:
    for step in path:
        if isinstance(step, int) or step in record:
            record = record[step]
        else:
            return ABSENT
    return record


def _put(record: dict[Any, Any], path: KeyPath, value: Any) -> None:
    for step in path[:-1]:
        record = record.setdefault(step, {})
    record[path[-1]] = value


def _lists(value: Any) -> Any:
    """Numbered parts become the list they are."""
    if not isinstance(value, dict):
        return value
    if value and all(isinstance(key, int) for key in value):
        return [value[key] for key in sorted(value)]
    return {key: _lists(each) for key, each in value.items()}
