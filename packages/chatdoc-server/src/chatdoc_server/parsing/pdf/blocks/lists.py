"""Lists: what marks an item."""

import re

_BULLETS = "•●○◦▪▫■□◆◇❖➢➤►▶▸✓✔✗★☆–—·‣⁃∙*\uf0b7\uf0a7\uf0d8\uf076\uf0fc-"
_MARKER = re.compile(
    rf"""^(?:
        [{_BULLETS}]                                              # a bullet, also of a symbol font
        | [(（]? (?: \d{{1,3}} | [a-z] | [ivx]{{1,5}} | [一二三四五六七八九十]{{1,3}} ) [)）]   # (1)  b)  (iv)
        | \d{{1,3}} [.．、] | (?-i:[a-z]) \. | \[\d{{1,3}}\]            # 1.  a.  [1]
        | [一二三四五六七八九十]{{1,3}} 、 | [\u2460-\u2473\u2474-\u249b]   # CJK numbers, numbers in circles
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_SECTION = re.compile(r"^(?:\d{1,2}|[A-Z](?=\.))(?:\.\d{1,2}){0,4}\.?$")
_LEADING = re.compile(
    r"^(?:[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\[\d{1,3}\]|[\u2460-\u2473])"
)


def is_marker(text: str) -> bool:
    """Whether a word is what marks a list's item: a bullet, or a number or letter with its stop or brackets."""
    return len(text) < 7 and bool(_MARKER.match(text))


def is_section_number(text: str) -> bool:
    """Whether a word is the number of a section: "2", "2.1", "A.3"."""
    return bool(_SECTION.match(text))


def is_bullet(text: str) -> bool:
    """Whether a word is a bullet, and no dash, number or letter, which text may begin a line with as well."""
    return len(text) == 1 and text in _BULLETS and text not in "-–—"


def is_marked(text: str) -> bool:
    """Whether a word begins with a marker that no space parts from what follows, as in Chinese."""
    return not text.isascii() and bool(_LEADING.match(text))
