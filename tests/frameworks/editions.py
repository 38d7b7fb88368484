"""Editions for these tests: one with something in every corner, and random ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from django.db.models import QuerySet
from hypothesis import strategies as st

from frameworks import definition as d
from frameworks.definition.texts import texts_in
from frameworks.models import Edition
from tests.factories import (
    SOURCED,
    make_edition_definition,
    make_market,
    make_obligation,
    make_principle,
    make_question,
    make_roadmap,
)

Tag = str | int | bool | tuple[str, ...] | None
KHMER = "តើ <អង្គភាព> & “ភាសា”"  # with signs that mean something to HTML
SHIPPED = Path(__file__).resolve().parent.parent.parent / "fixtures"


def contents(folder: Path) -> dict[str, bytes]:
    """Every fixture of an edition in a folder, by name."""
    files = (path for path in folder.rglob("*.yaml") if "demo" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def tamper(edition: Edition, **changes: object) -> None:
    """Change a stored edition as somebody with a database shell would."""
    QuerySet(Edition).filter(pk=edition.pk).update(**changes)


def make_full_edition() -> d.Edition:
    """A small edition that uses every kind of record and reference."""
    singapore = make_market(
        authorities=(d.Authority(name="Data Office", kind="data_protection", **SOURCED),),
        instruments=(make_instrument(),),
        obligations=(
            make_obligation(
                "SG-01",
                principles=("transparency",),
                applies_if=d.Rule(
                    all_of=("processes_personal_data",), any_of=(d.FOREIGN_ENTITY, d.MULTI_MARKET)
                ),
            ),
            make_obligation("SG-02", questions=("TRA-01", "FAI-01"), required_level=3),
        ),
        uplifts=(
            d.Uplift(fact="uses_generative_ai", principle="fairness", floor=3, reason="Rules."),
        ),
        cautions=("Laws change.",),
    )
    markets = (singapore, make_market("TL", "Timor-Leste", tier=None, status="draft"))
    stage = d.Stage(name="Early", markets=("TL",), **SOURCED)
    statement = d.Statement(key="what", title="What it is", text="A pact.", **SOURCED)
    return make_edition_definition(
        notes=("Ours.",),
        markets=markets,
        principles=(
            make_principle(
                make_question(
                    "TRA-01",
                    critical=True,
                    crosswalk={"nist": ("MAP 1.1",), "ai_verify": ("1.2.2",)},
                    evidence=("Screens",),
                ),
                facts=(statement, replace(statement, key="why")),
            ),
            make_principle(key="fairness", prefix="FAI"),
        ),
        roadmap=replace(make_roadmap(*markets), oecd_stages=(stage,)),
        defa=d.Defa(title="DEFA", summary="A pact.", facts=(statement,)),
        crosswalks=(make_crosswalk("nist", "MAP 1.1"), make_crosswalk("ai_verify", "1.2.2")),
        summary=(d.SummaryClaim(key="date", topic="Dates", text="In 2023.", corrections=(1,)),),
        corrections=(
            d.Correction(number=1, summary_says="In 2023.", finding="In 2024.", **SOURCED),
        ),
        glossary=(
            d.GlossaryTerm(
                key="person",
                term="Person",
                also=("people",),
                meaning="A human being.",
                provenance=d.Sourced(**SOURCED),
            ),
            d.GlossaryTerm(key="floor", term="Floor", meaning="The least.", is_ours=True),
        ),
        translations=(make_translation(),),
    )


def make_translation() -> d.Translation:
    """A draft, a reviewed text and one whose English has changed."""

    def said(at: str, english: str, text: str, status: d.TranslationStatus) -> d.TranslatedText:
        return d.TranslatedText(at=at, english=english, text=text, status=status)

    return d.Translation(
        language="id",
        texts=(
            said("markets/singapore/cautions", "Laws change.", "Hukum berubah.", "draft"),
            said("defa/summary", "A pact.", "Sebuah perjanjian.", "reviewed"),
            said("levels/1/meaning", "What it once meant.", "Tidak ada.", "reviewed"),
        ),
    )


def in_every_state(edition: d.Edition, language: str) -> d.Edition:
    """The edition with texts in a language: in turn reviewed, a draft, outdated and missing."""
    said = []
    for number, text in enumerate(texts_in(edition).values()):
        status: d.TranslationStatus = "draft" if number % 4 == 1 else "reviewed"
        english = f"{text.english} once" if number % 4 == 2 else text.english
        if number % 4 < 3:
            words = "\n".join(f"{KHMER} {number}" for _ in text.parts)
            said.append(d.TranslatedText(at=text.at, english=english, text=words, status=status))
    return replace(edition, translations=(d.Translation(language=language, texts=tuple(said)),))


def make_instrument() -> d.Instrument:
    return d.Instrument(
        id="SG-I1",
        name="Framework",
        year=2024,
        type="framework",
        binding="voluntary",
        status="published",
        effective_date="2024-05",
        deployer_asks="Govern.",
        **SOURCED,
    )


def make_crosswalk(target: str, item: str) -> d.Crosswalk:
    return d.Crosswalk(
        target=target,
        title=target.upper(),
        statement="Ours.",
        items=(d.CrosswalkItem(id=item, title="An item"),),
        principles={"transparency": (item,)},
        **SOURCED,
    )


_LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\ufeff")
_SYNTAX = "\n\t '\":#-?&*!|>%@`{}[],"
_HARD = "yes|null|~|4.10|2026-01-01|0x1F|1e3|- a|a: b| a|a\n|a\n\n|\na|--- a|... |a #b|\u2028"
_TEXTS = st.one_of(
    st.sampled_from(_HARD.split("|")),
    st.text(st.one_of(_LETTERS, st.sampled_from(_SYNTAX)), min_size=1, max_size=12),
).filter(str.strip)


def texts() -> st.SearchStrategy[str]:
    """Anything a person could type or paste, line breaks and odd scripts included."""
    return _TEXTS


@st.composite
def editions(draw: st.DrawFn) -> d.Edition:
    """Random small editions: any texts, any number of questions, any answers to optional keys."""
    keys = ("transparency", "fairness", "security")[: draw(st.integers(1, 3))]
    principles = tuple(
        make_principle(
            *(draw(_questions(key, number)) for number in range(1, draw(st.integers(1, 3)) + 1)),
            key=key,
            prefix=key[:3].upper(),
            practices=tuple(draw(st.lists(texts(), max_size=3))),
        )
        for key in keys
    )
    law = make_market().data_protection_law
    penalties = d.LawBlock(rule=draw(texts()), tags=draw(_tags()), **SOURCED)
    market = make_market(
        principles=keys,
        floor=draw(st.integers(0, 4)),
        tier=draw(st.sampled_from((1, 2, None))),
        data_protection_law=replace(law, penalties=penalties),
        cautions=tuple(draw(st.lists(texts(), max_size=2))),
    )
    edition = make_edition_definition(
        title=draw(texts()),
        notes=tuple(draw(st.lists(texts(), max_size=3))),
        principles=principles,
        markets=(market,)[: draw(st.integers(0, 1))],
    )
    return replace(edition, translations=draw(_translations(edition)))


@st.composite
def _translations(draw: st.DrawFn, edition: d.Edition) -> tuple[d.Translation, ...]:
    """In up to two languages, of some texts; some of them out of date."""
    found = texts_in(edition)
    codes = draw(st.lists(st.sampled_from(("id", "km")), unique=True))
    return tuple(
        d.Translation(
            language=code,
            texts=tuple(
                d.TranslatedText(
                    at=at,
                    english=found[at].english if draw(st.booleans()) else f"{draw(texts())} once",
                    text="\n".join(f"{code} {part}" for part in found[at].parts),
                    status=draw(st.sampled_from(("draft", "reviewed"))),
                )
                for at in draw(st.lists(st.sampled_from(list(found)), unique=True, max_size=4))
            ),
        )
        for code in codes
    )


@st.composite
def _questions(draw: st.DrawFn, key: str, number: int) -> d.Question:
    facts = st.lists(st.sampled_from(("uses_generative_ai", d.MULTI_MARKET)), unique=True)
    return make_question(
        f"{key[:3].upper()}-{number:02}",
        principle=key,
        text=draw(texts()),
        anchors=(draw(texts()),) * 5,
        examples=(draw(texts()),) * draw(st.sampled_from((0, 5))),
        weight=draw(st.integers(1, 3)),
        critical=draw(st.booleans()),
        applies_when=d.Rule(all_of=tuple(draw(facts)), any_of=tuple(draw(facts))),
    )


def _tags() -> st.SearchStrategy[Mapping[str, Tag]]:
    values = st.one_of(texts(), st.booleans(), st.integers(0, 100), st.none())
    return st.dictionaries(texts(), values, max_size=3)
