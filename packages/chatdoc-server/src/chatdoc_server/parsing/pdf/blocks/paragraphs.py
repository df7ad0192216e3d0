"""Rows of prose to blocks: paragraphs, list items, captions."""

import itertools
import re
from functools import lru_cache
from statistics import median
from typing import NamedTuple

from chatdoc_server.document import ElementKind
from chatdoc_server.document.continuation import SOFT_HYPHEN
from chatdoc_server.parsing.pdf.blocks.footnotes import is_noted
from chatdoc_server.parsing.pdf.blocks.lists import is_bullet, is_marked, is_marker
from chatdoc_server.parsing.pdf.boxes import around
from chatdoc_server.parsing.pdf.headings.numbering import number
from chatdoc_server.parsing.pdf.model import Block, Row, Segment, Word
from chatdoc_server.parsing.pdf.scripts import is_ideographic

_CAPTION = re.compile(
    r"""^(?:
        (?: (?i:figure|fig\.?|table|tab\.|chart|exhibit|scheme|box|listing|algorithm|plate|map|graph|diagram)
          | 图表? | 圖表? | 表格? | 図 | 清单 | 附图 | 附表 )
        \s* (?: [A-Z][.-]? )? (?: \d+ (?:[.–-]\d+)* | [IVX]+\b | [一二三四五六七八九十]+ ) [a-z]?
        (?: [.:：．|] | \s (?![a-z(]) | (?=[\u4e00-\u9fff]) | $ )
    )""",
    re.VERBOSE,
)
_ENDS = re.compile(r"[.!?:;。！？：；]['\"”’)）]*$")
_LEAD = re.compile(r"[。：](?=.)|(?<=[^\W\d_]{3})[.:] (?=[A-Z\"“])")
_STYLE = re.compile(r"[-,].*$|(?:Bold|Ital|Obli|Roman|Regu|Medi|MT|PS)\w*$")
_SIZE_STEP = 0.12
_PARAGRAPH_GAP = 0.62
_INDENT = 0.6
_HANGING = 5.0
_CENTRED = 0.5
_WIDE = 0.7
_APART = 0.5
_NEAR = 4
_SLACK = 0.8
_WIDE_SLACK = 3.0
_SHORT = 0.3
_JUSTIFIED = 0.5
_JUSTIFIED_SHORT = 0.05
_FULL = 0.04
_CAPTION_FULL = 0.15
_CAPTION_WIDER = 1.15
_INITIAL = 1.5
_INITIAL_LINES = 4
_OVERLAP = 0.6
_GAP_STEP = 0.3
_MIN_GAP = 0.25
_BROKEN_GAP = 0.8


class _Column(NamedTuple):
    """What the lines of a zone have in common: edges, the gap between lines in font heights, and how short is short.

    `short` is how far from the right edge a line must end for its sentence's end to end the paragraph, in widths.
    """

    left: float
    right: float
    gap: float
    short: float

    @property
    def width(self) -> float:
        """From edge to edge."""
        return self.right - self.left

    def fills(self, line: Segment, share: float = _FULL) -> bool:
        """Whether the line runs up to the right edge."""
        return line.right >= self.right - share * self.width


def blocks(rows: list[Row]) -> list[Block]:
    """The blocks of one zone, from top to bottom."""
    lines = [line for row in rows for line in row]
    if not lines:
        return []
    column = _column(lines)
    result: list[list[Segment]] = []
    for line in lines:
        if result and _continues(result[-1], line, column):
            result[-1].append(line)
        else:
            result.append([line])
    return [_block(group) for group in result]


