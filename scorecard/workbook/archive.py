"""Whether a file may be opened at all. A workbook is a ZIP archive, and anybody can build one."""

from __future__ import annotations

import io
import zlib
from zipfile import BadZipFile, ZipFile

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0"  # what holds old and encrypted workbooks

MAX_BYTES = 5_000_000
MAX_MEMBERS = 200
MAX_UNPACKED = 10_000_000  # twice what ours is with every text as long as it may be
_ENCRYPTED = 0x1
_NEEDED = {"[Content_Types].xml", "xl/workbook.xml"}

NOT_A_WORKBOOK = "This is not an Excel workbook (.xlsx)."
BROKEN = "This workbook is broken and cannot be read. Open it, save it again as .xlsx, or download a new one."
PROTECTED = "This workbook is protected with a password, or is an old .xls file. Save it as .xlsx without a password."
MACROS = "This workbook holds macros. Save it as .xlsx without macros."
TOO_LARGE = (
    "This file unpacks to far more than a workbook of ours. Download a new one and fill it in."
)
OVERSIZED = "This file is larger than 5 MB."


class UnreadableWorkbook(ValueError):
    """The file is not one to open; the message says why, to whoever sent it."""


class NotAWorkbook(UnreadableWorkbook):
    """Something else altogether, such as a letter."""


def is_workbook(content: bytes) -> bool:
    """By content, not by name: also one that cannot be opened, so that its reader says why."""
    return content.startswith((ZIP_MAGIC, OLE_MAGIC))


def check_archive(content: bytes) -> None:
    """Raise UnreadableWorkbook for what is no workbook, or means harm. Unpacks it once, in bounds."""
    if content.startswith(OLE_MAGIC):
        raise UnreadableWorkbook(PROTECTED)
    if not content.startswith(ZIP_MAGIC):
        raise NotAWorkbook(NOT_A_WORKBOOK)
    if len(content) > MAX_BYTES:
        raise UnreadableWorkbook(OVERSIZED)
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            _check_members(archive)
            _check_texts(archive)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise UnreadableWorkbook(BROKEN) from error


def _check_members(archive: ZipFile) -> None:
    members = archive.infolist()
    # zipfile never unpacks more of a member than the size it declares.
    if len(members) > MAX_MEMBERS or sum(each.file_size for each in members) > MAX_UNPACKED:
        raise UnreadableWorkbook(TOO_LARGE)
    if any(each.flag_bits & _ENCRYPTED for each in members):
        raise UnreadableWorkbook(PROTECTED)
    names = {each.filename for each in members}
    if not names >= _NEEDED:
        raise NotAWorkbook(NOT_A_WORKBOOK)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableWorkbook(MACROS)
    if b"macroenabled" in archive.read("[Content_Types].xml").lower():
        raise UnreadableWorkbook(MACROS)


def _check_texts(archive: ZipFile) -> None:
    """No workbook defines entities: a small text could grow without end."""
    for name in archive.namelist():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            text = archive.read(name).replace(b"\0", b"")  # UTF-16 hides it from nobody
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise UnreadableWorkbook(BROKEN)
