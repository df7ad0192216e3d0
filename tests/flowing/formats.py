"""One small document about a harbour that does not exist, in every format without pages, made here."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

import openpyxl
import PIL.Image
import pptx
from pptx.util import Inches

FACT = "The harbour of Larkfield was built of granite in the year 1822."
FACT_QUESTION = "What was the harbour of Larkfield built of?"
ITEM = "The crane of Ardmore lifts forty tonnes of slate at once."
ITEM_QUESTION = "How much slate does the crane of Ardmore lift?"
FEES = (("Kind of fee", "2024", "2023"), ("Mooring fees", "412", "398"), ("Pilot fees", "97", "104"))
FILLING = "Visitors may enter between nine in the morning and five in the afternoon."

MARKDOWN = f"""# Harbour report

{FACT} It is *still* in use, says [the office](https://office.example/report).

## Works

- {ITEM}
- {FILLING}
  - Nobody was hurt.

## Income

| {" | ".join(FEES[0])} |
| --- | --- | --- |
| {" | ".join(FEES[1])} |
| {" | ".join(FEES[2])} |

```
quay = 12
  depth = 4
```
"""

TEXT = f"""HARBOUR REPORT

{FACT}
It is still in use.

CHAPTER 2

{ITEM} {FILLING}
"""

HTML = f"""<!doctype html>
<html lang="en"><head><title>Harbour report</title><script>alert("no")</script>
<style>body {{ background: url(https://track.example/x.png) }}</style></head>
<body onload="alert(1)"><h1>Harbour report</h1><p onclick="alert(2)">{FACT}
<img src="https://track.example/pixel.png" alt="A quay">
<a href="javascript:alert(3)">It</a> is <b>still</b> in use.</p>
<iframe src="https://track.example/"></iframe>
<h2>Works</h2><ul><li>{ITEM}<ul><li>{FILLING}</li></ul></li></ul>
<h2>Income</h2>
<table><caption>Fees by year</caption><tr><th>Kind of fee</th><th>2024</th><th>2023</th></tr>
<tr><td>Mooring fees</td><td>412</td><td>398</td></tr><tr><td>Pilot fees</td><td>97</td><td>104</td></tr></table>
</body></html>
"""

CSV = "".join(",".join(row) + "\r\n" for row in FEES)


@dataclass(frozen=True, slots=True)
class Sample:
    """A file, and what stands in it: a fact in prose, a fact in a list's item, a table of fees."""

    name: str
    data: bytes
    has_fact: bool = True
    has_item: bool = True
    has_fees: bool = True
    pictures: int = 0


def picture(kind: str = "PNG", side: int = 4) -> bytes:
    """A small picture in one colour."""
    target = io.BytesIO()
    PIL.Image.new("RGB", (side, side), "navy").save(target, kind)
    return target.getvalue()


def xhtml(body: str, title: str = "") -> str:
    """A chapter of a book."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{title}</title></head><body>{body}</body></html>"
    )


CHAPTERS = (
    xhtml(f'<h1>Harbour&nbsp;report</h1><p>{FACT}</p><div><img src="../images/quay.png" alt="The quay"/></div>'),
    xhtml(
        f"<h1>Works</h1><ol><li>{ITEM}</li><li>{FILLING}</li></ol>"
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<image xlink:href="../images/crane.jpg"/><script>alert(1)</script></svg>'
    ),
    xhtml(
        "<h1>Income</h1><table>"
        + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in FEES)
        + "</table>"
    ),
)


def epub(chapters: tuple[str, ...] = CHAPTERS, others: Mapping[str, bytes | str] | None = None) -> bytes:
    """A book of chapters in reversed order in the archive, with two pictures, a list of contents, and other files."""
    listed = range(len(chapters))
    manifest = "".join(f'<item id="c{at}" href="text/{at}.xhtml" media-type="application/xhtml+xml"/>' for at in listed)
    spine = '<itemref idref="nav"/>' + "".join(f'<itemref idref="c{at}"/>' for at in listed)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        book.writestr(
            "OEBPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
            "<dc:title>The harbour &amp; its works</dc:title><dc:language>en-GB</dc:language></metadata><manifest>"
            f'{manifest}<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
            f'</manifest><spine toc="ncx">{spine}</spine></package>',
        )
        book.writestr("OEBPS/nav.xhtml", xhtml("<nav><p>Only a list of contents</p></nav>"))
        for at, chapter in reversed(list(enumerate(chapters))):
            book.writestr(f"OEBPS/text/{at}.xhtml", chapter)
        book.writestr("OEBPS/images/quay.png", picture())
        book.writestr("OEBPS/images/crane.jpg", picture("JPEG"))
        for name, content in (others or {}).items():
            book.writestr(name, content)
    return target.getvalue()


def slides() -> bytes:
    """A presentation of two slides, with a list, a table, a picture and notes."""
    presentation = pptx.Presentation()
    first = presentation.slides.add_slide(presentation.slide_layouts[1])
    first.shapes.title.text = "Harbour report"
    frame = first.placeholders[1].text_frame
    frame.text = FACT
    frame.add_paragraph().text = FILLING
    first.notes_slide.notes_text_frame.text = ITEM
    second = presentation.slides.add_slide(presentation.slide_layouts[5])
    second.shapes.title.text = "Income"
    table = second.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for at, row in enumerate(FEES):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    second.shapes.add_picture(io.BytesIO(picture()), Inches(1), Inches(5))
    target = io.BytesIO()
    presentation.save(target)
    return target.getvalue()


def workbook() -> bytes:
    """A workbook of two sheets: a table under its title, and notes."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Income"
    sheet.append(["Fees by year"])
    sheet.append([])
    sheet.append([FEES[0][0], *map(int, FEES[0][1:])])
    for name, *figures in FEES[1:]:
        sheet.append([name, *map(int, figures)])
    notes = book.create_sheet("Notes")
    notes.append([FACT])
    notes.append([ITEM])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


SAMPLES = (
    Sample("report.md", MARKDOWN.encode()),
    Sample("report.txt", TEXT.encode(), has_fees=False),
    Sample("report.html", HTML.encode()),
    Sample("report.epub", epub(), pictures=2),
    Sample("report.pptx", slides(), pictures=1),
    Sample("report.xlsx", workbook()),
    Sample("report.csv", CSV.encode(), has_fact=False, has_item=False),
)