def _column(lines: list[Segment]) -> _Column:
    left = min(line.left for line in lines)
    right = max(line.right for line in lines)
    gaps = [
        (lower.top - upper.bottom) / upper.height
        for upper, lower in itertools.pairwise(lines)
        if abs(lower.height - upper.height) < _SIZE_STEP * upper.height
        and -0.5 < lower.top - upper.bottom < upper.height
    ]
    even = sum(1 for line in lines if line.right >= right - _FULL * (right - left))
    is_justified = even > _JUSTIFIED * len(lines) and len(lines) > 3
    short = _JUSTIFIED_SHORT if is_justified else _SHORT
    return _Column(left, right, min(median(gaps), _PARAGRAPH_GAP) if gaps else 0.2, short)


def _continues(group: list[Segment], line: Segment, column: _Column) -> bool:
    """Whether the line goes on with the paragraph or list item that `group` is so far."""
    last = group[-1]
    if abs(line.height - last.height) > _SIZE_STEP * max(last.height, line.height):
        return False
    if min(line.right, last.right) < max(line.left, last.left):
        return False
    if len(group) < _INITIAL_LINES and _is_beside_initial(group[0], line):
        return True
    if not _is_next(last, line, column) or is_noted(line):
        return False
    if is_caption(group[0].text):
        return _goes_on_caption(last, line, column)
    return not _starts(group, line, column) and _is_aligned(group, line, column)


def _is_next(last: Segment, line: Segment, column: _Column) -> bool:
    """Whether no more than the usual gap parts the lines, or a little more where a sentence is broken off."""
    most = max(column.gap + _GAP_STEP, _MIN_GAP)
    if column.fills(last) and not _ends(last) and not last.bold:
        most = max(most, _BROKEN_GAP)
    return -_OVERLAP <= (line.top - _bottom(last)) / last.height <= most


def _starts(group: list[Segment], line: Segment, column: _Column) -> bool:
    """Whether a line that stands close under another starts something of its own."""
    last = group[-1]
    if not (len(group) == 1 and _is_led_in(last)) and _is_set_otherwise(last, line, column):
        return True
    is_short = last.right < column.right - column.short * column.width
    return (is_short and _ends(last)) or _had_room(group, line) or _starts_item(line, last, column)


def _is_set_otherwise(last: Segment, line: Segment, column: _Column) -> bool:
    """Whether weight, font or place say that the line is none of the paragraph's."""
    if column.fills(last):
        # A run may be as bold as the label that it begins with, so weight alone does not end a broken sentence.
        goes_on = line.words[0].text[0].islower() or is_ideographic(line.text)
        return line.bold != last.bold and (_ends(last) or not goes_on)
    return line.bold != last.bold or _is_set_apart(last, line) or _is_other_centred(last, line, column)


def _is_led_in(line: Segment) -> bool:
    """Whether a line is bold only by the words that lead its paragraph in: "Warning: Do not", "概述。公司".

    Words that no wider space parts come as one run, in the font of the first.
    """
    text = line.text
    if not line.bold or not (lead := _LEAD.search(text)):
        return False
    found = number(text)
    if found and not (lead := _LEAD.search(text, found.end)):
        return False
    return is_ideographic(lead[0][0]) or not _ends(line)


def _had_room(group: list[Segment], line: Segment) -> bool:
    """Whether the line's first word had fitted on the line before, which so was ended on purpose."""
    last = group[-1]
    if last.words[-1].text.endswith(("-", SOFT_HYPHEN)):
        return False
    measure = max(line.right, *(one.right for one in group[-_NEAR:]), last.right)
    first = line.words[0]
    width = line.height if is_ideographic(first.text) else first.right - first.left
    slack = _SLACK if _ends(last) or _is_item(group[0]) else _WIDE_SLACK
    return measure - last.right > width + slack * line.height and not _are_centred(last, line)


def _is_aligned(group: list[Segment], line: Segment, column: _Column) -> bool:
    """Whether the line begins where a line of the paragraph may: first lines are indented, or all but the first."""
    last = group[-1]
    body = group[1].left if len(group) > 1 else last.left
    if _is_item(group[0]) and line.left < body - _INDENT * last.height:
        return False
    if line.left <= body + _INDENT * last.height:
        return True
    if last.right - last.left > _WIDE * column.width and not _ends(last) and _are_centred(last, line):
        return True
    if len(group) > 1 or line.left > last.left + _HANGING * last.height:
        return False
    return _is_item(last) or is_noted(last) or (column.fills(last) and not _ends(last))


