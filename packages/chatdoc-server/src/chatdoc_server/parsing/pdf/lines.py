"""Second step: runs of words to rows, and rows to segments between wide gaps."""

import itertools
from collections.abc import Iterable, Sequence
from operator import attrgetter

import msgspec

from chatdoc_server.parsing.pdf.blocks.lists import is_marker, is_section_number
from chatdoc_server.parsing.pdf.model import Row, Run, Segment, Word

SEGMENT_GAP = 0.75
"""A gap between runs wider than this times the font height ends a segment."""

WORD_GAP = 1.6
"""The same between words of one run, which belong together unless far apart."""

_GLUE = 0.06
_OVERLAP = 0.5
_SAME = 0.1
_THIN = 0.1
_WHOLE = 0.7
_LEVEL = 0.65
_STACKED = 0.8
_INITIAL = 1.7
_OPEN = 4
_HANGING = 3.0
_JUSTIFIED_WORDS = 4
_WIDE = 2.5
_EVEN = 1.6
_NEAR = 1.3
_EDGE = 1.0
_INDENT = 4.0
_ALIKE = 1.35
_MOSTLY = 0.6


def rows(runs: Iterable[Run]) -> list[Row]:
    """Rows from top to bottom, each its segments from left to right.

    Runs stand on one row when they overlap vertically by half of the smaller height, unless one stands under another:
    where columns have other pitches, two lines of one meet one line of the other.
    """
    bands: list[_Band] = []
    for run in sorted(runs, key=attrgetter("top", "left")):
        band = _band_of(run, bands)
        if band is None:
            bands.append(_Band(run))
        else:
            band.add(run)
    return [segments(band.runs) for band in bands]


class _Band:
    """The runs of one row so far, and how high it is: as its highest run, so that no raised mark drags it along."""

    def __init__(self, run: Run) -> None:
        self.runs = [run]
        self.top = run.top
        self.bottom = run.bottom
        self.font = run.words[0].height

    def add(self, run: Run) -> None:
        """Put one more run into the row."""
        self.runs.append(run)
        if run.bottom - run.top > self.bottom - self.top:
            self.top, self.bottom = run.top, run.bottom
        self.font = max(self.font, run.words[0].height)

    def likeness(self, run: Run) -> float:
        """How much a run has in common with the row, from 0; over 1 when it stands on the baseline of one in it."""
        height, own = run.bottom - run.top, self.bottom - self.top
        common = min(self.bottom, run.bottom) - max(self.top, run.top)
        if common < _OVERLAP * min(height, own):
            return 0.0
        if abs(self.runs[-1].bottom - run.bottom) < _SAME * height:
            return 2.0
        font = run.words[0].height
        if abs(self.font - font) < _SAME * font and min(height, own) > _WHOLE * font and common < _LEVEL * height:
            return 0.0  # of another column, whose lines stand between these
        if self.font > _INITIAL * font and min(run.top - self.top, self.bottom - run.bottom) > _OVERLAP * height:
            return 0.0  # beside a large initial, neither on its first line nor on its last
        return common / max(height, own, _THIN)

    def is_over(self, run: Run) -> bool:
        """Whether a run of the row stands over this one, as a line does and a raised or lowered mark does not."""
        height = run.bottom - run.top
        wide = _STACKED * run.words[0].height
        left, right, top = run.left + wide, run.right - wide, run.top
        return any(
            min(other.right, run.right) - max(other.left, run.left) > wide
            and other.bottom - top < _OVERLAP * min(height, other.bottom - other.top)
            for other in self.runs
            if other.right > left and other.left < right
        )


def _band_of(run: Run, bands: Sequence[_Band]) -> _Band | None:
    """The row that a run stands on, of the last few: the one it has most in common with."""
    best: _Band | None = None
    most = 0.0
    for band in bands[: -_OPEN - 1 : -1]:
        likeness = band.likeness(run)
        if likeness > most and not band.is_over(run):
            best, most = band, likeness
    return best


def segments(runs: list[Run]) -> Row:
    """The runs of one row, left to right, cut where a gap is wide."""
    row: Row = []
    words: list[Word] = []
    for run in sorted(runs, key=attrgetter("left")):
        limit = SEGMENT_GAP
        for word in _from_left(run):
            if words:
                last = words[-1]
                height = word.height
                gap = word.left - last.right
                if gap > limit * height and not (gap < _HANGING * height and _is_marking(words, word)):
                    row.append(segment(words))
                    words = [word]
                elif -_OVERLAP < gap / height < _GLUE and not (limit == WORD_GAP and leans(last, word.text)):
                    words[-1:] = _touching(last, word)
                else:
                    words.append(word)
            else:
                words.append(word)
            limit = WORD_GAP
    if words:
        row.append(segment(words))
    return row


