"""Presentations (.pptx, ISO/IEC 29500) to canonical HTML: a heading a slide, its text, tables, charts and notes."""

import base64
import re
import zipfile
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

import pptx
from lxml.etree import XMLSyntaxError
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.exc import PythonPptxError
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.shapes.picture import Picture
from pptx.slide import Slide
from pptx.table import Table
from pptx.text.text import TextFrame

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.archives import content_types, open_archive
from chatdoc_server.parsing.base import Converted, Tools
from chatdoc_server.parsing.flowing.pieces import lines, paragraph, table
from chatdoc_server.parsing.html import Source, canonical, read_html
from chatdoc_server.parsing.html.pictures import LARGEST

DAMAGED = "Your file is damaged: it can't be read as a presentation. Please save it again and upload that."
EMPTY = "There is no text on the slides of your file."

_MAIN_PART = re.compile(
    rb"application/vnd\.(openxmlformats-officedocument\.presentationml\.(presentation|slideshow|template)"
    rb"|ms-powerpoint\.(presentation|slideshow|template)\.macroEnabled)\.main\+xml",
    re.IGNORECASE,
)
_BROKEN = (
    PythonPptxError, XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError,
    NotImplementedError, AssertionError,
)  # fmt: skip
_ERROR = DocumentStatus.HTML_CONVERT_ERROR
_DEEPEST_GROUP = 50


def is_pptx(path: Path) -> bool:
    """Whether the file is a package whose main part is a presentation."""
    types = content_types(path)
    return types is not None and _MAIN_PART.search(types) is not None


class PptxConverter:
    """Makes one page of all slides of a presentation."""

    def convert(self, path: Path, scratch: Path, tools: Tools) -> Converted:  # noqa: ARG002
        """The presentation as canonical HTML; see `Converter.convert`.

        Raises:
            DocumentError: HTML_CONVERT_ERROR when it is damaged, protected or too large, TEXT_PARSE_ERROR when there
                is no text in it, EXCEED_TOKENS_ERROR.
        """
        with open_archive(path, _ERROR) as archive:
            archive.verify()
        pieces: list[str] = []
        has_content = False
        try:
            presentation = pptx.Presentation(str(path))
            title = presentation.core_properties.title or ""
            for number, slide in enumerate(presentation.slides, 1):
                heading, content = _slide(slide)
                has_content = has_content or bool(heading or content)
                pieces += [paragraph(heading or f"Slide {number}", "h2"), content]
        except _BROKEN as error:
            raise DocumentError(_ERROR, DAMAGED) from error
        root = read_html("".join(pieces)) if has_content else None
        source = Source(root, title, empty=DocumentStatus.TEXT_PARSE_ERROR, nothing_to_read=EMPTY)
        return Converted(canonical(source), title)


def _slide(slide: Slide) -> tuple[str, str]:
    """A slide's title, and all else on it as HTML: shapes from top to bottom, then the speaker's notes."""
    title = slide.shapes.title
    heading = " ".join(title.text_frame.text.split()) if title is not None else ""
    shapes = [shape for shape in _flat(slide.shapes) if title is None or shape.shape_id != title.shape_id]
    shapes.sort(key=lambda shape: (shape.top or 0, shape.left or 0))
    content = "".join(_shape(shape) for shape in shapes)
    if slide.has_notes_slide and (notes := slide.notes_slide.notes_text_frame) is not None and notes.text.strip():
        content += "<blockquote>" + "".join(paragraph(part.text) for part in notes.paragraphs) + "</blockquote>"
    return heading, content


def _flat(shapes: Iterable[BaseShape]) -> Iterator[BaseShape]:
    """The shapes, and those in groups in place of their group, a bounded depth down."""
    path = [iter(shapes)]
    while path:
        shape = next(path[-1], None)
        if shape is None:
            path.pop()
        elif isinstance(shape, GroupShape):
            if len(path) < _DEEPEST_GROUP:
                path.append(iter(shape.shapes))
        else:
            yield shape


def _shape(shape: BaseShape) -> str:
    if isinstance(shape, GraphicFrame):
        if shape.has_table:
            return _table(shape.table)
        return _chart(shape) if shape.has_chart else ""
    if isinstance(shape, Picture):
        return _picture(shape)
    if shape.has_text_frame:
        frame = getattr(shape, "text_frame", None)
        return _text(frame, is_list=shape.is_placeholder) if isinstance(frame, TextFrame) else ""
    return ""


def _text(frame: TextFrame, *, is_list: bool) -> str:
    """A shape's paragraphs; those of a placeholder, if there are several, are a list nested as they are indented."""
    parts = [part for part in frame.paragraphs if part.text.strip()]
    if not is_list or len(parts) < 2:
        return "".join(paragraph(part.text) for part in parts)
    written, depth = [], -1
    for part in parts:
        while depth < part.level:
            written.append("<ul>")
            depth += 1
        while depth > part.level:
            written.append("</ul>")
            depth -= 1
        written.append(f"<li>{lines(part.text)}")
    return "".join(written) + "</ul>" * (depth + 1)


def _table(found: Table) -> str:
    rows = []
    for at, row in enumerate(found.rows):
        tag = "th" if at == 0 and found.first_row else "td"
        cells = [
            f'<{tag} rowspan="{cell.span_height}" colspan="{cell.span_width}">{lines(cell.text)}</{tag}>'
            for cell in row.cells
            if not cell.is_spanned
        ]
        rows.append("<tr>" + "".join(cells) + "</tr>")
    return "<table>" + "".join(rows) + "</table>"


def _chart(frame: GraphicFrame) -> str:
    """A chart's figures as a table: a row a category, a column a series."""
    chart = frame.chart
    title = chart.chart_title.text_frame.text if chart.has_title and chart.chart_title.has_text_frame else ""
    plot = next(iter(chart.plots), None)
    if plot is None:
        return paragraph(title)
    series = list(plot.series)
    rows = [["", *(one.name for one in series)]]
    for at, category in enumerate(plot.categories):
        values = [one.values[at] if at < len(one.values) else None for one in series]
        rows.append([str(category), *("" if value is None else f"{value:.15g}" for value in values)])
    return paragraph(title) + table(rows, header_rows=1)


def _picture(shape: Picture) -> str:
    if shape.shape_type is not MSO_SHAPE_TYPE.PICTURE and not shape.is_placeholder:
        return ""
    image = shape.image
    if len(image.blob) > LARGEST:
        return ""
    data = base64.b64encode(image.blob).decode()
    alt = shape._element._nvXxPr.cNvPr.get("descr", "")
    return f'<figure><img src="data:;base64,{data}" alt="{escape(alt)}"></figure>'
