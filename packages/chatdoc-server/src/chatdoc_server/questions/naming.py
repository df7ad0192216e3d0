"""Finds the names of figures, statements and topics in a question."""

import re
from collections.abc import Iterable
from functools import lru_cache

from chatdoc_server.questions.items import ITEMS, Item
from chatdoc_server.questions.ratios import RATIOS, Ratio
from chatdoc_server.questions.statements import STATEMENTS, Statement
from chatdoc_server.questions.synonyms import SYNONYMS, Synonym

_POSSESSIVE = re.compile(r"['’]s?(?![a-z])")
_BETWEEN = re.compile(r"[^a-z0-9&%$]+")
_PER = re.compile(r"per (?!(?:year|annum|month|quarter)\b)")
_REMEMBERED = 2_048
"""Texts whose folded form is kept: all names of the vocabulary, which every question is compared with."""


@lru_cache(_REMEMBERED)
def folded(text: str) -> str:
    """Lower case, words parted by single spaces, with a space at both ends; "PP&E" stays one word."""
    return f" {' '.join(_BETWEEN.sub(' ', _POSSESSIVE.sub('', text.lower())).split())} "


_BY_NAME = {item.name: item for item in ITEMS}
_RATIO_NAMES = sorted(((folded(name), ratio) for ratio in RATIOS for name in ratio.asked), key=lambda e: -len(e[0]))
_STATEMENT_NAMES = [(folded(name), kind) for kind, entry in STATEMENTS.items() for name in entry.names]
_SYNONYM_NAMES = [(folded(name), synonym) for synonym in SYNONYMS for name in synonym.asked]
_ITEM_NAMES: list[tuple[str, Item | None]] = sorted(
    [
        *((folded(name), item) for item in ITEMS for name in item.asked),
        *((name, None) for name, _ in _STATEMENT_NAMES),
        (" cash flow ", None),
        (" cash flows ", None),
    ],
    key=lambda entry: -len(entry[0]),
)
"""Names from the longest to the shortest; those of no item only hide what they hold."""


def names_itself(name: str, text: str) -> bool:
    """Whether a folded name stands in a folded text for itself: "book value per share" is no book value."""
    at = text.find(name)
    return at >= 0 and _PER.match(text, at + len(name)) is None


def ratio_in(text: str) -> Ratio | None:
    """The ratio whose name is the longest found in a folded text."""
    return next((ratio for name, ratio in _RATIO_NAMES if names_itself(name, text)), None)


def items_in(text: str, ratio: Ratio | None) -> list[Item]:
    """The items a folded text names, in the order they stand, then those of its ratio.

    A longer name hides those inside it; the names of ratios and statements hide what they hold too.
    """
    if ratio is not None:
        for name, other in _RATIO_NAMES:
            text = text.replace(name, " | ") if other is ratio else text
    found: list[tuple[int, Item]] = []
    for name, item in _ITEM_NAMES:
        at = text.find(name)
        while at >= 0:
            if item is not None and all(item is not other for _, other in found):
                found.append((at, item))
            text = text[: at + 1] + "|" * (len(name) - 2) + text[at + len(name) - 1 :]
            at = text.find(name)
    items = [item for _, item in sorted(found, key=lambda pair: pair[0])]
    if ratio is not None:
        items += [_BY_NAME[name] for name in ratio.operands if _BY_NAME[name] not in items]
    return items


def statements_in(text: str) -> tuple[Statement, ...]:
    """The statements a folded text names."""
    found = {kind for name, kind in _STATEMENT_NAMES if name in text}
    return tuple(kind for kind in STATEMENTS if kind in found)


def synonyms_in(text: str) -> tuple[Synonym, ...]:
    """The abbreviations and topics a folded text names, each once."""
    return tuple(dict.fromkeys(synonym for name, synonym in _SYNONYM_NAMES if name in text))


def words_of_names(
    text: str, ratio: Ratio | None, items: Iterable[Item], synonyms: Iterable[Synonym]
) -> frozenset[str]:
    """The words of the names that a folded text uses: an abbreviation among them is nobody's name."""
    names = [name for named in (*items, *synonyms, *((ratio,) if ratio else ())) for name in named.asked]
    return frozenset(word for name in names if folded(name) in text for word in name.lower().split())
