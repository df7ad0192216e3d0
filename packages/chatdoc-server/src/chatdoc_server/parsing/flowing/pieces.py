"""Pieces of HTML, for converters that write it; whatever they write is made canonical afterwards."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.html.collect import MOST_BLOCKS
from chatdoc_server.parsing.html.read import TOO_MUCH

Row = Sequence[str]

_FIGURE = re.compile(r"[-–—+(]?\s*[$€£¥]?\s*[-–—+(]?\d[\d.,\s'/:%-]*\)?%?")
_LONGEST_HEAD = 80


def paragraph(text: str, tag: str = "p") -> str:
    """A block of text; its line ends are kept."""
    return f"<{tag}>{lines(text)}</{tag}>"


def lines(text: str) -> str:
    """Text with its line ends as line breaks."""
    return "<br>".join(escape(line) for line in text.splitlines())


def table(rows: Iterable[Row], header_rows: int | None = None) -> str:
    """A table of plain cells; whether its first row is heads is told by `has_heads` unless it is given.

    Raises:
        DocumentError: EXCEED_TOKENS_ERROR when it has more cells than can be read at all.
    """
    written, cells, kept = ["<table>"], 0, list(rows)
    heads = int(has_heads(kept)) if header_rows is None else header_rows
    for at, row in enumerate(kept):
        cells += len(row)
        check_count(cells)
        tag = "th" if at < heads else "td"
        written.append("<tr>" + "".join(f"<{tag}>{lines(cell)}</{tag}>" for cell in row) + "</tr>")
    written.append("</table>")
    return "".join(written)


def has_heads(rows: Sequence[Row]) -> bool:
    """Whether the first of several rows names the columns: short distinct words in each, no figures."""
    if len(rows) < 2:
        return False
    first = [cell.strip() for cell in rows[0]]
    named = [cell for cell in first if cell]
    # The corner over the rows' own names is often left empty.
    if not named or any(not cell for cell in first[1:]) or len(set(named)) < len(named):
        return False
    figures = [cell for cell in named if _FIGURE.fullmatch(cell)]
    below = [cell for row in rows[1:] for cell in row[1:] if _FIGURE.fullmatch(cell.strip())]
    # Years are heads as well, but only over figures and after a word or an empty corner.
    years = all(re.fullmatch(r"(?:19|20)\d\d", cell) for cell in figures)
    is_years = years and bool(below) and not (first[0] and _FIGURE.fullmatch(first[0]))
    return (not figures or is_years) and all(len(cell) <= _LONGEST_HEAD for cell in named)


def check_length(text: str, most: int) -> None:
    """Refuses a text that would take too long to convert.

    Raises:
        DocumentError: EXCEED_TOKENS_ERROR when it has more than `most` characters.
    """
    if len(text) > most:
        raise DocumentError(DocumentStatus.EXCEED_TOKENS_ERROR, TOO_MUCH)


def check_count(pieces: int) -> None:
    """Refuses a document of more lines, blocks or cells than can be read at all.

    Raises:
        DocumentError: EXCEED_TOKENS_ERROR.
    """
    if pieces > MOST_BLOCKS:
        raise DocumentError(DocumentStatus.EXCEED_TOKENS_ERROR, TOO_MUCH)
