"""The fixed phrases of answers: what the service says in its own words, a file for each language."""

from chatdoc_server.answering.phrases.arabic import ARABIC
from chatdoc_server.answering.phrases.chinese import CHINESE, TRADITIONAL_CHINESE
from chatdoc_server.answering.phrases.dutch import DUTCH
from chatdoc_server.answering.phrases.english import ENGLISH
from chatdoc_server.answering.phrases.french import FRENCH
from chatdoc_server.answering.phrases.german import GERMAN
from chatdoc_server.answering.phrases.hebrew import HEBREW
from chatdoc_server.answering.phrases.italian import ITALIAN
from chatdoc_server.answering.phrases.japanese import JAPANESE
from chatdoc_server.answering.phrases.korean import KOREAN
from chatdoc_server.answering.phrases.model import Phrases
from chatdoc_server.answering.phrases.portuguese import PORTUGUESE
from chatdoc_server.answering.phrases.russian import RUSSIAN
from chatdoc_server.answering.phrases.spanish import SPANISH
from chatdoc_server.answering.phrases.thai import THAI
from chatdoc_server.questions.language_codes import TRADITIONAL

__all__ = ["ENGLISH", "PHRASES", "Phrases", "phrases_for"]

PHRASES = {
    "en": ENGLISH,
    "zh": CHINESE,
    TRADITIONAL: TRADITIONAL_CHINESE,
    "ja": JAPANESE,
    "ko": KOREAN,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "pt": PORTUGUESE,
    "it": ITALIAN,
    "nl": DUTCH,
    "ru": RUSSIAN,
    "ar": ARABIC,
    "he": HEBREW,
    "th": THAI,
}
"""The phrases of every language that has any, by code."""


def phrases_for(language: str) -> Phrases:
    """The phrases of a language given as `language_codes.code_of` gives it; English when it has none."""
    return PHRASES.get(language, ENGLISH)
