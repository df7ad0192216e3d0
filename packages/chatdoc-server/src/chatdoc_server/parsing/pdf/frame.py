"""Upright frames: text turned by a right angle is read as if the page were turned the other way.

Frames are those of `chatdoc_server.parsing.turn`.
"""

from collections.abc import Iterable
from operator import attrgetter

import msgspec

from chatdoc_server.document import Box
from chatdoc_server.parsing.pdf.model import Rule, Run, Word
from chatdoc_server.parsing.turn import to_frame, to_page


def nearest(rotation: int) -> int:
    """The right angle next to `rotation` degrees."""
    return round(rotation / 90) % 4 * 90


def turn_runs(runs: Iterable[Run], rotation: int, width: float, height: float) -> list[Run]:
    """The runs of that rotation, in its frame."""
    chosen = [run for run in runs if nearest(run.rotation) == rotation]
    return [_turn_run(run, rotation, width, height) for run in chosen] if rotation else chosen


def turn_rules(rules: Iterable[Rule], rotation: int, width: float, height: float) -> list[Rule]:
    """All rules, in the frame."""
    if not rotation:
        return list(rules)
    return [
        Rule(*to_frame(Box(rule.left, rule.top, rule.right, rule.bottom), rotation, width, height)) for rule in rules
    ]


def turn_back(lines: list[list[Word]], rotation: int, width: float, height: float) -> list[list[Word]]:
    """Lines of words of the frame as they stand on the page, of that width and height."""
    if not rotation:
        return lines
    return [
        [
            _moved(word, to_page(Box(word.left, word.top, word.right, word.bottom), rotation, width, height))
            for word in line
        ]
        for line in lines
    ]


def _moved(word: Word, box: Box) -> Word:
    return msgspec.structs.replace(word, left=box.left, top=box.top, right=box.right, bottom=box.bottom)


def _turn_run(run: Run, rotation: int, width: float, height: float) -> Run:
    words = []
    for word in run.words:
        box = to_frame(Box(word.left, word.top, word.right, word.bottom), rotation, width, height)
        words.append(_moved(word, box))
    # The library lists the words of turned text from the left of the page, not in reading order.
    words.sort(key=attrgetter("left"))
    return Run(tuple(words), *to_frame(Box(run.left, run.top, run.right, run.bottom), rotation, width, height))
