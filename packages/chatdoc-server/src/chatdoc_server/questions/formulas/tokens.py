"""The words of a formula told apart: line items, periods, numbers, operators."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache

from chatdoc_server.questions import periods
from chatdoc_server.questions.items import ITEMS, Item
from chatdoc_server.questions.periods import Period

_BETWEEN = r"[\s,\-–&'’]*"
_OPERATORS = {
    "+": "+", "plus": "+",
    "-": "-", "–": "-", "−": "-", "minus": "-", "less": "-",
    "*": "*", "×": "*", "times": "*", "multiplied by": "*",
    "/": "/", "÷": "/", "divided by": "/", "over": "/", "as a % of": "/", "as % of": "/", "as a percent of": "/",
    "as a percentage of": "/", "as percentage of": "/", "as a share of": "/", "as a proportion of": "/",
}  # fmt: skip
_WORDS = {
    "average": "average", "averages": "average", "mean": "average",
    "change in": "change", "changes in": "change", "change of": "change", "increase in": "change",
    "sum of": "sum", "ratio of": "ratio", "share of": "share", "to": "to", "and": "and", "in": "in",
}  # fmt: skip


_ITEM_NAMES = tuple(sorted({name for item in ITEMS for name in (*item.asked, item.name)}, key=len, reverse=True))


def _bare(name: str) -> str:
    """A name's letters and digits: what parts them is told apart by nobody."""
    return re.sub(r"[^\w%]+|_", "", name)


_BY_NAME = {_bare(name): item for item in reversed(ITEMS) for name in (*item.asked, item.name)}


class Kind(Enum):
    """What a token is."""

    ITEM = auto()
    NAME = auto()
    PERIOD = auto()
    NUMBER = auto()
    OPERATOR = auto()
    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One token; of `item`, `periods`, `number` the one that its kind says is set, `text` is an operator or a word."""

    kind: Kind
    text: str
    item: Item | None = None
    periods: tuple[Period, ...] = ()
    number: Decimal = Decimal()


def tokens(text: str, names: Collection[str], own: Collection[str] = ()) -> list[Token]:
    """The tokens of a formula in words; `names` and `own` are other things it may speak of, lower case, found as NAME.

    `names` are the same for many texts, as preparing for them takes long; `own` are few, and looked for first.
    """
    lowered = text.lower()
    scanner = _scanner(_longest_first(names))
    found: list[Token] = []
    start = 0
    for match in re.finditer(_alternatives(_longest_first(own)), lowered) if own else ():
        found += _scanned(text, scanner, start, match.start())
        found.append(Token(Kind.NAME, " ".join(match.group().split())))
        start = match.end()
    return found + _scanned(text, scanner, start, len(text))


def _scanned(text: str, scanner: re.Pattern[str], start: int, stop: int) -> list[Token]:
    """The tokens between two places of a text."""
    lowered = text.lower()
    found: list[Token] = []
    for match in scanner.finditer(lowered, start, stop):
        found += _others(lowered[start : match.start()])
        found.append(_token(match, text))
        start = match.end()
    return found + _others(lowered[start:stop])


def _longest_first(names: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=len, reverse=True))


def _token(match: re.Match[str], text: str) -> Token:
    kind, found = Kind[match.lastgroup or ""], " ".join(match.group().split())
    match kind:
        case Kind.ITEM:
            return Token(kind, found, item=_BY_NAME[_bare(found)])
        case Kind.PERIOD:
            return Token(kind, found, periods=periods.asked(text[match.start() : match.end()]))
        case Kind.NUMBER:
            return Token(kind, found, number=Decimal(found.replace(",", "")))
    return Token(kind, _OPERATORS.get(found, found) if kind is Kind.OPERATOR else _WORDS.get(found, found))


def _others(text: str) -> list[Token]:
    return [Token(Kind.OTHER, word) for word in re.findall(r"[^\W\d_][\w'’&.-]*", text)]


@lru_cache(maxsize=64)
def _scanner(names: tuple[str, ...]) -> re.Pattern[str]:
    year = r"(?:fy|cy|fiscal(?: year)?|year[- ]end|q[1-4])?\s*['-]?(?:(?:19|20)\d{2}\b|(?<=fy)\d{2}\b)(?:\s*q[1-4]\b)?"
    parts = {
        Kind.PERIOD: rf"\b{year}(?:\s*(?:-|–|through|until)\s*{year})?",
        Kind.NAME: _alternatives(names) if names else r"(?!)",
        Kind.ITEM: _alternatives(_ITEM_NAMES),
        Kind.NUMBER: r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w%-]|\s+(?:fiscal\s+)?(?:years?|quarters?|months?|decimals?))",
        Kind.OPERATOR: r"(?<=\s)(?:-|–|−)(?=\s)|[+*/×÷]|\b(?:"
        + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in _OPERATORS if word[0].isalpha())
        + r")(?!\w)",
        Kind.WORD: r"\b(?:" + "|".join(word.replace(" ", r"\s+") for word in _WORDS) + r")\b",
        Kind.OPEN: r"[(\[{]",
        Kind.CLOSE: r"[)\]}]",
    }
    return re.compile("|".join(f"(?P<{kind.name}>{pattern})" for kind, pattern in parts.items()))


def _alternatives(names: tuple[str, ...]) -> str:
    """A pattern for any of the names, longest first, whatever parts their words."""
    spelt = (_BETWEEN.join(map(re.escape, re.findall(r"[\w%]+", name))) for name in names)
    return r"(?<![\w&])(?:" + "|".join(filter(None, spelt)) + r")(?![\w&])"
