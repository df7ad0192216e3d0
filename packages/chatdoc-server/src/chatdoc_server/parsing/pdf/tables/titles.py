"""What a table is called and what its figures are stated in."""

import re

import msgspec

from chatdoc_server.document import ElementKind, Table
from chatdoc_server.parsing.pdf.blocks.paragraphs import is_caption
from chatdoc_server.parsing.pdf.drafts import Draft
from chatdoc_server.parsing.pdf.figures.captions import names_table
from chatdoc_server.parsing.units import TITLE_REACH, TITLE_WORDS, is_unit, unit_in

_MAX_DISTANCE = 90.0
_TITLE_KINDS = frozenset({ElementKind.PARAGRAPH, ElementKind.CAPTION, ElementKind.HEADING})
_STACKED = 1.6
_BELOW = 2.5
_CLOSE = 0.5
_IN_LINE = 3.0
_UNSPACED = "\u2e80"
_ENDS = (".", "。", "：", ":")
_PICTURES = re.compile(r"^(?:fig|chart|图|圖)", re.IGNORECASE)
_BRACKETED = re.compile(r"^(?:[(（][^()（）]*[)）]\s*)+$")


def attach_titles(drafts: list[Draft]) -> None:
    """Set title and unit of the tables among one page's drafts.

    The unit is looked for in the table's own heads, then in what stands above it; the title is the
    nearest short text above that is more than a unit, with the lines that are stacked over it; or a caption below.
    """
    for position, draft in enumerate(drafts):
        if draft.table is not None:
            _attach(drafts, position, draft, draft.table)


def _attach(drafts: list[Draft], position: int, draft: Draft, table: Table) -> None:
    unit = _own_unit(table)
    title = 0
    for back in range(1, min(TITLE_REACH, position) + 1):
        above = drafts[position - back]
        if above.kind not in _TITLE_KINDS or draft.box.top - above.box.bottom > _MAX_DISTANCE:
            break
        if is_caption(above.text) and (
            _PICTURES.match(above.text) or (names_table(above.text) and not _is_for(drafts, position - back, position))
        ):
            break
        unit = unit or unit_in(above.text)
        is_long = _length(above.text) >= TITLE_WORDS
        if not title and not is_long and not is_unit(above.text) and not _BRACKETED.match(above.text):
            title = -back
            if unit:
                break
        elif is_long:
            break
    if not title and position:
        title = _introduction(drafts[position - 1], draft)
    if not (title and is_caption(drafts[position + title].text)):
        title = _caption_below(drafts, position) or title
    stacked = _stacked(drafts, position + title) if title else []
    draft.title = min((at for at in stacked), key=lambda at: -drafts[at].height, default=position) - position
    text = " ".join(drafts[at].text for at in stacked)
    draft.table = msgspec.structs.replace(table, title=text, unit=unit)


def _length(text: str) -> int:
    """How many words a text has but for the first; of scripts without spaces two characters count as one."""
    return text.count(" ") + sum(1 for character in text if character >= _UNSPACED) // 2


def _is_for(drafts: list[Draft], caption: int, position: int) -> bool:
    """Whether the caption over a table is its own, rather than that of a table which it stands closer under."""
    own = drafts[caption]
    other = drafts[caption - 1] if caption else None
    if other is None or other.table is None or own.box.top < other.box.bottom - 1:
        return True
    return drafts[position].box.top - own.box.bottom <= own.box.top - other.box.bottom


def _caption_below(drafts: list[Draft], position: int) -> int:
    """1 if the caption of the table, which names it as one, stands close under it, else 0."""
    if position + 1 == len(drafts):
        return 0
    below = drafts[position + 1]
    gap = below.box.top - drafts[position].box.bottom
    if not 0 <= gap < _BELOW * below.height or not (is_caption(below.text) and names_table(below.text)):
        return 0
    after = drafts[position + 2] if position + 2 < len(drafts) else None
    is_others = after is not None and after.table is not None and 0 <= after.box.top - below.box.bottom < gap
    return 0 if is_others else 1


def _own_unit(table: Table) -> str:
    """The unit that the table's heads state."""
    heads = [cell.text for cell in table.cells if cell.row < max(table.header_rows, 1)]
    return next((unit for unit in map(unit_in, heads) if unit), "")


def _stacked(drafts: list[Draft], lowest: int) -> list[int]:
    """The drafts that are one title, top to bottom: the lowest, and those set close over it in the same line."""
    result = [lowest]
    if drafts[lowest].text.endswith(_ENDS) or is_caption(drafts[lowest].text):
        return result
    words = _length(drafts[lowest].text)
    for at in range(lowest - 1, max(lowest - TITLE_REACH, -1), -1):
        above, below = drafts[at], drafts[at + 1]
        words += _length(above.text) + 1
        if above.kind not in _TITLE_KINDS or words >= TITLE_WORDS or max(above.lines, below.lines) > 2:
            break
        if not _is_stacked(above, below):
            break
        result.insert(0, at)
    return result


def _is_stacked(above: Draft, below: Draft) -> bool:
    """Whether one stands close over the other, both centred, or the lower one as the smaller line of a head."""
    gap = below.box.top - above.box.bottom
    if not 0 <= gap < _STACKED * below.height:
        return False
    is_left = abs(above.box.left - below.box.left) < _IN_LINE
    if is_left:
        return gap < _CLOSE * below.height and above.bold and not below.bold
    return abs(above.box.left + above.box.right - below.box.left - below.box.right) < 2 * _IN_LINE


def _introduction(above: Draft, draft: Draft) -> int:
    """-1 if the paragraph right above, however long, leads to the table with a colon, else 0."""
    near = 0 <= draft.box.top - above.box.bottom < _MAX_DISTANCE / 3
    return -1 if near and above.kind in _TITLE_KINDS and above.text.endswith(":") else 0