def _starts_item(line: Segment, last: Segment, column: _Column) -> bool:
    """Whether the line begins a list's item; a number that a broken line happens to begin with does not."""
    if not _is_item(line):
        return False
    text = line.words[0].text
    breaks = column.fills(last) and not _ends(last) and abs(line.left - last.left) < 1.0
    return is_bullet(text) or not breaks or _is_item(last)


def _is_item(line: Segment) -> bool:
    first = line.words[0].text
    return (len(line.words) > 1 and is_marker(first)) or is_marked(first)


def _goes_on_caption(last: Segment, line: Segment, column: _Column) -> bool:
    """Whether a line goes on with a caption: centred under a line no shorter, or after one that fills the column."""
    if is_caption(line.text):
        return False
    fills = column.fills(last, _CAPTION_FULL)
    if _are_centred(last, line):
        is_shorter = line.right - line.left < _CAPTION_WIDER * (last.right - last.left)
        return is_shorter and (fills or not _is_set_apart(last, line))
    return fills and last.left - line.height <= line.left <= last.left + _HANGING * line.height


def _are_centred(last: Segment, line: Segment) -> bool:
    return abs(last.left + last.right - line.left - line.right) < 2 * _CENTRED * line.height


def _is_set_apart(last: Segment, line: Segment) -> bool:
    """Whether each line is of one font, and these are not the same: a title and the text under it."""
    fonts = [{_font(one.words[0], one.bold), _font(one.words[-1], one.bold)} for one in (last, line)]
    return all(len(font) == 1 for font in fonts) and fonts[0] != fonts[1]


def _font(word: Word, bold: bool) -> tuple[str, bool, str]:
    """What tells fonts apart; the colour only of bold lines, as running text has links that begin a line."""
    return _base(word.face.family), word.face.italic, word.face.colour if bold else ""


def _is_other_centred(last: Segment, line: Segment, column: _Column) -> bool:
    """Whether both lines are centred in the column, each for itself, as names and addresses are."""
    apart = _APART * line.height
    return (
        last.right - last.left <= _WIDE * column.width
        and abs(last.left - line.left) > apart
        and min(last.left, line.left) > column.left + apart
        and _are_centred(last, line)
    )


@lru_cache(1024)
def _base(family: str) -> str:
    """The family's name without its styles."""
    return _STYLE.sub("", family) or family


def _ends(line: Segment) -> bool:
    """Whether a sentence may end with the line."""
    return bool(_ENDS.search(line.words[-1].text))


def _is_beside_initial(first: Segment, line: Segment) -> bool:
    """Whether the line stands beside the large initial that `first` begins with."""
    initial = first.words[0]
    return (
        initial.height > _INITIAL * first.height
        and line.left >= initial.right
        and line.top < initial.bottom
        and line.bottom > initial.top
    )


def _bottom(line: Segment) -> float:
    """Where the line's bottom is without a large initial, which may reach down over lines below."""
    if len(line.words) > 1 and line.words[0].height > _INITIAL * line.height:
        return line.words[1].bottom
    return line.bottom


def is_caption(text: str) -> bool:
    """Whether the text starts as captions do: "Figure 3:", "表 2"."""
    return bool(_CAPTION.match(text))


def _block(group: list[Segment]) -> Block:
    first = group[0]
    kind = ElementKind.PARAGRAPH
    if _is_item(first):
        kind = ElementKind.LIST_ITEM
    elif is_caption(first.text):
        kind = ElementKind.CAPTION
    return Block(kind=kind, box=around(group), lines=[line.words for line in group])
