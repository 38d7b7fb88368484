"""Answers in files: lines in messages, JSON as well as YAML, and hostile files refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scorecard.answers_file import MAX_BYTES, InvalidAnswersFile, load_answers_file
from scorecard.scoring import Answer
from tests.scorecard.scoring.small import make_small_edition

EDITION = make_small_edition()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answers.yaml"


def read(file: Path, text: str) -> object:
    file.write_text(text, encoding="utf-8")
    return load_answers_file(file).read(EDITION)


def refusal(file: Path, content: str | bytes) -> list[str]:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InvalidAnswersFile) as refused:
        load_answers_file(file).read(EDITION)
    return [line.removeprefix(f"{file}:") for line in refused.value.lines]


YAML_TEXT = """\
edition: "2026.1"
organisation: Meridian
markets: [SG]
responses:
  A1: 3
  A2: {level: 2, note: "Grüße 😀"}
"""


def test_yaml_and_json_say_the_same(file):
    document = {
        "edition": "2026.1",
        "organisation": "Meridian",
        "markets": ["SG"],
        "responses": {"A1": 3, "A2": {"level": 2, "note": "Grüße 😀"}},
    }

    from_yaml = read(file, YAML_TEXT)

    assert from_yaml == read(file, json.dumps(document))  # with \\u escapes in two halves
    assert from_yaml == read(file, json.dumps(document, indent="\t", ensure_ascii=False))
    assert from_yaml.answers.responses["A2"] == Answer(2, note="Grüße 😀")  # type: ignore[attr-defined]


def test_an_escaped_backslash_is_no_escape(file):
    note = r"C:\ud83d\ude00"

    read_back = read(file, json.dumps({"responses": {"A1": {"level": 1, "note": note}}}))

    assert read_back.answers.responses["A1"].note == note  # type: ignore[attr-defined]


def test_the_edition_may_be_left_open(file):
    file.write_text("organisation: Meridian\n", encoding="utf-8")

    assert load_answers_file(file).edition_label is None


def test_each_mistake_has_its_line(file):
    lines = refusal(
        file,
        "organisation: Meridian\n"
        "markets:\n"
        "  - SG\n"
        "  - XX\n"
        "responses:\n"
        "  A1: 7\n"
        "  A2:\n"
        "    level: 1\n"
        "    evidence: 9\n"
        "  A3: 1\n"
        "  A3: 2\n",
    )

    assert lines == [
        "4: markets[1]: unknown market XX",
        "6: responses.A1: must be a level from 0 to 4, not 7",
        "9: responses.A2.evidence: must be an evidence grade from 0 to 3, not 9",
        "11: responses.A3: is given twice; the first is in line 10",
    ]


def test_a_key_that_is_no_text_is_one_mistake(file):
    (line,) = refusal(file, "responses: {4.10: 1}\n")

    assert line == "1: responses.4.10: the key “4.10” is not text: put it in quotes"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("organisation: &x Meridian\n", "uses the anchor"),
        ("organisation: !!python/object/apply:os.system id\n", "uses the tag"),
        ("responses: {A1: 1\n", "is not valid YAML"),
        ("a: 1\n---\nb: 2\n", "second document"),
        ("[" * 50 + "]" * 50, "nested more than"),
        (b"organisation: \xff\xfe\n", "is not UTF-8 text"),
        (b"#" * (MAX_BYTES + 1), "is larger than"),
        ("", "is a mapping"),
    ],
)
def test_a_hostile_or_broken_file_is_refused(file, content, reason):
    (line,) = refusal(file, content)

    assert reason in line


def test_anchors_and_tags_are_all_named_and_hide_no_other_mistake(file):
    lines = refusal(
        file,
        "organisation: &name Meridian\n"
        "responses:\n"
        "  A1: &low {level: 7}\n"
        "  A2: *low\n"
        "  A3: !level 3\n"
        "  *key : 1\n"
        "  ZZ: 1\n",
    )

    assert lines == [
        "1: uses the anchor “name”: write the value out instead",
        "3: uses the anchor “low”: write the value out instead",
        "3: responses.A1.level: must be a level from 0 to 4, not 7",
        "4: uses the anchor “low”: write the value out instead",
        "5: uses the tag “!level”: tags are not read",
        "6: uses the anchor “key”: write the value out instead",
        "7: responses.ZZ: unknown question ZZ",
    ]


def test_broken_yaml_hides_no_anchor_above_it(file):
    first, second = refusal(file, "organisation: &name Meridian\nresponses: {A1: 1\n")

    assert first.startswith("1: uses the anchor")
    assert "is not valid YAML" in second


def test_a_folder_is_not_a_file(tmp_path):
    with pytest.raises(InvalidAnswersFile, match="is not a file"):
        load_answers_file(tmp_path)
