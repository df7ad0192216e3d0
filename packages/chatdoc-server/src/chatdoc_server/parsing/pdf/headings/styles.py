"""Styles of headings: what looks alike, or is numbered alike, is of one level."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from chatdoc_server.parsing.pdf.drafts import Draft
from chatdoc_server.parsing.pdf.headings.numbering import Number, number

_STEP = 1.045
_MARGIN = 2.0
_OFF = 0.02
_COLON = re.compile(r"[:：]$")
CONTINUED = re.compile(r"\s*[-–—]?\s*[(（](?:continued|cont[’'.]?d?|续|續)\.?[)）]\s*$", re.IGNORECASE)


class Style(NamedTuple):
    """How a heading is set and numbered; `size` counts steps of font height down from the largest heading."""

    family: str = ""
    depth: int = 0
    size: int = 0
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    centred: bool = False
    colon: bool = False
    colour: str = ""

    @property
    def is_firm(self) -> bool:
        """Whether the number alone tells the level; see `Number.is_firm`."""
        return Number(self.family, self.depth, 0).is_firm

    @property
    def key(self) -> "Style":
        """What headings of one level share: all of it, or a firm number alone."""
        return Style(self.family, self.depth) if self.is_firm else self

    @property
    def look(self) -> "Style":
        """How it is set, whatever its number."""
        return self._replace(family="", depth=0)


def styles(drafts: Sequence[Draft], found: Sequence[bool]) -> list[Style | None]:
    """The style of each draft that `found` names, None for the others."""
    sizes = _sizes([draft.height for draft, is_found in zip(drafts, found, strict=True) if is_found])
    spans = edges(drafts)
    return [
        _style(draft, sizes[round(draft.height, 1)], spans[draft.page]) if is_found else None
        for draft, is_found in zip(drafts, found, strict=True)
    ]


def _style(draft: Draft, size: int, span: tuple[float, float]) -> Style:
    text = CONTINUED.sub("", draft.text)
    numbered = number(text)
    return Style(
        family=numbered.family if numbered else "",
        depth=numbered.depth if numbered else 0,
        size=size,
        bold=draft.bold,
        italic=draft.face.italic,
        capitals=text.isupper(),
        centred=is_centred(draft, *span),
        colon=bool(_COLON.search(text)),
        colour=draft.face.colour,
    )


def _sizes(heights: Sequence[float]) -> dict[float, int]:
    """Font heights, in tenths of a point, to steps down from the largest; those hardly apart are one step."""
    result: dict[float, int] = {}
    step, first = -1, 0.0
    for height in sorted({round(height, 1) for height in heights}, reverse=True):
        if step < 0 or first > _STEP * height:
            step, first = step + 1, height
        result[height] = step
    return result


def edges(drafts: Sequence[Draft]) -> dict[int, tuple[float, float]]:
    """Left and right edge of what stands on each page."""
    result: dict[int, tuple[float, float]] = {}
    for draft in drafts:
        left, right = result.get(draft.page, (draft.box.left, draft.box.right))
        result[draft.page] = min(left, draft.box.left), max(right, draft.box.right)
    return result


def is_centred(draft: Draft, left: float, right: float) -> bool:
    """Whether the draft stands in the middle between two edges, away from both."""
    middle, width = (left + right) / 2, right - left
    return (
        draft.box.left > left + _MARGIN * draft.height
        and abs((draft.box.left + draft.box.right) / 2 - middle) < _OFF * width
    )
