"""Which way a figure points: its sign, and the words of growth, decline and loss that stand for one."""

import re

from chatdoc_server.citations.verification import vocabulary
from chatdoc_server.citations.verification.claims import Part
from chatdoc_server.citations.verification.quantities import Quantity

_BEFORE = 90
"""Characters before a figure in which a word may govern it."""
_AFTER = re.compile(r"^(?P<said>(?:\s+[\w’'-]+){1,3})")
_STOPS = re.compile(r"\b(?:to|from|and|in|at|of|compared|for|by)\b", re.IGNORECASE)
_BY = re.compile(r"\bby\s*\W*$", re.IGNORECASE)
_WAYS = (
    (vocabulary.UP_VERB, 1, True),
    (vocabulary.UP_NOUN, 1, False),
    (vocabulary.DOWN_VERB, -1, True),
    (vocabulary.DOWN_NOUN, -1, False),
    (vocabulary.LOSS, -1, False),
)
WAYS = tuple((words, way) for words, way, _ in _WAYS)
"""Words by which a text points up or down, each kind with its way: 1 up, -1 down or lost."""


def direction(text: str, part: Part, quantity: Quantity) -> int:
    """Which way a text says that a quantity of it points: 1 up, -1 down or lost, 0 where it does not say.

    "Fell 5% to $3 million" points down for 5%, and not at all for 3 million.
    """
    if quantity.sign and not quantity.aside:
        return quantity.sign
    before = vocabulary.ALTERNATIVE.sub(" ", text[max(part.start, quantity.start - _BEFORE) : quantity.start])
    if way := _governs(before):
        return way
    if found := _AFTER.match(text[quantity.end : quantity.end + 40]):
        said = _STOPS.split(found["said"])[0]
        ways = {way for words, way, _ in _WAYS if words.search(said)}
        if len(ways) == 1:
            return ways.pop()
    clause = text[part.start : part.end]
    up, down = vocabulary.UP_ANYWHERE.search(clause), vocabulary.DOWN_ANYWHERE.search(clause)
    return 0 if bool(up) == bool(down) else 1 if up else -1


def agree_in_text(claimed: tuple[str, Part, Quantity], stated: tuple[str, Part, Quantity]) -> bool:
    """Whether a claimed figure points the way that a sentence says."""
    way, told = direction(*claimed), direction(*stated)
    if way * told < 0:
        return False
    if told < 0 and way == 0:
        return stated[2].aside or _is_down(claimed[1].words) or _books_out(claimed[1].words)
    if way < 0 and told == 0:
        words = stated[1].words
        return claimed[2].aside or _is_down(words) or (not _is_up(words) and not claimed[2].sign) or _books_out(words)
    return not (way > 0 and told == 0 and _is_down(stated[1].words) and not _is_up(stated[1].words))


def agree_with_cell(claimed: tuple[str, Part, Quantity], stated: Quantity, label: str, head: str) -> bool:
    """Whether a claimed figure points the way that a cell does, by its sign and what stands beside and over it.

    Parentheses are minus. What books as money gone is printed in them and said without a sign; a label such as "net
    income (loss)" says what a figure in parentheses is.
    """
    way, words = direction(*claimed), claimed[1].words
    alternative = vocabulary.ALTERNATIVE.search(label)
    plain_label = vocabulary.ALTERNATIVE.sub(" ", label)
    address = f"{plain_label} {head}"
    if stated.sign < 0:
        if way < 0 or claimed[2].aside:
            return True
        if way > 0:
            return False
        if alternative:
            return alternative[1].lower() in words.lower()
        return _books_out(words) or _books_out(plain_label) or _is_down(words)
    if way < 0 and not claimed[2].aside:
        return _is_down(address) or (claimed[2].sign == 0 and _books_out(words) and _books_out(address))
    return not (way == 0 and _is_lost(plain_label) and not _is_lost(words))


def _governs(before: str) -> int:
    """The way of the last word before a figure that governs it."""
    last: tuple[int, int, bool, int] | None = None
    for words, way, verb in _WAYS:
        for found in words.finditer(before):
            if last is None or found.end() > last[0]:
                last = (found.end(), way, verb, found.start())
    if last is None:
        return 0
    between = before[last[0] :]
    if _BY.search(between):
        return last[1]
    if vocabulary.LEVEL.search(between) or (last[2] and vocabulary.STATED.search(between)):
        return 0
    return last[1]


def _is_down(words: str) -> bool:
    return any(way < 0 and pattern.search(words) for pattern, way, _ in _WAYS) or bool(
        vocabulary.DOWN_ANYWHERE.search(words)
    )


def _is_up(words: str) -> bool:
    return any(way > 0 and pattern.search(words) for pattern, way, _ in _WAYS) or bool(
        vocabulary.UP_ANYWHERE.search(words)
    )


def _is_lost(words: str) -> bool:
    return vocabulary.LOSS.search(words) is not None


def _books_out(words: str) -> bool:
    return any(word in vocabulary.OUTFLOW for word in re.findall(r"[a-z]+(?:-[a-z]+)?", words.lower()))
