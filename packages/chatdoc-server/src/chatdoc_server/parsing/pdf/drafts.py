"""Blocks to drafts: text joined, words laid out in columns; what the document steps work on."""

from array import array
from collections.abc import Sequence
from itertools import chain

import msgspec
import numpy as np
from numpy.typing import NDArray

from chatdoc_server.document import Box, Cell, ElementKind, Range, Table, Words
from chatdoc_server.parsing.pdf.blocks.code import join_code
from chatdoc_server.parsing.pdf.model import NO_MCID, PLAIN, Block, Face, Grid, Word
from chatdoc_server.parsing.pdf.scripts import in_order
from chatdoc_server.parsing.pdf.text import Spans, join
from chatdoc_server.parsing.pdf.vocabulary import Vocabulary
from chatdoc_server.parsing.turn import to_page

_FULL = 0.5


class Draft(msgspec.Struct, gc=False):
    """An element before the document is whole: no index, heading level or parent yet.

    `height` is the usual font height in points, `lines` how many lines the text had. `title` is how
    many drafts after this one on the page its table's title stands, 0 for none (mostly negative); `continues` how many
    drafts before this one the part stands that it goes on with, 0 for none. `indent` is how far the first line starts
    right of the block's left edge, `face` the first word's, `mcids` the marked contents its words belong to.
    `stated` is what the file's tags say of it as a heading, as in `Block`. `is_aside` is whether it is turned other
    than its page.
    """

    kind: ElementKind
    page: int
    box: Box
    text: str
    words: Range
    height: float = 0.0
    bold: bool = False
    lines: int = 0
    rotation: int = 0
    table: Table | None = None
    title: int = 0
    caption: int = 0
    continues: int = 0
    indent: float = 0.0
    face: Face = PLAIN
    mcids: tuple[int, ...] = ()
    stated: int = 0
    is_aside: bool = False
    is_full: bool = False


class WordColumns:
    """The document's words, growing as pages are drafted."""

    def __init__(self) -> None:
        self._spans = array("i")
        self._boxes = array("f")

    def __len__(self) -> int:
        return len(self._spans) // 2

    def add(self, words: Sequence[Word], spans: Spans) -> None:
        """Append words that stand at `spans` of their owner's text."""
        self._spans.extend(chain.from_iterable(spans))
        self._boxes.extend([edge for w in words for edge in (w.left, w.top, w.right, w.bottom)])

    def add_turned(self, words: Sequence[Word], spans: Spans, rotation: int, width: float, height: float) -> None:
        """The same for words of a turned frame on a page of that width and height."""
        boxes = [to_page(Box(w.left, w.top, w.right, w.bottom), rotation, width, height) for w in words]
        self.add([Word(word.text, *box) for word, box in zip(words, boxes, strict=True)], spans)

    def boxes(self, start: int, stop: int | None = None) -> NDArray[np.float32]:
        """A copy of the boxes [n, 4] of some words."""
        return np.array(self._boxes[4 * start : None if stop is None else 4 * stop], dtype=np.float32).reshape(-1, 4)

    def replace(self, start: int, boxes: NDArray[np.float32]) -> None:
        """Give the words from `start` on these boxes [n, 4]."""
        self._boxes[4 * start :] = array("f", boxes.ravel().tolist())

    def freeze(self) -> Words:
        """All words, as the document holds them."""
        spans = np.frombuffer(self._spans, dtype=np.int32) if self._spans else np.empty(0, np.int32)
        boxes = np.frombuffer(self._boxes, dtype=np.float32) if self._boxes else np.empty(0, np.float32)
        return Words(spans=spans.reshape(-1, 2), boxes=boxes.reshape(-1, 4))


class Drafter:
    """Turns the blocks of one page into drafts, adding their words to the document's."""

    def __init__(self, columns: WordColumns, known: Vocabulary) -> None:
        self._columns = columns
        self._known = known

    def draft(self, block: Block, page: int, width: float, height: float) -> Draft:
        """One block of a page of that width and height."""
        start = len(self._columns)
        turn = (block.rotation, width, height)
        if block.grid is not None:
            table = self._table(block.grid, turn)
            text = table_text(table)
        else:
            table = None
            text = self._text(block.lines, turn, is_code=block.kind is ElementKind.CODE)
        first = block.lines[0] if block.lines else []
        height = max((word.height for word in first), default=0.0)
        return Draft(
            kind=block.kind,
            page=page,
            box=to_page(block.box, *turn),
            text=text,
            words=Range(start, len(self._columns)),
            height=height,
            bold=bool(first) and all(word.bold for line in block.lines for word in line),
            lines=len(block.lines),
            rotation=block.rotation,
            table=table,
            indent=first[0].left - block.box.left if first else 0.0,
            face=first[0].face if first else PLAIN,
            mcids=_mcids(block),
            is_full=len(block.lines) > 1 and block.lines[-1][-1].right > block.box.right - _FULL * height,
            stated=block.stated,
        )

    def _text(self, lines: Sequence[Sequence[Word]], turn: tuple[int, float, float], *, is_code: bool = False) -> str:
        lines = in_order(lines)
        text, spans = join_code(lines) if is_code else join(lines, self._known)
        words = [word for line in lines for word in line]
        if turn[0]:
            self._columns.add_turned(words, spans, *turn)
        else:
            self._columns.add(words, spans)
        return text

    def _table(self, grid: Grid, turn: tuple[int, float, float]) -> Table:
        cells = []
        for cell in grid.cells:
            start = len(self._columns)
            text = self._text(cell.lines, turn)
            cells.append(
                Cell(
                    row=cell.row,
                    column=cell.column,
                    row_span=cell.row_span,
                    column_span=cell.column_span,
                    text=text,
                    box=to_page(cell.box, *turn),
                    words=Range(start, len(self._columns)),
                    depth=cell.depth,
                )
            )
        return Table(
            rows=grid.rows,
            columns=grid.columns,
            header_rows=grid.header_rows,
            cells=tuple(cells),
            row_lines=() if turn[0] else grid.row_lines,
            column_lines=() if turn[0] else grid.column_lines,
        )


def _mcids(block: Block) -> tuple[int, ...]:
    lines = block.lines if block.grid is None else [line for cell in block.grid.cells for line in cell.lines]
    return tuple(dict.fromkeys(word.mcid for line in lines for word in line if word.mcid != NO_MCID))


def table_text(table: Table) -> str:
    """Rows parted by newlines, cells by tabs; an empty position is an empty string."""
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return "\n".join("\t".join(row).rstrip("\t") for row in rows)
