"""A zip is built by anybody: what is read of one, and that ours are always the same."""

from __future__ import annotations

import contextlib
import io
import stat
import warnings
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from frameworks import limits
from frameworks.fixtures import (
    InvalidFixtures,
    UnreadableArchive,
    archive,
    fixture_texts,
    pack,
    read_contents,
    unpack,
)
from tests.frameworks.editions import editions, make_full_edition


def link(name: str) -> ZipInfo:
    member = ZipInfo(name)
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


LINK = link("genai.yaml")
PIPE = ZipInfo("genai.yaml")
PIPE.external_attr = (stat.S_IFIFO | 0o644) << 16


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return fixture_texts(make_full_edition())


def zipped(*members: tuple[str | ZipInfo, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), ZipFile(stream, "w", method) as built:
        warnings.simplefilter("ignore", UserWarning)  # of a name that is there already
        for name, content in members:
            built.writestr(name, content)
    return stream.getvalue()


def problems_of(content: bytes) -> tuple[str, ...]:
    with pytest.raises(UnreadableArchive) as caught:
        unpack(content)
    return caught.value.problems


@settings(max_examples=10)
@given(edition=editions())
def test_any_edition_comes_back_from_its_zip_byte_for_byte(edition):
    packed = pack(fixture_texts(edition), "edition")

    read = read_contents(unpack(packed).files)

    assert read == edition
    assert pack(fixture_texts(read), "edition") == packed


def test_a_zip_names_no_time_and_no_machine(texts):
    with ZipFile(io.BytesIO(pack(texts, "edition-2026.1"))) as packed:
        members = packed.infolist()

    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert [member.filename for member in members] == [f"edition-2026.1/{name}" for name in texts]
    assert {stat.filemode(member.external_attr >> 16) for member in members} == {"-rw-r--r--"}


@pytest.mark.parametrize("around", ["", "edition/", "any name/"])
def test_one_folder_around_the_files_is_fine(texts, around):
    content = zipped(*((around + name, text) for name, text in texts.items()))

    assert read_contents(unpack(content).files) == make_full_edition()


def test_what_file_managers_and_the_demo_leave_is_not_looked_at(texts):
    litter = ("__MACOSX/e/._edition.yaml", "e/.DS_Store", "e/markets/.hidden", "e/demo/bank.yaml")
    content = zipped(
        *((f"e/{name}", text) for name, text in texts.items()), *((n, "x") for n in litter)
    )

    assert sorted(unpack(content).files) == sorted(texts)
    assert unpack(content).unread == ()


@pytest.mark.parametrize("name", ["e/README.txt", "e/markets/Thumbs.db", "notes.docx", "e/LICENSE"])
def test_what_is_no_yaml_is_named_and_never_unpacked(texts, monkeypatch, name):
    unpacked: list[str] = []
    read = ZipFile.read

    def watched(zip: ZipFile, name: str) -> bytes:
        unpacked.append(name)
        return read(zip, name)

    monkeypatch.setattr(ZipFile, "read", watched)
    content = zipped(*((f"e/{each}", text) for each, text in texts.items()), (name, "mine"))

    found = unpack(content)

    assert found.unread == (name.removeprefix("e/"),)
    assert sorted(found.files) == sorted(texts)
    assert len(unpacked) == len(texts)
    assert name not in unpacked


def test_a_mark_in_front_of_a_file_is_not_read(texts):
    marked = {name: b"\xef\xbb\xbf" + text.encode() for name, text in texts.items()}

    assert read_contents(marked) == make_full_edition()


@pytest.mark.parametrize(
    ("member", "words"),
    [
        (("../README.txt", "x"), "leads out of the folder"),
        ((link("README.txt"), "/etc/passwd"), "README.txt is a symbolic link"),
        (("README.txt", b"0" * 1_000_000), archive.TOO_LARGE),
    ],
)
def test_what_is_not_read_is_looked_at_all_the_same(member, words):
    (problem,) = problems_of(zipped(("edition.yaml", ""), member))

    assert words in problem


@pytest.mark.parametrize(
    "name",
    [
        "../edition.yaml",
        "e/../../edition.yaml",
        "/etc/passwd",
        "//host/share",
        "C:/edition.yaml",
        "..\\edition.yaml",
        "./edition.yaml",
        "e//edition.yaml",
        "markets/\u202elaos.yaml",
        "markets/a\nb.yaml",
        "../",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name):
    (problem,) = problems_of(zipped(("edition.yaml", ""), (name, "x")))

    assert "leads out of the folder, or is no plain name" in problem
    assert problem.isprintable()


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ([("edition.yaml", ""), (LINK, "/etc/passwd")], "genai.yaml is a symbolic link"),
        ([("edition.yaml", ""), (PIPE, "")], "genai.yaml is not a plain file"),
        ([("edition.yaml", "a"), ("edition.yaml", "b")], "edition.yaml lies in the zip file twice"),
        ([("a/edition.yaml", ""), ("b/edition.yaml", "")], "more than one edition: a/edition"),
        ([("edition.yaml", ""), ("b/edition.yaml", "")], "more than one edition"),
        ([("a/b/edition.yaml", "")], "The edition lies in a/b: pack that folder itself."),
        ([("a/edition.yaml", ""), ("notes.yaml", "")], "notes.yaml is no part of a/"),
        ([("sources.yaml", "")], "holds no edition.yaml"),
        ([], "holds no edition.yaml"),
    ],
)
def test_what_is_no_folder_of_one_edition_is_refused(members, words):
    assert words in problems_of(zipped(*members))[0]


