"""Rows of prose to blocks: paragraphs, list items, captions."""

import itertools
import re
from statistics import median

from chatdoc_server.document import Box, ElementKind
from chatdoc_server.parsing.pdf.model import Block, Row, Segment

_MARKER = re.compile(
    r"^(?:[•●○◦▪■□–—·‣⁃➢✓►*\uf0b7\uf0a7\uf0d8-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)|\d{1,2}\.)$", re.IGNORECASE
)
_CAPTION = re.compile(
    r"^(?i:figure|fig\.|table|chart|exhibit|scheme|图|表)\s*(?:[A-Z][.-]?)?\d+(?:[.–-]\d+)*(?:[.:]|\s(?![a-z])|$)"
)
_FOOTNOTE = re.compile(r"^(?:\(\d{1,2}\)|\d{1,2}|\*{1,3}|[†‡§])$")
_ENDS = re.compile(r"[.!?:;。！？：；]['\"”’)]*$")
_SIZE_STEP = 0.12
_PARAGRAPH_GAP = 0.62
_INDENT = 0.8


def blocks(rows: list[Row]) -> list[Block]:
    """The blocks of one zone, from top to bottom."""
    lines = [line for row in rows for line in row]
    if not lines:
        return []
    left = min(line.left for line in lines)
    right = max(line.right for line in lines)
    usual = _usual_gap(lines)
    result: list[list[Segment]] = []
    for line in lines:
        if result and _continues(result[-1], line, usual, right - left, right):
            result[-1].append(line)
        else:
            result.append([line])
    return [_block(group) for group in result]


def _usual_gap(lines: list[Segment]) -> float:
    """The gap between lines of a paragraph, in font heights: the usual one of the zone."""
    gaps = [
        (lower.top - upper.bottom) / upper.height
        for upper, lower in itertools.pairwise(lines)
        if abs(lower.height - upper.height) < _SIZE_STEP * upper.height
        and -0.5 < lower.top - upper.bottom < upper.height
    ]
    return min(median(gaps), _PARAGRAPH_GAP) if gaps else 0.2


def _continues(group: list[Segment], line: Segment, usual: float, width: float, right: float) -> bool:
    """Whether the line goes on with the paragraph or list item that `group` is so far."""
    last = group[-1]
    height = last.height
    gap = (line.top - last.bottom) / height
    if gap > max(usual + 0.3, 0.25) or gap < -0.6:
        return False
    if abs(line.height - height) > _SIZE_STEP * max(height, line.height) or line.bold != last.bold:
        return False
    if min(line.right, last.right) < max(line.left, last.left):
        return False
    if _is_marked(line) or (last.right < right - 0.3 * width and _ENDS.search(last.words[-1].text)):
        return False
    # A first line is indented; so is every line of a list item but the first.
    body = group[1].left if len(group) > 1 else last.left
    return line.left <= body + _INDENT * height or (len(group) == 1 and _is_marked(last))


def _is_marked(line: Segment) -> bool:
    return len(line.words) > 1 and bool(_MARKER.match(line.words[0].text))


def is_caption(text: str) -> bool:
    """Whether the text starts as captions do: "Figure 3:"."""
    return bool(_CAPTION.match(text))


def _block(group: list[Segment]) -> Block:
    first = group[0]
    kind = ElementKind.PARAGRAPH
    if _is_marked(first):
        kind = ElementKind.LIST_ITEM
    elif is_caption(first.text):
        kind = ElementKind.CAPTION
    return Block(kind=kind, box=around(group), lines=[line.words for line in group])


def around(lines: list[Segment]) -> Box:
    """The smallest box that holds the lines."""
    return Box(
        min(line.left for line in lines),
        min(line.top for line in lines),
        max(line.right for line in lines),
        max(line.bottom for line in lines),
    )
