"""The words of a document, by which a hyphen at a line's end is told from one that belongs to its word.

That the whole word, or the word with its hyphen, stands elsewhere in the same document is what tells them apart in most
cases, and its other words are the dictionary for the rest (Grefenstette and Tapanainen, "What is a word, what is a
sentence?", 1994).
"""

import re
from collections import Counter
from collections.abc import Iterable

_AROUND = ".,;:!?()[]{}\"'“”‘’«»…*"
_PREFIX = re.compile(r"anti|co|ex|inter|mid|multi|non|off|on|out|over|part|post|pre|pro|re|semi|sub|under|up")
_COMPOUND = re.compile(
    r"(?:cross|half|high|large|long|low|open|real|second|self|short|single|small|third|time|two|three|four|five|six|seven|"
    r"eight|nine|ten|well|year)-\w+|\w+-(?:based|bearing|denominated|driven|free|looking|making|oriented|owned|related|"
    r"scale|sized|solving|sponsored|standing|taking|term|wide|year)"
)
"""Compounds that English writes with a hyphen."""

_SHORTEST = 2
_PARTS = 2


class Vocabulary:
    """How often each word stands in a document, and how its lines break words, as far as it has been read."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._broken = 0
        self._compound = 0

    def learn(self, words: Iterable[str]) -> None:
        """Take in words as they are printed; the begun and the ended part of a broken one count as none and one."""
        self._counts.update([word.lower() if word.isalpha() else _bare(word) for word in words])

    def is_broken(self, begun: str, rest: str) -> bool:
        """Whether a line's end broke the word `begun` + `rest`, so that the hyphen between is none of the word's.

        Both are without the hyphen; punctuation may stand around. Where the document has neither the word nor the
        compound, a compound's parts are words of it; if only one is, or if it may begin with a prefix, what its other
        lines broke decides, which is remembered here.
        """
        first, second = begun.lower().lstrip(_AROUND), rest.lower().rstrip(_AROUND)
        if self._counts[first + second] > 0:
            self._broken += 1
            return True
        if self._counts[f"{first}-{second}"] > 0:
            self._compound += 1
            return False
        if not (first.isalpha() and second.isalpha()) or len(first) < _SHORTEST:
            return False
        if _COMPOUND.fullmatch(f"{first}-{second}"):
            return False
        # What is left of a broken word stands as a word at the start of its line.
        known = (self._counts[first] > 0) + (self._counts[second] > 1)
        if known or _PREFIX.fullmatch(first):
            return known < _PARTS and self._broken > self._compound
        return self._broken >= self._compound


def _bare(word: str) -> str:
    """The word without what stands around it; empty for what is none."""
    bare = word.strip(_AROUND).lower()
    return bare if bare.replace("-", "").isalpha() and not bare.endswith("-") else ""
