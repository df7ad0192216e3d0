"""Which of a page's texts may be labels of a figure, and which are content that no figure may take."""

import itertools
import re
from collections.abc import Sequence
from statistics import median

from chatdoc_server.document import Box
from chatdoc_server.parsing.pdf.blocks.paragraphs import is_caption
from chatdoc_server.parsing.pdf.frame import nearest
from chatdoc_server.parsing.pdf.model import RawPage, Row, Run, Segment

_LONG = 9
_MAX_WORDS = 8
_PROSE_WORDS = 12
_CONTENT_WORDS = 25
_TABLE_ROWS = 3
_LINE_GAP = 0.9
_INDENT = 14.0
_LOOK_BACK = 12
_TALLER = 1.15
_REACH_BELOW = 1.1
_REACH_ASIDE = 1.2
_MAX_GROWTH = 60.0
_A_WORD = 2
_REACH_TICKS = 3.0
_ALIGNED = 2.0
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0002ffff]")
_FIGURE = re.compile(r"^[($€£¥-]*\d[\d.,]*[)%]*$|^[—–-]$")


class Labels:
    """The texts of one page, those of running text and of tables' rows told apart."""

    def __init__(self, rows: Sequence[Row], page: RawPage) -> None:
        self._texts = [one for row in rows for one in row]
        self._prose = _prose(self._texts)
        self._tabular = [row for row in rows if _is_tabular(row)]
        taken = {id(one) for row in self._tabular for one in row}
        usual = median(one.height for one in self._texts) if self._texts else 0.0
        self._free: list[Segment | Run] = [
            one for one in self._texts if id(one) not in self._prose and id(one) not in taken and _may_label(one, usual)
        ]
        self._ticks = _ticks([one for one in self._free if isinstance(one, Segment)], self._tabular)
        self._free += [run for run in page.runs if nearest(run.rotation)]

    def with_labels(self, box: Box) -> Box:
        """The box with the labels close by, as far as a figure's labels reach from its ink."""
        grown = [*box]
        for one in self._free:
            height = one.height if isinstance(one, Segment) else min(one.right - one.left, one.bottom - one.top)
            aside, below = (_REACH_TICKS, _REACH_TICKS) if id(one) in self._ticks else (_REACH_ASIDE, _REACH_BELOW)
            if is_near(box, Box(one.left, one.top, one.right, one.bottom), aside * height, below * height):
                wider = [
                    min(grown[0], one.left),
                    min(grown[1], one.top),
                    max(grown[2], one.right),
                    max(grown[3], one.bottom),
                ]
                if max(abs(new - old) for new, old in zip(wider, box, strict=True)) <= _MAX_GROWTH:
                    grown = wider
        return Box(*grown)

    def short_of_captions(self, box: Box) -> Box:
        """The box up to the captions in it: an image may be cut off there without its file saying so."""
        left, top, right, bottom = box
        for one in self._texts:
            if stands_in(one, box) and is_caption(one.text):
                if one.top >= (box.top + box.bottom) / 2:
                    bottom = min(bottom, one.top)
                else:
                    top = max(top, one.bottom)
        return Box(left, top, right, bottom)

    def short_of_prose(self, box: Box, grown: Box) -> Box:
        """The grown box, but no further than to the running text that a side would have passed over."""
        left, top, right, bottom = grown
        if grown == box:
            return grown
        for one in self._texts:
            if id(one) not in self._prose or not stands_in(one, grown) or stands_in(one, box):
                continue
            if one.bottom <= box.top:
                top = max(top, one.bottom)
            elif one.top >= box.bottom:
                bottom = min(bottom, one.top)
            elif one.right <= box.left:
                left = max(left, one.right)
            elif one.left >= box.right:
                right = min(right, one.left)
        return Box(left, top, right, bottom)

    def words_in(self, box: Box) -> float:
        """How many words stand in the box."""
        return sum(length(one) for one in self._texts if stands_in(one, box))

    def holds_content(self, box: Box) -> bool:
        """Whether running text or a table stands in the box."""
        words = sum(length(one) for one in self._texts if id(one) in self._prose and stands_in(one, box))
        if words >= _CONTENT_WORDS:
            return True
        return sum(1 for row in self._tabular if all(stands_in(one, box) for one in row)) >= _TABLE_ROWS


