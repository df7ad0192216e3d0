"""Headings and their one tree over the whole document, from font size, weight, capitals and numbering."""

import re
from collections import Counter
from collections.abc import Sequence

from chatdoc_server.document import FURNITURE, ElementKind
from chatdoc_server.parsing.pdf.drafts import Draft
from chatdoc_server.parsing.pdf.model import Bookmark

LEVELS = 6

_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+\S")
_NAMED = (
    re.compile(r"^part\s+(?:[ivx]+|\d+)\b", re.IGNORECASE),
    re.compile(r"^(?:item|chapter|article|appendix|annex|section)\s+[\divx]+[a-z]?\b", re.IGNORECASE),
    re.compile(r"^note\s+\d+", re.IGNORECASE),
)
_LARGER = 1.08
_MAX_WORDS = 22
_MAX_LINES = 3
_LETTERS = 3

Style = tuple[float, int, bool, bool, int]
"""Sorts outermost first: font height downwards, named kind, weight, capitals, numbering depth."""


def levels(drafts: Sequence[Draft], outline: Sequence[Bookmark]) -> list[int]:  # noqa: ARG001
    """Each draft's heading level from 1, or 0 for what is no heading; `outline` is the file's own.

    Headings of one style have one level everywhere; levels follow the order of the styles' weight. A
    cover's lines are ranked among themselves, and sections of one depth of numbering have one level.
    """
    height, bold = _body(drafts)
    styles = [_style(draft) if _is_heading(draft, height, bold) else None for draft in drafts]
    inside = _cover(drafts, styles)
    result = _ranked(styles[:inside]) + _ranked(styles[inside:])
    _level_numbered(drafts, result)
    return [min(level, LEVELS) for level in result]


def _cover(drafts: Sequence[Draft], styles: Sequence[Style | None]) -> int:
    """How many drafts stand on a cover: a first page none of whose headings' styles comes back; 0 for none.

    An article's first page is none: its sections look like those of the pages after it.
    """
    inside = next((at for at, draft in enumerate(drafts) if draft.page > 0), len(drafts))
    later = {style for style in styles[inside:] if style}
    return inside if later and not any(style in later for style in styles[:inside] if style) else 0


def _ranked(styles: Sequence[Style | None]) -> list[int]:
    ranks = {style: rank for rank, style in enumerate(sorted({style for style in styles if style}), 1)}
    return [ranks[style] if style else 0 for style in styles]


def _level_numbered(drafts: Sequence[Draft], levels_: list[int]) -> None:
    """Give numbered headings the level that most of the same depth have, deeper ones a lower one."""
    numbered: dict[int, list[int]] = {}
    for at, (draft, level) in enumerate(zip(drafts, levels_, strict=True)):
        if level and (match := _NUMBERED.match(draft.text)):
            numbered.setdefault(match[1].count("."), []).append(at)
    if set(numbered) <= {0}:
        # "2 ships were sold": a number alone numbers nothing.
        return
    usual = {depth: Counter(levels_[at] for at in members).most_common(1)[0][0] for depth, members in numbered.items()}
    if 0 in usual and usual[0] >= min(usual[depth] for depth in usual if depth):
        # Numbered lines within sections, not the chapters over them.
        del numbered[0]
    above = 0
    for depth in sorted(numbered):
        above = max(usual[depth], above + 1)
        for at in numbered[depth]:
            levels_[at] = above


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


def _body(drafts: Sequence[Draft]) -> tuple[float, bool]:
    """Font height and weight that most running text of the document is set in."""
    weights: Counter[tuple[float, bool]] = Counter()
    for draft in drafts:
        if draft.kind in {ElementKind.PARAGRAPH, ElementKind.LIST_ITEM}:
            weights[round(draft.height, 1), draft.bold] += len(draft.text)
    return weights.most_common(1)[0][0] if weights else (0.0, False)


def _is_heading(draft: Draft, height: float, bold: bool) -> bool:
    text = draft.text
    if draft.kind is not ElementKind.PARAGRAPH or draft.is_aside or draft.lines > _MAX_LINES:
        return False
    words = text.count(" ") + 1
    if words > _MAX_WORDS or sum(map(str.isalpha, text)) < _LETTERS or text[0].islower() or text[0] in "($":
        return False
    if text[-1] in ",;" or (text[-1] == "." and words > 8 and not _NAMED[1].match(text)):
        return False
    if draft.height >= _LARGER * height:
        return True
    if draft.height < 0.9 * height:
        return False
    return (draft.bold and not bold) or (text.isupper() and words > 1) or _is_named(text, words)


def _is_named(text: str, words: int) -> bool:
    return words <= 12 and text[-1] != "." and any(pattern.match(text) for pattern in _NAMED[:2])


def _style(draft: Draft) -> Style:
    named = next((rank for rank, pattern in enumerate(_NAMED) if pattern.match(draft.text)), len(_NAMED))
    numbered = _NUMBERED.match(draft.text)
    depth = numbered[1].count(".") if numbered else 0
    return -round(draft.height * 2) / 2, named, not draft.bold, not draft.text.isupper(), depth
