"""Periods that a question asks about and a column head names."""

import re
from dataclasses import dataclass

_TWO_DIGITS = re.compile(r"\d\d")
_LETTER = re.compile(r"[^\W\d_]")
_FISCAL = r"(?:FY|CY|fiscal(?: year)?)"
_YEAR = re.compile(
    rf"(?<![\d,.])(?:{_FISCAL}\s*[-']?\s*(\d{{2}})(?!\d)|(?:FY|CY|[QH]\d)?\s?[-']?((?:19|20)\d{{2}})(?!\d|,\d))",
    re.IGNORECASE,
)
_END_OF_RANGE = rf"{_FISCAL}?\s*((?:19|20)\d{{2}}|(?<=FY)\d{{2}})"
_RANGE = re.compile(rf"{_END_OF_RANGE}\s*(?:-|–|—|to|through|until)\s*{_END_OF_RANGE}", re.IGNORECASE)
_QUARTER = re.compile(r"\bQ([1-4])|\b([1-4])Q|\b(first|second|third|fourth|1st|2nd|3rd|4th)[ -]quarter", re.IGNORECASE)
_HALF = re.compile(r"\bH([12])\b|\b([12])H\b|\b(first|second)[ -]half", re.IGNORECASE)
_MONTHS = re.compile(r"\b(three|six|nine|twelve|3|6|9|12)[ -]months?\b", re.IGNORECASE)
_QUARTER_HEAD = re.compile(r"\bquarter(?:ly)?s?\b", re.IGNORECASE)
_WEEKS = re.compile(
    r"\b(13|26|39|52|53|thirteen|twenty-six|thirty-nine|fifty-two|fifty-three)[ -]weeks?\b", re.IGNORECASE
)
_CURRENT = re.compile(
    r"\b(?:current|this) (?:year|period)\b|本期|本年|本报告期|本報告期|期末|年末|当期|當期"
    r"|\bberichtsjahr\b|\blaufendes jahr\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:prior|previous|last|preceding) (?:year|period)\b|上期|上年|上年度|去年|上年同期|期初|年初|\bvorjahr\b",
    re.IGNORECASE,
)
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_MONTH_COUNT = {"three": 3, "3": 3, "six": 6, "6": 6, "nine": 9, "9": 9, "twelve": 12, "12": 12}
_WEEK_MONTHS = {"13": 3, "thirteen": 3, "26": 6, "twenty-six": 6, "39": 9, "thirty-nine": 9}


@dataclass(frozen=True, slots=True)
class Period:
    """A year or a part of one. `months` is its length when known, else 0; `quarter` is 1 to 4, else 0."""

    year: int
    months: int = 0
    quarter: int = 0


def asked(question: str) -> tuple[Period, ...]:
    """The periods a question names, each once, in order; a range of years is every year in it.

    "FY22", "fiscal 2022", "2022", "as of December 31, 2022", "Q2 2023", "2023 Q2", "H1 2023",
    "from FY2016 to FY2018".
    """
    quarter, months = _part(question)
    years: list[int] = []
    for first, last in _RANGE.findall(question):
        low, high = _year(first), _year(last)
        if low < high <= low + 10:
            years += range(low, high + 1)
    years += in_head(question)
    return tuple(Period(year, months, quarter) for year in dict.fromkeys(years))


def without(text: str) -> str:
    """A text without the years that it names, nor ranges of them."""
    return _YEAR.sub(" ", _RANGE.sub(" ", text))


def in_head(head: str) -> list[int]:
    """The years that a column head names, in order."""
    # Most cells name none, which takes much longer to find out by the years.
    return [_year(short or full) for short, full in _YEAR.findall(head)] if _TWO_DIGITS.search(head) else []


def relative_in_head(head: str) -> int | None:
    """How many years before the document's own a column head without a year speaks of; None when it does not say."""
    if _BEFORE.search(head):
        return 1
    return 0 if _CURRENT.search(head) else None


def months_in_head(head: str) -> int:
    """How many months a column head's period has; 0 when the head does not say."""
    if not _LETTER.search(head):
        return 0
    if found := _MONTHS.search(head):
        return _MONTH_COUNT[found[1].lower()]
    if found := _WEEKS.search(head):
        return _WEEK_MONTHS.get(found[1].lower(), 12)
    quarter, months = _part(head)
    return months or (3 if quarter or _QUARTER_HEAD.search(head) else 0)


def _part(text: str) -> tuple[int, int]:
    """The quarter and the months a text speaks of."""
    if found := _QUARTER.search(text):
        digit = found[1] or found[2]
        return (int(digit) if digit else _ORDINAL[found[3].lower()]), 3
    if _HALF.search(text):
        return 0, 6
    if found := _MONTHS.search(text):
        return 0, _MONTH_COUNT[found[1].lower()]
    return 0, 0


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return 2000 + int(digits) if int(digits) < 70 else 1900 + int(digits)
