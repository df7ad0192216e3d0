"""Running heads, feet and page numbers: what comes back at pages' edges, and what can be nothing else on one page.

Pages are learnt ahead of being judged, so that the first page of a section already knows its running head. A row is
furniture when other pages repeat it (numbers in it count as alike), when it stands where other pages have repeated
ones (heads that change with the chapter), when it holds a page number that counts on, or when the page itself says so
(`edges`). The repetition over pages is that of Lin, "Header and footer extraction by page association" (2003).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log2
from statistics import median
from typing import NamedTuple

from chatdoc_server.document import Box
from chatdoc_server.parsing.pdf.blocks.paragraphs import is_caption
from chatdoc_server.parsing.pdf.furniture import edges, page_numbers
from chatdoc_server.parsing.pdf.model import Drawing, Row, Rule, Segment

_ROWS = 5
_ZONE = 0.16
_REPEATS = 3
_CLEARANCE = 0.6
_LEVEL = 3.0
_SLOT_WORDS = 16
_SLOT_SHARE = 0.3
_TALLER = 1.1
_PROSE_WORDS = 9
_PROSE_PAGES = 2
_ALIGNED = 2.0
_COLUMNS = 3
_FIGURE_COLUMNS = 2
_MOST_KEPT = 20_000
_MOST_DRAWINGS = 60
_ASIDE = 2.0
_FAR = 2.5
_PLAIN_SHARE = 0.5
_FOOT_WORDS = 12
_PLAIN_WORDS = 12
_PLAIN_GAP = 1.2
_PLAIN = 1.05
_LOOK = 6


class Parted(NamedTuple):
    """A page's rows, furniture apart from the body."""

    headers: list[Row]
    body: list[Row]
    footers: list[Row]


