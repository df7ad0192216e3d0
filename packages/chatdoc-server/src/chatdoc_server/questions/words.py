"""Words of a question and of a document, made comparable."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from chatdoc_server.indexing.terms import FUNCTION_WORDS, Analyzer

_WORD = re.compile(r"\d+(?:[.,]\d+)*(?![^\W_])|[^\W_]+(?:['’&.-][^\W_]+)*")
_PERSON = re.compile(r"(?<=[a-z]{5})or$|(?<=[a-z]{5}[^e])e$|(?<=[a-z]{3}i)er$")
"""What the stemmer leaves of who does it: "auditor", "employe" and "supplier" beside "audit", "employ" and "suppli"."""
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)

_WORDS_OF_ASKING = """
    about above after again all also am because before below between both done doing down during each else further
    having he her here hers him his just like made make many might more most much must no nor not now off once only
    out over own per please same shall she some such through too under until up upon very whether within yes tell
    give show say says said state states stated according document report filing mention mentioned describe explain
    list find drove drive driven cause caused causes reason reasons main mainly major mostly primary primarily overall
    itself"""
STOP_WORDS = FUNCTION_WORDS | frozenset(_WORDS_OF_ASKING.split())
"""Words that tell nothing of what is asked: those of any text, and those of asking."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as written, in lower case without its possessive, and where it stands."""

    text: str
    lower: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words and numbers of a text, in order; "Nike's" is the word "nike"."""
    for found in _WORD.finditer(text):
        bare = _POSSESSIVE.sub("", found.group())
        yield Word(found.group(), bare.lower().replace("’", "'"), found.start(), found.end())


@dataclass(slots=True)
class Stems:
    """Stems of words, remembered while one question is answered (the stemmer is not safe across threads)."""

    _analyzer: Analyzer = field(default_factory=Analyzer)
    _known: dict[str, str] = field(default_factory=dict)

    def of(self, word: str) -> str:
        """The stem of one lower-case word; a number stands for itself without its thousands separators."""
        stem = self._known.get(word)
        if stem is None:
            stem = word.replace(",", "") if word[-1].isdigit() else _PERSON.sub("", self._analyzer.stem(word))
            self._known[word] = stem
        return stem

    def all(self, text: str) -> list[str]:
        """The stems of a text's words, in order, stop words included."""
        return [self.of(word.lower) for word in words(text)]

    def content(self, text: str) -> list[str]:
        """The stems of a text's words, in order, without stop words."""
        return [self.of(word.lower) for word in words(text) if word.lower not in STOP_WORDS]

    def prefix(self, word: str) -> str:
        """The part of a word that all its forms share: a cheap test whether a text can hold it."""
        stem = self.of(word)
        same = next((place for place, (a, b) in enumerate(zip(word, stem, strict=False)) if a != b), len(stem))
        return word[:same]


def holds_all(lower_text: str, prefixes: Iterable[str]) -> bool:
    """Whether every prefix occurs somewhere in a text that is in lower case already."""
    return all(prefix in lower_text for prefix in prefixes)
