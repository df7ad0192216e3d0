"""What character recognition read on a page, as runs of words like those that a PDF holds."""

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from chatdoc_server.document import Box
from chatdoc_server.parsing.ocr.letters import is_wide
from chatdoc_server.parsing.ocr.page import OcrPage
from chatdoc_server.parsing.pdf.boxes import around
from chatdoc_server.parsing.pdf.lines import SEGMENT_GAP
from chatdoc_server.parsing.pdf.model import ASCENT_TO_DESCENT, RawPage, Run, Word
from chatdoc_server.parsing.pdf.text import normalise
from chatdoc_server.parsing.turn import size as size_of_frame
from chatdoc_server.parsing.turn import to_page

_SAME_SIZE = 1.07
_SIZE_STEP = 0.5
_BOLD = 1.22


class _Line(NamedTuple):
    """A line of words as (text, box in its frame, glued), in points; strokes are in sizes of its font."""

    words: tuple[tuple[str, Box, bool], ...]
    rotation: int
    size: float
    stroke: float

    @property
    def length(self) -> int:
        """How many characters it has."""
        return sum(len(text) for text, _, _ in self.words)

    @property
    def is_wide(self) -> bool:
        """Whether it is Chinese or Japanese, whose strokes are of their own."""
        return any(is_wide(text[0]) for text, _, _ in self.words)


def with_text(page: RawPage, found: OcrPage, width: int, height: int) -> RawPage:
    """The page with the text that was found in its picture, of that width and height in pixels, and no other."""
    lines = _in_points(found, page.width / width, page.height / height)
    sizes = _settled([line.size for line in lines], [line.length for line in lines])
    bold = _bold(lines)
    runs = [
        run for line, size, is_bold in zip(lines, sizes, bold, strict=True) for run in _runs(line, size, is_bold, page)
    ]
    return msgspec.structs.replace(page, runs=tuple(runs), skew=found.skew, rotation=found.rotation, was_ocr_read=True)


def _in_points(found: OcrPage, across: float, down: float) -> list[_Line]:
    """The lines in points, of which a pixel of the picture has so many across and down."""
    lines = []
    for line in found.lines:
        # The picture has the page's proportions but for a fraction of a pixel.
        x, y = size_of_frame(line.rotation, across, down)
        words = [
            (text, Box(box.left * x, box.top * y, box.right * x, box.bottom * y), word.glued)
            for word in line.spelt.words
            if (text := normalise(word.text)) and (box := word.box)
        ]
        if words:
            lines.append(_Line(tuple(words), line.rotation, line.spelt.size * y, line.spelt.stroke))
    return lines


def _settled(sizes: Sequence[float], lengths: Sequence[int]) -> list[float]:
    """Sizes as fonts have them: measured ones differ by a few per cent, those of one page's text hardly do."""
    result = list(sizes)
    group: list[int] = []
    order = sorted(range(len(sizes)), key=sizes.__getitem__)
    for at, after in itertools.zip_longest(order, order[1:]):
        group.append(at)
        if after is None or sizes[after] > _SAME_SIZE * _middle(
            [sizes[one] for one in group], [lengths[one] for one in group]
        ):
            usual = _middle([sizes[one] for one in group], [lengths[one] for one in group])
            for one in group:
                result[one] = max(round(usual / _SIZE_STEP), 1) * _SIZE_STEP
            group = []
    return result


def _bold(lines: Sequence[_Line]) -> list[bool]:
    """Which lines have strokes much thicker than most text of their kind on the page."""
    usual = {
        wide: _middle([line.stroke for line in kind], [line.length for line in kind])
        for wide in (False, True)
        if (kind := [line for line in lines if line.is_wide is wide])
    }
    return [line.stroke > _BOLD * usual[line.is_wide] for line in lines]


def _middle(values: Iterable[float], weights: Iterable[float]) -> float:
    """The weighted median."""
    ordered = sorted(zip(values, weights, strict=True))
    sums = np.cumsum([weight for _, weight in ordered])
    return ordered[int(np.searchsorted(sums, sums[-1] / 2))][0]


def _runs(line: _Line, size: float, bold: bool, page: RawPage) -> list[Run]:
    """The line cut where a gap is wide; what a PDF draws together seldom has one."""
    height = size * ASCENT_TO_DESCENT
    groups: list[list[Word]] = []
    last: Box | None = None
    for text, box, glued in line.words:
        if starts := last is None or box.left - last.right > SEGMENT_GAP * height:
            groups.append([])
        own = to_page(box, line.rotation, page.width, page.height)
        groups[-1].append(Word(text, *own, bold, glued and not starts, height))
        last = box
    return [_run(words, line.rotation) for words in groups]


def _run(words: Sequence[Word], rotation: int) -> Run:
    return Run(tuple(words), *around(words), rotation)
