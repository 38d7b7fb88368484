"""Forms of translations: a language to add, texts to list, and the texts of one record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.forms.boundfield import BoundField

from frameworks.definition import LANGUAGES, TranslatedText, TranslationStatus
from frameworks.definition.texts import HEADINGS, Text
from frameworks.forms import choices, fields, words
from frameworks.parsing import Problem, digest
from frameworks.records import record_of
from frameworks.records.places import Document
from frameworks.translating import STATES, Standing

_WIDTH = 56  # characters on a row of half a wide screen
_SHORT = 40  # so few need no second row
STATUSES = (("draft", "Draft"), ("reviewed", "Reviewed"))


class AddLanguageForm(forms.Form):
    """One of the languages that the edition does not have yet."""

    use_required_attribute = False

    language = forms.ChoiceField(
        label="Language",
        error_messages={
            "required": "Choose a language.",
            "invalid_choice": "Choose one of the languages listed here.",
        },
    )

    def __init__(self, data: Any = None, *, known: Iterable[str]) -> None:
        super().__init__(data)
        rest = {code: names for code, names in LANGUAGES.items() if code not in set(known)}
        field = cast(forms.ChoiceField, self.fields["language"])
        named = [
            (code, name if name == own else f"{name} ({own})") for code, (name, own) in rest.items()
        ]
        field.choices = [("", "—"), *named]
        self.is_complete = not rest


@dataclass(frozen=True, slots=True)
class Asked:
    """Which records to list."""

    state: str = ""
    part: str = ""

    def __bool__(self) -> bool:
        return bool(self.state or self.part)

    @property
    def query(self) -> str:
        """For an address."""
        said = {"state": self.state, "part": self.part}
        return urlencode({name: value for name, value in said.items() if value})


class TextsForm(forms.Form):
    """Which records to list, from the address of the page."""

    state = forms.ChoiceField(
        label="State of texts",
        required=False,
        choices=[("", "Any state"), *((state, words.value(state)) for state in STATES)],
    )
    part = forms.ChoiceField(label="Part of the edition", required=False)

    def __init__(self, data: Any, *, parts: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        cast(forms.ChoiceField, self.fields["part"]).choices = [("", "All parts"), *parts]

    def asked(self) -> Asked:
        """Everything where the address asks for nonsense."""
        return Asked(**self.cleaned_data) if self.is_valid() else Asked()


@dataclass(frozen=True, slots=True)
class Row:
    """One text on the form: in English, and as it is said."""

    standing: Standing
    text: BoundField
    status: BoundField
    fits: BoundField | None  # only where the English has changed

    @property
    def has_errors(self) -> bool:
        return bool(self.text.errors or self.status.errors)


class TranslationForm(forms.Form):
    """The texts of one record in a language, each with its status.

    What is not touched stays as it is. A text that is typed anew, or of which somebody says that it
    still fits or is reviewed, refers to the English as it is now; one that is emptied is taken away.
    """

    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        *,
        language: str,
        standings: Iterable[Standing],
        document: Document,
    ) -> None:
        super().__init__(data)
        self.language = language
        self.standings = {name_of(each.text): each for each in standings}
        for name, each in self.standings.items():
            self._add(name, each, label_of(each.text, document))

    def rows(self) -> Iterator[Row]:
        for name, each in self.standings.items():
            fits = self[f"{name}-fits"] if f"{name}-fits" in self.fields else None
            yield Row(each, self[name], self[f"{name}-status"], fits)

    def said(self) -> dict[str, TranslatedText | None]:
        """What changed, by its place; of a form that was looked at with `is_valid`."""
        rows = ((each, self._said(name, each)) for name, each in self.standings.items())
        return {each.text.at: now for each, now in rows if now != each.said}

    def take(self, problems: Iterable[Problem], document: Document) -> tuple[Problem, ...]:
        """Show each problem of `document` that is about a text here beside it; give back the others."""
        others = []
        for problem in problems:
            name = self._field_of(problem, document)
            if name:
                self.add_error(name, problem.message)
            else:
                others.append(problem)
        return tuple(others)

    def differences(self) -> Iterator[tuple[BoundField, str]]:
        """Texts of a bound form that say something else than what is saved, and what that is."""
        for row in self.rows():
            said, name = row.standing.said, row.text.name
            field = cast(fields.Piece, row.text.field)
            is_same = field.is_as_shown(row.text.value(), self.initial[name])
            if not is_same or row.status.value() != self.initial[row.status.name]:
                yield row.text, f"{said.text}\n({words.value(said.status)})" if said else ""

    def _add(self, name: str, standing: Standing, label: str) -> None:
        said, text = standing.said, standing.text
        field = (fields.Lines if text.is_list else fields.LongText)(label=label)
        field.width, field.least = _WIDTH, 1 if len(text.english) <= _SHORT else 2
        before = said.text if said else ""
        fields.LongText.shown(field, max(before, text.english, key=len))  # as many rows as it needs
        field.widget.attrs |= {"lang": self.language, "autocomplete": "off", "spellcheck": "true"}
        self.fields[name], self.initial[name] = field, before
        self.fields[f"{name}-status"] = forms.CharField(
            label=f"Status of {label}",
            required=False,
            widget=forms.RadioSelect(choices=STATUSES),
        )
        self.initial[f"{name}-status"] = said.status if said else "draft"
        if standing.state == "changed":
            self.initial[f"{name}-status"] = ""  # to choose one is to have looked at it again
            self.fields[f"{name}-fits"] = forms.BooleanField(
                label="It still fits the English as it is now", required=False
            )

    def _said(self, name: str, standing: Standing) -> TranslatedText | None:
        before, field = standing.said, cast(fields.Piece, self.fields[name])
        is_same = field.is_as_shown(self[name].value(), self.initial[name])
        text = before.text if is_same and before else _as_text(field.said(self.cleaned_data[name]))
        if not text:
            return None
        now = not is_same or self._still_fits(name)
        return TranslatedText(
            at=standing.text.at,
            english=standing.text.english if now or not before else before.english,
            text=text,
            status=self._status(name, before),
        )

    def _still_fits(self, name: str) -> bool:
        """Of a text whose English changed: said so, or chosen to be reviewed as it is now."""
        if f"{name}-fits" not in self.fields:
            return False
        said = self.cleaned_data
        return bool(said[f"{name}-fits"]) or said[f"{name}-status"] == "reviewed"

    def _status(self, name: str, before: TranslatedText | None) -> TranslationStatus:
        """As it was where nothing is chosen. What is none is for the check of the edition to say."""
        sent = self.cleaned_data[f"{name}-status"] or (before.status if before else "draft")
        return cast(TranslationStatus, sent)

    def _field_of(self, problem: Problem, document: Document) -> str:
        if problem.path[:1] != ("translations",) or len(problem.path) < 5:
            return ""
        _, translation, _, row, key = problem.path[:5]
        said = document["translations"][translation]
        at = said["texts"][row]["at"]
        names = (name for name, each in self.standings.items() if each.text.at == at)
        name = next(names, "") if said["language"] == self.language else ""
        return f"{name}-status" if name and key == "status" else name


def name_of(text: Text) -> str:
    """What its field is called: as in the form of its record."""
    if text.place[0] == HEADINGS:
        return f"heading-{digest(text.at)[:8]}"  # the words themselves are no name for a field
    return "-".join(text.place[len(record_of(text.place)) :])


def label_of(text: Text, document: Document) -> str:
    if text.place[0] == HEADINGS:
        return f"“{text.english}”"
    inside = text.place[len(record_of(text.place)) :]
    if text.field in ("anchors", "examples"):
        number = int(inside[-1])
        name = document["levels"][number]["name"]
        is_example = text.field == "examples"
        return f"Example of {number} {name}" if is_example else f"Level {number}: {name}"
    label = words.label(text.kind, text.field)
    if text.kind == "Floor":
        return f"{_principles(document).get(inside[0], inside[0])}: {label}"
    return label


def _principles(document: Document) -> Mapping[str, str]:
    return dict(choices.principles(document))


def _as_text(said: Any) -> str:
    return "\n".join(said) if isinstance(said, list) else str(said)
