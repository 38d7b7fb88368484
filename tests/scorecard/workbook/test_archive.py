"""Files that are no workbook of ours, or mean harm."""

from __future__ import annotations

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from scorecard.workbook import InvalidWorkbook, UnreadableWorkbook, archive, write_workbook
from tests.scorecard.workbook.books import edited, make_contents, opened, read, rezipped, saved


@pytest.fixture(scope="module")
def ours():
    return write_workbook(make_contents())


def refusal(content):
    with pytest.raises(UnreadableWorkbook) as caught:
        read(content)
    return str(caught.value)


@pytest.mark.parametrize("content", [b"", b"a,b,c", b"%PDF-1.7", b"<html>"])
def test_what_is_no_archive_is_no_workbook(content):
    assert refusal(content) == archive.NOT_A_WORKBOOK


def test_another_archive_is_no_workbook():
    out = io.BytesIO()
    with ZipFile(out, "w") as file:
        file.writestr("hello.txt", "hello")

    assert refusal(out.getvalue()) == archive.NOT_A_WORKBOOK


def test_a_password_is_asked_away():
    assert refusal(archive.OLE_MAGIC + b"\0" * 600) == archive.PROTECTED


@pytest.mark.parametrize("cut", [30, 2000, -30])
def test_half_a_file_is_broken(ours, cut):
    assert refusal(ours[:cut]) == archive.BROKEN


def test_a_file_with_changed_bytes_is_broken(ours):
    middle = len(ours) // 2

    content = ours[:middle] + b"\xff" * 200 + ours[middle + 200 :]

    assert refusal(content) == archive.BROKEN


def test_a_bomb_is_not_unpacked(ours):
    out = io.BytesIO(ours)
    with ZipFile(out, "a", ZIP_DEFLATED) as file:
        file.writestr("xl/bomb.xml", b"0" * (archive.MAX_UNPACKED + 1))

    assert len(out.getvalue()) < archive.MAX_BYTES
    assert refusal(out.getvalue()) == archive.TOO_LARGE


def test_a_bomb_that_lies_about_its_size_is_broken(ours):
    out = io.BytesIO(ours)
    with ZipFile(out, "a", ZIP_DEFLATED) as file:
        file.writestr("xl/bomb.xml", b"0" * 3_000_000)
    size = (3_000_000).to_bytes(4, "little")

    content = out.getvalue().replace(size, (10).to_bytes(4, "little"))

    assert content != out.getvalue()
    assert refusal(content) == archive.BROKEN


def test_thousands_of_members_are_not_looked_at(ours):
    members = {f"xl/{number}.xml": b"" for number in range(archive.MAX_MEMBERS)}

    assert refusal(rezipped(ours, members)) == archive.TOO_LARGE


def test_a_large_file_is_refused(ours):
    assert refusal(ours + b"\0" * archive.MAX_BYTES) == archive.OVERSIZED


def test_macros_are_refused(ours):
    assert refusal(rezipped(ours, {"xl/vbaProject.bin": b"macro"})) == archive.MACROS


def test_a_workbook_for_macros_is_refused(ours):
    with ZipFile(io.BytesIO(ours)) as file:
        types = file.read("[Content_Types].xml")
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    with_macros = types.replace(kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")

    assert with_macros != types
    assert refusal(rezipped(ours, {"[Content_Types].xml": with_macros})) == archive.MACROS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(ours, encoding):
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'.encode(encoding)

    assert refusal(rezipped(ours, {"xl/theme/theme1.xml": bomb})) == archive.BROKEN


def test_xml_that_is_none_is_broken(ours):
    assert refusal(rezipped(ours, {"xl/workbook.xml": b"<workbook"})) == archive.BROKEN


def with_formula(ours, formula):
    """The workbook with this cell in place of the note of TRA-02."""
    name = "xl/worksheets/sheet2.xml"
    with ZipFile(io.BytesIO(ours)) as file:
        xml = file.read(name)
    typed = re.sub(rb'<c r="M3"[^>]*/>', formula, xml)
    assert formula in typed
    return rezipped(ours, {name: typed})


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (b'<c r="M3" t="str"><f>[1]Other!A1</f><v>shown</v></c>', "The cell holds a formula. Type"),
        (b'<c r="M3" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "The cell holds a formula. Type"),
        (b'<c r="M3"><f t="shared" si="0"/><v>2</v></c>', "The cell holds a formula. Type"),
        (b'<c r="M3" t="str"><f>""</f><v></v></c>', "The cell holds a formula without a value"),
        (b'<c r="M3"><f>1+1</f></c>', "The cell holds a formula without a value"),
        (
            b'<c r="M3" t="inlineStr"><f>A1</f><is><t>shown</t></is></c>',
            "The cell holds a formula. Type",
        ),
    ],
)
def test_a_formula_is_refused_also_with_what_it_last_showed(ours, cell, words):
    with pytest.raises(InvalidWorkbook) as caught:
        read(with_formula(ours, cell))

    assert str(caught.value).startswith(f"Questions!M3: {words}")


def test_formulas_are_found_where_rows_and_cells_do_not_say_their_place(ours):
    name = "xl/worksheets/sheet2.xml"
    content = with_formula(ours, b'<c r="M3"><f>1+1</f></c>')
    with ZipFile(io.BytesIO(content)) as file:
        xml = re.sub(rb'(<row|<c) r="[A-Z]*\d+"', rb"\1", file.read(name))

    with pytest.raises(InvalidWorkbook, match=r"Questions!M3: The cell holds a formula"):
        read(rezipped(content, {name: xml}))


def test_many_formulas_on_one_long_shared_one_are_not_written_out(ours, monkeypatch):
    from openpyxl.formula.translate import Translator

    monkeypatch.setattr(Translator, "translate_formula", lambda *_: pytest.fail("written out"))
    shared = (
        b'<c r="M3"><f t="shared" si="0" ref="M3:M4">A1</f></c><c r="O3"><f t="shared" si="0"/></c>'
    )

    with pytest.raises(InvalidWorkbook):
        read(with_formula(ours, shared))


def test_links_to_other_files_are_not_followed(ours):
    book = opened(ours)
    book["Questions"]["M3"].value = "='file:///etc/[passwd]Sheet1'!A1"

    with pytest.raises(InvalidWorkbook, match="The cell holds a formula without a value"):
        read(saved(book))


def test_a_row_far_below_is_not_waited_for(ours):
    content = edited(ours, Questions_A1048576="TRA-01", Questions_XFD2="far away")

    assert read(content).responses.keys() == {"TRA-01", "TRA-02", "FAI-01"}
