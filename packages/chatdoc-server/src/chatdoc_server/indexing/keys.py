"""What an index is looked up by: terms, and whole names of rows, columns and sections.

A row labelled "Net sales" is what "net sales" asks for, and a page that says both words somewhere may not be. Names are
compared as terms (stems without function words). All are kept as 64-bit hashes, so looking many up at once is one
search in a sorted array.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from hashlib import blake2b

from chatdoc_server.indexing.references import opening
from chatdoc_server.indexing.terms import Analyzer

LONGEST = 12
"""Terms of the longest name that is kept; what is longer is a sentence."""

LONGEST_LINE = 200
"""Characters of the longest line that may be a row."""

_ASIDE = re.compile(r"\([^()]*\)")
_NOTE = re.compile(r"\s*(?:\((?:\d{1,2}|[a-z]|(?:see )?notes? [^()]*)\)|[*†‡]+)\s*$", re.IGNORECASE)
_QUALIFIED = re.compile(r"(?:,?\s+(?:net of|less)\b|\s+[-–—]\s|,\s+net\b).*$", re.IGNORECASE)
_FIGURE = re.compile(r"[-–—+(]*[$€£¥]?[-–—(]*\d[\d,.]*[)%]*|[-–—$€£¥%()]+")


class Kind(StrEnum):
    """What a key stands for: a term, or what a name is the name of."""

    TERM = "term"
    ROW = "row"
    HEADING = "heading"
    NUMBER = "number"
    DEFINED = "defined"


def key(kind: Kind, terms: Sequence[str]) -> int:
    """The hash of a term or a name: a signed 64-bit number; two share one by a chance of one in 10^19."""
    digest = blake2b(" ".join((kind, *terms)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def row_keys(label: str, analyzer: Analyzer) -> set[int]:
    """The keys of a row's label or a column's head: as printed, and without asides, notes and what qualifies it."""
    label = _NOTE.sub("", label)
    forms = {label, _ASIDE.sub(" ", label), _QUALIFIED.sub("", label), _QUALIFIED.sub("", _ASIDE.sub(" ", label))}
    found = (tuple(analyzer.terms(form)) for form in forms)
    return {key(Kind.ROW, terms) for terms in found if _is_name(terms)}


def heading_keys(heading: str, analyzer: Analyzer) -> set[int]:
    """The keys of a heading: its words without its number, and its number, with and without what it counts."""
    numbers, words = opening(heading)
    keys = {key(Kind.NUMBER, (number,)) for number in numbers}
    terms = tuple(analyzer.terms(words))
    return keys | {key(Kind.HEADING, terms)} if _is_name(terms) else keys


def term_keys(term: str, analyzer: Analyzer) -> set[int]:
    """The keys of a term that is defined."""
    terms = tuple(analyzer.terms(term))
    return {key(Kind.DEFINED, terms)} if _is_name(terms) else set()


def line_labels(text: str) -> Iterator[str]:
    """The labels of lines that read as rows of a table: words, then nothing but figures, there or on the next line."""
    previous: list[str] = []
    for line in text.split("\n"):
        words = line.split() if len(line) <= LONGEST_LINE else []
        stop = len(words)
        while stop and _FIGURE.fullmatch(words[stop - 1]):
            stop -= 1
        label = words[:stop] if stop < len(words) else []
        if words and not stop:
            # Nothing but figures: those of the line above.
            label, words = previous, []
        if 0 < len(label) <= LONGEST and not label[-1].endswith((".", "!", "?", ";")):
            yield " ".join(label)
        previous = words


def _is_name(terms: Sequence[str]) -> bool:
    return 0 < len(terms) <= LONGEST and not all(term[0].isdigit() for term in terms)