class Furniture:
    """What the pages learnt so far repeat at their edges."""

    def __init__(self, total_pages: int) -> None:
        self._seen: Counter[tuple[bool, str, int]] = Counter()
        self._offsets: Counter[tuple[bool, int]] = Counter()
        self._slots: Counter[tuple[bool, int]] = Counter()
        self._prose: Counter[tuple[bool, int]] = Counter()
        self._images: Counter[tuple[int, ...]] = Counter()
        self._plain: Counter[tuple[bool, int, int]] = Counter()
        self._numbered: Counter[tuple[bool, str, int]] = Counter()
        self._pages = 0
        self._needed = _REPEATS if total_pages > _REPEATS else 2

    def learn(self, rows: Sequence[Row], page: int, height: float) -> None:
        """Remember what stands at the edges of page number `page`, of that height."""
        self._pages += 1
        usual = median([row[0].height for row in rows] or [0.0])
        for at_top in (True, False):
            near = _near(rows, height, at_top)
            numbers = {one for row in near[:2] for part in row if (one := page_numbers.number(part.text)) is not None}
            self._offsets.update((at_top, number - page) for number in numbers)
            if near and len(self._numbered) < _MOST_KEPT and (end := _end_number(near[0])) is not None:
                self._numbered[at_top, _signature(near[0]), end - page] += 1
            if len(self._seen) < _MOST_KEPT:
                self._seen.update({(at_top, _signature(row), _set_in(row)) for row in near})
            for row in near:
                if self._is_repeated(row, at_top):
                    self._slots[at_top, _level(row)] += 1
                elif row is near[0] and _is_plain(rows if at_top else rows[::-1], usual):
                    self._plain[at_top, _level(row), round(row[0].height)] += 1
                elif len(row) == 1 and len(row[0].words) >= _PROSE_WORDS:
                    self._prose[at_top, _level(row)] += 1

    def learn_pictures(self, images: Iterable[Box], drawings: Sequence[Drawing]) -> None:
        """Remember where a page has images and drawings."""
        if len(self._images) < _MOST_KEPT:
            self._images.update({_place(image) for image in images})
            self._images.update({_place(drawing) for drawing in drawings[:_MOST_DRAWINGS]})

    def is_repeated(self, picture: Box | Drawing) -> bool:
        """Whether an image or a drawing is furniture, as a logo is: other pages have one in the very same place."""
        return self._images[_place(picture)] >= self._needed

    def part(self, rows: Sequence[Row], page: int, size: tuple[float, float], rules: Sequence[Rule]) -> Parted:
        """The rows of page number `page`, of that width and height, parted into furniture and body."""
        look = edges.Page(rows, size, rules)
        heads = self._count(look, page, at_top=True)
        feet = min(self._count(look, page, at_top=False), len(rows) - heads)
        body = list(rows[heads : len(rows) - feet])
        headers, footers = list(rows[:heads]), list(rows[len(rows) - feet :])
        if not heads:
            headers = self._take_corner(body, page, size[1], at_top=True)
        if not feet:
            footers = self._take_corner(body, page, size[1], at_top=False)
        return Parted(headers, [row for row in body if row], footers)

    def _count(self, look: edges.Page, page: int, *, at_top: bool) -> int:
        """How many rows from the edge are furniture, with a clear gap to the body after the last."""
        ordered = look.rows if at_top else look.rows[::-1]
        near = _near(look.rows, look.height, at_top)
        count = position = 0
        while position < len(near):
            row, rest = near[position], ordered[position + 1 :]
            if self._is_furniture(row, rest, look, page, at_top):
                position += 1
                is_clear = not rest or edges.gap(row, rest[0]) >= _CLEARANCE * row[0].height
                # "Chapter 3" close over a page's text is its heading, whatever it counts.
                may_touch = not at_top or page_numbers.number(row[0].text) is not None
                if is_clear or (may_touch and self._counts_on(row, page, at_top)):
                    count = position
                continue
            band = look.band(position, at_top, is_alone=self._needed < _REPEATS)
            if not band:
                break
            position += band
            count = position
        return count

    def _is_furniture(self, row: Row, rest: Sequence[Row], look: edges.Page, page: int, at_top: bool) -> bool:
        if self._counts_on(row, page, at_top) and len(rest) > 0:
            return True
        if is_caption(row[0].text) or (rest and _is_over_columns(row, rest[0])):
            return False
        if self._is_repeated(row, at_top):
            return not self._is_body_level(row, at_top)
        if self._is_in_style(row, rest, look, at_top):
            return True
        return (
            self._slots[at_top, _level(row)] >= max(self._needed, _SLOT_SHARE * self._pages)
            and not self._is_body_level(row, at_top)
            and sum(len(part.words) for part in row) <= _SLOT_WORDS
            and max(part.height for part in row) <= _TALLER * look.usual
        )

    def _is_in_style(self, row: Row, rest: Sequence[Row], look: edges.Page, at_top: bool) -> bool:
        """Whether most pages begin or end like this one: with a short plain line of one size at one height."""
        if len(rest) + 1 < len(look.rows) or not _is_plain([row, *rest[:_LOOK]], look.usual):
            return False
        alike = self._plain[at_top, _level(row), round(row[0].height)] + self._slots[at_top, _level(row)]
        return alike >= max(_REPEATS, _PLAIN_SHARE * self._pages) and not self._is_body_level(row, at_top)

    def _counts_on(self, row: Row, page: int, at_top: bool) -> bool:
        """Whether the row is or ends with a page number that counts on from other pages', wherever it stands."""
        found = page_numbers.number(row[0].text) if len(row) == 1 else None
        if found is not None and self._offsets[at_top, found - page] >= self._needed:
            return True
        end = _end_number(row)
        return end is not None and self._numbered[at_top, _signature(row), end - page] >= _REPEATS

    def _is_repeated(self, row: Row, at_top: bool) -> bool:
        signature = _signature(row)
        # "(in millions)" over a table that fills its page is no running head.
        if signature[0] == "(" or not any(map(str.isalpha, signature)):
            return False
        # Nor is a title that the pages after it repeat, far smaller, as theirs.
        size = _set_in(row)
        return sum(self._seen[at_top, signature, near] for near in range(size - 1, size + 2)) >= self._needed

    def _is_body_level(self, row: Row, at_top: bool) -> bool:
        """Whether running text of other pages starts or ends as far out as the row does."""
        level = _level(row)
        prose = sum(self._prose[at_top, near] for near in range(level - 1, level + 2))
        return prose >= _PROSE_PAGES and prose > self._slots[at_top, level] / 4

    def _take_corner(self, body: list[Row], page: int, height: float, *, at_top: bool) -> list[Row]:
        """Take out a page number that counts on and stands far aside from what else is in the outermost rows."""
        for row in edges.outermost(body, height, at_top, _ZONE, 2):
            for at in {0, len(row) - 1}:
                if len(row) > 1 and self._counts_on([row[at]], page, at_top) and _is_aside(row, at, body):
                    return [[row.pop(at)]]
        return []


