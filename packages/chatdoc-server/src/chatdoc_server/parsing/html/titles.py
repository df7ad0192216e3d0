"""What the tables and pictures of a flowing document are called, and what figures are stated in."""

from collections.abc import Sequence

import msgspec

from chatdoc_server.document import Element, ElementKind, Table
from chatdoc_server.parsing.units import TITLE_REACH, TITLE_WORDS, is_unit, unit_in

_TITLES = frozenset({ElementKind.PARAGRAPH, ElementKind.CAPTION, ElementKind.HEADING})

_SENTENCE_WORDS = 4


def with_titles(elements: Sequence[Element]) -> tuple[Element, ...]:
    """The elements, with title and unit of every table and the caption of every picture.

    What stands in one figure with a caption is called that. Any other table is called what the nearest short text
    above it says, if that is more than a unit; the unit is looked for in its heads first, then above it.
    """
    captions = {_figure(each): each.index for each in elements if each.kind is ElementKind.CAPTION}
    result = []
    for element in elements:
        caption = captions.get(_figure(element), -1) if _figure(element) else -1
        if element.kind is ElementKind.FIGURE:
            result.append(msgspec.structs.replace(element, caption=caption))
        elif element.table is not None:
            table = _titled(elements, element.index, element.table, caption)
            result.append(msgspec.structs.replace(element, table=table))
        else:
            result.append(element)
    return tuple(result)


def _figure(element: Element) -> str:
    """The XPath of the figure that the element stands in; empty when it stands in none."""
    above = element.xpath.rpartition("/")[0]
    return above if above.rpartition("/")[2].startswith("figure[") else ""


def _may_name(above: Element) -> bool:
    """Whether a block could be a table's name: a heading, or words that are no whole sentence."""
    is_sentence = above.text.endswith((".", "!", "?", "。", "！", "？")) and above.text.count(" ") >= _SENTENCE_WORDS
    return bool(above.text) and (above.kind is ElementKind.HEADING or not is_sentence)


def _titled(elements: Sequence[Element], index: int, table: Table, caption: int) -> Table:
    heads = max(table.header_rows, 1)
    unit = unit_in(" ".join(cell.text for cell in table.cells if cell.row < heads))
    title = caption
    for above in reversed(elements[max(0, index - TITLE_REACH) : index]):
        if above.kind not in _TITLES or (title >= 0 and unit):
            break
        unit = unit or unit_in(above.text)
        is_long = above.text.count(" ") >= TITLE_WORDS
        if title < 0 and not is_long and _may_name(above) and not is_unit(above.text):
            title = above.index
        elif is_long:
            break
    # A paragraph of any length that ends in a colon leads to the table below it.
    if title < 0 and index and elements[index - 1].text.endswith((":", "：")):
        title = index - 1 if elements[index - 1].kind in _TITLES else -1
    text = elements[title].text if title >= 0 else ""
    return msgspec.structs.replace(table, title=text, title_element=title, unit=unit)
