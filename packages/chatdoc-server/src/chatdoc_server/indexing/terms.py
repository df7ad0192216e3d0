"""Texts to the terms that lexical search counts.

Words are lowercased and stemmed (Snowball, by language), figures lose their thousands separators, fiscal
years lose their "FY", runs of Chinese, Japanese or Korean characters become overlapping pairs, and the
commonest English function words are left out.
"""

import re
import unicodedata

import Stemmer

_CJK = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_TOKEN = re.compile(
    rf"(?P<cjk>[{_CJK}]+)"
    r"|(?P<year>fy[\s'’]?(?:\d{4}|\d{2})(?!\d))"
    r"|(?P<number>\d+(?:[,.]\d+)*)"
    rf"|(?P<word>[^\W_{_CJK}]+(?:[&'’][^\W_{_CJK}]+)*)"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")

_SNOWBALL = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish",
    "tr": "turkish",
}  # fmt: skip

FUNCTION_WORDS = frozenset(
    {
        "a", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but", "by", "can", "could", "did", "do",
        "does", "for", "from", "had", "has", "have", "how", "i", "if", "in", "into", "is", "it", "its", "may", "me",
        "my", "of", "on", "or", "our", "shall", "should", "so", "than", "that", "the", "their", "them", "then", "there",
        "these", "they", "this", "those", "to", "us", "was", "we", "were", "what", "when", "where", "which", "while",
        "who", "whom", "whose", "why", "will", "with", "would", "you", "your",
    }
)  # fmt: skip
"""English words that say nothing of what a text is about."""


class Analyzer:
    """Cuts texts of one language into terms. Keeps the stems it has seen, so use one a document, not one for all.

    Args:
        language: ISO 639-1 code; words of a language without a stemmer, or of none, are treated as English.
    """

    def __init__(self, language: str = "") -> None:
        self._stemmer = Stemmer.Stemmer(_SNOWBALL.get(language[:2].lower(), "english"))
        self._stems: dict[str, str] = {}

    def terms(self, text: str) -> list[str]:
        """The terms of `text` in order, repeated as often as they stand there."""
        found: list[str] = []
        for match in _TOKEN.finditer(unicodedata.normalize("NFKC", text).lower()):
            token = match.group()
            if match.lastgroup == "word":
                if token not in FUNCTION_WORDS:
                    found.append(self.stem(token))
            elif match.lastgroup == "number":
                found.append(_number(token))
            elif match.lastgroup == "year":
                digits = token[-4:] if token[-4:].isdigit() else f"20{token[-2:]}"
                found.append(digits)
            else:
                found.extend(_pairs(token))
        return found

    def stem(self, word: str) -> str:
        """The stem of one lower-case word, without its possessive."""
        stem = self._stems.get(word)
        if stem is None:
            bare = word.replace("’", "'").removesuffix("'s")
            stem = self._stems[word] = self._stemmer.stemWord(bare)
        return stem


def _number(token: str) -> str:
    """One spelling for one figure: 1,234.50 is 1234.5; lists such as 3,7 stay as they are."""
    if _THOUSANDS.fullmatch(token):
        token = token.replace(",", "")
    if token.count(".") == 1 and "," not in token:
        token = token.rstrip("0").rstrip(".")
    return token


def _pairs(run: str) -> list[str]:
    """Overlapping pairs of characters; a single character stands alone."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]
