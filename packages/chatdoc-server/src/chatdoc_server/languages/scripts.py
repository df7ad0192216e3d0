"""The scripts of the world's languages, as ranges of characters for patterns.

Ranges are those of Unicode's blocks, without their digits and punctuation where that matters.
"""

import re

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9d"
HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
CJK = HAN + KANA + HANGUL
"""Scripts of Chinese, Japanese and Korean."""

THAI, LAO, KHMER, MYANMAR = (
    "\u0e01-\u0e4e",
    "\u0e81-\u0ecd\u0edc-\u0edf",
    "\u1780-\u17d3\u17dd",
    "\u1000-\u103f\u1050-\u109f",
)
UNSPACED = THAI + LAO + KHMER + MYANMAR
"""Scripts of South-East Asia that put no spaces between words."""

ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
HEBREW = "\u0590-\u05ff\ufb1d-\ufb4f"
INDIC = "\u0900-\u0963\u0971-\u0dff"
"""Scripts of India and Sri Lanka, whose vowel signs are part of the word."""

SCRIPTS: dict[str, str] = {
    "latin": "A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff",
    "han": HAN,
    "kana": KANA,
    "hangul": HANGUL,
    "cyrillic": "\u0400-\u052f",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "arabic": ARABIC,
    "hebrew": HEBREW,
    "thai": THAI,
    "lao": LAO,
    "khmer": KHMER,
    "myanmar": MYANMAR,
    "armenian": "\u0530-\u058f",
    "georgian": "\u10a0-\u10ff\u1c90-\u1cbf",
    "ethiopic": "\u1200-\u139f",
    "tibetan": "\u0f00-\u0fff",
    "sinhala": "\u0d80-\u0dff",
    "devanagari": "\u0900-\u0963\u0971-\u097f",
    "bengali": "\u0980-\u09ff",
    "gurmukhi": "\u0a00-\u0a7f",
    "gujarati": "\u0a80-\u0aff",
    "oriya": "\u0b00-\u0b7f",
    "tamil": "\u0b80-\u0bff",
    "telugu": "\u0c00-\u0c7f",
    "kannada": "\u0c80-\u0cff",
    "malayalam": "\u0d00-\u0d7f",
}  # fmt: skip
"""Each script's characters, as the inside of a bracket expression."""

_RUN = re.compile("|".join(f"(?P<{name}>[{ranges}]+)" for name, ranges in SCRIPTS.items()))
_HAN = re.compile(f"[{HAN}]")
_SYLLABLE = re.compile(f"[{KANA}{HANGUL}]")


def letters_by_script(text: str) -> dict[str, int]:
    """How many letters of each script a text holds; scripts it does not hold are left out."""
    counts: dict[str, int] = {}
    for run in _RUN.finditer(text):
        name = str(run.lastgroup)
        counts[name] = counts.get(name, 0) + len(run.group())
    return counts


def weight(text: str) -> int:
    """How much a text says, in letters of an alphabet: a Chinese character counts as three, kana and Hangul as two."""
    return len(text) if text.isascii() else len(text) + 2 * len(_HAN.findall(text)) + len(_SYLLABLE.findall(text))
