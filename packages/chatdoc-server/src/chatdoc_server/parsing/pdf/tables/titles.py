"""What a table is called and what its figures are stated in."""

import re

import msgspec

from chatdoc_server.document import ElementKind, Table
from chatdoc_server.parsing.pdf.drafts import Draft

UNIT = re.compile(
    r"(?:\b(?:u\.?s\.?\s+)?(?:dollars?|amounts?|shares|figures|tabular dollars)\b[^().:]{0,30}?\s)?"
    r"\b(?:in|of)\s+(?:u\.?s\.?\s+)?(?:thousands|millions|billions|trillions)\b[^():]{0,60}"
    r"|(?<=\()\s*(?:\$\s*)?(?:thousands|millions|billions)\b[^()]{0,60}",
    re.IGNORECASE,
)
_REACH = 4
_MAX_TITLE_WORDS = 30
_MAX_DISTANCE = 90.0
_TITLE_KINDS = frozenset({ElementKind.PARAGRAPH, ElementKind.CAPTION, ElementKind.HEADING})


def attach_titles(drafts: list[Draft]) -> None:
    """Set title and unit of the tables among one page's drafts.

    The unit is looked for in the table's own heads, then in what stands above it; the title is the
    nearest short text above that is more than a unit.
    """
    for position, draft in enumerate(drafts):
        if draft.table is not None:
            _attach(drafts, position, draft, draft.table)


def _attach(drafts: list[Draft], position: int, draft: Draft, table: Table) -> None:
    unit = _unit(" ".join(cell.text for cell in table.cells if cell.row < max(table.header_rows, 1)))
    title = 0
    for back in range(1, min(_REACH, position) + 1):
        above = drafts[position - back]
        if above.kind not in _TITLE_KINDS or draft.box.top - above.box.bottom > _MAX_DISTANCE:
            break
        unit = unit or _unit(above.text)
        is_long = above.text.count(" ") >= _MAX_TITLE_WORDS
        if not title and not is_long and not _is_unit(above.text):
            title = -back
            if unit:
                break
        elif is_long:
            break
    if not title and position:
        title = _introduction(drafts[position - 1], draft)
    draft.title = title
    text = drafts[position + title].text if title else ""
    draft.table = msgspec.structs.replace(table, title=text, unit=unit)


def _introduction(above: Draft, draft: Draft) -> int:
    """-1 if the paragraph right above, however long, leads to the table with a colon, else 0."""
    near = 0 <= draft.box.top - above.box.bottom < _MAX_DISTANCE / 3
    return -1 if near and above.kind in _TITLE_KINDS and above.text.endswith(":") else 0


def _unit(text: str) -> str:
    found = UNIT.search(text)
    return found[0].strip(" ,;-") if found else ""


def _is_unit(text: str) -> bool:
    found = UNIT.search(text)
    return found is not None and len(found[0]) * 3 > len(text) * 2
