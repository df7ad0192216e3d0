"""Texts to the terms that lexical search counts.

Words are lowercased and stemmed by their language, figures have one spelling whatever separates their thousands, fiscal
years lose their "FY", runs of characters without spaces between words become overlapping pairs, and function words
are left out.
"""

import re

from chatdoc_server.languages.function_words import function_words
from chatdoc_server.languages.normalisation import SPACED_THOUSANDS, figure, normalised
from chatdoc_server.languages.scripts import CJK, INDIC, UNSPACED
from chatdoc_server.languages.segmentation import cluster_pairs, pairs
from chatdoc_server.languages.stemming import StemmerOf

_LETTERS = rf"[^\W_{CJK}{UNSPACED}]+(?:[{INDIC}]+[^\W_{CJK}{UNSPACED}]*)*"
_OTHERS = (
    rf"(?P<cjk>[{CJK}]+)|(?P<unspaced>[{UNSPACED}]+)"
    r"|(?P<year>fy[\s'’]?(?:\d{4}|\d{2})(?!\d))"
    r"|(?P<number>%s\d+(?:[,.]\d+|(?<=\d)['’]\d{3})*)"
    rf"|(?P<word>{_LETTERS}(?:[&'’]{_LETTERS})*)"
)
_TOKEN = re.compile(_OTHERS % "")
_TOKEN_SPACED = re.compile(_OTHERS % r"\d{1,3}(?: \d{3})+(?:,\d+)?(?!\d)|")

FUNCTION_WORDS = function_words("en")
"""English words that say nothing of what a text is about."""


class Analyzer:
    """Cuts texts of one language into terms. Keeps the stems it has seen, so use one a document, not one for all.

    Args:
        language: ISO 639-1 code of the document; words of a language without a stemmer, or of none, are treated as
            English.
        written: the language that the text itself is in, where it is a question in another one than the document's:
            its figures are read and its function words left out as its writer meant them.
    """

    def __init__(self, language: str = "", written: str = "") -> None:
        self._stemmer = StemmerOf(language)
        self._written = written or language
        self._skipped = (function_words(language) or FUNCTION_WORDS) | function_words(self._written)
        self._token = _TOKEN_SPACED if self._written in SPACED_THOUSANDS else _TOKEN

    def terms(self, text: str) -> list[str]:
        """The terms of `text` in order, repeated as often as they stand there."""
        found: list[str] = []
        for match in self._token.finditer(normalised(text, self._written)):
            token = match.group()
            if match.lastgroup == "word":
                token = self._stemmer.bare(token)
                if token not in self._skipped:
                    found.append(self.stem(token))
            elif match.lastgroup == "number":
                found.append(figure(token, self._written))
            elif match.lastgroup == "year":
                found.append(token[-4:] if token[-4:].isdigit() else f"20{token[-2:]}")
            else:
                found.extend(pairs(token) if match.lastgroup == "cjk" else cluster_pairs(token))
        return found

    def stem(self, word: str) -> str:
        """The stem of one lower-case word, without its possessive."""
        return self._stemmer.stem(word)
