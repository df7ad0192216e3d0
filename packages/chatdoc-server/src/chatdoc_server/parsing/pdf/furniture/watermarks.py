"""Watermarks: words laid over a page or under its text, which no row of text may take up.

DRAFT, CONFIDENTIAL, 机密: larger than the text and askew, or pale and lying under it, or pale, askew and said over
and over. Small texts askew are a chart's labels, large upright ones that lie on nothing are titles.
"""

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from statistics import median
from typing import NamedTuple

from chatdoc_server.document import Box, ElementKind
from chatdoc_server.parsing.pdf.boxes import around
from chatdoc_server.parsing.pdf.model import Block, Run

_ASKEW = 12
_LARGE = 1.6
_VERY_LARGE = 2.5
_PALE = 0.6
_COPIES = 3
_CROSSED = 2
_MOST_WORDS = 12
_MOST_KNOWN = 1000


class Marked(NamedTuple):
    """The runs of a page apart from its watermarks, each of which is one block."""

    runs: tuple[Run, ...]
    marks: list[Block]


class Watermarks:
    """Parts watermarks from pages' other text; those of pages before are known again."""

    def __init__(self) -> None:
        self._known: set[tuple[str, int, int]] = set()

    def part(self, runs: tuple[Run, ...]) -> Marked:
        """Part one page's watermarks from its other runs."""
        suspects = [run for run in runs if _is_askew(run) or _is_pale(run)]
        if not suspects:
            return Marked(runs, [])
        usual = median([word.height for run in runs if not _is_askew(run) for word in run.words] or [0.0])
        said = Counter(_text(run) for run in suspects)
        chosen = [run for run in suspects if _place(run) in self._known or _is_mark(run, runs, usual, said)]
        if not chosen:
            return Marked(runs, [])
        if len(self._known) < _MOST_KNOWN:
            self._known.update(map(_place, chosen))
        found = set(map(id, chosen))
        return Marked(tuple(run for run in runs if id(run) not in found), [_block(group) for group in _grouped(chosen)])


def _place(run: Run) -> tuple[str, int, int]:
    return _text(run), round(run.left), round(run.top)


def _is_mark(run: Run, runs: Sequence[Run], usual: float, said: Counter[str]) -> bool:
    height = max(word.height for word in run.words)
    if len(run.words) > _MOST_WORDS or not any(map(str.isalpha, _text(run))):
        return False
    if _is_askew(run):
        copies = said[_text(run)] >= _COPIES and _is_pale(run)
        return copies or height >= _LARGE * usual
    return height >= _VERY_LARGE * usual and _crossed(run, runs) >= _CROSSED


def _is_askew(run: Run) -> bool:
    turn = run.rotation % 90
    if not turn:
        return False  # as nearly all text
    return min(turn, 90 - turn) >= _ASKEW


def _is_pale(run: Run) -> bool:
    """Whether its words are lighter than any text that is to be read: half transparent ones pass for their colour."""
    return _is_pale_colour(run.words[0].face.colour)


@lru_cache(256)
def _is_pale_colour(colour: str) -> bool:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return 0.3 * red + 0.59 * green + 0.11 * blue >= _PALE


def _crossed(run: Run, runs: Sequence[Run]) -> int:
    """How many other runs lie over it; as many as tell, it does not count on."""
    crossed = 0
    for other in runs:
        if other is not run and (
            run.left < other.right and other.left < run.right and run.top < (other.top + other.bottom) / 2 < run.bottom
        ):
            crossed += 1
            if crossed >= _CROSSED:
                break
    return crossed


def _grouped(runs: Sequence[Run]) -> list[list[Run]]:
    """Words askew in one direction that follow one another are one mark; copies of it are marks of their own."""
    groups: list[list[Run]] = []
    for run in runs:
        last = groups[-1] if groups else None
        if last and last[-1].rotation == run.rotation and _text(last[-1]) != _text(run) and _touch(last[-1], run):
            last.append(run)
        else:
            groups.append([run])
    return groups


def _touch(one: Run, other: Run) -> bool:
    reach = max(word.height for word in one.words)
    return (
        max(one.left, other.left) - min(one.right, other.right) < reach
        and max(one.top, other.top) - min(one.bottom, other.bottom) < reach
    )


def _block(runs: Sequence[Run]) -> Block:
    box = Box(runs[0].left, runs[0].top, runs[0].right, runs[0].bottom)
    for run in runs[1:]:
        box = around([box, run])
    return Block(kind=ElementKind.WATERMARK, box=box, lines=[list(run.words) for run in _in_order(runs)])


def _in_order(runs: Sequence[Run]) -> list[Run]:
    """The runs line by line, along the direction that their text takes."""
    angle = math.radians(runs[0].rotation)
    height = max(word.height for run in runs for word in run.words)

    def place(run: Run) -> tuple[int, float]:
        across, down = (run.left + run.right) / 2, (run.top + run.bottom) / 2
        line = down * math.cos(angle) - across * math.sin(angle)
        return round(line / height), across * math.cos(angle) + down * math.sin(angle)

    return sorted(runs, key=place)


def _text(run: Run) -> str:
    return " ".join(word.text for word in run.words)
