"""Figures among a page's other blocks: where they come in reading order, and which caption is theirs."""

import re
from collections.abc import Sequence

from chatdoc_server.document import Box, ElementKind
from chatdoc_server.parsing.pdf.drafts import Draft
from chatdoc_server.parsing.pdf.model import Block

_TABLES = re.compile(r"^(?:table|表)", re.IGNORECASE)
_REACH = 40.0
_ABOVE_COSTS = 12.0
_BESIDE_COSTS = 16.0
_KINDS = frozenset({ElementKind.FIGURE, ElementKind.IMAGE})


def place(blocks: Sequence[Block], known: Sequence[Block]) -> list[Block]:
    """The upright blocks of a page or zone in reading order, those `known` before what first stands below each."""
    result = list(blocks)
    for one in known:
        spot = next((at for at, other in enumerate(result) if _is_below(other, one.box)), len(result))
        if spot == len(result):
            beside = [at for at, other in enumerate(result) if _overlap(other.box, one.box) > 0]
            spot = beside[-1] + 1 if beside else spot
        result.insert(spot, one)
    return result


def attach_captions(drafts: Sequence[Draft]) -> None:
    """Give each figure of a page the caption below, above or beside it; an image with a caption is a figure."""
    pairs = sorted(
        (distance, at, caption)
        for at, draft in enumerate(drafts)
        if draft.kind in _KINDS
        for caption, other in enumerate(drafts)
        if other.kind is ElementKind.CAPTION
        and not names_table(other.text)
        and (distance := _distance(draft.box, other.box)) <= _REACH
    )
    taken: set[int] = set()
    for _, at, caption in pairs:
        if caption not in taken and not drafts[at].caption:
            drafts[at].caption = caption - at
            drafts[at].kind = ElementKind.FIGURE
            taken.add(caption)


def names_table(caption: str) -> bool:
    """Whether a caption says that what it names is a table."""
    return bool(_TABLES.match(caption))


def _is_below(other: Block, box: Box) -> bool:
    return other.rotation == 0 and _overlap(other.box, box) > 0 and other.box.top >= (box.top + box.bottom) / 2


def _overlap(one: Box, other: Box) -> float:
    return min(one.right, other.right) - max(one.left, other.left)


def _distance(figure: Box, caption: Box) -> float:
    """How far the caption stands below, above or beside; the others count for more, as most stand below."""
    if _overlap(figure, caption) <= 0:
        aside = max(caption.left - figure.right, figure.left - caption.right, 0.0)
        is_level = figure.top <= (caption.top + caption.bottom) / 2 <= figure.bottom
        return aside + _BESIDE_COSTS if is_level else float("inf")
    if caption.top >= (figure.top + figure.bottom) / 2:
        return max(caption.top - figure.bottom, 0.0)
    return max(figure.top - caption.bottom, 0.0) + _ABOVE_COSTS
