from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from frameworks.fixtures import InvalidFixtures, read_fixtures, write_fixtures
from tests.frameworks.editions import make_full_edition

TRANSPARENCY = "principles/transparency.yaml"


@pytest.fixture(scope="module")
def texts(tmp_path_factory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("written")
    files = write_fixtures(make_full_edition(), folder)
    return {str(file.relative_to(folder)): file.read_text(encoding="utf-8") for file in files}


@pytest.fixture
def folder(tmp_path: Path, texts: dict[str, str]) -> Path:
    """A valid folder of fixtures, to be spoilt."""
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(InvalidFixtures) as caught:
        read_fixtures(folder)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


def replace(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(folder: Path, name: str, words: str) -> int:
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def test_a_valid_folder_is_an_edition(folder):
    assert read_fixtures(folder) == make_full_edition()


def test_each_file_is_announced(folder):
    heard: list[tuple[int, int, str]] = []

    read_fixtures(folder, on_file=lambda *told: heard.append(told))

    assert heard[0] == (1, 18, "edition.yaml")
    assert heard[-1] == (18, 18, "translations/id.yaml")


def test_problems_of_all_files_come_in_one_run_with_file_and_line(folder):
    replace(folder, TRANSPARENCY, "weight: 1", "wieght: 1")
    replace(folder, "markets/singapore.yaml", "      - guide", "      - gide")
    replace(folder, "sources.yaml", "published: '2026-01-15'", "published: '2026-02-30'")
    weight = line_of(folder, TRANSPARENCY, "wieght")
    question = line_of(folder, TRANSPARENCY, "- id: TRA-01")
    source = line_of(folder, "markets/singapore.yaml", "gide")

    words = "must be a date such as 2026-05-30, 2026-05 or 2026, not “2026-02-30”"
    unknown = "names an unknown source, “gide” (did you mean guide?)"
    assert problems_of(folder) == [
        f"sources.yaml:5: sources[0].published: {words}",
        f"{TRANSPARENCY}:{question}: questions[0].weight: is missing",
        f"{TRANSPARENCY}:{weight}: questions[0].wieght: is not a known key (did you mean weight?)",
        f"markets/singapore.yaml:{source}: authorities[0].source[0]: {unknown}",
    ]


def test_ids_stay_text_only_in_quotes(folder):
    replace(folder, "annex_a.yaml", "id: '5.2'", "id: 5.10")

    assert problems_of(folder) == [
        "annex_a.yaml:2: annex_a[0].id: must be text, not a number (put it in quotes)"
    ]


def test_a_plain_date_is_text(folder):
    replace(folder, "edition.yaml", "compiled: '2026-02-01'", "compiled: 2026-02-01")

    assert read_fixtures(folder) == make_full_edition()


def test_comments_and_quotes_do_not_matter(folder):
    replace(folder, "edition.yaml", "title: Test edition", '# a note\ntitle: "Test edition" # yes')

    assert read_fixtures(folder) == make_full_edition()


KEYS = (
    "must hold these keys: label, title, compiled, notes, levels, principles, markets, "
    "crosswalks, translations"
)
QUOTE = "is not valid YAML: while scanning a quoted scalar, found unexpected end of stream"
YAML = [
    ("notes: [&a x, *a]", 1, "uses the anchor “a”: write the value out instead"),
    ("notes: !!python/object:os.system x", 1,
     "uses the tag “tag:yaml.org,2002:python/object:os.system”: tags are not read"),
    ("title: a\ntitle: b", 2, "title: is given twice; the first is in line 1"),
    ("title: a\n1: b", 2, "1: the key “1” is not text: put it in quotes"),
    ("title: a\n? [b]\n: c", 2, "has a list or a mapping as a key"),
    ("title: .inf", 1, "title: .inf is not a number here"),
    ("title: a\n---\ntitle: b", 2, "holds a second document after ---"),
    ("title: 'a", 1, QUOTE),
    ("title: a\n b: c", 2, "is not valid YAML: mapping values are not allowed here"),
    ("title: a\nnotes: \x07", 2, "holds a character that YAML forbids"),
    ("[" * 30, 1, "is nested more than 20 levels deep"),
    ("just text", 1, KEYS),
    ("", 1, KEYS),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "message"), YAML)
def test_yaml_that_content_never_needs_is_refused(folder, text, line, message):
    (folder / "edition.yaml").write_text(text, encoding="utf-8")

    assert f"edition.yaml:{line}: {message}" in problems_of(folder)


def test_anchors_and_tags_are_all_named_and_hide_no_other_problem(folder):
    name = "sources.yaml"
    replace(folder, name, "    published: '2026-01-15'", "    published: &day '2026-02-30'")
    replace(folder, "facts.yaml", "key: ", "key: !str ")
    replace(folder, "edition.yaml", "title: Test edition", "title: *name")
    replace(folder, TRANSPARENCY, "weight: 1", "wieght: &one 1")

    found = problems_of(folder)

    assert [problem.partition(": ")[2] for problem in found] == [
        "uses the anchor “name”: write the value out instead",
        "uses the tag “!str”: tags are not read",
        "uses the anchor “day”: write the value out instead",
        "sources[0].published: must be a date such as 2026-05-30, 2026-05 or 2026, not “2026-02-30”",
        "questions[0].weight: is missing",
        "uses the anchor “one”: write the value out instead",
        "questions[0].wieght: is not a known key (did you mean weight?)",
    ]


def test_a_file_that_cannot_be_read_hides_no_other_problem_and_causes_none(folder):
    (folder / "sources.yaml").write_text("sources: [", encoding="utf-8")
    replace(folder, "facts.yaml", "facts:", "fcats:")

    found = problems_of(folder)

    assert [problem.split(":")[0] for problem in found] == ["facts.yaml"] * 2 + ["sources.yaml"]


BYTES = [
    ("title: a".encode("utf-16"), "1: is not UTF-8 text: save it with that encoding"),
    (b"\xef\xbb\xbfa: b\nb: \xe4", "2: is not UTF-8 text: save it with that encoding"),
    (b"title: a\nnotes: caf\xe9\n", "2: is not UTF-8 text: save it with that encoding"),
    (b"title: a\x00", "1: holds a character that YAML forbids"),
]


@pytest.mark.parametrize(("content", "message"), BYTES)
def test_another_encoding_is_refused(folder, content, message):
    (folder / "edition.yaml").write_bytes(content)

    assert problems_of(folder) == [f"edition.yaml:{message}"]


def _link(path: Path) -> None:
    path.rename(path.with_name(".real"))
    path.symlink_to(".real")


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_link, "is a symbolic link: fixtures are plain files"),
        (_pipe, "is not a plain file"),
        (_directory, "is not a plain file"),
    ],
)
@pytest.mark.parametrize("name", ["sources.yaml", TRANSPARENCY])
def test_what_is_no_plain_file_is_refused(
    folder, spoil: Callable[[Path], None], message: str, name: str
):
    spoil(folder / name)

    assert problems_of(folder) == [f"{name}:1: {message}"]


