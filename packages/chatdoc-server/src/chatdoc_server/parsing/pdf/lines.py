"""Second step: runs of words to rows, and rows to segments between wide gaps."""

from collections.abc import Iterable
from operator import attrgetter

import msgspec

from chatdoc_server.parsing.pdf.model import Row, Run, Segment, Word

SEGMENT_GAP = 0.75
"""A gap between runs wider than this times the font height ends a segment."""

WORD_GAP = 1.6
"""The same between words of one run, which belong together unless far apart."""

_GLUE = 0.06
_OVERLAP = 0.5
_SAME = 0.1


def rows(runs: Iterable[Run]) -> list[Row]:
    """Rows from top to bottom, each its segments from left to right.

    Runs stand on one row when they overlap vertically by half of the smaller height.
    """
    grouped: list[list[Run]] = []
    top = bottom = 0.0
    for run in sorted(runs, key=attrgetter("top", "left")):
        height = run.bottom - run.top
        if grouped and min(bottom, run.bottom) - max(top, run.top) >= _OVERLAP * min(height, bottom - top):
            grouped[-1].append(run)
            # A small raised run must not drag the row's band with it.
            if height > bottom - top:
                top, bottom = run.top, run.bottom
        else:
            grouped.append([run])
            top, bottom = run.top, run.bottom
    return [segments(group) for group in grouped]


def segments(runs: list[Run]) -> Row:
    """The runs of one row, left to right, cut where a gap is wide."""
    row: Row = []
    words: list[Word] = []
    for run in sorted(runs, key=attrgetter("left")):
        limit = SEGMENT_GAP
        for word in run.words:
            if words:
                last = words[-1]
                height = word.height
                gap = word.left - last.right
                if gap > limit * height:
                    row.append(segment(words))
                    words = [word]
                elif -_OVERLAP < gap / height < _GLUE:
                    words[-1:] = _touching(last, word)
                else:
                    words.append(word)
            else:
                words.append(word)
            limit = WORD_GAP
    if words:
        row.append(segment(words))
    return row


def _touching(first: Word, second: Word) -> list[Word]:
    """Words of two runs with no space between: pieces of one word, or one and what is glued to it, as a raised mark."""
    same = first.bold == second.bold and abs(first.height - second.height) < _SAME * first.height
    if same and abs(first.top - second.top) < _SAME * first.height:
        top, bottom = min(first.top, second.top), max(first.bottom, second.bottom)
        whole = first.text + second.text
        return [msgspec.structs.replace(first, text=whole, top=top, right=second.right, bottom=bottom)]
    return [first, msgspec.structs.replace(second, glued=True)]


def segment(words: list[Word]) -> Segment:
    """One segment around the words."""
    top = min(word.top for word in words)
    bottom = max(word.bottom for word in words)
    return Segment(
        words=words,
        left=words[0].left,
        top=top,
        right=max(word.right for word in words),
        bottom=bottom,
        height=max(word.height for word in words),
        bold=all(word.bold for word in words),
    )
