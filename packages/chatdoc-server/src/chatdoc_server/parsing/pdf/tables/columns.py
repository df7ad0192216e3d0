"""A table's columns: the intervals in which its tokens stand."""

import itertools
from bisect import bisect_right
from collections import Counter

from chatdoc_server.parsing.pdf.tables.lines import Line
from chatdoc_server.parsing.pdf.tables.tokens import Token

Interval = tuple[float, float]


class Columns:
    """Columns left to right. `edges` are the lines between them, one fewer than columns."""

    def __init__(self, spans: list[Interval], first_value: int) -> None:
        self.spans = spans
        self.first_value = first_value
        self.edges = [(left[1] + right[0]) / 2 for left, right in itertools.pairwise(spans)]

    def __len__(self) -> int:
        return len(self.spans)

    def of(self, token: Token) -> int:
        """The column that a token of one cell stands in."""
        best, most = -1, 0.0
        for position in self.across(token.left, token.right):
            left, right = self.spans[position]
            overlap = min(right, token.right) - max(left, token.left)
            if overlap > most:
                best, most = position, overlap
        return best if best >= 0 else bisect_right(self.edges, token.middle)

    def across(self, left: float, right: float) -> list[int]:
        """The columns whose interval the stretch from left to right overlaps."""
        return [position for position, span in enumerate(self.spans) if span[0] < right and left < span[1]]


def columns(lines: list[Line], values: list[Interval]) -> Columns:
    """The columns of a table's body, given where its figures stand.

    Text beside the figures makes columns of its own: labels to their left, remarks to their right or
    between them.
    """
    data = [line for line in lines if line.is_data]
    labels = _clusters([token for line in data for token in line.tokens if token.right <= values[0][0] + 1])
    taken = list(values)
    others = []
    for line in data:
        for token in line.tokens:
            is_free = token.left >= values[0][0] and not any(
                span[0] < token.right and token.left < span[1] for span in taken
            )
            if is_free and not token.is_value:
                others.append(token)
    values = [_whole(span, data) for span in values]
    spans = [*labels, *sorted([*values, *_clusters(others)])]
    first = next(position for position, span in enumerate(spans) if span[0] >= values[0][0])
    return Columns(spans, first)


def _whole(span: Interval, data: list[Line]) -> Interval:
    """The column of figures with the currency signs that stand apart to the left of them."""
    found = [value.left for line in data for value in line.values if value.right > span[0] and value.core < span[1]]
    return min([*found, span[0]]), span[1]


def _clusters(found: list[Token]) -> list[Interval]:
    """Intervals of tokens that overlap, of those that more than one line supports where any is."""
    spans: list[Interval] = []
    support: Counter[int] = Counter()
    for token in sorted(found, key=lambda item: item.left):
        if spans and token.left < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], token.right))
        else:
            spans.append((token.left, token.right))
        support[len(spans) - 1] += 1
    strong = [span for position, span in enumerate(spans) if support[position] > 1]
    return strong or spans
