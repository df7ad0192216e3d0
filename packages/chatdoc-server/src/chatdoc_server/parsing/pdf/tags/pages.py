"""A tagged page's rows as the blocks that its tags name, where the tags can be trusted."""

import itertools
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from chatdoc_server.document import Box, ElementKind
from chatdoc_server.parsing.pdf.blocks.paragraphs import is_caption
from chatdoc_server.parsing.pdf.boxes import area, around
from chatdoc_server.parsing.pdf.model import NO_MCID, Block, Row, Segment, Tag, Word
from chatdoc_server.parsing.pdf.tables import tagged as tables
from chatdoc_server.parsing.pdf.tags.roles import Part, parts, pictured, says_something

COVERED = 0.75
"""The share of a page's words that its tags must name before they are trusted; heads and feet are often left out."""

_ORDERLY = 0.8
_OVERLAP = 0.3


class Tagged(NamedTuple):
    """What the tags name, as blocks in their order, and the rows of all other words."""

    blocks: list[Block]
    rest: list[Row]


def tagged_blocks(rows: Sequence[Row], tags: Sequence[Tag]) -> Tagged | None:
    """The blocks of upright rows by the page's tags, None where the tags say little or can't be right.

    Many files are tagged by programs that know nothing of what they tag: every line a paragraph, or all text without a
    role. Trusted are tags that name most words, more than paragraphs, in an order that a reader would follow, and
    blocks that don't lie over one another.
    """
    if not tags or not says_something(tags):
        return None
    found = parts(tags)
    owner = {mcid: at for at, part in enumerate(found) for mcid in part.mcids}
    apart = pictured(tags)
    words = [word for row in rows for segment in row for word in segment.words if word.mcid not in apart]
    named = sum(word.mcid in owner for word in words)
    if not named or named < COVERED * len(words):
        return None
    content = _Content(rows)
    blocks = [block for part in found for block in _blocks(part, content)]
    return Tagged(blocks, _rest(rows, owner)) if _is_sane([block.box for block in blocks]) else None


class _Content:
    """The words of a page by the marked content that they belong to."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._places: dict[int, list[tuple[int, int, Word]]] = {}
        for at, row in enumerate(rows):
            for place, word in enumerate(word for segment in row for word in segment.words):
                if word.mcid != NO_MCID:
                    self._places.setdefault(word.mcid, []).append((at, place, word))

    def lines(self, mcids: Iterable[int]) -> list[list[Word]]:
        """The words of marked contents, row by row and within a row as it has them.

        Where a line's label or number is marked before or after its text says nothing of where it is read.
        """
        found = [one for mcid in dict.fromkeys(mcids) for one in self._places.get(mcid, ())]
        found.sort(key=itemgetter(0, 1))
        return [[word for _, _, word in line] for _, line in itertools.groupby(found, key=itemgetter(0))]


def _blocks(part: Part, content: _Content) -> list[Block]:
    """The part's block; several where it goes on in another column."""
    lines = content.lines(part.mcids)
    if not lines:
        return []
    if part.table is not None:
        table = tables.grid(part.table, content.lines)
        return [Block(kind=part.kind, box=around(_words(lines)), lines=[], grid=table, stated=part.level)]
    kind = _kind(lines) if part.kind is ElementKind.PARAGRAPH and part.level < 0 else part.kind
    return [
        Block(kind=kind, box=around(_words(column)), lines=column, stated=part.level)
        for column in _columns(part.mcids, content)
    ]


def _kind(lines: Sequence[Sequence[Word]]) -> ElementKind:
    """What a paragraph is by its text: many writers have no tag for captions, nor for code."""
    if _is_fixed(lines):
        return ElementKind.CODE
    is_named = is_caption(" ".join(word.text for word in lines[0]))
    return ElementKind.CAPTION if is_named else ElementKind.PARAGRAPH


def _is_fixed(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether all letters are as wide: writers have no style for code that is known as such everywhere."""
    return len(lines) > 1 and all(word.face.fixed for line in lines for word in line)


def _columns(mcids: Iterable[int], content: _Content) -> list[list[list[Word]]]:
    """The lines of marked contents, by the columns that they stand in: a new one starts where the text goes up."""
    result: list[list[int]] = []
    bottom = 0.0
    for mcid in mcids:
        lines = content.lines([mcid])
        if not lines:
            continue
        box = around(_words(lines))
        if not result or box.bottom < bottom - (box.bottom - box.top):
            result.append([])
        result[-1].append(mcid)
        bottom = box.bottom
    return [content.lines(column) for column in result]


def _rest(rows: Sequence[Row], owner: dict[int, int]) -> list[Row]:
    result = []
    for row in rows:
        kept = [segment for segment in row if any(word.mcid not in owner for word in segment.words)]
        left = [_without(segment, owner) for segment in kept]
        if left:
            result.append(left)
    return result


def _without(segment: Segment, owner: dict[int, int]) -> Segment:
    words = [word for word in segment.words if word.mcid not in owner]
    box = around(words)
    return Segment(words, box.left, box.top, box.right, box.bottom, segment.height, segment.bold)


def _is_sane(boxes: Sequence[Box]) -> bool:
    """Whether blocks that follow one another go down or to another column, and hardly overlap."""
    pairs = list(itertools.pairwise(boxes))
    orderly = sum(_follows(one, other) for one, other in pairs)
    apart = sum(_shared(one, other) < _OVERLAP for one, other in pairs)
    return min(orderly, apart) >= _ORDERLY * len(pairs)


def _follows(one: Box, other: Box) -> bool:
    is_below = other.top >= one.top - (one.bottom - one.top) / 2
    return is_below or other.left >= one.right or other.right <= one.left


def _shared(one: Box, other: Box) -> float:
    """How much of the smaller box lies in the other, from 0 to 1."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min(area(one), area(other))
    return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0.0


def _words(lines: Sequence[Sequence[Word]]) -> list[Word]:
    return [word for line in lines for word in line]
