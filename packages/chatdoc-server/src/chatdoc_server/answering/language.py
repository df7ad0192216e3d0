"""Which language a question is in, and which one its answer's own words are in."""

from collections.abc import Iterable

from chatdoc_server.answering.phrases import TRADITIONAL
from chatdoc_server.languages import detect
from chatdoc_server.languages.function_words import function_words
from chatdoc_server.questions.words import STOP_WORDS, words

_SIMPLIFIED = frozenset(
    "这说国对时会们来个为么没还过现发问题书馆应该东门车马长张达运进关图岁军选举费员总额报营业开产经济实际"
)
_TRADITIONAL = frozenset(
    "這說國對時會們來個為麼沒還過現發問題書館應該東門車馬長張達運進關圖歲軍選舉費員總額報營業開產經濟實際"
)


def language_of(question: str, documents: Iterable[str] = ()) -> str:
    """The language of a question: an ISO 639-1 code, empty when neither it nor the documents tell.

    Detection wavers on a few words. What has more English function words than of the language detected is
    English, and what can't be told is in the documents' language where they share one.

    Args:
        question: what is asked.
        documents: the languages of the documents it is asked of.
    """
    found = detect(question)
    if found and found != "en" and question.isascii():
        known = {word.lower for word in words(question)}
        # No list of its function words is there for every language; an English question shows some of its own.
        if len(known & STOP_WORDS) >= max(1, len(known & function_words(found))):
            return "en"
    if not found:
        languages = set(documents) - {""}
        return languages.pop() if len(languages) == 1 else ""
    return found


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
