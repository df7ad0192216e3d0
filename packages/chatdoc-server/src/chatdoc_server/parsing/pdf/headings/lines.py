"""Headings among a page's blocks: a number beside its title is one line, and two headings are two blocks."""

from collections.abc import Sequence

from chatdoc_server.document import Box, ElementKind
from chatdoc_server.parsing.pdf.boxes import around
from chatdoc_server.parsing.pdf.headings.numbering import NAMED, is_bare, number
from chatdoc_server.parsing.pdf.model import Block, Word

_MAX_LINES = 4
_TITLE_WORDS = 22
_OVERLAP = 0.5
_SIZE = 0.1
_NUMBER_WORDS = 3
_NEXT_LINE = 0.5
_BREAKS = (":", "：", "-", "–", "—", "&")


def heading_lines(blocks: Sequence[Block]) -> list[Block]:
    """The upright blocks of a column with each heading in a block of its own.

    "Item 1." and, far to its right, "Business" are one; "PART II", "Item 5. Market" right under it, and a title with a
    slanted subtitle are two.
    """
    result: list[Block] = []
    for block in blocks:
        if result and _is_title_of(block, result[-1]):
            result[-1] = _joined(result[-1], [result[-1].lines[0] + block.lines[0], *block.lines[1:]], block)
        elif result and _is_rest_of(block, result[-1]):
            result[-1] = _joined(result[-1], result[-1].lines + block.lines, block)
        else:
            result += _parted(block)
    return result


def _is_title_of(block: Block, before: Block) -> bool:
    """Whether the block is the title beside a number that stands alone."""
    if block.grid or before.grid or block.kind is not ElementKind.PARAGRAPH or len(before.lines) != 1:
        return False
    first, title = before.lines[0], block.lines[0] if block.lines else []
    if not title or len(first) > _NUMBER_WORDS or not is_bare(_text(first)):
        return False
    lower, higher = min(before.box.bottom, title[0].bottom), max(before.box.top, title[0].top)
    return (
        sum(map(len, block.lines)) <= _TITLE_WORDS
        and title[0].left >= first[-1].right
        and lower - higher > _OVERLAP * min(first[0].height, title[0].height)
        and abs(first[0].height - title[0].height) <= _SIZE * first[0].height
        and first[0].bold == title[0].bold
        and any(map(str.isalpha, _text(title)))
    )


def _is_rest_of(block: Block, before: Block) -> bool:
    """Whether the block ends the heading before, which its line breaks off: "GOALS AND DUTIES:" over "THE CONTEXT"."""
    if any(one.grid or one.kind is not ElementKind.PARAGRAPH or len(one.lines) != 1 for one in (block, before)):
        return False
    (above,), (line,) = before.lines, block.lines
    return (
        above[-1].text.endswith(_BREAKS)
        and all(_is_heavy(one) for one in (above, line))
        and number(_text(line)) is None
        and abs(above[0].height - line[0].height) <= _SIZE * above[0].height
        and -_SIZE * line[0].height < block.box.top - before.box.bottom < _NEXT_LINE * line[0].height
        and block.box.left < before.box.right
        and before.box.left < block.box.right
    )


def _is_heavy(line: Sequence[Word]) -> bool:
    return all(word.bold for word in line) or _text(line).isupper()


def _joined(before: Block, lines: list[list[Word]], block: Block) -> Block:
    box = Box(
        min(before.box.left, block.box.left),
        min(before.box.top, block.box.top),
        max(before.box.right, block.box.right),
        max(before.box.bottom, block.box.bottom),
    )
    return Block(kind=ElementKind.PARAGRAPH, box=box, lines=lines, stated=block.stated)


def _parted(block: Block) -> list[Block]:
    lines = block.lines
    if block.grid or not 1 < len(lines) <= _MAX_LINES or not all(word.bold for line in lines for word in line):
        return [block]
    cuts = [at for at in range(1, len(lines)) if _is_another(lines[at - 1], lines[at])]
    if not cuts:
        return [block]
    bounds = zip([0, *cuts], [*cuts, len(lines)], strict=True)
    return [_block(block, lines[start:stop]) for start, stop in bounds]


def _is_another(above: Sequence[Word], line: Sequence[Word]) -> bool:
    """Whether a line set as a heading is a heading of its own under the one above."""
    slanted = [all(word.face.italic for word in one) for one in (above, line)]
    upright = [not any(word.face.italic for word in one) for one in (above, line)]
    if (slanted[0] and upright[1]) or (upright[0] and slanted[1]):
        return True
    first, second = number(_text(above)), number(_text(line))
    return (
        first is not None
        and second is not None
        and first.family == second.family == NAMED
        and first.depth < second.depth
        and len(above) <= _NUMBER_WORDS
    )


def _block(block: Block, lines: list[list[Word]]) -> Block:
    box = around([word for line in lines for word in line])
    return Block(kind=block.kind, box=box, lines=lines, stated=block.stated)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
