"""Where the parts of an answer's Markdown begin: lines that stand for themselves, and cells of tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_OWN_LINE = re.compile(r"[ \t]*(?:[-*+•▪◦]\s+|\d{1,9}[.)]\s+|#{1,6}\s|>|\|)")
_PREFIX = re.compile(r"(?:[ \t]*(?:[-*+•▪◦]\s+|\d{1,9}[.)]\s+|#{1,6}\s+|>\s?))*[ \t]*")
_HEADING = re.compile(r"[ \t]*#{1,6}\s")
_FENCE = re.compile(r"[ \t]*(```+|~~~+)")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_BAR = re.compile(r"(?<!\\)\|")
_ENDS = tuple(".!?:;。！？：；｡।؟۔")


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a text that no sentence reaches across: characters `start` to `stop`, which tile the text.

    `words` is where its words begin, after what makes it a list's item or a heading. `about` says what a table's cell
    stands under and beside; `whole` is whether it is one piece, whatever sentences it holds.
    """

    start: int
    stop: int
    words: int
    about: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str


def blocks(text: str, cuts: Sequence[int] = ()) -> list[Block]:
    """The blocks of a Markdown text, in order. A line that ends at one of the `cuts` ends its block."""
    found = list(_begun(_lines(text), frozenset(cuts)))
    stops = [start for start, *_ in found[1:]] + [len(text)]
    return [
        Block(start, stop, min(words, stop), about, whole)
        for (start, words, about, whole), stop in zip(found, stops, strict=True)
    ]


_Begun = tuple[int, int, tuple[str, ...], bool]


def _begun(lines: Sequence[_Line], cuts: frozenset[int]) -> Iterator[_Begun]:
    """The beginnings of blocks: start, start of the words, what a cell is about, and whether it is one piece."""
    fence = ""
    heads: list[str] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        if fence:
            fence = "" if line.text.strip().startswith(fence) and not line.text.strip(" \t\n`~") else fence
            continue
        if opened := _FENCE.match(line.text):
            fence = opened[1]
            yield line.start, line.start, (), True
            continue
        following = lines[number + 1].text if number + 1 < len(lines) else ""
        if _is_row(line.text) and (heads or _is_delimiter(following)):
            heads = heads or _cells(line.text)
            yield from _row(line, heads)
            continue
        left_table, heads = bool(heads), []
        if before is None or left_table or (line.text.strip() and _stands_apart(before, line, cuts)):
            yield line.start, line.start + len(_matched(_PREFIX, line.text)), (), False


def _stands_apart(before: _Line, line: _Line, cuts: frozenset[int]) -> bool:
    ended = before.text.rstrip()
    return (
        not ended
        or ended.endswith(_ENDS)
        or before.start + len(ended) in cuts
        or line.start - 1 in cuts
        or _HEADING.match(before.text) is not None
        or _FENCE.match(before.text) is not None
        or _OWN_LINE.match(line.text) is not None
    )


def _row(line: _Line, heads: Sequence[str]) -> Iterator[_Begun]:
    """The cells of a table's row; each begins at the bar in front of it."""
    if _is_delimiter(line.text):
        yield line.start, line.start, (), True
        return
    cells = _cells(line.text)
    is_head = cells == list(heads)
    bars = [found.start() for found in _BAR.finditer(line.text.rstrip())]
    if not line.text.lstrip().startswith("|"):
        bars.insert(0, 0)
    elif bars:
        bars[0] = 0
    for place, bar in enumerate(bars[: len(cells)]):
        about = () if is_head or place == 0 else (cells[0], heads[place] if place < len(heads) else "")
        yield line.start + bar, line.start + bar, tuple(part for part in about if part), True


def _cells(row: str) -> list[str]:
    inner = row.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip() for cell in _BAR.split(inner)]


def _is_row(line: str) -> bool:
    return _BAR.search(line) is not None


def _is_delimiter(line: str) -> bool:
    return "|" in line and _DELIMITER.match(line) is not None


def _matched(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return found[0] if found else ""


def _lines(text: str) -> list[_Line]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append(_Line(at, line))
        at += len(line) + 1
    return found
