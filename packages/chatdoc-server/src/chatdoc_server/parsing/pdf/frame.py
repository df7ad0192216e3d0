"""Upright frames: text turned by a right angle is read as if the page were turned the other way.

A frame is named by the clockwise rotation of its text, 0, 90, 180 or 270 degrees. Its origin is the
corner where upright text would start.
"""

from collections.abc import Iterable
from operator import attrgetter

from chatdoc_server.document import Box
from chatdoc_server.parsing.pdf.model import Rule, Run, Word


def nearest(rotation: int) -> int:
    """The right angle next to `rotation` degrees."""
    return round(rotation / 90) % 4 * 90


def size(rotation: int, width: float, height: float) -> tuple[float, float]:
    """Width and height of the frame for a page of that width and height."""
    return (height, width) if rotation in {90, 270} else (width, height)


def to_frame(box: Box, rotation: int, width: float, height: float) -> Box:
    """A box of the page, of that width and height, as it stands in the frame."""
    left, top, right, bottom = box
    if rotation == 90:
        return Box(top, width - right, bottom, width - left)
    if rotation == 180:
        return Box(width - right, height - bottom, width - left, height - top)
    if rotation == 270:
        return Box(height - bottom, left, height - top, right)
    return box


def to_page(box: Box, rotation: int, width: float, height: float) -> Box:
    """A box of the frame as it stands on the page, of that width and height."""
    return to_frame(box, -rotation % 360, *size(rotation, width, height))


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
            Word(
                word.text,
                *to_page(Box(word.left, word.top, word.right, word.bottom), rotation, width, height),
                word.bold,
                word.glued,
                word.height,
            )
            for word in line
        ]
        for line in lines
    ]


def _turn_run(run: Run, rotation: int, width: float, height: float) -> Run:
    words = []
    for word in run.words:
        box = to_frame(Box(word.left, word.top, word.right, word.bottom), rotation, width, height)
        words.append(Word(word.text, *box, word.bold, word.glued, word.height))
    # The library lists the words of turned text from the left of the page, not in reading order.
    words.sort(key=attrgetter("left"))
    return Run(tuple(words), *to_frame(Box(run.left, run.top, run.right, run.bottom), rotation, width, height))
