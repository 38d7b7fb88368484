"""Scripts of the region are printed on any machine: the fonts come with the product."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from scorecard.reports import fonts
from scorecard.reports.fonts import SCRIPTS, WEIGHTS, faces_for, warn_about_chinese
from scorecard.reports.viewmodel.words import STACKERS, clipped

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "static"
TEXTS = {
    "Thai": "ธนาคารเพื่อการพัฒนา ผู้รับผิดชอบตรวจสอบทุกไตรมาส น้ำ กู้ยืม ญี่ปุ่น",
    "Khmer": "ធនាគារអភិវឌ្ឍន៍កម្ពុជា ការត្រួតពិនិត្យប្រព័ន្ធ ស្ត្រី ខ្ញុំ ២០២៦",
    "Lao": "ທະນາຄານພັດທະນາລາວ ການກວດກາລະບົບ ນ້ຳ ເຂົ້າ ຜູ້ຮັບຜິດຊອບ",
    "Myanmar": "မြန်မာဖွံ့ဖြိုးရေးဘဏ် ဥာဏ်ရည်တုစနစ် ကြွေးမြီ သင်္ဘော ၂၀၂၆",
}
VIETNAMESE = "Ngân hàng Phát triển Bền vững: đã kiểm tra từng quý, Nghị định 142/2026/NĐ-CP"
PRINT = """
import logging, sys
from pathlib import Path
import django
django.setup()
from scorecard.reports import render_pdf
from scorecard.scoring import Answer, Declaration
from tests.scorecard.reports.samples import levels, make_report
words = sys.argv[2:]
logging.getLogger("weasyprint").addHandler(logging.StreamHandler(sys.stdout))
report = make_report(
    responses=levels(3, FAI_02=Answer(3, note=" / ".join(words))),
    obligations={"SG-01": Declaration("partial", note=" / ".join(words))},
    organisation=words[0],
    title=" ".join(words[1:3]),
    scope=" / ".join(words),
)
Path(sys.argv[1]).write_bytes(render_pdf(report))
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> tuple[str, PdfReader]:
    """What WeasyPrint complains about, and the report, where not one font is installed."""
    folder = tmp_path_factory.mktemp("no-fonts")
    nothing = folder / "fonts.conf"
    nothing.write_text(f"<fontconfig><dir>{folder}/none</dir></fontconfig>")
    wanted = [*TEXTS.values(), VIETNAMESE]
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PRINT, str(folder / "report.pdf"), *wanted],
        env=os.environ
        | {
            "FONTCONFIG_FILE": str(nothing),
            "XDG_CACHE_HOME": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout, PdfReader(folder / "report.pdf")


def test_no_glyph_is_missing_where_no_font_is_installed(printed):
    complaints, _ = printed

    assert "notdef" not in complaints


@pytest.mark.parametrize("script", TEXTS)
def test_each_script_is_printed_in_the_font_that_is_shipped(printed, script):
    _, reader = printed
    resources = [page["/Resources"].get("/Font") or {} for page in reader.pages]

    names = {str(f.get_object()["/BaseFont"]) for page in resources for f in page.values()}

    assert any(f"Noto-Sans-{script}" in name for name in names)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.file)
@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_font_has_every_letter_of_its_script_and_can_shape_it(script, weight):
    font = TTFont(STATIC / "fonts" / f"{script.file}-{weight}.woff2")
    letters = set("".join(TEXTS.values())) - {" ", "/"}
    own = {ord(letter) for letter in letters if re.match(f"[{script.characters}]", letter)}

    assert own
    assert own | {ord(" "), 0x200B} <= set(font.getBestCmap())
    assert {"GSUB", "GPOS"} <= set(font.keys())


def test_a_report_in_latin_letters_loads_no_other_font():
    assert faces_for("Ngân hàng: “Retail bank” ≤ 5") == ""


def test_only_the_fonts_of_a_text_are_loaded():
    faces = faces_for(TEXTS["Khmer"])

    assert faces.count("@font-face") == len(WEIGHTS)
    assert "noto-sans-khmer-400.woff2" in faces


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.file)
def test_pages_load_the_same_files(script):
    tokens = (STATIC / "css" / "tokens.css").read_text()

    for weight in WEIGHTS:
        assert f'url("../fonts/{script.file}-{weight}.woff2")' in tokens


def test_every_font_stands_in_the_list_with_its_checksum():
    listed = (STATIC / "VENDORED.md").read_text()

    for file in (STATIC / "fonts").glob("*.woff2"):
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        assert f"| `fonts/{file.name}` | `{digest}` |" in listed


@pytest.mark.parametrize(("installed", "told"), [(False, 1), (True, 0)])
def test_chinese_without_a_font_is_said_with_the_line_that_mends_it(
    monkeypatch, caplog, installed, told
):
    monkeypatch.setattr(fonts, "chinese_font_is_installed", lambda: installed)

    with caplog.at_level(logging.WARNING):
        warn_about_chinese("可持续发展银行")
        warn_about_chinese("Plain, and ธนาคาร")

    assert len(caplog.messages) == told
    assert all("apt-get install fonts-noto-cjk" in message for message in caplog.messages)


@pytest.mark.parametrize("script", TEXTS)
def test_a_name_is_never_cut_between_a_letter_and_its_marks(script):
    words = TEXTS[script]

    for most in range(4, len(words)):
        kept = clipped(words, most).removesuffix("\N{HORIZONTAL ELLIPSIS}")
        rest = words.removeprefix(kept)
        assert kept
        assert kept[-1] not in STACKERS
        assert not unicodedata.category(rest[0]).startswith("M")
