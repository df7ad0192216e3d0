"""Display formulas: lines of mathematics set apart from the text, each as one block with its number."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from chatdoc_server.document import ElementKind
from chatdoc_server.parsing.pdf.boxes import around
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
    if not any(map(_is_math_face, {part.words[at].face.family for row in rows for part in row for at in (0, -1)})):
        return [rows] if rows else []
    left, right = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    owner = [0] * len(rows)
    found = 0
    for at, row in enumerate(rows):
        if not owner[at] and _is_formula(row, left, right):
            found += 1
            for member in _members(rows, at, owner, left):
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


def _members(rows: Sequence[Row], at: int, owner: Sequence[int], left: float) -> Iterable[int]:
    """The rows of one formula around row `at`, which is of it."""
    first = last = at
    top, bottom = _top(rows[at]), _bottom(rows[at])
    height = rows[at][0].height
    while first > 0 and not owner[first - 1] and last - first < _MOST_ROWS:
        row = rows[first - 1]
        if not _joins(row, top - _bottom(row), height, left):
            break
        first, top, bottom = first - 1, min(top, _top(row)), max(bottom, _bottom(row))
    while last + 1 < len(rows) and not owner[last + 1] and last - first < _MOST_ROWS:
        row = rows[last + 1]
        if not _joins(row, _top(row) - bottom, height, left):
            break
        last, bottom = last + 1, max(bottom, _bottom(row))
    return range(first, last + 1)


def _joins(row: Row, gap: float, height: float, left: float) -> bool:
    """Whether a row, that far from a formula's rows, is of it: close, and mathematics or a fragment of it.

    A line from the margin that ends with a word, as "where" before a formula, is of the text.
    """
    if gap > _NEAR * max(row[0].height, height) or _prose(row) > 0:
        return False
    if not _is_indented(row, left) and any(map(_leads, row[-1].words)):
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
    return is_numbered or _is_indented(row, left)


def _is_indented(row: Row, left: float) -> bool:
    """Whether the row starts clear of the margin; signs of sums and integrals are higher than text."""
    return row[0].left > left + _INDENT * min(part.height for part in row)


def _prose(row: Row) -> int:
    return sum(
        1
        for part in row
        for word in part.words
        if _PROSE.match(word.text) and not _is_math(word) and word.text.strip(",.;:").lower() not in _FUNCTIONS
    )


def _leads(word: Word) -> bool:
    return bool(_PROSE.match(word.text)) and not _is_math(word)


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
    box = around([word for line in lines for word in line])
    return Block(kind=ElementKind.FORMULA, box=box, lines=lines)
