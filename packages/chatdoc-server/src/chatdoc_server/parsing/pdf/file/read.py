"""First step: a PDF file to words and drawn lines, page by page, in batches of bounded memory.

The PDF library is liteparse (Rust over PDFium). Its coordinates already have CropBox, rotation and
user unit applied; a property test holds that against rendered pages.
"""

import logging
import math
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
from liteparse import LiteParse, ParseError
from liteparse.types import (
    ExtractedImage,
    ParseBatch,
    ParsedPage,
    StructureTreeElement,
    TextItem,
    VectorShape,
    WordBox,
)

from chatdoc_server.document import Box
from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.pdf.file import fields
from chatdoc_server.parsing.pdf.file.formula_text import formula_text
from chatdoc_server.parsing.pdf.file.ligatures import ligatures_mended
from chatdoc_server.parsing.pdf.file.lost_numbers import LostNumbers
from chatdoc_server.parsing.pdf.file.sheets import Sheets
from chatdoc_server.parsing.pdf.lines import leans
from chatdoc_server.parsing.pdf.model import (
    ASCENT_TO_DESCENT,
    FORMULA,
    NO_MCID,
    Drawing,
    Face,
    RawPage,
    Rule,
    Run,
    Tag,
    Word,
)
from chatdoc_server.parsing.pdf.text import normalise

BATCH = 24
"""Pages held at a time: enough to recognise running heads, small enough to bound memory."""

PROTECTED = "Your file is protected by a password so we can't open it."
NO_PAGES = "Your file has no pages."
DAMAGED = "Your file is damaged or not a PDF, so we can't open it. Please save it again as PDF and upload that."

