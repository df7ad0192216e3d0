"""Contents lists: a title and, at the end of its line, the page it stands on."""

import itertools
import re

from chatdoc_server.document import ElementKind
from chatdoc_server.parsing.pdf.blocks import around
from chatdoc_server.parsing.pdf.model import Block, Row

_PAGE = re.compile(r"^(?:\d{1,4}|[ivxl]{1,6})$")
_ENTRIES = 4
_ALIGNED = 3.0


def part_entries(rows: list[Row]) -> list[Block | list[Row]]:
    """The rows from top to bottom: entries of a contents list as blocks of one line, and the rows between them."""
    result: list[Block | list[Row]] = []
    rest: list[Row] = []
    for is_entry, group in itertools.groupby(rows, key=_is_entry):
        found = list(group)
        if is_entry and _is_list(found):
            if rest:
                result.append(rest)
                rest = []
            result += [_entry(row) for row in found]
        else:
            rest += found
    if rest:
        result.append(rest)
    return result


def _is_entry(row: Row) -> bool:
    return (
        len(row) > 1
        and len(row[-1].words) == 1
        and bool(_PAGE.match(row[-1].words[0].text))
        and any(character.isalpha() for word in row[-2].words for character in word.text)
    )


def _is_list(rows: list[Row]) -> bool:
    """Whether the numbers stand under one another and never fall."""
    if len(rows) < _ENTRIES or any(abs(row[-1].right - rows[0][-1].right) > _ALIGNED for row in rows):
        return False
    numbers = [int(text) for row in rows if (text := row[-1].words[0].text).isdecimal()]
    return all(first <= second for first, second in itertools.pairwise(numbers))


def _entry(row: Row) -> Block:
    # A list's item, so that a chapter's bold line is not taken for its heading.
    return Block(kind=ElementKind.LIST_ITEM, box=around(row), lines=[[word for part in row for word in part.words]])
