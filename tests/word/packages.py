"""Word files made by the tests: packages (.docx) part by part, and compound files ([MS-CFB]), which .doc is kept in."""

import functools
import io
import struct
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

from tests import files

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = (
    f'xmlns:w="{_MAIN}" xmlns:r="{OFFICE}" xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture" '
    f'xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
TABLE_ROWS = (("", "2024", "2023"), ("Mooring fees", "412", "398"), ("Pilot fees", "97", "104"))
PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


@dataclass(frozen=True)
class Link:
    """A relationship of the main part; `outside` ones lead out of the package."""

    id: str
    kind: str
    target: str
    outside: bool = True

    def xml(self) -> str:
        mode = ' TargetMode="External"' if self.outside else ""
        return f'<Relationship Id="{self.id}" Type="{OFFICE}/{self.kind}" Target={quoteattr(self.target)}{mode}/>'


@dataclass(frozen=True)
class Parts:
    """What a package holds besides its text."""

    links: Sequence[Link] = ()
    more: Mapping[str, bytes] = field(default_factory=dict)
    main_type: str = DOCUMENT


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of the main part."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{styled}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def table(rows: Iterable[Sequence[str]]) -> str:
    """A table of the main part."""
    lines = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = '<w:gridCol w:w="3000"/>' * 3
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"
    )


def picture(reference: str) -> str:
    """A picture of 100 by 50 points; `reference` is `r:embed="…"` or `r:link="…"`."""
    size = 'cx="1270000" cy="635000"'
    frame = f'<wp:extent {size}/><wp:docPr id="1" name="picture"/>'
    names = '<pic:nvPicPr><pic:cNvPr id="0" name="picture"/><pic:cNvPicPr/></pic:nvPicPr>'
    fill = f"<pic:blipFill><a:blip {reference}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
    shape = f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    shown = f"<pic:pic>{names}{fill}<pic:spPr>{shape}</pic:spPr></pic:pic>"
    graphic = f'<a:graphic><a:graphicData uri="{_DRAWING}/picture">{shown}</a:graphicData></a:graphic>'
    return f"<w:p><w:r><w:drawing><wp:inline>{frame}{graphic}</wp:inline></w:drawing></w:r></w:p>"


def formula(text: str) -> str:
    """A formula that holds some characters as one run."""
    return f"<w:p><m:oMath><m:r><m:t>{escape(text)}</m:t></m:r></m:oMath></w:p>"


def code(instruction: str, shown: str) -> str:
    """A field: what Word is to insert, and what it showed when the file was saved."""
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    asked = f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
    return f"<w:p>{kinds[0]}{asked}{kinds[1]}<w:r><w:t>{escape(shown)}</w:t></w:r>{kinds[2]}</w:p>"


def settings() -> Parts:
    """A settings part that says nothing."""
    link = Link("rIdSettings", "settings", "settings.xml", outside=False)
    return Parts([link], {"word/settings.xml": f"{_HEAD}<w:settings {_WORD}/>".encode()})


def package(body: str, parts: Parts | None = None) -> bytes:
    """A .docx whose main part holds `body`."""
    parts = parts or Parts()
    links = "".join(link.xml() for link in (Link("rIdStyles", "styles", "styles.xml", outside=False), *parts.links))
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(parts.main_type),
        "_rels/.rels": _relationships(Link("rId1", "officeDocument", "word/document.xml", outside=False).xml()),
        "word/document.xml": f"{_HEAD}<w:document {_WORD}><w:body>{body}{_PAGE}</w:body></w:document>",
        "word/styles.xml": f"{_HEAD}<w:styles {_WORD}>{_STYLES}</w:styles>",
        "word/_rels/document.xml.rels": _relationships(links),
        **parts.more,
    }
    return zipped(members)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/></w:sectPr>'
)
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/><w:pPr>'
    f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{40 - 6 * level}"/></w:rPr></w:style>'
    for level in (1, 2)
)


