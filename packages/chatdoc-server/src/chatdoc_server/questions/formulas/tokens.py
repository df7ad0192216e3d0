"""The words of a formula told apart: line items, periods, numbers, operators.

Names of several words are looked up word by word, so that nothing has to be prepared for the names of one question.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache

from chatdoc_server.questions import periods
from chatdoc_server.questions.formulas.lines import LINES
from chatdoc_server.questions.items import ITEMS, Item
from chatdoc_server.questions.periods import Period

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


_YEAR = r"(?:fy|cy|fiscal(?: year)?|year[- ]end|q[1-4])?\s*['-]?(?:(?:19|20)\d{2}\b|(?<=fy)\d{2}\b)(?:\s*q[1-4]\b)?"
_PIECE = re.compile(
    rf"(?P<PERIOD>\b{_YEAR}(?:\s*(?:-|–|to|through|until)\s*{_YEAR})?)"
    r"|(?P<NUMBER>(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w%-]|\s+(?:fiscal\s+)?(?:years?|quarters?|months?|decimals?)))"
    r"|(?P<OPERATOR>(?<=\s)[-–−](?=\s)|[+*/×÷])"
    r"|(?P<OPEN>[(\[{])|(?P<CLOSE>[)\]}])"
    r"|(?P<OTHER>\w+|%)"
)
_BETWEEN = re.compile(r"(?:['’]s\b)?[\s,\-–&'’]*")
"""What may part two words of a name: nothing by which names differ."""
_WORD = re.compile(r"\w+|%")
_OTHER = re.compile(r"[^\W\d_][\w'’&.-]*")

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""Names, each as its words and as it is written, by their first word, the longest first."""


def _phrases(names: Iterable[str]) -> Phrases:
    by_first: dict[str, dict[tuple[str, ...], str]] = {}
    for name in names:
        words = tuple(_WORD.findall(name))
        if words:
            by_first.setdefault(words[0], {}).setdefault(words, name)
    return {first: tuple(sorted(found.items(), key=lambda entry: -len(entry[0]))) for first, found in by_first.items()}


_remembered = lru_cache(maxsize=64)(_phrases)
_ENOUGH_WORDS = 3
"""Labels of so many words are names that questions use too; shorter ones mean other things in running text."""


def _names_of(item: Item) -> tuple[str, ...]:
    """What a formula may call an item: what people ask by, and what statements print for it."""
    return (*item.asked, item.name, *(label for label in item.labels if len(label.split()) >= _ENOUGH_WORDS))


_ITEM_OF = {name: item for item in reversed((*ITEMS, *LINES)) for name in reversed(_names_of(item))}
_KNOWN = (
    (Kind.ITEM, _phrases(_ITEM_OF)),
    (Kind.OPERATOR, _phrases(word for word in _OPERATORS if word[0].isalpha())),
    (Kind.WORD, _phrases(_WORDS)),
)


def tokens(text: str, names: Collection[str], own: Collection[str] = ()) -> list[Token]:
    """The tokens of a formula in words; `names` and `own` are other things it may speak of, lower case, found as NAME.

    Of those that begin at one place names of `own` go first, then `names`, then line items, the longest of each.
    """
    known = ((Kind.NAME, _phrases(own)), (Kind.NAME, _remembered(tuple(names))), *_KNOWN)
    lowered = text.lower()
    found: list[Token] = []
    at, unread = 0, 0
    while (piece := _PIECE.search(lowered, at)) is not None:
        token, at = _token(piece, text), piece.end()
        if token.kind is Kind.OTHER:
            named, stop = _named(lowered, piece, known)
            if named is None:
                continue
            token, at = named, stop
        found += _others(lowered[unread : piece.start()])
        found.append(token)
        unread = at
    return found + _others(lowered[unread:])


def _named(lowered: str, piece: re.Match[str], known: Iterable[tuple[Kind, Phrases]]) -> tuple[Token | None, int]:
    """The name that begins with a word, and where it ends; None where none does."""
    if piece.start() and lowered[piece.start() - 1] == "&":
        return None, piece.end()
    for kind, phrases in known:
        for words, name in phrases.get(piece.group(), ()):
            stop = _end_of(lowered, piece.end(), words)
            if stop:
                item = _ITEM_OF[name] if kind is Kind.ITEM else None
                return Token(kind, _OPERATORS.get(name) or _WORDS.get(name) or name, item=item), stop
    return None, piece.end()


def _end_of(lowered: str, at: int, words: tuple[str, ...]) -> int:
    """Where a name ends whose first word ends at `at`; 0 when other words stand there."""
    for word in words[1:]:
        between = _BETWEEN.match(lowered, at)
        at = between.end() if between is not None else at
        found = _WORD.match(lowered, at)
        if found is None or found.group() != word:
            return 0
        at = found.end()
    return 0 if lowered[at : at + 1] == "&" else at


def _token(piece: re.Match[str], text: str) -> Token:
    kind, found = Kind[piece.lastgroup or ""], piece.group()
    match kind:
        case Kind.PERIOD:
            return Token(kind, found, periods=periods.asked(text[piece.start() : piece.end()]))
        case Kind.NUMBER:
            return Token(kind, found, number=Decimal(found.replace(",", "")))
    return Token(kind, _OPERATORS.get(found, found))


def _others(text: str) -> list[Token]:
    return [Token(Kind.OTHER, word) for word in _OTHER.findall(text)]
