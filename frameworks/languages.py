"""What the pages of translations list: languages, parts and records, and how their texts stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

from frameworks import contents, models
from frameworks.definition import LANGUAGES
from frameworks.definition.naming import Place
from frameworks.definition.texts import HEADINGS
from frameworks.forms import words
from frameworks.parsing import digest
from frameworks.records import find, place_from_text, place_to_text, record_of
from frameworks.records.places import Document
from frameworks.translating import STATES, Standing, State, count_states, in_every_language

ABOUT = "about"  # the address of what the edition says of itself: its place is empty
OVER_SEVERAL: Place = (HEADINGS,)
TO_DO: tuple[State, ...] = ("changed", "missing")
_ONE_BY_ONE = ("principles", "markets", "crosswalks")
_LEAST = 1.0  # of a bar of 100: however few they are, they are seen


@dataclass(frozen=True, slots=True)
class Language:
    code: str

    @property
    def name(self) -> str:
        return LANGUAGES[self.code][0]

    @property
    def own_name(self) -> str:
        return LANGUAGES[self.code][1]


@dataclass(frozen=True, slots=True)
class Bar:
    state: State
    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many texts stand how."""

    reviewed: int
    draft: int
    changed: int
    missing: int

    @property
    def total(self) -> int:
        return self.said + self.missing

    @property
    def said(self) -> int:
        return self.reviewed + self.draft + self.changed

    @property
    def numbers(self) -> tuple[tuple[State, str, int], ...]:
        return tuple((state, words.value(state), getattr(self, state)) for state in STATES)

    @property
    def some(self) -> tuple[tuple[State, str, int], ...]:
        return tuple(each for each in self.numbers if each[2])

    @property
    def bars(self) -> Iterator[Bar]:
        """Of a drawing that is 100 wide; what is missing is left blank."""
        start = 0.0
        for state, _, number in self.some:
            if state != "missing":
                width = max(_LEAST, round(100 * number / self.total, 2))
                yield Bar(state, start, width)
                start += width


@dataclass(frozen=True, slots=True)
class RecordTexts:
    """The texts of one record in a language. `place`: of the record, or of all headings."""

    place: Place
    standings: tuple[Standing, ...]

    @property
    def address(self) -> str:
        return place_to_text(self.place) or ABOUT

    @property
    def tally(self) -> Tally:
        return tally(self.standings)

    @property
    def part(self) -> Place:
        return self.place[: 2 if self.place[:1] and self.place[0] in _ONE_BY_ONE else 1]

    @property
    def fingerprint(self) -> str:
        """Tells whether somebody changed the English or what is said since a page showed it."""
        rows = [
            [each.text.at, each.text.english, asdict(each.said) if each.said else None]
            for each in self.standings
        ]
        return digest(rows)[:16]

    def has(self, states: Iterable[str]) -> bool:
        return any(each.state in states for each in self.standings)


@dataclass(frozen=True, slots=True)
class Part:
    address: str
    name: str
    records: tuple[RecordTexts, ...]

    @property
    def tally(self) -> Tally:
        return tally(each for record in self.records for each in record.standings)


@dataclass(frozen=True, slots=True)
class RecordShown:
    """A record as a list of them names it. `where`: between its part and it."""

    address: str
    id: str
    name: str
    where: str = ""
    tally: Tally | None = None

    @property
    def called(self) -> str:
        return self.id or self.name


def tally(standings: Iterable[Standing]) -> Tally:
    counted = count_states(standings)
    return Tally(**{state: counted[state] for state in STATES})


def tallies(edition: models.Edition) -> tuple[tuple[Language, Tally], ...]:
    """Each language of the edition, by its name."""
    found = _in_every_language(edition).items()
    rows = ((Language(code), tally(standings.values())) for code, standings in found)
    return tuple(sorted(rows, key=lambda row: row[0].name))


def of_record(edition: models.Edition, place: Place) -> tuple[tuple[Language, RecordTexts], ...]:
    """Its texts in each language of the edition; a list has none."""
    rows = []
    for code, standings in _in_every_language(edition).items():
        own = tuple(each for each in standings.values() if _record_of(each) == place)
        if own:
            rows.append((Language(code), RecordTexts(place, own)))
    return tuple(sorted(rows, key=lambda row: row[0].name))


def records_of(standings: Mapping[str, Standing]) -> tuple[RecordTexts, ...]:
    """Every record that has texts, in the order of the edition; the headings come last."""
    found: dict[Place, list[Standing]] = {}
    for each in standings.values():
        found.setdefault(_record_of(each), []).append(each)
    ordered = sorted(found, key=lambda place: place == OVER_SEVERAL)
    return tuple(RecordTexts(place, tuple(found[place])) for place in ordered)


def parts_of(document: Document, records: Iterable[RecordTexts]) -> tuple[Part, ...]:
    return tuple(
        _part(document, part, members)
        for part, members in groupby(records, key=lambda record: record.part)
    )


def part_of(document: Document, record: RecordTexts) -> Part:
    """The part that a record belongs to, with it alone."""
    return _part(document, record.part, [record])


def wanted(parts: Iterable[Part], *, part: str, state: str) -> tuple[RecordTexts, ...]:
    """The records of a part, or of all, that have a text in this state, or any."""
    return tuple(
        record
        for each in parts
        if part in ("", each.address)
        for record in each.records
        if not state or record.has((state,))
    )


def place_of(address: str) -> Place:
    return () if address == ABOUT else place_from_text(address)


def name_of(document: Document, place: Place) -> str:
    return "Headings" if place == OVER_SEVERAL else contents.title_of(find(document, place))


def shown(document: Document, record: RecordTexts) -> RecordShown:
    name, counted = name_of(document, record.place), record.tally
    if record.place == OVER_SEVERAL:
        return RecordShown(record.address, "", name, tally=counted)
    steps = contents.trail(document, record.place)[len(record.part) : -1]
    where = ", ".join(step.name for step in steps)
    id = contents.id_of(find(document, record.place))
    return RecordShown(record.address, id, name, where, counted)


def next_to_do(
    records: Sequence[RecordTexts],
    *,
    after: RecordTexts | None = None,
    states: tuple[str, ...] = TO_DO,
) -> RecordTexts | None:
    """The first one behind `after` with such a text; from the top again once there is none."""
    start = records.index(after) + 1 if after else 0
    around = [*records[start:], *records[:start]]
    return next((each for each in around if each != after and each.has(states)), None)


def beside(
    records: Sequence[RecordTexts], record: RecordTexts
) -> tuple[RecordTexts | None, RecordTexts | None]:
    """The records before and after one."""
    at = records.index(record)
    before = records[at - 1] if at else None
    return before, records[at + 1] if at + 1 < len(records) else None


def _in_every_language(edition: models.Edition) -> dict[str, dict[str, Standing]]:
    """An edition that is only in English is not parsed for it."""
    return in_every_language(edition.definition) if edition.document.get("translations") else {}


def _part(document: Document, place: Place, records: Iterable[RecordTexts]) -> Part:
    return Part(place_to_text(place) or ABOUT, name_of(document, place), tuple(records))


def _record_of(standing: Standing) -> Place:
    place = standing.text.place
    return OVER_SEVERAL if place[:1] == OVER_SEVERAL else record_of(place)
