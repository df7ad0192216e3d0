"""A question in any language, as the terms that its answer would share; its grammar is not taken apart."""

import re
from dataclasses import dataclass, field

from chatdoc_server.indexing.terms import Analyzer
from chatdoc_server.languages.function_words import function_words
from chatdoc_server.languages.normalisation import normalised
from chatdoc_server.languages.scripts import CJK, UNSPACED
from chatdoc_server.languages.sentences import split
from chatdoc_server.questions import asking
from chatdoc_server.questions.words import STOP_WORDS

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\W_]+")
_WITHOUT_SPACES = re.compile(f"[{CJK}{UNSPACED}]")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\d])")
_COMPOUNDING = frozenset({"de", "nl", "sv", "da", "no", "fi", "hu", "et", "ar", "he"})
"""Languages that write several words as one, or "and" and "the" with the next: a long word may stand inside another."""
_INSIDE = 5
"""Letters of a word that is looked for inside others."""
_CAPITALS_TELL = frozenset(
    {"fr", "es", "pt", "it", "nl", "ru", "uk", "bg", "sv", "da", "no", "pl", "cs", "el", "tr", "ro"}
)
"""Languages in which a capital inside a sentence makes a name."""


@dataclass(frozen=True, slots=True)
class Term:
    """What one word of a question is compared by.

    `key` is its term, `probe` is characters that every form of it holds. `inside` says that it is found by these
    characters wherever they stand: scripts without spaces, and words that may be part of a compound. `word` is the word
    as it is written, or the term where no spaces set words apart.
    """

    key: str
    probe: str
    inside: bool
    word: str


@dataclass(slots=True)
class PlainQuestion:
    """A question as terms, to be compared with texts of one language. Not safe across threads.

    `names` are keys of terms that are written as names; `years` are those it names; `wants_figure` says that its answer
    holds a figure.
    """

    text: str
    language: str
    terms: tuple[Term, ...]
    names: frozenset[str]
    years: tuple[str, ...]
    wants_figure: bool
    _reads: str = ""
    _analyzer: Analyzer = field(default_factory=Analyzer)

    def held(self, text: str) -> frozenset[str]:
        """The keys of the question's terms that a text holds."""
        plain = normalised(text, self._reads)
        stems = set(self._analyzer.terms(text))
        return frozenset(term.key for term in self.terms if term.key in stems or (term.inside and term.probe in plain))

    def words(self, text: str) -> tuple[str, ...]:
        """The words of a text that say something, each once; of scripts without spaces the terms."""
        skipped = function_words(self._reads)
        found: dict[str, None] = {}
        for word in _WORD.findall(normalised(text, self._reads)):
            if _WITHOUT_SPACES.search(word) is not None:
                found |= dict.fromkeys(self._analyzer.terms(word))
            elif word not in skipped:
                found[word] = None
        return tuple(found)

    def normal(self, text: str) -> str:
        """A text as probes are looked for in it."""
        return normalised(text, self._reads)


def read(text: str, language: str, document_language: str = "") -> PlainQuestion:
    """Takes the terms out of a question in `language`, as texts in `document_language` would hold them.

    Without a language the document's counts, and the other way.
    """
    language = language or document_language
    analyzer = Analyzer(document_language or language, language)
    skipped = function_words(language) | asking.asked_with(language)
    core = asking.without_asking(normalised(text, language), language)
    terms: dict[str, Term] = {}
    names: set[str] = set()
    named = _names(text, language)
    for word in _WORD.findall(core):
        if word in skipped:
            continue
        spaced = _WITHOUT_SPACES.search(word) is None
        for key in analyzer.terms(word):
            probe = _probe(word, key) if spaced else key
            inside = not spaced or (language in _COMPOUNDING and len(probe) >= _INSIDE)
            terms.setdefault(key, Term(key, probe, inside, word if spaced else key))
            if word in named:
                names.add(key)
    return PlainQuestion(
        text=text,
        language=language,
        terms=tuple(terms.values()),
        names=frozenset(names),
        years=tuple(dict.fromkeys(_YEAR.findall(core))),
        wants_figure=asking.wants_figure(text),
        _reads=document_language or language,
        _analyzer=analyzer,
    )


def is_about_selection(text: str, language: str) -> bool:
    """Whether a question says nothing but that something is to be explained: "what does this mean?"."""
    core = asking.without_asking(normalised(text, language), language)
    core = asking.without_deictic(core, language)
    skipped = function_words(language) | asking.asked_with(language) | asking.deictic(language)
    if language == "en":
        skipped |= STOP_WORDS
    return all(word in skipped for word in _WORD.findall(core))


def _probe(word: str, key: str) -> str:
    """The characters that a word and its term share: the term where the word holds it, else their common beginning."""
    if key in word:
        return key
    same = next(
        (place for place, (a, b) in enumerate(zip(word, key, strict=False)) if a != b), min(len(word), len(key))
    )
    return word[:same] if same >= min(3, len(word)) else word


def _names(text: str, language: str) -> frozenset[str]:
    """Words with a capital that opens no sentence, in lower case, where capitals make names."""
    if language not in _CAPITALS_TELL:
        return frozenset()
    opening = {start for start, _ in split(text)}
    found = (
        word.group()
        for word in _WORD.finditer(text)
        if word.group()[0].isupper() and word.start() not in opening and not _opens(text, word.start())
    )
    return frozenset(normalised(word, language) for word in found)


def _opens(text: str, start: int) -> bool:
    """Whether nothing but punctuation such as "¿" stands before a word."""
    return not any(character.isalnum() for character in text[:start])
