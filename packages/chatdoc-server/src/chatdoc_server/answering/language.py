"""Which language a question is in, and which one its answer's own words are in."""

from collections.abc import Iterable, Sequence

from chatdoc_server.languages import detect
from chatdoc_server.languages.function_words import function_words
from chatdoc_server.questions import asking
from chatdoc_server.questions.language_codes import TRADITIONAL
from chatdoc_server.questions.words import STOP_WORDS, words

_SIMPLIFIED = frozenset(
    "这说国对时会们来个为么没还过现发问题书馆应该东门车马长张达运进关图岁军选举费员总额报营业开产经济实际"
)
_TRADITIONAL = frozenset(
    "這說國對時會們來個為麼沒還過現發問題書館應該東門車馬長張達運進關圖歲軍選舉費員總額報營業開產經濟實際"
)

_SHORT = 6
"""Words of a question whose language is told by its small words where they are clear."""
_CLEAR = 2
"""Small words that one language must have more than another."""
_WITH_SMALL_WORDS = ("en", "de", "fr", "es", "pt", "it", "nl")
"""Languages of one script that short questions are told apart in."""


def language_of(question: str, documents: Iterable[str] = ()) -> str:
    """The language of a question: an ISO 639-1 code, empty when neither it nor the documents tell.

    Detection wavers on a few words, so small words have a say: "Was bedeutet das?" is German, whatever its letters look
    like. What can't be told is in the documents' language where they share one.

    Args:
        question: what is asked.
        documents: the languages of the documents it is asked of.
    """
    found = detect(question)
    known = [word.lower for word in words(question)]
    if len(known) <= _SHORT:
        return _by_small_words(known, found, _shared(documents))
    # Detection takes names for words; an English question has some English words of its own.
    if found and question.isascii() and _small(known, "en") >= max(1, _small(known, found)):
        return "en"
    return found or _shared(documents)


def _by_small_words(known: Sequence[str], found: str, shared: str) -> str:
    """The language most of whose small words a short question uses, where that is clear.

    Where it is not, the one detected, unless as many small words speak for the one that the documents share. Small
    words are function words and what questions are asked with; scripts without spaces have none.
    """
    counts = {language: _small(known, language) for language in _WITH_SMALL_WORDS}
    if found not in ("", *counts):
        return found
    most = max(counts.values())
    leading = [language for language, count in counts.items() if count == most]
    if len(leading) == 1 and most - counts.get(found, 0) >= _CLEAR:
        return leading[0]
    if not found or (shared in counts and counts[shared] >= counts[found]):
        return shared
    return found


def _small(known: Sequence[str], language: str) -> int:
    """How many words of a question say nothing of what is asked, if it is in a language."""
    small = function_words(language) | asking.asked_with(language) | asking.deictic(language)
    if language == "en":
        small |= STOP_WORDS
    return sum(word in small for word in known)


def _shared(documents: Iterable[str]) -> str:
    """The language that documents share, empty when they share none."""
    languages = set(documents) - {""}
    return languages.pop() if len(languages) == 1 else ""


def answered_in(requested: str, question: str, language: str) -> str:
    """The code of the phrases for an answer: what is requested, else the question's own language.

    Chinese is told by its characters to be simplified or traditional.
    """
    if requested:
        return requested
    if language == "zh":
        simplified, traditional = (sum(map(kind.__contains__, question)) for kind in (_SIMPLIFIED, _TRADITIONAL))
        return TRADITIONAL if traditional > simplified else language
    return language
