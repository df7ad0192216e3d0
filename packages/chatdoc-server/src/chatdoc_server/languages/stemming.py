"""Words to what their forms share."""

import re

import Stemmer

_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_OTHER_SCRIPTS = frozenset({"ar", "el", "fa", "hi", "hy", "ne", "ru", "sr", "ta", "yi"})
_ELISIONS = {
    "fr": re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)['’]"),
    "ca": re.compile(r"[dlmnst]['’]"),
    "it": re.compile(r"(?:[cdlmnst]|un|(?:d|n|da|su|co)?ell|all|dall|sull|coll|quell|quest|bell|sant)['’]"),
}
_HEBREW_SHORTEST = 3
_HEBREW_ENDINGS = ("ים", "ות", "ה")


class StemmerOf:
    """Stems words of one language; Snowball's stemmers where there are, and light rules for Hebrew.

    Keeps the stems it has seen and is not safe across threads, so make one where it is used.

    Args:
        language: ISO 639-1 code; words of a language without a stemmer, or of none, are treated as English.
    """

    def __init__(self, language: str = "") -> None:
        self._language = language
        self._stemmer = Stemmer.Stemmer(_SNOWBALL.get(language, "english"))
        # A Russian or Arabic text names products, firms and terms of the trade in English.
        self._latin = Stemmer.Stemmer("english") if language in _OTHER_SCRIPTS else self._stemmer
        self._elision = _ELISIONS.get(language)
        self._stems: dict[str, str] = {}

    def bare(self, word: str) -> str:
        """A lower-case word without the article or pronoun that is joined to it: "eau" for "l'eau"."""
        found = self._elision.match(word) if self._elision is not None else None
        return word[found.end() :] if found is not None and found.end() < len(word) else word

    def stem(self, word: str) -> str:
        """The stem of one lower-case word, without its possessive."""
        stem = self._stems.get(word)
        if stem is None:
            stem = self._stems[word] = self._made(word.replace("’", "'").removesuffix("'s"))
        return stem

    def _made(self, word: str) -> str:
        if self._language == "he" and not word.isascii():
            return _hebrew(word)
        return str((self._latin if word.isascii() else self._stemmer).stemWord(word))


def _hebrew(word: str) -> str:
    """A word without the prefixes that stand for "and", "the", "in", "to", "from", "that", and its commonest endings.

    Words that begin with such a letter lose it too, in every text alike: the word and its prefixed forms meet.
    """
    while len(word) > _HEBREW_SHORTEST and word[0] in "והבלכמש":
        word = word[1:]
    for ending in _HEBREW_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _HEBREW_SHORTEST - 1:
            return word.removesuffix(ending)
    return word
