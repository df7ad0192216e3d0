"""What one page shows of its running heads and feet, without any other page to compare it with.

Rows at an edge that stand apart from the body make a band. A band is furniture when it reaches farther out than texts
do, holds a page number, is spread over the left, middle and right of the page, lies beyond a line that runs across it,
or is set in small print. Each rule asks for the clear gap that typography puts between the text area and what runs
over and under it.
"""

from collections.abc import Sequence
from statistics import median

from chatdoc_server.parsing.pdf.blocks.paragraphs import is_caption
from chatdoc_server.parsing.pdf.furniture import page_numbers
from chatdoc_server.parsing.pdf.model import Row, Rule, Segment

_BAND_ROWS = 3
_BAND_WORDS = 30
_APART = 0.9
_WIDER = 1.5
_MARGIN = 0.055
_NUMBER_ZONE = 0.1
_SPREAD_ZONE = 0.12
_SPREAD_APART = 0.4
_SMALL_ZONE = 0.09
_FAR_APART = 1.8
_SMALL = 0.88
_PART_WORDS = 10
_LINE_WORDS = 14
_CENTRED = 0.02
_LITTLE_APART = 0.25
_HEAD_ZONE = 0.085
_HEAD_APART = 1.3
_FULL_PAGE = 10
_STOPS = ".,;:!?。，；："
_PLAIN = 1.02
_ACROSS = 0.8
_EDGE_TENTH = 0.1
_LEAST_BODY = 2


