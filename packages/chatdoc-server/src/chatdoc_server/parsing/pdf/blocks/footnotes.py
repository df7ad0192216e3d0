"""Footnotes: marked small text at the foot of a page or a column, and notes right under a table."""

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from chatdoc_server.document import ElementKind
from chatdoc_server.parsing.pdf.model import Block, Rule, Segment, Word

_NOTES = frozenset("*†‡§¶#") | {"**", "***", "††", "‡‡"}
_RAISED_MARK = re.compile(r"^[\[(]?(?:\d{1,3}|[a-z]|[*†‡§¶#]{1,3})[\])]?$")
_TABLE_MARK = re.compile(r"^(?:[(（](?:\d{1,2}|[a-zA-Z]|[*†‡])[)）]|[*†‡§]{1,3}|\[\d{1,2}\]|[①-⑳])$")
_TABLE_NOTE = re.compile(
    r"^(?:notes?|sources?|\*+note)\s*[:.]|^(?:注|註|备注|附注|说明|资料来源|数据来源)\s*\d*\s*[:：]", re.IGNORECASE
)
_ANY_MARK = re.compile(r"^(?:[\[(]?\d{1,3}[\]).]?|[*†‡§¶#]{1,3}|[①-⑳]|[a-z][).]?)$")
_RAISED = 0.85
_SMALLER = 0.95
_FOOT = 0.5
_RULE_SHARE = 0.5
_RULE_ABOVE = 2.5
_SAME = 0.06
_MOST = 80
_TEXT = frozenset({ElementKind.PARAGRAPH, ElementKind.LIST_ITEM})


def is_noted(line: Segment) -> bool:
    """Whether the line begins with a raised mark, as notes do."""
    return _is_noted(line.words)


def mark_footnotes(blocks: Sequence[Block], rules: Sequence[Rule]) -> list[Block]:
    """The blocks of a page with its notes told apart, footnotes after all else.

    Footnotes are the last of what stands in their column: smaller than the page's text, and marked or under a short
    line. Notes under a table, which are marked or say that they are, stay where they are.
    """
    body = _body_height(blocks)
    height = max((block.box.bottom for block in blocks), default=0.0)
    found: set[int] = set()
    small = [at for at, block in enumerate(blocks) if _may_be(block, body, height)][-_MOST:]
    for at in sorted(small, key=lambda at: blocks[at].box.bottom, reverse=True):
        if all(other in found or not _is_under(blocks[other], blocks[at]) for other in range(len(blocks))):
            found.add(at)
    found = _started(blocks, sorted(found), rules)
    notes = [_as_note(blocks[at]) for at in sorted(found)]
    return [*_with_table_notes([block for at, block in enumerate(blocks) if at not in found]), *notes]


def _body_height(blocks: Sequence[Block]) -> float:
    heights: Counter[float] = Counter()
    for block in blocks:
        if block.kind in _TEXT:
            for line in block.lines:
                heights[line[-1].height] += len(line)
    return heights.most_common(1)[0][0] if heights else 0.0


def _may_be(block: Block, body: float, height: float) -> bool:
    """Whether a block is small text in the lower half of the page, or text with a raised mark there."""
    if block.kind not in _TEXT or block.rotation or block.box.top < _FOOT * height:
        return False
    return block.lines[0][-1].height < _SMALLER * body


def _is_under(other: Block, block: Block) -> bool:
    return (
        other.rotation == 0
        and other.box.top >= block.box.bottom - 1
        and min(other.box.right, block.box.right) > max(other.box.left, block.box.left)
    )


def _started(blocks: Sequence[Block], found: Sequence[int], rules: Sequence[Rule]) -> set[int]:
    """Those of the found that are notes: marked ones, and what goes on with them; all of them under a short line."""
    result: set[int] = set()
    open_notes = False
    for at in found:
        block = blocks[at]
        starts = _is_noted(block.lines[0]) or (_begins_with_mark(block) and _is_ruled(block, rules))
        goes_on = open_notes and at - 1 in result
        if starts or goes_on or _is_ruled(block, rules):
            result.add(at)
            open_notes = True
        else:
            open_notes = False
    return result


def _is_noted(words: Sequence[Word]) -> bool:
    if len(words) < 2 or len(words[0].text) > 4:
        return False
    first, second = words[0], words[1]
    if first.text in _NOTES:
        return True
    return first.height < _RAISED * second.height and bool(_RAISED_MARK.match(first.text))


def _begins_with_mark(block: Block) -> bool:
    return len(block.lines[0]) > 1 and bool(_ANY_MARK.match(block.lines[0][0].text))


def _is_ruled(block: Block, rules: Sequence[Rule]) -> bool:
    """Whether a short line is drawn closely above, from the block's left edge: not one that runs over all of it."""
    size = block.lines[0][-1].height
    return any(
        0 <= block.box.top - rule.top < _RULE_ABOVE * size
        and abs(rule.left - block.box.left) < 2 * size
        and 2 * size < rule.right - rule.left
        and rule.bottom - rule.top < 2
        and (rule.right - rule.left < _RULE_SHARE * (block.box.right - block.box.left) or len(block.lines) == 1)
        for rule in rules
    )


def _with_table_notes(blocks: Sequence[Block]) -> list[Block]:
    result: list[Block] = []
    for block in blocks:
        above = result[-1] if result else None
        if above is not None and _is_table_note(block, above):
            result.append(_as_note(block))
        else:
            result.append(block)
    return result


def _is_table_note(block: Block, above: Block) -> bool:
    if above.kind not in {ElementKind.TABLE, ElementKind.FOOTNOTE} or block.kind not in _TEXT or block.rotation:
        return False
    if block.box.top < above.box.bottom - 1 or not _overlap(block, above):
        return False
    words = block.lines[0]
    if (
        above.kind is ElementKind.FOOTNOTE
        and abs(words[-1].height - above.lines[0][-1].height) > _SAME * words[-1].height
    ):
        return False
    is_marked = len(words) > 1 and bool(_TABLE_MARK.match(words[0].text))
    return is_marked or _is_noted(words) or bool(_TABLE_NOTE.match(" ".join(word.text for word in words[:3])))


def _overlap(one: Block, other: Block) -> bool:
    return min(one.box.right, other.box.right) > max(one.box.left, other.box.left)


def _as_note(block: Block) -> Block:
    return msgspec.structs.replace(block, kind=ElementKind.FOOTNOTE)
