"""Contents lists: a title and, at the end of its line, the page it stands on."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from chatdoc_server.document import ElementKind
from chatdoc_server.parsing.pdf.boxes import around
from chatdoc_server.parsing.pdf.headings.numbering import number
from chatdoc_server.parsing.pdf.model import Block, Row, Word
from chatdoc_server.parsing.pdf.scripts import is_ideographic

_PAGE = re.compile(r"(?:[A-Z]{1,2}[-–.]?)?\d{1,4}|(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:table\s+of\s+)?contents|index|(?:table\s+des\s+mati[eè]res)|sommaire|inhalt(?:sverzeichnis)?|[ií]ndice|"
    r"目\s*[录錄次]|차례|목차|содержание|оглавление",
    re.IGNORECASE,
)
_LEADERS = ".…‥·⋯"
_DOTS = re.compile(f"[{_LEADERS}]+")
_DOT = 0.225
_TITLE_WORDS = 8
_ENTRIES = 4
_CERTAIN = 8
_TITLED = 3
_LABELS = 3
_WRAPPED = 0.55
_FALLS = 0.12


def part_entries(rows: list[Row], *, only_certain: bool = False) -> list[Block | list[Row]]:
    """The rows from top to bottom: lines of a contents list as list items, and the rows between them.

    An entry is a title and a page's number, in the column that all of the list's numbers share. Lines between
    entries belong to the list: labels of its parts, and titles that run over several lines. With `only_certain` a list
    must be long or stand under the word "contents"; a table of few rows and one figure in each looks much the same.
    """
    result: list[Block | list[Row]] = []
    done = 0
    for start, stop in _lists(rows, only_certain):
        if start > done:
            result.append(rows[done:start])
        result += [_block(entry) for entry in _entries(rows[start:stop])]
        done = stop
    if done < len(rows):
        result.append(rows[done:])
    return result


def _lists(rows: Sequence[Row], only_certain: bool) -> Iterator[tuple[int, int]]:
    """Where contents lists start and stop."""
    found = [at for at, row in enumerate(rows) if _is_entry(row)]
    if not found:
        return
    edge = Counter(round(_page(rows[at]).right) for at in found).most_common(1)[0][0]
    found = [at for at in found if _page(rows[at]).left < edge <= _page(rows[at]).right + _page(rows[at]).height]
    is_titled = any(_is_title(row) for row in rows[: found[0]]) if found else False
    needed = _TITLED if is_titled else _CERTAIN if only_certain else _ENTRIES
    group: list[int] = []
    for at in [*found, -1]:
        if group and (at < 0 or at - group[-1] > _LABELS + 1):
            if len(group) >= needed and _counts_up([rows[one] for one in group]):
                yield group[0] - _labels_above(rows, group[0]), group[-1] + 1
            group = []
        group.append(at)


def _is_entry(row: Row) -> bool:
    """Whether the row ends in a page's number, apart from a title without figures of its own before it."""
    words = row[-1].words
    if not _PAGE.fullmatch(words[-1].text):
        return False
    titles = [segment.text for segment in row[:-1]] if len(words) == 1 else []
    if not titles:
        # The number may stand close to its title; so does a year to a sentence.
        title = " ".join(word.text for word in words[:-1])
        return len(row) == 1 and number(title) is not None and _is_text(title)
    return _is_text(titles[-1]) and all(map(_is_text, titles[1:]))


def _page(row: Row) -> Word:
    return row[-1].words[-1]


def _is_text(text: str) -> bool:
    return any(map(str.isalpha, text))


def _is_title(row: Row) -> bool:
    text = " ".join(segment.text for segment in row)
    return text.count(" ") < _TITLE_WORDS and bool(_TITLE.search(text))


def _counts_up(rows: Sequence[Row]) -> bool:
    """Whether the pages' numbers hardly ever fall, and are not one and the same."""
    numbers = [int(text) for row in rows if (text := row[-1].words[-1].text).isdecimal()]
    falls = sum(first > second for first, second in itertools.pairwise(numbers))
    allowed = _FALLS * len(numbers) if len(numbers) >= _CERTAIN else 0
    return falls <= allowed and (not numbers or len(set(numbers)) > 1)


def _labels_above(rows: Sequence[Row], first: int) -> int:
    """How many rows right above the first entry name the part of the document that it belongs to."""
    return int(first > 0 and number(rows[first - 1][0].text) is not None)


def _entries(rows: Sequence[Row]) -> list[list[Row]]:
    """The list's lines, those of one title together."""
    left = min(row[0].left for row in rows)
    ends = min(row[-1].left for row in rows if _is_entry(row))
    result: list[list[Row]] = []
    is_open = False
    for row in rows:
        text = row[0].text
        goes_on = bool(result) and (text[0].islower() or (is_open and number(text) is None))
        if goes_on:
            result[-1].append(row)
        else:
            result.append([row])
        is_open = not _is_entry(row) and row[-1].right > left + _WRAPPED * (ends - left)
    return result


def _block(rows: list[Row]) -> Block:
    # A list's item, so that a chapter's bold line is not taken for its heading.
    lines = [_without_leader([word for part in row for word in part.words]) for row in rows]
    return Block(kind=ElementKind.LIST_ITEM, box=around([part for row in rows for part in row]), lines=lines, stated=-1)


def _without_leader(words: list[Word]) -> list[Word]:
    """A line's words without the dots between title and page, which may touch either."""
    said = [word for word in words if not _DOTS.fullmatch(word.text)]
    if len(said) < 2 or not _PAGE.fullmatch(said[-1].text.lstrip(_LEADERS)):
        return said or words
    *_, title, page = said
    dots = len(title.text) - len(title.text.rstrip(_LEADERS))
    if dots > 1 or (dots and (is_ideographic(title.text) or len(said) < len(words))):
        said[-2] = replace(title, text=title.text[:-dots], right=title.right - _DOT * dots * title.height)
    dots = len(page.text) - len(page.text.lstrip(_LEADERS))
    if dots:
        said[-1] = replace(page, text=page.text[dots:], left=page.left + _DOT * dots * page.height)
    return said