_HEAD_BYTES = 1024
_HEADER = re.compile(rb"(?:\A|[^\x20-\x7e])[ \t]*%PDF")
_BOLD = re.compile(r"bold|black|heavy|semibd|demi|[-,]bd|^(?:cm|ec|sf|lm)\w?bx|-medi(?:ital)?$", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|[-,](?:it|sl)\b|^(?:cm|ec|sf)(?:bx)?(?:ti|sl)\d", re.IGNORECASE)
_FIXED = re.compile(r"mono|courier|consol|menlo|typewriter|cmtt|lmtt|code", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_LEADER = re.compile(r"\.{4,}$|^\.+$")
_LED = re.compile(r"(.*?[^.…])(\.{4,}|…{2,})([^.…]{1,6})")
_DOT_WIDTH = 0.225
_ELLIPSIS = 4
_TOUCHING = 0.05
_LIGHT = 0.85
_MIN_DRAWING = 3.0

MAX_DRAWN = 5000
"""Lines and shapes of a page that are looked at; a map or a chart can hold hundreds of thousands."""

LETTER = (612.0, 792.0)
"""Width and height in points given to a page that can't be read."""


_log = logging.getLogger(__name__)


def is_pdf(path: Path) -> bool:
    """Whether a PDF header stands near the start of the file, as readers of PDF look for it.

    Within a line of text it is no header: the text speaks of PDF.
    """
    with path.open("rb") as file:
        return _HEADER.search(file.read(_HEAD_BYTES)) is not None


def count_pages(path: Path) -> int:
    """How many pages the file has; reads at most the first.

    Raises:
        DocumentError: TEXT_PARSE_ERROR when the file is protected, damaged or has no pages.
    """
    for batch in _batches(path, size=1, drawings=False):
        return batch.total_pages
    raise DocumentError(DocumentStatus.TEXT_PARSE_ERROR, NO_PAGES)


def read_pages(path: Path, *, drawings: bool) -> Iterator[tuple[list[RawPage], int]]:
    """Pages in batches, each with the number of pages of the whole file.

    Every page of the file comes exactly once and in order; one that can't be read comes with `failed`
    set. `drawings` also reads rules, vector drawings and where images stand.

    Raises:
        DocumentError: TEXT_PARSE_ERROR when the file is protected, damaged or has no pages.
    """
    total = 0
    with closing(Sheets(path)) as sheets:
        lost = LostNumbers(sheets)
        for batch in _batches(path, size=BATCH, drawings=drawings):
            total = batch.total_pages
            images = _placed(batch.result.images)
            found = {
                page.page_num - 1: ligatures_mended(
                    _convert(page, images.get(page.page_num, ()), lost.on(page)), page, sheets
                )
                for page in batch.result.pages
            }
            reasons = {error.page_num - 1: error.message for error in batch.result.page_errors}
            pages = []
            for number in range(batch.start_page - 1, batch.end_page):
                page = found.get(number)
                if page is None:
                    reason = reasons.get(number, "no content")
                    _log.warning("page %d can't be read: %s", number, reason)
                    page = RawPage(number=number, width=LETTER[0], height=LETTER[1], failed=reason)
                pages.append(page)
            yield pages, total
    if total == 0:
        raise DocumentError(DocumentStatus.TEXT_PARSE_ERROR, NO_PAGES)


def _batches(path: Path, *, size: int, drawings: bool) -> Iterator[ParseBatch]:
    data = path.read_bytes()  # by content: a stored file has no suffix
    parser = LiteParse(
        ocr_enabled=False,
        quiet=True,
        emit_word_boxes=True,
        extract_vector_graphics=drawings,
        # Images come small, and those that fill their page not at all; a file without any is spared the search.
        extract_images=drawings and bool(_IMAGE.search(data)),
        extract_text_metadata=True,
        extract_structure_tree=drawings,
        extract_form_fields=drawings,
        continue_on_page_error=True,
        extract_links=False,
    )
    try:
        yield from parser.parse_batches(data, size)
    except ParseError as error:
        message = PROTECTED if "password" in str(error) else DAMAGED
        raise DocumentError(DocumentStatus.TEXT_PARSE_ERROR, message) from error


def _placed(images: Iterable[ExtractedImage]) -> dict[int, tuple[Box, ...]]:
    """Where images stand, by the page's number as the library counts."""
    found: dict[int, tuple[Box, ...]] = {}
    for image in images:
        x, y, width, height = image.bbox.x, image.bbox.y, image.bbox.width, image.bbox.height
        found[image.page] = (*found.get(image.page, ()), Box(x, y, x + width, y + height))
    return found


def _convert(page: ParsedPage, images: tuple[Box, ...], lost: Iterable[tuple[str, Box]]) -> RawPage:
    fonts: dict[tuple[str | None, str | None], tuple[bool, Face]] = {}
    runs = []
    for item in page.text_items:
        font = fonts.get((item.font_name, item.fill_color))
        if font is None:
            font = fonts[item.font_name, item.fill_color] = _font(item)
        run = _run(item, *font)
        if run is not None:
            runs.append(run)
    runs += [Run((Word(text, *box, height=box.bottom - box.top),), *box) for text, box in lost]
    runs += fields.filled(tuple(map(fields.field, page.form_fields or ())), runs)
    rules, drawings = _drawn(page) if page.vector_graphics is not None else ((), ())
    return RawPage(
        number=page.page_num - 1,
        width=page.width,
        height=page.height,
        label=page.page_label or "",
        runs=tuple(runs),
        rules=rules,
        drawings=drawings,
        images=images,
        tags=_tags(page.structure_tree.roots) if page.structure_tree is not None else (),
        garbled=any(item.font_is_buggy for item in page.text_items),
    )


def _font(item: TextItem) -> tuple[bool, Face]:
    """Whether an item's font is bold, and its face."""
    name = _SUBSET.sub("", item.font_name or "")
    colour = (item.fill_color or "ff000000")[2:]
    face = Face(name, bool(_ITALIC.search(name)), bool(_FIXED.search(name)), colour)
    return bool(_BOLD.search(name)), face


def _tags(elements: Iterable[StructureTreeElement]) -> tuple[Tag, ...]:
    return tuple(
        Tag(
            role=element.type,
            mcids=tuple(element.marked_content_ids),
            children=_tags(element.children),
            attributes={name: str(value) for name, value in element.attributes.items()},
            text=element.actual_text or element.alt_text or element.title or "",
        )
        for element in elements
    )


def _run(item: TextItem, bold: bool, face: Face) -> Run | None:
    words: list[Word] = []
    mcid = NO_MCID if item.mcid is None else item.mcid
    turned = round(item.rotation) % 360
    height = item.font_height * ASCENT_TO_DESCENT if item.font_height else item.height
    for box in item.words:
        text = box.text
        text = text.strip() if text.isascii() and text.isprintable() else normalise(text)
        if text:
            left, top = box.x, box.y
            right, bottom = left + box.width, top + box.height
            # Nearly all text is upright: it need not pay for a call.
            touches = bool(words) and (
                abs(left - words[-1].right) < _TOUCHING * box.height
                if not turned
                else _gap(words[-1], box, turned) < _TOUCHING * min(box.width, box.height)
            )
            if not turned and text[-1] == "." and (leader := _LEADER.search(text)) and not (touches and len(text) == 1):
                # What leads the eye to a column says nothing.
                right -= _DOT_WIDTH * (len(text) - leader.start()) * box.height
                text = text[: leader.start()]
                if not text or right <= left:
                    continue
            if touches and not leans(words[-1], text):
                # Letter-spaced text: spaces that the page does not show.
                last = words.pop()
                text, left, top = last.text + text, min(last.left, left), min(last.top, top)
                right, bottom = max(last.right, right), max(last.bottom, bottom)
            word = Word(text, left, top, right, bottom, bold, False, height, face, mcid)
            if not turned and ("...." in text or "……" in text):
                words += _beside_leader(word)
            else:
                words.append(word)
    if not words and (text := formula_text(item.text)):
        right, bottom, face = item.x + item.width, item.y + item.height, face._replace(family=FORMULA)
        words = [Word(text, item.x, item.y, right, bottom, bold, False, height, face, mcid)]
    if not words:
        return None
    return Run(tuple(words), item.x, item.y, item.x + item.width, item.y + item.height, turned)


def _beside_leader(word: Word) -> tuple[Word, ...]:
    """The words at either end of dots that lead from one to the other without a space; places inside are estimates."""
    found = _LED.fullmatch(word.text)
    if not found:
        return (word,)
    title, dots, page = found.groups()
    dot = _DOT_WIDTH * word.height
    ends = word.right - 2 * dot * len(page)
    led = (_ELLIPSIS if dots[0] == "…" else 1) * dot * len(dots)
    begins = min(max(ends - led, word.left + (word.right - word.left) * len(title) / len(word.text)), ends)
    return msgspec.structs.replace(word, text=title, right=begins), msgspec.structs.replace(word, text=page, left=ends)


def _gap(last: Word, box: WordBox, turned: int) -> float:
    """Points between two words of a line that runs down (90), upside down (180) or up (270); else no telling."""
    match turned:
        case 90:
            return abs(box.y - last.bottom)
        case 180:
            return abs(box.x + box.width - last.left)
        case 270:
            return abs(box.y + box.height - last.top)
    return math.inf


def _is_light(argb: str | None) -> bool:
    """Whether a colour, eight hexadecimal digits, is as good as white: the edge of a shade, not a line."""
    if argb is None:
        return False
    return sum(bytes.fromhex(argb)[1:]) > 3 * 255 * _LIGHT or argb.startswith("00")


def _drawn(page: ParsedPage) -> tuple[tuple[Rule, ...], tuple[Drawing, ...]]:
    graphics = page.vector_graphics
    if graphics is None:
        return (), ()
    seen: dict[Rule, None] = {}
    for line in graphics.lines[:MAX_DRAWN]:
        if _is_light(line.stroke_color if line.stroke else line.fill_color):
            continue
        seen[Rule(min(line.x1, line.x2), min(line.y1, line.y2), max(line.x1, line.x2), max(line.y1, line.y2))] = None
    drawings = []
    for shape in graphics.shapes[:MAX_DRAWN]:
        x, y, width, height = shape.bbox
        if width < _MIN_DRAWING or height < _MIN_DRAWING or _is_light(_colour(shape)):
            continue
        drawings.append(Drawing(x, y, x + width, y + height, filled=shape.fill, curved=shape.has_curve))
    return tuple(seen), tuple(drawings)


def _colour(shape: VectorShape) -> str | None:
    return shape.stroke_color if shape.stroke else shape.fill_color
