"""One small text in every format of the contract, made here, each once a session."""

import functools
import html
import io
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import typst

TITLE = "Harbour of Larkfield"
FACT = "The harbour café of Larkfield was built of larch and slate in the year 1893."
QUESTION = "What was the harbour café of Larkfield built of?"
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Ships",
        (
            "Fishing boats land their catch at the northern quay every morning before six, and the fish is sold there "
            "by auction while the street is still empty.",
            "The pilot station keeps two boats ready at all hours, so that a ship never waits outside the bar for "
            "longer than the tide demands.",
        ),
    ),
    (
        "Buildings",
        (
            f"Travellers who miss the last ferry spend the evening indoors. {FACT} It is warm, and the windows look "
            "out over the water.",
            "The customs house beside it has been a library since the railway came, and its reading room is open to "
            "everyone who lives in the town.",
        ),
    ),
    (
        "Weather",
        (
            "Gales from the north west close the harbour on about eleven days of a year, most of them in January, and "
            "the ferries then leave from the next bay.",
            "A brass barometer on the quay is read aloud at noon, which visitors enjoy more than the fishermen do.",
        ),
    ),
)
HEADINGS = tuple(heading for heading, _ in SECTIONS)


@dataclass(frozen=True, slots=True)
class Material:
    """A file to upload, or a page to name; `paged` is whether its places are rectangles on pages."""

    name: str
    make: Callable[[], bytes]
    paged: bool
    form: Mapping[str, str] = field(default_factory=dict)


def _typst() -> str:
    parts = [f"= {TITLE}\n"]
    parts += [f"== {heading}\n\n" + "\n\n".join(paragraphs) + "\n" for heading, paragraphs in SECTIONS]
    return (
        "#set document(date: none)\n#set page(width: 595pt, height: 842pt, margin: 72pt)\n"
        "#set text(size: 12pt, hyphenate: false)\n" + "\n".join(parts)
    )


@functools.cache
def pdf() -> bytes:
    """The text as a born-digital PDF."""
    made = typst.compile(_typst().encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


@functools.cache
def scan() -> bytes:
    """The same pages as `pdf`, as pictures at 150 dots an inch and nothing else."""
    with pypdfium2.PdfDocument(pdf()) as document:
        pictures = [page.render(scale=150 / 72).to_pil().convert("L") for page in document]
    target = io.BytesIO()
    pictures[0].save(target, "PDF", resolution=150, save_all=True, append_images=pictures[1:])
    return target.getvalue()


_PARTS = {
    "[Content_Types].xml": """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>""",
    "_rels/.rels": """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>""",
    "word/_rels/document.xml.rels": """<Relationships
 xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Target="styles.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>""",
    "word/styles.xml": """<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style></w:styles>""",
}


def _zipped(parts: Mapping[str, str], *, stored_first: bool = False) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, text) in enumerate(parts.items()):
            kind = zipfile.ZIP_STORED if stored_first and number == 0 else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), text, kind)
    return target.getvalue()


@functools.cache
def docx() -> bytes:
    """The text as Word writes it."""

    def paragraph(text: str, style: str = "Normal") -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>'

    body = paragraph(TITLE, "Heading1")
    for heading, paragraphs in SECTIONS:
        body += paragraph(heading, "Heading1") + "".join(map(paragraph, paragraphs))
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
    return _zipped({**_PARTS, "word/document.xml": document})


@functools.cache
def doc() -> bytes:
    """The text as Word wrote it until 2003; LibreOffice makes it of the .docx."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "harbour.docx"
        source.write_bytes(docx())
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "doc"]
        subprocess.run([*command, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=120)
        return source.with_suffix(".doc").read_bytes()


@functools.cache
def markdown() -> bytes:
    """The text as Markdown."""
    parts = [f"# {TITLE}\n"]
    parts += [f"## {heading}\n\n" + "\n\n".join(paragraphs) + "\n" for heading, paragraphs in SECTIONS]
    return "\n".join(parts).encode()


@functools.cache
def text() -> bytes:
    """The text as such."""
    parts = [TITLE.upper()]
    parts += [f"{heading}\n\n" + "\n\n".join(paragraphs) for heading, paragraphs in SECTIONS]
    return "\n\n".join(parts).encode()


def _body() -> str:
    parts = [f"<h1>{TITLE}</h1>"]
    for heading, paragraphs in SECTIONS:
        parts.append(f"<h2>{heading}</h2>" + "".join(f"<p>{html.escape(one)}</p>" for one in paragraphs))
    return "\n".join(parts)


@functools.cache
def page() -> bytes:
    """The text as a page of HTML."""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title></head>'
        f"<body>{_body()}</body></html>"
    ).encode()


@functools.cache
def website() -> bytes:
    """The text as a site shows it, with what stands around the text on every page of it."""
    around = '<nav><ul><li><a href="/">Start</a></li><li><a href="/prices">Prices</a></li></ul></nav>'
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title></head>'
        f"<body>{around}<main><article>{_body()}</article></main><footer>All rights reserved</footer></body></html>"
    ).encode()


@functools.cache
def epub() -> bytes:
    """The text as a book of one chapter."""
    xhtml = (
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{TITLE}</title></head><body>{_body()}</body></html>'
    )
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">harbour</dc:identifier>'
        f"<dc:title>{TITLE}</dc:title><dc:language>en</dc:language></metadata>"
        '<manifest><item id="c1" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="c1"/></spine></package>'
    )
    return _zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "book.opf": package,
            "one.xhtml": xhtml,
        },
        stored_first=True,
    )


MATERIALS: Mapping[str, Material] = {
    "pdf": Material("harbour.pdf", pdf, paged=True),
    "doc": Material("harbour.doc", doc, paged=True),
    "docx": Material("harbour.docx", docx, paged=True),
    "md": Material("harbour.md", markdown, paged=False),
    "epub": Material("harbour.epub", epub, paged=False),
    "txt": Material("harbour.txt", text, paged=False),
    "html": Material("harbour.html", page, paged=False),
    "website": Material("harbour", website, paged=False),
    "scan": Material("scan.pdf", scan, paged=True, form={"ocr": "auto"}),
}
"""Everything that a program of the hosted service uploads; a website is named by its address."""
