"""The PDF parser: the pipeline's steps in order, over batches of pages."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from chatdoc_server.document import Document, Element, ElementKind, Page
from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.base import Depth, OcrMode, Progress, Reading, Size, Tools
from chatdoc_server.parsing.pdf import frame, headings
from chatdoc_server.parsing.pdf.boxes import around
from chatdoc_server.parsing.pdf.collector import collector_held_back
from chatdoc_server.parsing.pdf.continued import continue_text
from chatdoc_server.parsing.pdf.drafts import Draft, Drafter, WordColumns
from chatdoc_server.parsing.pdf.figures.captions import attach_captions
from chatdoc_server.parsing.pdf.figures.clusters import block as figure_block
from chatdoc_server.parsing.pdf.figures.clusters import figures, take
from chatdoc_server.parsing.pdf.file import read
from chatdoc_server.parsing.pdf.file.garbled import is_readable
from chatdoc_server.parsing.pdf.file.outline import read_outline
from chatdoc_server.parsing.pdf.file.scans import Scans
from chatdoc_server.parsing.pdf.furniture import sides
from chatdoc_server.parsing.pdf.furniture.line_numbers import LineNumbers
from chatdoc_server.parsing.pdf.furniture.repeated import Furniture, Parted, apart
from chatdoc_server.parsing.pdf.furniture.watermarks import Watermarks
from chatdoc_server.parsing.pdf.layout import page_blocks
from chatdoc_server.parsing.pdf.lines import rows
from chatdoc_server.parsing.pdf.model import Block, Bookmark, RawPage, Row, Rule, Word
from chatdoc_server.parsing.pdf.slope import slope
from chatdoc_server.parsing.pdf.tables.continued import continue_tables
from chatdoc_server.parsing.pdf.tables.titles import attach_titles
from chatdoc_server.parsing.pdf.vocabulary import Vocabulary
from chatdoc_server.parsing.turn import size, to_frame


class PdfParser:
    """Reads PDF files. Pure: the same bytes give the same document."""

    def measure(self, path: Path, ocr: OcrMode) -> Size:
        """How many pages the file has, and how many of them would be read by OCR; see `Parser.measure`."""
        if ocr is not OcrMode.AUTO:
            pages = read.count_pages(path)
            return Size(pages, pages if ocr is OcrMode.FORCE else 0)
        with Scans(path, ocr) as scans:
            wanted = [scans.wants(page) for batch, _ in read.read_pages(path, drawings=False) for page in batch]
        return Size(len(wanted), sum(wanted))

    def parse(self, path: Path, reading: Reading, tools: Tools, progress: Progress) -> Document:
        """The file's structure; see `Parser.parse`.

        Holds two batches of raw pages at a time, and of the pages done only what the document keeps.
        """
        with collector_held_back():
            return self._parse(path, reading, tools, progress)

    def _parse(self, path: Path, reading: Reading, tools: Tools, progress: Progress) -> Document:
        depth = reading.depth
        outline = read_outline(path) if depth is Depth.ELITE else ()
        builder: _Builder | None = None
        waiting: list[_View] = []
        readable = False
        with Scans(path, reading.ocr, tools.ocr_threads) as scans:
            for batch, total in read.read_pages(path, drawings=depth is not Depth.LITE):
                builder = builder or _Builder(depth, total, outline)
                ahead = []
                for page in scans.read(batch):
                    readable = readable or page.was_ocr_read or not page.failed
                    has_text = is_readable(page)
                    suggests = scans.suggests(page, is_readable=has_text)
                    ahead.append(builder.look_at(page, has_text=has_text, suggests_ocr=suggests))
                    if page.was_ocr_read:
                        progress(page.number, total)
                for view in waiting:
                    builder.add(view)
                progress(batch[-1].number, total)
                waiting = ahead
        if builder is None:
            raise AssertionError("a file without pages is refused while reading")
        if not readable:
            raise DocumentError(DocumentStatus.TEXT_PARSE_ERROR, read.DAMAGED)
        for view in waiting:
            builder.add(view)
        document = builder.finish()
        progress(len(document.pages), len(document.pages))
        return document


class _Frame(NamedTuple):
    """The rows of a page that have one rotation, upright."""

    rotation: int
    rows: list[Row]
    rules: list[Rule]


class _View(NamedTuple):
    """A page after the first steps; `marks` are its watermarks and line numbers, which no frame holds."""

    raw: RawPage
    frames: list[_Frame]
    marks: list[Block]
    has_text: bool
    suggests_ocr: bool


class _Builder:
    """What is kept of the pages done, and what they teach about those to come."""

    def __init__(self, depth: Depth, total_pages: int, outline: Sequence[Bookmark]) -> None:
        self._depth = depth
        self._outline = outline
        self._furniture = Furniture(total_pages)
        self._watermarks = Watermarks()
        self._line_numbers = LineNumbers()
        self._known = Vocabulary()
        self._columns = WordColumns()
        self._drafter = Drafter(self._columns, self._known)
        self._drafts: list[Draft] = []
        self._pages: list[Page] = []

    def look_at(self, raw: RawPage, *, has_text: bool, suggests_ocr: bool) -> _View:
        """Rows of the page, learnt for furniture and vocabulary."""
        frames = []
        runs, marks = self._watermarks.part(raw.runs) if self._depth is Depth.ELITE else (raw.runs, [])
        for rotation in sorted({frame.nearest(run.rotation) for run in runs}):
            turned = rows(frame.turn_runs(runs, rotation, raw.width, raw.height))
            rules = frame.turn_rules(raw.rules, rotation, raw.width, raw.height)
            if rotation == raw.rotation and self._depth is Depth.ELITE:
                turned, numbers = self._line_numbers.part(turned)
                marks += [numbers] if numbers else []
            frames.append(_Frame(rotation, turned, rules))
        view = _View(raw, frames, marks, has_text, suggests_ocr)
        if self._depth is Depth.ELITE:
            self._furniture.learn(_main_rows(view), raw.number, _size(raw)[1])
            self._furniture.learn_pictures(raw.images, raw.drawings)
        if self._depth is not Depth.LITE:
            self._known.learn(word.text for run in raw.runs for word in run.words)
        return view

    def add(self, view: _View) -> None:
        """Draft the page's elements."""
        raw = view.raw
        parted = self._part(view)
        margins = self._margins(view, parted.body)
        found = [
            *_furniture_blocks(parted.headers, ElementKind.PAGE_HEADER, raw.rotation),
            *self._body_blocks(view, parted.body),
            *_furniture_blocks(parted.footers, ElementKind.PAGE_FOOTER, raw.rotation),
            *margins,
            *view.marks,
        ]
        start = len(self._columns)
        drafts = [self._drafter.draft(block, raw.number, raw.width, raw.height) for block in found]
        for draft in drafts:
            draft.is_aside = draft.rotation != raw.rotation
        attach_captions(drafts)
        if self._depth is Depth.ELITE:
            attach_titles(drafts)
        if raw.skew:
            slope(drafts, self._columns, start, raw)
        self._drafts += drafts
        self._pages.append(
            Page(
                number=raw.number,
                width=raw.width,
                height=raw.height,
                label=raw.label,
                has_text=view.has_text,
                suggests_ocr=view.suggests_ocr,
                was_ocr_read=raw.was_ocr_read,
            )
        )

    def finish(self) -> Document:
        """The document, once all pages are added."""
        drafts = self._drafts
        if self._depth is Depth.ELITE:
            # Before headings: heads of columns that a part repeats are none.
            continue_tables(drafts)
            levels = headings.levels(drafts, self._outline)
            parents = headings.parents(drafts, levels)
            continue_text(drafts, levels, self._known)
        else:
            levels, parents = [0] * len(drafts), [-1] * len(drafts)
        elements = tuple(_element(index, draft, levels[index], parents[index]) for index, draft in enumerate(drafts))
        return Document(pages=tuple(self._pages), elements=elements, words=self._columns.freeze())

    def _part(self, view: _View) -> Parted:
        main = _main_rows(view)
        if self._depth is Depth.ELITE:
            return self._furniture.part(main, view.raw.number, _size(view.raw), _main_rules(view))
        return Parted([], main, [])

    def _margins(self, view: _View, body: list[Row]) -> list[Block]:
        """Take what is printed up or down the margins beside the body out of the page's turned frames."""
        if self._depth is not Depth.ELITE or view.raw.rotation:
            return []
        found: list[Block] = []
        for turned in view.frames:
            if turned.rotation != view.raw.rotation:
                beside, rest = sides.part(turned.rows, body, turned.rotation, (view.raw.width, view.raw.height))
                turned.rows[:] = rest
                found += _furniture_blocks(beside, ElementKind.PAGE_HEADER, turned.rotation)
        return found

    def _body_blocks(self, view: _View, main: list[Row]) -> list[Block]:
        """What stands between header and footer, in reading order."""
        raw = view.raw
        known, left = self._figures(view, main)
        result: list[Block] = []
        for turned, rest in zip(view.frames, left, strict=True):
            tags = raw.tags if turned.rotation == raw.rotation else ()
            found = [] if turned.rotation else known
            for block in page_blocks(rest, turned.rules, tags, found, by_lines=self._depth is Depth.LITE):
                block.rotation = turned.rotation
                result.append(block)
        return result if any(not turned.rotation for turned in view.frames) else [*result, *known]

    def _figures(self, view: _View, main: list[Row]) -> tuple[list[Block], list[list[Row]]]:
        """The page's figures with the text that stands in them, and the rows that each frame has left."""
        raw = view.raw
        is_repeated = self._furniture.is_repeated
        images = tuple(image for image in raw.images if not is_repeated(image))
        drawings = tuple(drawing for drawing in raw.drawings if not is_repeated(drawing))
        found = figures(raw, images, drawings, [] if raw.rotation else main)
        taken: list[list[list[Word]]] = [[] for _ in found]
        left: list[list[Row]] = []
        for turned in view.frames:
            turn = (turned.rotation, raw.width, raw.height)
            rest = main if turned.rotation == raw.rotation else turned.rows
            for own, figure in zip(taken, found, strict=True):
                rest, inside = take(rest, to_frame(figure.box, *turn))
                own.extend(frame.turn_back(inside, *turn))
            left.append(rest)
        return [figure_block(figure, own) for figure, own in zip(found, taken, strict=True)], left


