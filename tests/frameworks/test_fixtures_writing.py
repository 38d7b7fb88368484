from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from ruamel.yaml import YAML

from frameworks.fixtures import FolderHoldsOtherFiles, fixture_texts, read_fixtures, write_fixtures
from tests.factories import make_edition_definition
from tests.frameworks.editions import SHIPPED, contents, editions, make_full_edition


def test_the_shipped_fixtures_are_written_back_byte_for_byte(tmp_path):
    write_fixtures(read_fixtures(SHIPPED), tmp_path)

    assert contents(tmp_path) == contents(SHIPPED)


@settings(max_examples=15)
@given(edition=editions())
def test_any_edition_is_read_as_it_was_written(tmp_path_factory, edition):
    folder = tmp_path_factory.mktemp("edition")

    write_fixtures(edition, folder)

    assert read_fixtures(folder) == edition
    assert fixture_texts(read_fixtures(folder)) == fixture_texts(edition)


def test_what_is_optional_and_empty_has_a_file_all_the_same():
    texts = fixture_texts(make_edition_definition(summary=(), corrections=()))

    assert texts["corrections.yaml"] == "summary: []\ncorrections: []\n"
    assert texts["regional.yaml"] == "{}\n"
    assert "crosswalks: []\n" in texts["edition.yaml"]


def test_a_statement_comes_before_its_source_and_lists_of_records_after():
    market = fixture_texts(make_full_edition())["crosswalks/nist.yaml"]

    keys = [line.split(":")[0] for line in market.splitlines() if line[0] not in " -"]
    assert keys == [
        *("target", "title", "statement"),
        *("source", "as_of", "verification", "confidence"),
        *("items", "principles"),
    ]


@pytest.mark.parametrize(
    "word", ["yes", "NO", "4.10", "1.2.3", "2026-01", "12:30", "1e5", "null", "~"]
)
def test_words_that_some_tool_takes_for_more_than_text_are_quoted(word):
    text = fixture_texts(make_edition_definition(title=word))["edition.yaml"]

    assert f"title: '{word}'\n" in text


def test_other_yaml_tools_read_the_same_data():
    texts = fixture_texts(make_full_edition())

    assert YAML(typ="safe", pure=True).load(texts["annex_a.yaml"])["annex_a"][0]["id"] == "5.2"


def test_lines_are_never_folded():
    title = "word " * 500 + "end"

    assert (
        f"title: {title}\n" in fixture_texts(make_edition_definition(title=title))["edition.yaml"]
    )


def test_writing_twice_changes_nothing(tmp_path):
    write_fixtures(make_full_edition(), tmp_path)
    first = contents(tmp_path)

    write_fixtures(make_full_edition(), tmp_path)

    assert contents(tmp_path) == first


@pytest.mark.parametrize("name", ["notes.txt", "markets/mars.yaml"])
def test_an_edition_is_not_mixed_with_other_files(tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")

    with pytest.raises(FolderHoldsOtherFiles, match=name):
        write_fixtures(make_full_edition(), tmp_path)

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [Path(name).name]


def test_nothing_is_written_through_a_link(tmp_path):
    target = tmp_path / "target"
    target.write_text("mine")
    folder = tmp_path / "edition"
    folder.mkdir()
    (folder / "genai.yaml").symlink_to(target)

    with pytest.raises(FolderHoldsOtherFiles, match=r"genai\.yaml"):
        write_fixtures(make_full_edition(), folder)

    assert target.read_text() == "mine"
