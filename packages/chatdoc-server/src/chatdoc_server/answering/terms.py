"""Words of a question and of a document, made comparable."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import Stemmer

_WORD = re.compile(r"\d+(?:[.,]\d+)*(?![^\W_])|[^\W_]+(?:['’&.-][^\W_]+)*")
_PERSON = re.compile(r"(?<=[a-z]{5})or$|(?<=[a-z]{5}[^e])e$")
"""What the stemmer leaves of who does something: "auditor" and "employe" beside "audit" and "employ"."""
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)

_FUNCTION_WORDS = """
    a about above after again all also am an and any are as at be because been before being below between both but
    by can could did do does doing done down during each else for from further had has have having he her here hers him
    his how i if in into is it its itself just like made make many may me might more most much must my no nor not now of
    off on once only or our out over own per please same shall she should so some such than that the their them
    then there these they this those through to too under until up upon us very was we were what when where whether
    which while who whom whose why will with within would you your yes tell give show say says said state states stated
    according document report filing mention mentioned describe explain list find drove drive driven cause
    caused causes reason reasons main mainly major mostly primary primarily overall"""
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())


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

    _stemmer: Stemmer.Stemmer = field(default_factory=lambda: Stemmer.Stemmer("english"))
    _known: dict[str, str] = field(default_factory=dict)

    def of(self, word: str) -> str:
        """The stem of one lower-case word; a number stands for itself without its thousands separators."""
        stem = self._known.get(word)
        if stem is None:
            stem = word.replace(",", "") if word[-1].isdigit() else _PERSON.sub("", self._stemmer.stemWord(word))
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
