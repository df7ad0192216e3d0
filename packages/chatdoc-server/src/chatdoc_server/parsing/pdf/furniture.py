"""Running heads, feet and page numbers: rows at a page's edge that come back on other pages.

Pages are learnt ahead of being judged, so that the first page of a section already knows its running head.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from chatdoc_server.document import Box
from chatdoc_server.parsing.pdf.model import Row

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"^[-–—|]?\s*(?:(?:page|p\.|第)\s*)?(?:#|[ivxlc]{1,6}|[a-z]{1,2}[-–]#)(?:\s*(?:of|/)\s*#|\s*页)?\s*[-–—|]?$"
)
_ROWS = 4
_ZONE = 0.15
_NUMBER_ZONE = 0.1
_REPEATS = 3
_CLEARANCE = 0.6


class Parted(NamedTuple):
    """A page's rows, furniture apart from the body."""

    headers: list[Row]
    body: list[Row]
    footers: list[Row]


class Furniture:
    """What the pages learnt so far repeat at their edges."""

    def __init__(self, total_pages: int) -> None:
        self._seen: Counter[tuple[bool, str]] = Counter()
        self._offsets: Counter[tuple[bool, int]] = Counter()
        self._images: Counter[tuple[int, ...]] = Counter()
        self._needed = _REPEATS if total_pages > _REPEATS else 2

    def learn(self, rows: Sequence[Row], page: int, height: float) -> None:
        """Remember what stands at the edges of page number `page`, of that height."""
        for at_top in (True, False):
            number = _number(rows, at_top)
            if number is not None:
                self._offsets[at_top, number - page] += 1
            self._seen.update({(at_top, _signature(row)) for row in _edge(rows, height, at_top)})

    def learn_images(self, images: Iterable[Box]) -> None:
        """Remember where a page has images."""
        self._images.update({_place(image) for image in images})

    def is_repeated(self, image: Box) -> bool:
        """Whether an image is furniture, as a logo is: other pages have one in the very same place."""
        return self._images[_place(image)] >= self._needed

    def part(self, rows: list[Row], page: int, height: float) -> Parted:
        """The rows of page number `page` parted into furniture and body."""
        heads = self._count(rows, height, at_top=True) or self._counts_on(rows, page, at_top=True)
        feet = self._count(rows, height, at_top=False) or self._counts_on(rows, page, at_top=False)
        stop = max(len(rows) - feet, heads)
        return Parted(rows[:heads], rows[heads:stop], rows[stop:])

    def _count(self, rows: list[Row], height: float, *, at_top: bool) -> int:
        """How many rows from the edge are furniture, with a clear gap to the body after the last."""
        ordered = rows if at_top else rows[::-1]
        count = 0
        for position, row in enumerate(_edge(rows, height, at_top)):
            if not self._repeats(row, height, at_top):
                break
            if position + 1 == len(ordered) or _gap(row, ordered[position + 1]) >= _CLEARANCE * row[0].height:
                count = position + 1
        return count

    def _counts_on(self, rows: list[Row], page: int, *, at_top: bool) -> int:
        """1 if the outermost row is a page number that counts on from other pages', wherever it stands, else 0."""
        number = _number(rows, at_top)
        return int(number is not None and self._offsets[at_top, number - page] >= self._needed)

    def _repeats(self, row: Row, height: float, at_top: bool) -> bool:
        signature = _signature(row)
        if _PAGE_NUMBER.match(signature):
            middle = (row[0].top + row[0].bottom) / 2
            return (middle < _NUMBER_ZONE * height) if at_top else (middle > (1 - _NUMBER_ZONE) * height)
        # "(in millions)" over a table that fills its page is no running head.
        return (
            signature[0] != "(" and any(map(str.isalpha, signature)) and self._seen[at_top, signature] >= self._needed
        )


def _place(image: Box) -> tuple[int, ...]:
    return tuple(map(round, image))


def _number(rows: Sequence[Row], at_top: bool) -> int | None:
    """The outermost row's page number, if that is what the row is."""
    if len(rows) < 2:
        return None
    row = rows[0] if at_top else rows[-1]
    digits = _DIGITS.findall(row[0].text)
    is_number = len(row) == 1 and len(digits) == 1 and len(digits[0]) < 6 and _PAGE_NUMBER.match(_signature(row))
    return int(digits[0]) if is_number else None


def _edge(rows: Sequence[Row], height: float, at_top: bool) -> list[Row]:
    chosen = rows[:_ROWS] if at_top else rows[: -_ROWS - 1 : -1]
    if at_top:
        return [row for row in chosen if row[0].bottom < _ZONE * height]
    return [row for row in chosen if row[0].top > (1 - _ZONE) * height]


def _gap(one: Row, other: Row) -> float:
    upper, lower = (one, other) if one[0].top <= other[0].top else (other, one)
    return min(part.top for part in lower) - max(part.bottom for part in upper)


def _signature(row: Row) -> str:
    return _DIGITS.sub("#", " ".join(part.text for part in row)).lower()
