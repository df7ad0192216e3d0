"""A document as it is read: parts are made whole, captions stand with what they name, furniture is left out."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chatdoc_server.document import FURNITURE, Document, Element, ElementKind, Table
from chatdoc_server.document.continuation import joined_table, joined_text, parts

DEEPEST = 8
"""Levels that lists are nested at most."""

FIGURES = frozenset({ElementKind.FIGURE, ElementKind.IMAGE})

_NEAR = 3
"""Blocks above a table that its title and unit are looked for in."""
_LONGEST_LINE = 300
_STEP = 0.5
"""How much further right a nested item begins at least, in font heights."""
_MARKER = re.compile(
    r"\s*(?:(?P<bullet>[•●○◦▪▫■□–—·‣⁃➢✓►*\uf0b7\uf0a7\uf0d8-])\s+"
    r"|(?P<number>\d{1,9})(?:[.)]\s+|[、．]\s*)"
    r"|(?P<other>[(（](?:\d{1,3}|[A-Za-z]|[ivxlcIVXLC]{1,5}|[一二三四五六七八九十]{1,3})[)）]\s*"
    r"|(?:[A-Za-z]|[ivxlcIVXLC]{1,5})[.)]\s+|[一二三四五六七八九十]{1,3}、\s*|[①-⑳]\s*))(?=\S)"
)
_ITEM = re.compile(r"/(?:li|dd)\[")
_NUMBERED = re.compile(r"/ol\[\d+\]/li\[(\d+)\](?:/p\[1\])?$")


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a list's item: a number, another mark such as "(a)", or nothing but a bullet."""

    number: int | None = None
    other: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One element, or several that are one; the first says its kind and where it begins.

    `text` is that of all parts; of a list's item it is what follows the marker, from character `start` of the first
    part on. `depth` is how many items of lists it stands in. `caption` names a figure or a table, `title` is what a
    table is called where no element of its own says so, `unit` what its figures are stated in where nothing in it or
    right above it does.
    """

    parts: tuple[Element, ...]
    text: str
    start: int = 0
    marker: Marker | None = None
    depth: int = 0
    table: Table | None = None
    caption: "Block | None" = None
    title: str = ""
    unit: str = ""

    @property
    def kind(self) -> ElementKind:
        """What it is to a reader."""
        return self.parts[0].kind

    @property
    def level(self) -> int:
        """A heading's level from 1, 0 for everything else."""
        return self.parts[0].level

    @property
    def index(self) -> int:
        """The index of its first element."""
        return self.parts[0].index


def blocks(document: Document) -> Iterator[Block]:
    """The blocks of a document in reading order, without furniture, empty ones, and captions of what is there."""
    reader = _Reader(document)
    named = {index for element in document.elements if (index := reader.caption_of(element)) is not None}
    for element in document.elements:
        if element.kind in FURNITURE or element.continues >= 0 or element.index in named:
            continue
        block = reader.block(element)
        if block.text.strip() or block.kind in FIGURES or block.table is not None:
            yield block


def marker_of(text: str) -> tuple[Marker, int]:
    """A list's item's marker, and at which character of its text its words begin."""
    found = _MARKER.match(text)
    if found is None:
        return Marker(), 0
    number, other = found["number"], found["other"]
    return Marker(int(number) if number else None, other.strip() if other else ""), found.end()


def table_title(block: Block) -> str:
    """What stands over a table: its caption or title, and the unit that nothing else tells."""
    return with_unit(block.caption.text if block.caption is not None else block.title, block.unit)


def with_unit(title: str, unit: str) -> str:
    """A table's title that says what its figures are stated in."""
    return title if not unit or unit.lower() in title.lower() else f"{title} ({unit})".strip()