def apart(row: Row) -> list[list[Segment]]:
    """The row's parts that stand far apart, each its segments."""
    parts: list[list[Segment]] = []
    for segment in row:
        if parts and segment.left - parts[-1][-1].right < _FAR * segment.height:
            parts[-1].append(segment)
        else:
            parts.append([segment])
    return parts


def _near(rows: Sequence[Row], height: float, at_top: bool) -> list[Row]:
    """The rows that may be furniture, from the edge inwards.

    Where a page is as long as what stands on it, its foot may stand anywhere, but it is numbered.
    """
    near = edges.outermost(rows, height, at_top, _ZONE, _ROWS)
    if near or not rows:
        return near
    row = rows[0] if at_top else rows[-1]
    return [row] if _end_number(row) is not None else []


def _end_number(row: Row) -> int | None:
    """The number that a short row ends or begins with, as a foot does with the page's."""
    words = [word.text for part in row for word in part.words]
    if len(words) > _FOOT_WORDS:
        return None
    for text in (words[-1], words[0], row[-1].text, row[0].text):
        found = page_numbers.number(text)
        if found is not None:
            return found
    return None


def _is_plain(ordered: Sequence[Row], usual: float) -> bool:
    """Whether the first of some rows is short, set no larger than the usual text, and clear of the others."""
    if len(ordered) < _LOOK:
        return False
    row, rest = ordered[0], ordered[1:_LOOK]
    return (
        row[0].text[0] != "("
        and sum(len(part.words) for part in row) <= _PLAIN_WORDS
        and not any(part.bold or part.height > _PLAIN * usual for part in row)
        and edges.gap(row, rest[0]) >= _PLAIN_GAP * usual
    )


def _place(picture: Box | Drawing) -> tuple[int, ...]:
    return round(picture.left), round(picture.top), round(picture.right), round(picture.bottom)


def _signature(row: Row) -> str:
    return page_numbers.signature(" ".join(part.text for part in row))


def _set_in(row: Row) -> int:
    """The size that the row is set in, in steps of a fifth, so that what differs by a hair is one or the next."""
    return round(4 * log2(max(1.0, *(part.height for part in row))))


def _level(row: Row) -> int:
    """How far down the row stands, coarse enough for what moves by a hair."""
    return round(row[0].bottom / _LEVEL)


def _is_over_columns(row: Row, below: Row) -> bool:
    """Whether the row's parts stand over those of the next, as a table's heads do: three columns, or two of figures."""
    aligned = [other for part in row for other in below if _is_aligned(part, other)]
    figures = sum(1 for one in aligned if not any(map(str.isalpha, one.text)))
    return len(aligned) >= _COLUMNS or figures >= _FIGURE_COLUMNS


def _is_aligned(one: Segment, other: Segment) -> bool:
    return (
        abs(one.left - other.left) < _ALIGNED
        or abs(one.right - other.right) < _ALIGNED
        or abs(one.left + one.right - other.left - other.right) < 2 * _ALIGNED
    )


def _is_aside(row: Row, at: int, body: Sequence[Row]) -> bool:
    """Whether a part of the row stands clear of the others, beyond where other rows begin or end."""
    part = row[at]
    others = [one for other in body for one in other if one is not part]
    if at:
        return part.left > max(one.right for one in others) + _ASIDE
    return part.right < min(one.left for one in others) - _ASIDE
