"""What a table is called and what its figures are stated in."""

import msgspec

from chatdoc_server.document import ElementKind, Table
from chatdoc_server.parsing.pdf.drafts import Draft
from chatdoc_server.parsing.units import TITLE_REACH, TITLE_WORDS, is_unit, unit_in

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
    unit = unit_in(" ".join(cell.text for cell in table.cells if cell.row < max(table.header_rows, 1)))
    title = 0
    for back in range(1, min(TITLE_REACH, position) + 1):
        above = drafts[position - back]
        if above.kind not in _TITLE_KINDS or draft.box.top - above.box.bottom > _MAX_DISTANCE:
            break
        unit = unit or unit_in(above.text)
        is_long = above.text.count(" ") >= TITLE_WORDS
        if not title and not is_long and not is_unit(above.text):
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
