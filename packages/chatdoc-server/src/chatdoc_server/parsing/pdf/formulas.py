"""Display formulas: lines of mathematics set apart from the text, each as one block with its number."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from chatdoc_server.document import Box, ElementKind
from chatdoc_server.parsing.pdf.model import FORMULA, Block, Row, Segment, Word

_MATH = re.compile(
    r"CMMI|CMSY|CMEX|CMBSY|CMMIB|LMMath|LMMI|LMSY|LMEX|MSAM|MSBM|EUFM|EUSM|EUEX|rsfs|MTMI|MTSY|MTEX|MTPro|RMTMI"
    r"|txmi|txsy|txex|pxmi|pxsy|pxex|NewTXMI|zpl\w*m|fourier-m|MathJax|KaTeX_|Euclid(?:Sym|Math|Extra)"
    r"|Math(?:ematicalPi|Time)|Math\b|MathPi|(?:STIX|XITS|Cambria|NewCM|Latin ?Modern|Asana|Libertinus|Gyre\w*).?Math",
)
_RELATION = re.compile(r"[=<>≤≥≠≈≡∼≃≅∝∈∉⊂⊆⊃⊇→←↔⇒⇔↦∑∏∫∮√∂∇±×÷⋅∪∩∧∨∀∃≜≔]|:=")
_NUMBER = re.compile(r"^[(\[（]\s*[A-Z]?\.?\d{1,3}(?:[.\-]\d{1,3})*[a-z']?\s*[)\]）]$")
_PROSE = re.compile(r"^[^\W\d_]{4,}[,.;:]?$")
_FUNCTIONS = frozenset(
    {
        "with",
        "where",
        "otherwise",
        "subject",
        "minimize",
        "maximize",
        "minimise",
        "maximise",
        "argmin",
        "argmax",
        "sinh",
        "cosh",
        "tanh",
        "loss",
        "softmax",
        "such",
        "that",
        "rank",
        "diag",
        "trace",
        "when",
        "then",
        "else",
    }
)
_SHARE = 0.25
_MOST_PROSE = 2
_INDENT = 1.2
_NEAR = 0.45
_FRAGMENT_WORDS = 4
_MOST_ROWS = 40


def part_formulas(rows: list[Row]) -> list[Block | list[Row]]:
    """The rows of a zone from top to bottom: display formulas as blocks, and the rows between them.

    A formula is a line in a face of mathematics that says a relation, indented, centred or numbered; lines close
    above and below it that say nothing but mathematics are its fractions, limits and further lines.
    """
    if not any(_is_math(word) for row in rows for part in row for word in (part.words[0], part.words[-1])):
        return [rows] if rows else []
    left, right = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    owner = [0] * len(rows)
    found = 0
    for at, row in enumerate(rows):
        if not owner[at] and _is_formula(row, left, right):
            found += 1
            for member in _members(rows, at, owner):
                owner[member] = found
    return _parted(rows, owner)


def _parted(rows: list[Row], owner: Sequence[int]) -> list[Block | list[Row]]:
    result: list[Block | list[Row]] = []
    rest: list[Row] = []
    last = 0
    for row, own in zip(rows, owner, strict=True):
        block = result[-1] if result else None
        if not own:
            rest.append(row)
        elif own == last and not rest and isinstance(block, Block):
            result[-1] = _block([*block.lines, *(part.words for part in row)])
        else:
            if rest:
                result.append(rest)
                rest = []
            result.append(_block([part.words for part in row]))
        last = own
    return [*result, rest] if rest else result


def _members(rows: Sequence[Row], at: int, owner: Sequence[int]) -> Iterable[int]:
    """The rows of one formula around row `at`, which is of it."""
    first = last = at
    while first > 0 and not owner[first - 1] and last - first < _MOST_ROWS and _joins(rows[first - 1], rows[first]):
        first -= 1
    while (
        last + 1 < len(rows)
        and not owner[last + 1]
        and last - first < _MOST_ROWS
        and _joins(rows[last + 1], rows[last])
    ):
        last += 1
    return range(first, last + 1)


def _joins(row: Row, other: Row) -> bool:
    """Whether a row next to a formula's is of it: close, and mathematics or a fragment of it."""
    height = max(row[0].height, other[0].height)
    gap = max(_top(row) - _bottom(other), _top(other) - _bottom(row))
    if gap > _NEAR * height or _prose(row) > 0:
        return False
    words = [word for part in row for word in part.words]
    return _math_share(words) >= _SHARE or (gap < 0 and len(words) <= _FRAGMENT_WORDS)


def _is_formula(row: Row, left: float, right: float) -> bool:
    words = [word for part in row for word in part.words]
    is_numbered = bool(_NUMBER.match(row[-1].text)) and len(row) > 1 and row[-1].right > right - row[-1].height
    body = words[: -len(row[-1].words)] if is_numbered else words
    if not body or _prose(row) > _MOST_PROSE or _math_share(body) < _SHARE:
        return False
    if not any(_RELATION.search(word.text) for word in body):
        return False
    return is_numbered or row[0].left > left + _INDENT * row[0].height


def _prose(row: Row) -> int:
    return sum(
        1
        for part in row
        for word in part.words
        if _PROSE.match(word.text) and not _is_math(word) and word.text.strip(",.;:").lower() not in _FUNCTIONS
    )


def _math_share(words: Sequence[Word]) -> float:
    total = sum(len(word.text) for word in words)
    return sum(len(word.text) for word in words if _is_math(word)) / total if total else 0.0


def _is_math(word: Word) -> bool:
    return _is_math_face(word.face.family)


@lru_cache(1024)
def _is_math_face(family: str) -> bool:
    return family == FORMULA or bool(_MATH.search(family))


def _top(row: Sequence[Segment]) -> float:
    return min(part.top for part in row)


def _bottom(row: Sequence[Segment]) -> float:
    return max(part.bottom for part in row)


def _block(lines: list[list[Word]]) -> Block:
    box = Box(
        min(word.left for line in lines for word in line),
        min(word.top for line in lines for word in line),
        max(word.right for line in lines for word in line),
        max(word.bottom for line in lines for word in line),
    )
    return Block(kind=ElementKind.FORMULA, box=box, lines=lines)
