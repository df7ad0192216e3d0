"""Ranks of headings to levels and parents: one tree in reading order."""

from collections import Counter
from collections.abc import Sequence

from chatdoc_server.document import FURNITURE
from chatdoc_server.parsing.pdf.drafts import Draft

LEVELS = 9
"""The deepest level there is; formats with fewer write deeper ones as their deepest."""


def levels(ranks: Sequence[int | None]) -> list[int]:
    """A level from 1 for each rank, 0 for None; a lower rank is further out, and the same rank is the same style.

    A style's level is one below the level of the style that it mostly stands under, so that levels stay few however
    many styles there are; a heading is always below the one that it stands under, and never below its sibling's level.
    """
    usual = _usual_levels(ranks)
    result = []
    open_headings: list[tuple[int, int]] = []
    for rank in ranks:
        if rank is None:
            result.append(0)
            continue
        level = usual[rank]
        while open_headings and open_headings[-1][0] >= rank:
            level = min(level, open_headings.pop()[1])
        level = min(max(level, open_headings[-1][1] + 1 if open_headings else 1), LEVELS)
        open_headings.append((rank, level))
        result.append(level)
    return result


def _usual_levels(ranks: Sequence[int | None]) -> dict[int, int]:
    """Each rank's level: one below the level that most of what it stands under has, the outer of two as frequent."""
    above: dict[int, Counter[int]] = {}
    open_headings: list[int] = []
    for rank in ranks:
        if rank is None:
            continue
        while open_headings and open_headings[-1] >= rank:
            open_headings.pop()
        above.setdefault(rank, Counter())[open_headings[-1] if open_headings else -1] += 1
        open_headings.append(rank)
    result = {-1: 0}
    for rank in sorted(above):
        over: Counter[int] = Counter()
        for parent, count in above[rank].items():
            over[result[parent]] += count
        result[rank] = min(over, key=lambda level: (-over[level], level)) + 1
    return result


def parents(drafts: Sequence[Draft], levels_: Sequence[int]) -> list[int]:
    """The index of the heading that each draft stands under, -1 for none and for page furniture."""
    result = []
    open_headings: list[int] = []
    for index, (draft, level) in enumerate(zip(drafts, levels_, strict=True)):
        if draft.kind in FURNITURE:
            result.append(-1)
            continue
        if level:
            while open_headings and levels_[open_headings[-1]] >= level:
                open_headings.pop()
        result.append(open_headings[-1] if open_headings else -1)
        if level:
            open_headings.append(index)
    return result
