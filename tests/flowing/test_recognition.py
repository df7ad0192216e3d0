"""Formats are told by what stands in a file, and its characters by how they are written; names play no part."""

from pathlib import Path

import pytest

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.base import FormatName
from chatdoc_server.parsing.flowing.decoding import decode
from chatdoc_server.parsing.registry import REGISTRY
from tests import files
from tests.flowing import formats

POEM = "Of harbours, and of ships,\nof ferries, and of tides,\nof granite, and of slate,\nwe sing.\n"
SCRIPT = "#!/bin/sh\n# Starts the ferry\nset -e\n# and stops it\nkill -TERM $(cat ferry.pid)\necho a, b, c\n"
LETTER = "Dear Ann,\n\nthe ferry leaves at seven * sometimes later *.\nPrices: 2 * 3 = 6, see [1].\n\n[1] The leaflet\n"
LOG = "2024-05-01 12:00:01 ferry: left\n2024-05-01 12:00:07 ferry: back\n2024-05-02 12:01:00 ferry: left\n"

KNOWN: dict[str, tuple[bytes, FormatName]] = {
    "pdf": (files.note(), FormatName.PDF),
    "epub": (formats.epub(), FormatName.EPUB),
    "slides": (formats.slides(), FormatName.PPTX),
    "workbook": (formats.workbook(), FormatName.XLSX),
    "page": (formats.HTML.encode(), FormatName.HTML),
    "page in capitals": (b"<!DOCTYPE HTML><HTML><BODY>x", FormatName.HTML),
    "page after a comment": (b"\n <!-- a comment -->\n<html><p>x", FormatName.HTML),
    "xhtml": (formats.xhtml("<p>x</p>").encode(), FormatName.HTML),
    "page with a mark": (b"\xef\xbb\xbf<html><p>x", FormatName.HTML),
    "page in utf-16": ("<html><p>x</p></html>".encode("utf-16"), FormatName.HTML),
    "piece of a page": (b"<h1>Ferry</h1>\n<p>It leaves at seven.</p>", FormatName.HTML),
    "markdown": (formats.MARKDOWN.encode(), FormatName.MARKDOWN),
    "markdown after html": (b'<div align="center"><b>Ferry</b></div>\n\n# Ferry\n\nText\n', FormatName.MARKDOWN),
    "markdown of headings": (b"# Ferry\n\nIt leaves at seven.\n\n## Way\n\nBy sea.\n", FormatName.MARKDOWN),
    "markdown of a link": (b"See [the ferry](https://ferry.example/times).\n", FormatName.MARKDOWN),
    "markdown of a fence": (b"Type\n\n```sh\nferry --now\n```\n", FormatName.MARKDOWN),
    "markdown of strong text": (b"It leaves **at seven** and not later.\n", FormatName.MARKDOWN),
    "markdown of a table": (b"|a|b|c|\n|---|---|---|\n|1|2|3|\n|4|5|6|\n", FormatName.MARKDOWN),
    "markdown with underlined headings": (b"Ferry\n=====\n\n- one\n- two\n", FormatName.MARKDOWN),
    "markdown in utf-16": ("# Ferry\r\n\r\nIt leaves.".encode("utf-16-le"), FormatName.MARKDOWN),
    "values by commas": (formats.CSV.encode(), FormatName.CSV),
    "values by semicolons": (b"a;b\r\n1,5;2\r\n3,5;4\r\n", FormatName.CSV),
    "values by tabs": (b"name\ttown\nAnn Smith, Jr\tArdmore\nBob\tCalder\n", FormatName.CSV),
    "values in quotes": (b'name,said\n"Ann","well, yes"\n"Bob","two\nlines"\n', FormatName.CSV),
    "prose": (formats.TEXT.encode(), FormatName.TEXT),
    "poem": (POEM.encode(), FormatName.TEXT),
    "script": (SCRIPT.encode(), FormatName.TEXT),
    "letter": (LETTER.encode(), FormatName.TEXT),
    "log": (LOG.encode(), FormatName.TEXT),
    "one line": (b"one, two, three", FormatName.TEXT),
    "a less-than sign": (b"<3 the ferry, it is < 4 miles", FormatName.TEXT),
    "chinese": ("港口由花岗岩建成。".encode("gb18030"), FormatName.TEXT),
    "bytes that are no utf-8": (b"caf\xe9 \xff\xfe\xfd", FormatName.TEXT),
}  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), KNOWN.values(), ids=KNOWN.keys())
def test_a_format_is_told_by_content(tmp_path: Path, data: bytes, expected: FormatName) -> None:
    path = tmp_path / "file.bin"
    path.write_bytes(data)
    assert REGISTRY.format_of(path).name is expected


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01" + bytes(range(200)) * 5,
        b"GIF?" + b"\x00\x01" * 50,
        b"text and then \x00 a zero",
        b"PK\x05\x06" + b"\x00" * 18,
        formats.epub()[:400],
    ],
    ids=["program", "no picture", "zero in a text", "empty archive", "half of an archive"],
)
def test_other_bytes_are_of_no_format(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        REGISTRY.format_of(path)
    assert caught.value.status is DocumentStatus.TEXT_PARSE_ERROR
    for title in ("PDF", "EPUB", "PowerPoint", "Excel", "HTML", "CSV", "Markdown", "plain text"):
        assert title in str(caught.value)
    assert "website" not in str(caught.value)


GERMAN = (
    "Das Gebäude wurde im Jahr 1822 aus Granit gebaut. Die Bürger öffneten die Tür für ihre Gäste. „Schön“, sagte er."
)
FRENCH = "L'hôtel fut bâti en granit en 1822. Les élèves y étaient déjà allés à l'été, où ça leur plaît beaucoup."
CZECH = "Přístav v Larkfieldu byl postaven ze žuly v roce 1822 a stále se používá. Žluťoučký kůň úpěl ďábelské ódy."
CHINESE = "拉克菲尔德港于一八二二年用花岗岩建成，至今仍在使用。\n港口的全部收入来自船舶。"
JAPANESE = "ラークフィールドの港は一八二二年に花崗岩で造られました。港は今も使われています。"
KOREAN = "라크필드 항구는 1822년에 화강암으로 지어졌으며 지금도 사용되고 있습니다."
RUSSIAN = "Гавань Ларкфилда была построена из гранита в 1822 году и используется до сих пор."

WRITTEN = [
    (text, encoding)
    for text, encodings in (
        ("The ferry leaves.\r\nAt night.", ("ascii", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")),
        (GERMAN, ("utf-8", "cp1252", "utf-16-le", "utf-16-be")),
        (FRENCH, ("cp1252",)),
        (CZECH, ("cp1250", "utf-16")),
        (CHINESE, ("utf-8", "gb18030", "utf-16-le", "utf-16-be")),
        (JAPANESE, ("cp932", "euc_jp", "utf-16")),
        (KOREAN, ("euc_kr", "utf-16-be")),
        (RUSSIAN, ("cp1251", "koi8_r", "utf-16-le", "utf-16-be")),
    )
    for encoding in encodings
]  # fmt: skip


@pytest.mark.parametrize(("text", "encoding"), WRITTEN, ids=[f"{text[:6]} {encoding}" for text, encoding in WRITTEN])
def test_characters_are_told_by_how_they_are_written(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "declared", ['<meta charset="{}">', '<meta http-equiv=content-type content="text/html; charset={}">']
)
def test_a_page_that_declares_its_encoding_is_believed(declared: str) -> None:
    for encoding, text in (("iso-8859-2", "žluťoučký"), ("Shift_JIS", "港"), ("windows-1251", "да"), ("latin1", "“é”")):
        page = f"<html>{declared.format(encoding)}<p>{text}"
        assert decode(page.encode("cp1252" if encoding == "latin1" else encoding)) == page
    utf_8 = f"<html>{declared.format('iso-8859-1')}<p>港口"
    assert decode(utf_8.encode()) == utf_8


@pytest.mark.parametrize(
    "data",
    [
        b"The harbour \xff\xfe was built \xc3\x28 of granite in 1822. " * 5,
        b"Text \xe9\xe9\xff\xfe\xfd then \xc0\xc1 ends here.",
        f"{GERMAN} {CHINESE}".encode() + b"\xff",
        "caf\u00e9".encode("cp1252"),
        b"\xff\xfea\x00\x00\xd8b\x00",
        b"\xef\xbb\xbfa\xff",
    ],
)
def test_what_can_not_be_told_is_refused_rather_than_guessed(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        decode(data)
    assert caught.value.status is DocumentStatus.CONTENT_DECODE_ERROR
    assert "UTF-8" in str(caught.value)