class Page:
    """The rows of one page as its edges are judged by; `usual` is the height of most of its text."""

    def __init__(self, rows: Sequence[Row], size: tuple[float, float], rules: Sequence[Rule]) -> None:
        self.rows = rows
        self.width, self.height = size
        heights = [part.height for row in rows for part in row for _ in part.words]
        self.usual = median(heights) if heights else 0.0
        self._left = min((row[0].left for row in rows), default=0.0)
        self._right = max((row[-1].right for row in rows), default=0.0)
        self._across = [
            rule.top for rule in rules if rule.bottom == rule.top and rule.right - rule.left >= _ACROSS * self._extent
        ]

    @property
    def _extent(self) -> float:
        return self._right - self._left

    def band(self, start: int, at_top: bool, *, is_alone: bool) -> int:
        """How many rows, from the one `start` rows from the edge on, are furniture by their looks; 0 for none.

        `is_alone` is whether there are no other pages to speak of, which would say more than looks do.
        """
        ordered = self.rows if at_top else self.rows[::-1]
        if not start and not at_top and len(ordered) > _LEAST_BODY and self._is_lone_number(ordered[0], ordered[1]):
            return 1
        size = self._size(ordered, start) or self._spread(ordered, start, at_top)
        if not size or len(ordered) - start - size < _LEAST_BODY:
            return 0
        band = ordered[start : start + size]
        inner = ordered[start + size]
        words = sum(len(part.words) for row in band for part in row)
        if words > _BAND_WORDS or any(is_caption(row[0].text) for row in band):
            return 0
        clear = gap(band[-1], inner)
        edge = max(self._from_edge(row, at_top) for row in band)
        is_furniture = self._is_furniture(band, clear, edge)
        if not is_furniture and is_alone:
            is_furniture = self._is_small(band, inner, clear, edge) or (at_top and self._is_head(band, clear, edge))
        return size if is_furniture else 0

    def _is_furniture(self, band: Sequence[Row], clear: float, edge: float) -> bool:
        """`clear` is the gap to the body in points, `edge` how far the band reaches inwards in heights of the page."""
        height = max(part.height for row in band for part in row)
        words = max(sum(len(part.words) for part in row) for row in band)
        is_short = words <= _LINE_WORDS or height < _SMALL * self.usual
        if edge < _MARGIN and is_short and clear >= _FAR_APART * min(height, self.usual):
            return True
        if edge < _NUMBER_ZONE and any(self._is_numbered(row) for row in band):
            return True
        return edge < _SPREAD_ZONE and len(band) == 1 and self._is_spread(band[0])

    def _is_small(self, band: Sequence[Row], inner: Row, clear: float, edge: float) -> bool:
        """Whether the band is one row of small print, beyond a line that runs across the page or far from the body."""
        height = max(part.height for row in band for part in row)
        if len(band) > 1 or height > _SMALL * self.usual or _is_note(band[0]):
            return False
        if edge < _SPREAD_ZONE and self._is_beyond_rule(band, inner):
            return True
        return edge < _SMALL_ZONE and clear >= _FAR_APART * self.usual

    def _is_head(self, band: Sequence[Row], clear: float, edge: float) -> bool:
        """Whether a full page begins with a short plain line well above its text area."""
        row = band[0]
        return (
            edge < _HEAD_ZONE
            and len(band) == 1
            and len(self.rows) >= _FULL_PAGE
            and clear >= _HEAD_APART * self.usual
            and sum(len(part.words) for part in row) <= _LINE_WORDS
            and row[-1].text[-1] not in _STOPS
            and not any(part.bold or part.height > _PLAIN * self.usual for part in row)
        )

    def _size(self, ordered: Sequence[Row], start: int) -> int:
        """How many rows there are to the first gap that parts them from the body, 0 for too many."""
        gaps = [gap(one, other) for one, other in zip(ordered[start:], ordered[start + 1 : start + 9], strict=False)]
        usual = median(gaps[1:]) if len(gaps) > 2 else 0.0
        for size, between in enumerate(gaps[:_BAND_ROWS], start=1):
            height = max(part.height for part in ordered[start + size - 1])
            if between >= _APART * min(height, self.usual) and between >= _WIDER * usual:
                return size
        return 0

    def _spread(self, ordered: Sequence[Row], start: int, at_top: bool) -> int:
        """1 for a row spread over the page that stands off from the body by less than others do, else 0."""
        if start + 1 >= len(ordered) or self._from_edge(ordered[start], at_top) >= _SPREAD_ZONE:
            return 0
        clear = gap(ordered[start], ordered[start + 1])
        return int(clear >= _SPREAD_APART * self.usual and self._is_spread(ordered[start]))

    def _from_edge(self, row: Row, at_top: bool) -> float:
        inner = max(part.bottom for part in row) if at_top else self.height - min(part.top for part in row)
        return inner / self.height

    def _is_numbered(self, row: Row) -> bool:
        """Whether a page number stands at one end of the row or alone in it, with little else."""
        if len(row) > 3 or any(len(part.words) > _PART_WORDS for part in row):
            return False
        ends = (row[0], row[-1])
        if not any(page_numbers.is_form(part.text) and not page_numbers.may_be_a_year(part.text) for part in ends):
            return False
        return len(row) == 1 or row[-1].left - row[0].right > 2 * self.usual

    def _is_lone_number(self, row: Row, inner: Row) -> bool:
        """Whether the page ends with a number in its middle, as pages do that are as long as what stands on them."""
        text = row[0].text
        if len(row) > 1 or not page_numbers.is_form(text) or page_numbers.may_be_a_year(text):
            return False
        middle = (row[0].left + row[0].right) / 2
        is_centred = abs(middle - self.width / 2) < _CENTRED * self.width
        clear = gap(row, inner) / row[0].height
        is_low = 1 - row[0].top / self.height < _SPREAD_ZONE
        return is_centred and clear >= (_LITTLE_APART if is_low else _FAR_APART)

    def _is_spread(self, row: Row) -> bool:
        """Whether the row has three short parts, at the left of the text area, in its middle and at its right."""
        if len(row) != 3 or any(len(part.words) > _PART_WORDS for part in row):
            return False
        slack = _EDGE_TENTH * self._extent / 2
        middle = (row[1].left + row[1].right) / 2
        return (
            row[0].left - self._left < slack
            and self._right - row[2].right < slack
            and abs(middle - (self._left + self._right) / 2) < slack
            and any(any(map(str.isalpha, part.text)) for part in row)
        )

    def _is_beyond_rule(self, band: Sequence[Row], inner: Row) -> bool:
        """Whether a line runs across the page between the band and the body."""
        outer = band[-1]
        low, high = sorted((_middle(outer), _middle(inner)))
        return any(low < level < high for level in self._across)


def outermost(rows: Sequence[Row], height: float, at_top: bool, zone: float, most: int) -> list[Row]:
    """The rows in that share of the page's height at its edge, from the edge inwards."""
    chosen = rows[:most] if at_top else rows[: -most - 1 : -1]
    if at_top:
        return [row for row in chosen if row[0].bottom < zone * height]
    return [row for row in chosen if row[0].top > (1 - zone) * height]


def gap(one: Row, other: Row) -> float:
    """Points between two rows, negative where they overlap."""
    upper, lower = (one, other) if one[0].top <= other[0].top else (other, one)
    return min(part.top for part in lower) - max(part.bottom for part in upper)


def _middle(row: Row) -> float:
    return (row[0].top + row[0].bottom) / 2


def _is_note(row: Sequence[Segment]) -> bool:
    """Whether the row starts as a footnote does, with its mark."""
    first = row[0].words[0].text
    return len(first) <= 3 and not first.isalpha()
