"""A zone's rows as a table reader sees them: tokens, and what kind of line they make."""

import msgspec

from chatdoc_server.parsing.pdf.model import Row
from chatdoc_server.parsing.pdf.tables.tokens import Kind, Token, tokens

_PROSE_WORDS = 9
_MAX_TEXTS = 2


class Line(msgspec.Struct, gc=False):
    """One row: its tokens, left to right, and the values among them that are not its label."""

    tokens: list[Token]
    values: list[Token]
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Top to bottom in points."""
        return self.bottom - self.top

    @property
    def is_data(self) -> bool:
        """Whether it states figures: a label with values, or values alone, and not only years."""
        return any(value.kind is Kind.NUMBER for value in self.values)

    @property
    def is_years(self) -> bool:
        """Whether its values are years alone, as in a column head."""
        return bool(self.values) and not self.is_data

    @property
    def is_wordy(self) -> bool:
        """Whether one stretch of it is as long as running text."""
        return any(token.length >= _PROSE_WORDS for token in self.tokens)


def line(row: Row) -> Line:
    """The row, read as a line of a table."""
    found = tokens(row)
    values = [token for token in found if token.is_value]
    if values and values[0] is found[0] and len(found) > 1 and _is_mark(found):
        values = values[1:]
    if len(found) == 1 or len(found) - len(values) > _MAX_TEXTS + 2 * len(values):
        values = []
    return Line(
        tokens=found,
        values=values,
        top=min(part.top for part in row),
        bottom=max(part.bottom for part in row),
    )


def _is_mark(found: list[Token]) -> bool:
    """Whether the first value is none: a list's or a footnote's mark before text, or a year that labels figures."""
    if not found[1].is_value:
        return True
    return found[0].kind is Kind.YEAR and any(token.kind is Kind.NUMBER for token in found)