def _content_types(main: str) -> str:
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "jpeg": "image/jpeg",
        "bin": "application/vnd.ms-office.vbaProject",
    }
    listed = "".join(f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in defaults.items())
    styles = (
        main.replace("document.main", "styles") if main == DOCUMENT else DOCUMENT.replace("document.main", "styles")
    )
    overrides = (
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{styles}"/>'
    )
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{listed}{overrides}</Types>'


def _relationships(content: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{content}</Relationships>'


@functools.cache
def png(width: int = 40, height: int = 20) -> bytes:
    """A picture of one colour."""
    target = io.BytesIO()
    Image.new("RGB", (width, height), (200, 40, 40)).save(target, "PNG")
    return target.getvalue()


@functools.cache
def book(pages: int, seed: int) -> bytes:
    """A .docx with one fact of `files.facts(pages, seed)` a page under a heading, then a table and a picture."""
    body = ""
    for number, fact in enumerate(files.facts(pages, seed)):
        body += paragraph(f"Chapter {number + 1}", "Heading1")
        body += paragraph("The council reviewed the schedule of repairs and found no cause for concern this year.")
        body += paragraph(
            f"Visitors may enter until five in the afternoon. {fact.sentence} The access road was widened."
        )
        body += PAGE_BREAK if number + 1 < pages else ""
    body += paragraph("Harbour dues by year", "Heading2") + table(TABLE_ROWS) + picture('r:embed="rIdPicture"')
    inside = Link("rIdPicture", "image", "media/image1.png", outside=False)
    return package(body, Parts([inside], {"word/media/image1.png": png()}))


@functools.cache
def old_book(pages: int, seed: int) -> bytes:
    """`book` as Word wrote it until 2003; LibreOffice makes it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "book.docx"
        source.write_bytes(book(pages, seed))
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return source.with_suffix(".doc").read_bytes()


_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of up to three streams, each of 4096 bytes or more."""
    table, sectors, entries = [_FAT, _END], [], []
    for name, content in streams.items():
        assert len(content) >= 4096, "a shorter stream would stand in the small sectors"
        count, first = -(-len(content) // _SECTOR), len(table)
        table += [*range(first + 1, first + count), _END]
        sectors.append(content.ljust(count * _SECTOR, b"\0"))
        entries.append((name, first, len(content)))
    assert len(table) <= _SECTOR // 4
    fat = struct.pack(f"<{_SECTOR // 4}I", *table, *[_FREE] * (_SECTOR // 4 - len(table)))
    root = _entry("Root Entry", 5, child=1 if entries else _FREE, first=_END, size=0)
    listed = [
        _entry(name, 2, first=first, size=size, following=number + 2 if number + 1 < len(entries) else _FREE)
        for number, (name, first, size) in enumerate(entries)
    ]
    directory = (root + b"".join(listed)).ljust(_SECTOR, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<109I", 0, *[_FREE] * 108)
    return head + fat + directory + b"".join(sectors)


def _entry(name: str, kind: int, *, first: int, size: int, child: int = _FREE, following: int = _FREE) -> bytes:
    written = name.encode("utf-16-le")
    links = struct.pack("<HBBIII", len(written) + 2, kind, 1, _FREE, following, child)
    return written.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", first, size)


def protected_docx() -> bytes:
    """What Word makes of a .docx with a password: a compound file with the package encrypted in it."""
    return compound({"EncryptedPackage": bytes(8192), "EncryptionInfo": bytes(4096)})


def protected_doc() -> bytes:
    """A .doc whose file information block says that it is encrypted ([MS-DOC] 2.5.2)."""
    return compound({"WordDocument": _information(flags=0x0100), "1Table": bytes(4096)})


def _information(flags: int) -> bytes:
    return struct.pack("<HHHHHH", 0xA5EC, 0x00C1, 0, 0, 0, flags).ljust(4096, b"\0")
