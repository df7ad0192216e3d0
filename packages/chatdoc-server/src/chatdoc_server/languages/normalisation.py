"""One spelling for what readers take for the same: letters, digits and figures."""

import re
import unicodedata

_ZEROS = "٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀႐០᠐"
_DIGITS = {ord(zero) + value: str(value) for zero in _ZEROS for value in range(10)}
_REMOVED = [
    *range(0x0300, 0x0370),  # accents that NFKC joins to no letter
    *range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7,  # Hebrew points
    *range(0x0610, 0x061B), 0x0640, *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD),  # Arabic vowels, tatweel
    0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x061C, 0xFEFF,  # soft hyphen, joiners, direction marks
]  # fmt: skip
_LETTERS = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ё": "е", "٫": ".", "٬": ","}
_FOLDED = str.maketrans(dict.fromkeys(map(chr, _REMOVED), "") | {chr(k): v for k, v in _DIGITS.items()} | _LETTERS)
_PERSIAN = str.maketrans({"ي": "ی", "ك": "ک"})
_ARABIC = str.maketrans({"ی": "ي", "ک": "ك"})

_COMMA = """
    az be bg ca cs da de el es et eu fi fr gl hr hu hy id is it ka kk lt lv mk nl no pl pt ro ru sk sl sq sr sv tr uk
    vi"""
COMMA_DECIMALS = frozenset(_COMMA.split())
"""Languages that write a comma before decimals, and a full stop or a space between thousands."""

_SPACED = "be bg cs es et fi fr hu kk lt lv no pl pt ru sk sv uk"
SPACED_THOUSANDS = frozenset(_SPACED.split())
"""Those of them that usually write a space."""

_ENGLISH_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_EUROPEAN_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_SWISS_GROUPS = re.compile(r"\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?")


def normalised(text: str, language: str = "") -> str:
    """Lower case, compatible forms (NFKC), ASCII digits, and no marks that writers leave out at will.

    Those are vowel signs of Arabic and Hebrew, the hamza on an alef, the dots of "ё". Accents of other languages stay:
    stemmers know them.
    """
    if language in ("tr", "az"):
        text = text.replace("İ", "i").replace("I", "ı")
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).lower().translate(_FOLDED)
    # Persian and Arabic have each a kaf and a yeh of their own, and keyboards mix them.
    return text.translate(_PERSIAN if language in ("fa", "ur") else _ARABIC)


def figure(token: str, language: str = "") -> str:
    """One spelling for one figure: 1,234.50 in English and 1.234,50 in German are both 1234.5.

    What both might write, such as 1,234, is read as the language does; lists such as "3,7" stay as they are in
    languages that write decimals with a full stop.
    """
    token = token.replace(" ", "")
    if _SWISS_GROUPS.fullmatch(token):
        token = token.replace("'", "").replace("’", "")
    if language in COMMA_DECIMALS:
        if _EUROPEAN_GROUPS.fullmatch(token):
            token = token.replace(".", "").replace(",", ".")
        elif token.count(",") == 1 and "." not in token:
            token = token.replace(",", ".")
        elif "." in token and _ENGLISH_GROUPS.fullmatch(token):
            token = token.replace(",", "")
    elif _ENGLISH_GROUPS.fullmatch(token):
        token = token.replace(",", "")
    elif "," in token and "." in token and _EUROPEAN_GROUPS.fullmatch(token):
        token = token.replace(".", "").replace(",", ".")
    if token.count(".") == 1 and "," not in token:
        token = token.rstrip("0").rstrip(".")
    return token