def test_a_linked_folder_is_refused(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "markets"
    (folder / "markets").rename(elsewhere)
    (folder / "markets").symlink_to(elsewhere)

    assert problems_of(folder) == ["markets:1: must be a folder, and no symbolic link"]


def test_a_member_that_is_not_there_is_missed_once(folder):
    (folder / TRANSPARENCY).unlink()

    (problem,) = problems_of(folder)

    assert problem.endswith("names “transparency”, but there is no principles/transparency.yaml")


def test_no_folder_at_all(tmp_path):
    assert problems_of(tmp_path / "none")[0].endswith("none:1: is not a folder")


@pytest.mark.parametrize("name", ["sources.yaml", "genai.yaml", "edition.yaml"])
def test_a_missing_file_is_named_once(folder, name):
    (folder / name).unlink()

    assert problems_of(folder) == [f"{name}:1: is missing"]


@pytest.mark.parametrize("name", ["readme.txt", "extra.yaml", "markets/notes.md"])
def test_a_file_nobody_asked_for_is_named(folder, name):
    (folder / name).write_text("a: b", encoding="utf-8")

    assert problems_of(folder) == [f"{name}:1: is not a file of an edition"]


def test_hidden_files_and_the_demo_do_not_matter(folder):
    (folder / ".DS_Store").write_bytes(b"\x00")
    (folder / "demo").mkdir()

    assert read_fixtures(folder) == make_full_edition()


def test_a_key_of_another_file_is_not_taken(folder):
    replace(folder, "facts.yaml", "facts:", "label: '3000'\nfacts:")

    assert problems_of(folder) == ["facts.yaml:1: label: is not a known key"]


ORDERS = [
    ("  - fairness", "  - fairnes", [
        "edition.yaml:{line}: principles[1]: names “fairnes”, but there is no principles/fairnes.yaml",
        "principles/fairness.yaml:1: is not listed in edition.yaml",
    ]),
    ("  - fairness", "  - ../fairness", [
        "edition.yaml:{line}: principles[1]: names “../fairness”, but there is no principles/../fairness.yaml",
        "principles/fairness.yaml:1: is not listed in edition.yaml",
    ]),
    ("  - fairness", "  - fairness\n  - fairness", [
        "edition.yaml:{after}: principles[2]: names “fairness” a second time",
    ]),
    ("  - fairness", "  - [fairness]", [
        "edition.yaml:{line}: principles[1]: names “['fairness']”, but there is no principles/['fairness'].yaml",
        "principles/fairness.yaml:1: is not listed in edition.yaml",
    ]),
    ("  - fairness", "", ["principles/fairness.yaml:1: is not listed in edition.yaml"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), ORDERS)
def test_the_order_names_each_member_once(folder, old, new, expected):
    line = line_of(folder, "edition.yaml", old)
    replace(folder, "edition.yaml", old, new)

    assert problems_of(folder) == [words.format(line=line, after=line + 1) for words in expected]


def test_an_order_that_was_not_read_causes_no_other_problem(folder):
    replace(folder, "edition.yaml", "  - fairness", "  - *fairness")

    (problem,) = problems_of(folder)

    assert problem.endswith(": uses the anchor “fairness”: write the value out instead")


def test_an_order_that_is_no_list(folder):
    replace(folder, "edition.yaml", "crosswalks:\n  - nist\n  - ai_verify", "crosswalks: nist")

    assert "crosswalks: must list the names of the files in crosswalks/" in problems_of(folder)[0]


def test_a_member_is_named_like_its_file(folder):
    replace(folder, "markets/singapore.yaml", "slug: singapore", "slug: lion-city")

    line = line_of(folder, "markets/singapore.yaml", "slug:")
    expected = f"markets/singapore.yaml:{line}: slug: must be “singapore”, as the file is named"
    assert problems_of(folder)[0] == expected  # what names it by its slug is lost, too


MOST_CALLS = 10_000_000  # a few seconds of any machine
HOSTILE = {
    "50 MB": "# " + "x" * 50_000_000,
    "a bomb": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]",
    "deep brackets": "[" * 1_900_000,
    "deep braces": "{a: " * 450_000,
    "deep dashes": "- " * 900_000,
    "many values": "- a\n" * 490_000,
    "many anchors": "- &a x\n" * 200_000,
    "a long line": "title: " + "x" * 1_900_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_refused_before_they_cost_much(folder, text):
    (folder / "edition.yaml").write_text(text, encoding="utf-8")
    found: list[str] = []

    calls = calls_made(lambda: found.extend(problems_of(folder)))

    assert found[0].startswith("edition.yaml:")
    assert calls < MOST_CALLS


def calls_made(do: Callable[[], object]) -> int:
    """How many functions were called: the same on any machine, however busy it is."""
    number = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal number
        number += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        do()
    finally:
        sys.setprofile(before)
    return number


def test_too_much_in_all_is_refused(folder):
    for number in range(11):
        (folder / "markets" / f"m{number}.yaml").write_text("#" * 1_900_000, encoding="utf-8")

    assert problems_of(folder)[0].endswith(":1: holds more than 20 MB of fixtures")