class _Reader:
    """Makes blocks of one document's elements."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._chains = parts(document)
        self._lists = _Lists(document)
        self._above: deque[str] = deque(maxlen=_NEAR)

    def block(self, first: Element) -> Block:
        """What begins with an element; blocks are asked for in their order."""
        block = self._made(first)
        if block.table is not None:
            self._above.clear()
        else:
            self._above.append(block.text[:_LONGEST_LINE])
        return block

    def _made(self, first: Element) -> Block:
        chain = self._chain(first)
        if first.kind is ElementKind.LIST_ITEM:
            return self._item(chain)
        depth = self._lists.depth_around(first)
        caption = self._named(first)
        if first.table is not None:
            table = joined_table([part.table for part in chain if part.table is not None])
            title = table.title if table.title_element < 0 else ""
            text = "\n".join(part.text for part in chain)
            unit = "" if self._is_told(table) else table.unit
            return Block(chain, text, depth=depth, table=table, caption=caption, title=title, unit=unit)
        return Block(chain, _text(chain), depth=depth, caption=caption)

    def _is_told(self, table: Table) -> bool:
        """Whether a table's unit can be read in its heads or right above it."""
        heads = (cell.text for cell in table.cells if cell.row < table.header_rows)
        return any(table.unit.lower() in text.lower() for text in (*self._above, *heads))

    def caption_of(self, element: Element) -> int | None:
        """Which element is the caption that an element is shown with."""
        index = element.caption if element.table is None else element.table.title_element
        if index < 0 or self._document.elements[index].kind is not ElementKind.CAPTION:
            return None
        return index

    def _named(self, element: Element) -> Block | None:
        index = self.caption_of(element)
        if index is None:
            return None
        chain = self._chain(self._document.elements[index])
        return Block(chain, _text(chain))

    def _item(self, chain: tuple[Element, ...]) -> Block:
        first = chain[0]
        marker, start = marker_of(first.text)
        if not start and (numbered := _NUMBERED.search(first.xpath)):
            marker = Marker(int(numbered[1]))
        text = joined_text([first.text[start:], *(part.text for part in chain[1:])])
        return Block(chain, text, start, marker, self._lists.depth_of(first))

    def _chain(self, first: Element) -> tuple[Element, ...]:
        return tuple(self._document.elements[index] for index in self._chains.get(first.index, (first.index,)))


def _items_around(xpath: str) -> int:
    """How many items a node stands in or is; a definition stands in its term's."""
    return len(_ITEM.findall(xpath)) + xpath.count("/dd[")


def _text(chain: Sequence[Element]) -> str:
    texts = [part.text for part in chain]
    return "\n".join(texts) if chain[0].kind is ElementKind.CODE else joined_text(texts)


class _Lists:
    """How deep items stand in a list: by their left edges on a page, by their nodes in flowing text."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lefts: list[float] = []
        self._last: Element | None = None
        self._open = 0

    def depth_around(self, other: Element) -> int:
        """How many items something else than an item stands in; on a page it ends the list."""
        self._lefts = []
        self._last = None
        self._open = 0 if self._document.is_paged else min(_items_around(other.xpath), self._open, DEEPEST)
        return self._open

    def depth_of(self, item: Element) -> int:
        """How many items the next item stands in."""
        if not self._document.is_paged:
            is_term = item.xpath.rpartition("/")[2].startswith("dt[")
            depth = min(_items_around(item.xpath) - (not is_term), self._open, DEEPEST)
            self._open = depth + 1
            return depth
        last, self._last = self._last, item
        # Another page or column has edges of its own.
        if last is not None and (last.page != item.page or item.box.top < last.box.top):
            self._lefts = []
        left, step = item.box.left, _STEP * self._height(item)
        while self._lefts and left < self._lefts[-1] - step:
            self._lefts.pop()
        if not self._lefts or left > self._lefts[-1] + step:
            self._lefts.append(left)
        return min(len(self._lefts) - 1, DEEPEST)

    def _height(self, item: Element) -> float:
        if item.words.start == item.words.stop:
            return item.box.bottom - item.box.top
        _, top, _, bottom = self._document.words.boxes[item.words.start]
        return float(bottom - top)