def leans(word: Word, text: str) -> bool:
    """Whether a word of a run touches the text after it only as an italic f leans over the space between them."""
    return word.face.italic and len(word.text) > 1 and len(text) > 1 and word.text[-1].isalpha() and text[0].isalnum()


def _from_left(run: Run) -> Sequence[Word]:
    """The run's words from left to right; those of a script that runs to the left come in other orders."""
    words = run.words
    before = words[0].left
    for word in words:
        if word.left < before:
            return sorted(words, key=attrgetter("left"))
        before = word.left
    return words


def _is_marking(words: Sequence[Word], word: Word) -> bool:
    """Whether the words are a list's marker, or a section's number, and the next one begins its item or title."""
    if len(words) != 1 or not word.text[0].isalpha():
        return False
    return is_marker(words[0].text) or (words[0].bold and word.bold and is_section_number(words[0].text))


def _touching(first: Word, second: Word) -> list[Word]:
    """Words of two runs with no space between: pieces of one word, or one and what is glued to it, as a raised mark."""
    same = first.bold == second.bold and abs(first.height - second.height) < _SAME * first.height
    if same and abs(first.top - second.top) < _SAME * first.height:
        top, bottom = min(first.top, second.top), max(first.bottom, second.bottom)
        whole = first.text + second.text
        return [msgspec.structs.replace(first, text=whole, top=top, right=second.right, bottom=bottom)]
    return [first, msgspec.structs.replace(second, glued=True)]


def rejoined(rows: list[Row]) -> list[Row]:
    """The rows of a column, justified lines that were cut at their wide spaces made whole.

    Such a line fills the column, and its spaces are alike; or it fills it as a line next to it does, and its spaces are
    not much wider than usual.
    """
    if all(len(row) == 1 for row in rows):
        return list(rows)
    left, right = min([row[0].left for row in rows]), max([row[-1].right for row in rows])
    spread = [len(row) > 1 and _is_spread(row, left, right) for row in rows]
    is_prose = _is_mostly_prose(rows, spread)
    return [
        [segment([word for part in row for word in part.words])]
        if len(row) > 1 and ((is_prose and spread[at]) or _spreads_as_neighbour(rows, at))
        else row
        for at, row in enumerate(rows)
    ]


def _is_mostly_prose(rows: Sequence[Row], spread: Sequence[bool]) -> bool:
    whole = sum(1 for row in rows if len(row) == 1 and len(row[0].words) >= _JUSTIFIED_WORDS)
    return whole > 1 and (whole + sum(spread)) > _MOSTLY * len(rows)


def _is_spread(row: Row, left: float, right: float) -> bool:
    """Whether the row runs from edge to edge with nothing but even spaces."""
    height = row[0].height
    if abs(row[0].left - left) > height or abs(row[-1].right - right) > _SAME * height:
        return False
    spaces = _spaces(row)
    return max(spaces) < _WIDE * height and max(spaces) < _ALIKE * min(spaces)


def _spreads_as_neighbour(rows: Sequence[Row], at: int) -> bool:
    """Whether the row fills the column as the one over or under it; a paragraph's first line may be indented."""
    return (at > 0 and _spreads_as(rows[at], rows[at - 1], _EDGE)) or (
        at + 1 < len(rows) and _spreads_as(rows[at], rows[at + 1], _INDENT)
    )


def _spreads_as(row: Row, other: Row, indent: float) -> bool:
    if len(other) != 1 or len(other[0].words) < _JUSTIFIED_WORDS:
        return False
    height = row[0].height
    is_inside = -_EDGE * height <= row[0].left - other[0].left <= indent * height
    if not is_inside or abs(row[-1].right - other[0].right) > _SAME * height:
        return False
    spaces = _spaces(row)
    return max(spaces) < _WIDE * height and (max(spaces) < _EVEN * min(spaces) or max(spaces) < _NEAR * height)


def _spaces(row: Row) -> list[float]:
    """How wide the spaces between the row's words are."""
    words = [word for part in row for word in part.words]
    return [right.left - left.right for left, right in itertools.pairwise(words) if not right.glued]


def segment(words: list[Word]) -> Segment:
    """One segment around the words."""
    first = words[0]
    if len(words) == 1:
        return Segment(words, first.left, first.top, first.right, first.bottom, first.height, first.bold)
    return Segment(
        words=words,
        left=first.left,
        top=min([word.top for word in words]),
        right=max([word.right for word in words]),
        bottom=max([word.bottom for word in words]),
        height=_height(words),
        bold=first.bold and all(word.bold for word in words),
    )


def _height(words: Sequence[Word]) -> float:
    """The font height of most of the words' characters, which neither a raised mark nor a large initial changes."""
    lengths: dict[float, int] = dict.fromkeys([word.height for word in words], 0)
    if len(lengths) == 1:
        return words[0].height
    for word in words:
        lengths[word.height] += len(word.text)
    return max(lengths, key=lambda height: (lengths[height], height))