def _main_rows(view: _View) -> list[Row]:
    """The rows that run as the page does."""
    return next((part.rows for part in view.frames if part.rotation == view.raw.rotation), [])


def _main_rules(view: _View) -> list[Rule]:
    return next((part.rules for part in view.frames if part.rotation == view.raw.rotation), [])


def _size(page: RawPage) -> tuple[float, float]:
    """How wide and high the page is once its text is upright."""
    return size(page.rotation, page.width, page.height)


def _furniture_blocks(furniture: list[Row], kind: ElementKind, rotation: int) -> list[Block]:
    """A block for each part of a row: a title at the left and a page's number at the right are two."""
    return [
        Block(kind=kind, box=around(parts), lines=[[word for part in parts for word in part.words]], rotation=rotation)
        for row in furniture
        for parts in apart(row)
    ]


def _element(index: int, draft: Draft, level: int, parent: int) -> Element:
    table = draft.table
    return Element(
        index=index,
        kind=ElementKind.HEADING if level else draft.kind,
        page=draft.page,
        box=draft.box,
        text=draft.text,
        words=draft.words,
        level=level,
        parent=parent,
        rotation=draft.rotation,
        caption=index + draft.caption if draft.caption else -1,
        continues=index - draft.continues if draft.continues else -1,
        table=msgspec.structs.replace(table, title_element=index + draft.title) if table and draft.title else table,
    )
