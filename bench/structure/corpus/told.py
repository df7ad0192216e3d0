"""The truth of a document: what its model says, at the places that its twin shows."""

import unicodedata
from bisect import bisect_right
from operator import itemgetter

from bench.structure.corpus.inks import Seen, see
from bench.structure.corpus.model import Leaf, Script, floats, leaves
from bench.structure.corpus.model import Table as Drawn
from bench.structure.truth import Block, Cell, Grid, Kind, Place, Size, Structure

ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
WATERMARK = "watermark"
LINE_NUMBERS = "line-numbers"


def inks_of(script: Script) -> tuple[dict[int, int], dict[str, int]]:
    """The number of each block's ink, by the identity of its leaf, and of the furniture's inks, by place."""
    numbers = {id(leaf): index for index, leaf in enumerate(leaves(script.body))}
    places = [place for place, _ in script.look.running] + [WATERMARK, LINE_NUMBERS]
    return numbers, {place: len(numbers) + index for index, place in enumerate(places)}


def roman(number: int) -> str:
    """A page's number in small Roman figures."""
    tens, ones = divmod(number, 10)
    return "x" * tens + ROMAN[ones]


class Telling:
    """Reads the truth off a script and its twin."""

    def __init__(self, script: Script, twin: bytes) -> None:
        """Looks at the twin.

        Args:
            script: What was typeset.
            twin: The same document in inks.
        """
        self.script = script
        self.sizes, self.seen, self.page_texts = see(twin)
        self.inks, self.running = inks_of(script)
        self.leaves = list(leaves(script.body))

    def structure(self) -> Structure:
        """The truth."""
        order = self._order()
        at = {id(leaf): index for index, leaf in enumerate(order)}
        blocks = [self._block(leaf, at) for leaf in order]
        return Structure(
            tuple(blocks + self._furniture()),
            tuple(Size(size.width, size.height) for size in self.sizes),
            self.script.language,
            self.script.kind,
        )

    def wrong(self) -> list[str]:
        """Blocks whose characters are not those that the model has: a mistake of a backend, or a font's."""
        found = []
        for leaf in self.leaves:
            said = _plain(leaf.mark + leaf.words)
            shown = _plain(self.seen[self._ink(leaf)].text) if self._ink(leaf) in self.seen else ""
            if not shown or (
                leaf.table is None and leaf.drawing is None and leaf.math is None and not _same(said, shown)
            ):
                found.append(f"{leaf.kind}: {said[:60]!r} shows {shown[:60]!r}")
        return found

    def _ink(self, leaf: Leaf) -> int:
        return self.inks[id(leaf)]

    def _boxes(self, leaf: Leaf) -> tuple[Place, ...]:
        seen = self.seen.get(self._ink(leaf))
        return seen.boxes if seen else ()

    def _order(self) -> list[Leaf]:
        """The leaves as they are read: what floats after what begins before the place that it floated to."""
        groups = [(group.how == "wide", [*leaves(group.parts[0])]) for group in floats(self.script.body)]
        moved = {id(leaf) for _, group in groups for leaf in group}
        order = [leaf for leaf in self.leaves if id(leaf) not in moved]
        standing = [leaf for leaf in order if self._boxes(leaf) and leaf.kind is not Kind.FOOTNOTE]
        starts = [self._key(leaf) for leaf in standing]
        after: dict[int, list[Leaf]] = {}
        first: list[Leaf] = []
        for key, group in sorted(
            ((self._key(group[0], wide=wide), group) for wide, group in groups), key=itemgetter(0)
        ):
            index = bisect_right(starts, key)
            (after.setdefault(id(standing[index - 1]), []) if index else first).extend(group)
        return first + [each for leaf in order for each in (leaf, *after.get(id(leaf), ()))]

    def _key(self, leaf: Leaf, *, wide: bool = False) -> tuple[int, int, float]:
        """Page, column and height of where a leaf begins."""
        box = self._boxes(leaf)[0]
        width = self.sizes[box.page].width
        column = 0 if wide or box.right - box.left > 0.6 * width else int(self.script.look.columns * box.left / width)
        return box.page, column, box.top

    def _block(self, leaf: Leaf, at: dict[int, int]) -> Block:
        boxes = self._boxes(leaf)
        return Block(
            kind=leaf.kind,
            text=self._text(leaf),
            page=boxes[0].page if boxes else 0,
            level=leaf.level if leaf.kind is Kind.HEADING else 0,
            boxes=boxes,
            table=_grid(leaf.table, boxes) if leaf.table else None,
            caption_of=at[id(leaf.caption_of)] if leaf.caption_of else -1,
        )

    def _text(self, leaf: Leaf) -> str:
        """A leaf's words with its mark."""
        if leaf.table:
            return ""
        if leaf.drawing:
            return " ".join(shape.text for shape in leaf.drawing.shapes if shape.text)
        if leaf.kind is Kind.CODE:
            return "\n".join(run.text for run in leaf.runs)
        space = "" if not leaf.mark or leaf.mark.endswith(("、", "）")) else " "
        words = "".join(run.note.mark if run.note else run.text for run in leaf.runs)
        page = f" {self.seen[self._ink(leaf.target)].boxes[0].page + 1}" if leaf.target else ""
        return f"{leaf.mark}{space}{words}{page}"

    def _furniture(self) -> list[Block]:
        """A block for each page and place that furniture stands at."""
        blocks = []
        templates = dict(self.script.look.running) | {WATERMARK: self.script.look.watermark}
        for place, index in self.running.items():
            seen: Seen | None = self.seen.get(index)
            kind = {WATERMARK: Kind.WATERMARK, LINE_NUMBERS: Kind.LINE_NUMBER}.get(
                place, Kind.HEADER if place.startswith("header") else Kind.FOOTER
            )
            for page in sorted({box.page for box in seen.boxes}) if seen else ():
                boxes = tuple(box for box in seen.boxes if box.page == page) if seen else ()
                text = self._filled(templates[place], page) if place in templates else self._numbers(index, page)
                blocks.append(Block(kind=kind, text=text, page=page, boxes=boxes))
        return sorted(blocks, key=lambda block: block.page)

    def _filled(self, template: str, page: int) -> str:
        """What a running head or foot says on a page."""
        chapter = ""
        for leaf in self.leaves:
            if leaf.kind is Kind.HEADING and leaf.level == 1 and not leaf.look and self._boxes(leaf)[0].page <= page:
                chapter = f"{leaf.mark} {leaf.words}".strip()
        return template.format(page=page + 1, pages=len(self.sizes), roman=roman(page + 1), chapter=chapter)

    def _numbers(self, index: int, page: int) -> str:
        """The line numbers on a page, told from their digits: they count up from 1."""
        digits = self.page_texts[index, page]
        numbers: list[str] = []
        while digits and digits.startswith(str(len(numbers) + 1)):
            numbers.append(str(len(numbers) + 1))
            digits = digits.removeprefix(numbers[-1])
        return " ".join(numbers)


def _grid(table: Drawn, boxes: tuple[Place, ...]) -> Grid:
    """A table as the truth has it."""
    rows = tuple(
        tuple(Cell(entry.text, entry.row_span, entry.column_span, header=number < table.heads) for entry in row)
        for number, row in enumerate(table.rows)
    )
    pages = tuple(dict.fromkeys(box.page for box in boxes))
    return Grid(rows, table.title, table.unit, pages if len(pages) > 1 else ())


def _plain(text: str) -> str:
    """Letters and digits alone."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum()).casefold()


def _same(said: str, shown: str) -> bool:
    """Whether the page shows what was said, but for words repeated, marks of notes and numbers of pages."""
    alike = shown.startswith(said[:20]) or shown.endswith(said[-20:])
    return alike and abs(len(shown) - len(said)) <= 0.1 * len(said) + 4