def test_every_bad_name_is_told_at_once():
    content = zipped(("../a", ""), (LINK, "x"), ("edition.yaml", ""))

    assert len(problems_of(content)) == 2


@pytest.mark.parametrize(
    "content", [b"", b"label: 2026.1", b"Rar!\x1a\x07\x00", b"\x1f\x8b\x08\x00"]
)
def test_another_kind_of_file_is_no_zip(content):
    assert problems_of(content) == (archive.NOT_A_ZIP,)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(ZipFile, "read", lambda *read: pytest.fail("unpacked"))

    much = zipped(("edition.yaml", b"0" * (archive.MAX_UNPACKED_BYTES + 1)))
    dense = zipped(("edition.yaml", b"0" * 1_000_000))
    many = zipped(*((f"{n}.yaml", "") for n in range(archive.MAX_MEMBERS + 1)))

    assert problems_of(much) == problems_of(dense) == (archive.TOO_LARGE,)
    assert problems_of(many) == (archive.TOO_MANY,)
    assert problems_of(bytes(limits.MAX_ARCHIVE_BYTES + 1)) == (limits.OVERSIZED,)


def test_a_bomb_that_lies_about_its_size_is_refused():
    content = zipped(("edition.yaml", b"0" * 1_000_000))
    lying = content.replace((1_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))

    assert lying != content
    assert problems_of(lying) == (archive.BROKEN,)


def test_a_password_is_refused():
    content = bytearray(zipped(("edition.yaml", "x")))
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert problems_of(bytes(content)) == (archive.PROTECTED,)


def test_another_way_to_pack_is_refused():
    (problem,) = problems_of(zipped(("edition.yaml", "x"), method=ZIP_BZIP2))

    assert "packed in a way that is not read here" in problem


@settings(max_examples=150)
@example(place=3362, mark=1, length=0)  # its table of contents would begin before the file
@given(place=st.integers(0, 10_000), mark=st.integers(0, 255), length=st.integers(0, 10_000))
def test_a_damaged_zip_is_refused_in_words_or_read(place, mark, length):
    content = bytearray(zipped(("e/edition.yaml", "label: x"), ("e/markets/laos.yaml", "slug: y")))
    content[place % len(content)] = mark
    damaged = bytes(content[: length or None])

    with contextlib.suppress(UnreadableArchive):  # anything else is an error
        unpack(damaged)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("markets/laos.yaml", b"name: L\xe4os\n", "markets/laos.yaml:1: is not UTF-8 text"),
        ("notes.txt", b"x", "notes.txt:1: is not a file of an edition"),
        ("markets/sub/laos.yaml", b"x", "markets/sub:1: is not a file of an edition"),
        ("markets", b"x", "markets:1: must be a folder, and no symbolic link"),
        ("markets/a.yaml/b", b"x", "markets/a.yaml:1: is not a plain file"),
        ("genai.yaml", b"a: &a\n  b: *a\n", "genai.yaml:1: uses the anchor"),
        ("genai.yaml", bytes(2_000_001), "genai.yaml:1: is larger than 2 MB"),
        ("defa.yaml", b"defa: 1\n", "defa.yaml:1: defa: is not a known key"),
    ],
)
def test_problems_of_files_have_the_words_of_load_frameworks(texts, name, content, words):
    contents = {file: text.encode() for file, text in texts.items()}
    if name == "markets":
        contents = {file: text for file, text in contents.items() if "markets/" not in file}

    with pytest.raises(InvalidFixtures) as caught:
        read_contents(contents | {name: content})

    assert any(str(problem).startswith(words) for problem in caught.value.problems)


def test_names_that_lead_round_in_a_circle_are_refused(texts):
    """A crosswalk cannot point at itself: it names items of its own and principles, never others."""
    contents = {file: text.encode() for file, text in texts.items()}
    circle = contents["crosswalks/nist.yaml"].replace(b"  transparency:", b"  nist:")

    with pytest.raises(InvalidFixtures) as caught:
        read_contents(contents | {"crosswalks/nist.yaml": circle})

    assert "names an unknown" in str(caught.value)