def stands_in(one: Segment | Run, box: Box) -> bool:
    """Whether the text's middle is in the box."""
    return box.left <= (one.left + one.right) / 2 <= box.right and box.top <= (one.top + one.bottom) / 2 <= box.bottom


def is_near(one: Box, other: Box, aside: float, below: float) -> bool:
    """Whether the boxes overlap, or stand side by side or one under another no further apart than that."""
    across = max(one.left, other.left) - min(one.right, other.right)
    down = max(one.top, other.top) - min(one.bottom, other.bottom)
    return (across <= 0 and down <= below) or (down <= 0 and across <= aside)


def length(one: Segment) -> float:
    """How many words the text has; of scripts that write none apart, as many as they would have."""
    return sum(1.0 if word.text.isascii() else max(len(_WIDE.findall(word.text)) / _A_WORD, 1.0) for word in one.words)


def is_long(one: Segment) -> bool:
    """Whether the text is as long as a line of running text."""
    return length(one) >= _LONG


def _may_label(one: Segment, usual: float) -> bool:
    return length(one) <= _MAX_WORDS and not one.bold and one.height <= _TALLER * usual and not is_caption(one.text)


def _ticks(texts: Sequence[Segment], tabular: Sequence[Row]) -> set[int]:
    """The identities of numbers in line with others, as on the axes of charts, where they stand further off.

    What stands close over a table's figures is its head.
    """
    numbers = [one for one in texts if _FIGURE.match(one.text) and not any(_is_over(one, row) for row in tabular)]
    found: set[int] = set()
    for edges in (
        [one.left for one in numbers],
        [one.right for one in numbers],
        [(one.top + one.bottom) / 2 for one in numbers],
    ):
        order = sorted(range(len(numbers)), key=edges.__getitem__)
        for one, other in itertools.pairwise(order):
            if edges[other] - edges[one] < _ALIGNED:
                found |= {id(numbers[one]), id(numbers[other])}
    return found


def _is_over(one: Segment, row: Row) -> bool:
    return 0 <= row[0].top - one.bottom <= _REACH_TICKS * one.height and any(
        one.left < other.right and other.left < one.right for other in row[1:]
    )


def _prose(texts: Sequence[Segment]) -> set[int]:
    """The identities of what is running text or a caption: long lines, and lines of one paragraph."""
    chains: list[list[Segment]] = []
    for one in sorted(texts, key=lambda text: text.top):
        for chain in reversed(chains[-_LOOK_BACK:]):
            if _follows(chain[-1], one):
                chain.append(one)
                break
        else:
            chains.append([one])
    found: set[int] = set()
    for chain in chains:
        words = sum(length(one) for one in chain)
        is_prose = len(chain) > 1 and words >= _PROSE_WORDS and length(chain[0]) >= _PROSE_WORDS / 3
        if is_prose or is_long(chain[0]) or is_caption(chain[0].text):
            found.update(id(one) for one in chain)
    return found


def _follows(last: Segment, one: Segment) -> bool:
    gap = (one.top - last.bottom) / last.height
    return (
        -0.6 < gap < _LINE_GAP
        and abs(one.height - last.height) < 0.1 * last.height
        and min(one.right, last.right) > max(one.left, last.left)
        and abs(one.left - last.left) < _INDENT
    )


def _is_tabular(row: Row) -> bool:
    """Whether the row is a label with two figures or more to its right."""
    if len(row) < 3 or not any(map(str.isalpha, row[0].words[0].text)):
        return False
    figures = (word.text for one in itertools.islice(row, 1, None) for word in one.words)
    return sum(1 for text in figures if _FIGURE.match(text)) > 1
