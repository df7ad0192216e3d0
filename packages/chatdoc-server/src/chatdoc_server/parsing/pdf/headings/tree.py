"""Ranks of headings to levels and parents: one tree in reading order."""

from collections.abc import Sequence

from chatdoc_server.document import FURNITURE
from chatdoc_server.parsing.pdf.drafts import Draft

LEVELS = 9
"""The deepest level there is; formats with fewer write deeper ones as their deepest."""


def levels(ranks: Sequence[int | None]) -> list[int]:
    """A level from 1 for each rank, 0 for None; a lower rank is further out, and the same rank is the same style.

    A heading is one level below the nearest heading before it that ranks over it: no level is left out, and within one
    heading, all of one style are of one level.
    """
    result = []
    open_headings: list[int] = []
    for rank in ranks:
        if rank is None:
            result.append(0)
            continue
        while open_headings and open_headings[-1] >= rank:
            open_headings.pop()
        open_headings.append(rank)
        result.append(min(len(open_headings), LEVELS))
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
