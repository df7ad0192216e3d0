"""Text that a page shows but its file spells wrongly: fonts whose glyphs map to no characters, or to others.

Glyphs without a meaning come as characters for private use. Those that are mapped wrongly spell letters, but with the
frequencies of no language: codes shifted by a constant are the usual case. Compared are the letters' frequencies, as
in the cryptanalysis of simple substitution; languages with Latin letters share most of theirs.
"""

import math
import re
from collections.abc import Sequence

from chatdoc_server.parsing.pdf.model import RawPage, Word

_UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_MOST_UNMAPPED = 0.5
_MOST_UNMAPPED_BUGGY = 0.25
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Per thousand letters, the mean of English, French, German, Italian, Portuguese, Spanish and Turkish texts.
_EXPECTED = dict(
    zip(
        _LETTERS,
        (95, 14, 30, 43, 135, 11, 15, 24, 77, 4, 11, 47, 29, 75, 67, 23, 7, 67, 66, 62, 37, 14, 6, 3, 10, 7),
        strict=True,
    )
)
_LENGTH = math.sqrt(sum(share * share for share in _EXPECTED.values()))
_LEAST_LETTERS = 250
_ALIKE = 0.55
_PLAIN = 0.9
_SHORTEST = 3


def is_readable(page: RawPage) -> bool:
    """Whether the page's words say what it shows, as far as can be told from them."""
    words = [word for run in page.runs for word in run.words]
    text = "".join([word.text for word in words])
    if not text:
        return False
    if not text.isascii():
        unmapped = len(_UNMAPPED.findall(text)) / len(text)
        if unmapped >= (_MOST_UNMAPPED_BUGGY if page.garbled else _MOST_UNMAPPED):
            return False
    return page.was_ocr_read or likeness(words) >= _ALIKE


def likeness(words: Sequence[Word]) -> float:
    """How much the letters' frequencies are those of a language, from 0 to 1; 1 where there is too little to tell."""
    texts = [word.text for word in words]
    text = "".join([text for text in texts if len(text) >= _SHORTEST and text.isalpha()]).lower()
    own = [(text.count(letter), share) for letter, share in _EXPECTED.items()]
    letters = sum(count for count, _ in own)
    # Of other scripts, and of languages with as many accents as plain letters, nothing can be said.
    if letters < max(_LEAST_LETTERS, _PLAIN * len(text)):
        return 1.0
    length = math.sqrt(sum(count * count for count, _ in own))
    return sum(count * share for count, share in own) / (length * _LENGTH)
