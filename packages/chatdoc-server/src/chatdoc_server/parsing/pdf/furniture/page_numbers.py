"""The forms in which pages are numbered: "3", "– 3 –", "iv", "F-12", "3-12", "Page 3 of 10", "第 3 页 共 10 页"."""

import re

_DIGITS = re.compile(r"\d+")
_NUMBER = r"(?:#|[ivxlc]{1,7}|[a-z]{1,2}[-–.]?#|#[-–.]#)"
_OF = r"(?:\s*(?:of|/|von|de|sur|di|van|из)\s*#)"
_FORM = re.compile(
    rf"[-–—|•·.\[(<\s]*(?:"
    rf"(?:(?:page|pages|p|pg|pag|seite|página|pagina|стр|หน้า|trang|sayfa|halaman)\s*[.:|]?\s*)?{_NUMBER}{_OF}?"
    rf"|{_NUMBER}\s*\|\s*page"
    rf"|第?\s*{_NUMBER}\s*[页頁]?\s*[/,，、|]?\s*[共全]\s*#\s*[页頁]"
    rf"|第\s*[#一二三四五六七八九十百]+\s*[页頁]?|#\s*(?:페이지|쪽|ページ|[页頁])|#\s*/\s*#\s*[页頁]?"
    rf")[-–—|•·.\])>\s]*"
)
_YEARS = range(1800, 2100)
_MOST_DIGITS = 4
_LONGEST = 40


def signature(text: str) -> str:
    """The text with its numbers made alike: what stays the same from page to page."""
    return _DIGITS.sub("#", text).lower()


def is_form(text: str) -> bool:
    """Whether the text is a page's number in one of its forms."""
    return (
        len(text) <= _LONGEST
        and all(len(digits) <= _MOST_DIGITS for digits in _DIGITS.findall(text))
        and _FORM.fullmatch(signature(text).strip()) is not None
    )


def number(text: str) -> int | None:
    """The page's number that the text is, if it is one in digits; the last of a chapter's and a page's."""
    if not is_form(text):
        return None
    digits = _DIGITS.findall(text)
    if not digits:
        return None
    return int(digits[1] if len(digits) == 2 and re.search(r"\d[-–.]\d", text) else digits[0])


def may_be_a_year(text: str) -> bool:
    """Whether the text is nothing but a number that years are written as."""
    return text.isdecimal() and int(text) in _YEARS
