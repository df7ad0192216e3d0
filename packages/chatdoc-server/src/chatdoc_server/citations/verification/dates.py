"""Dates in running text, in the ways that documents write them, and whether a stated one is the one claimed."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MONTH_NAMES = (
    "january jan januar janvier janv enero ene gennaio gen janeiro januari января янв",
    "february feb februar février fevrier févr febrero febbraio fevereiro februari февраля фев",
    "march mar märz maerz mars marzo março maart марта мар",
    "april apr avril avr abril aprile апреля апр",
    "may mai mayo maggio maio mei мая",
    "june jun juni juin junio giugno junho июня июн",
    "july jul juli juillet juil julio luglio julho июля июл",
    "august aug août aout agosto ago augustus августа авг",
    "september sep sept septembre septiembre settembre setembro сентября сен",
    "october oct oktober octobre octubre ottobre outubro okt октября окт",
    "november nov novembre noviembre novembro ноября ноя",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro декабря дек",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
"""Names of months in English and other European languages, and how they are cut short, in lower case."""

_WORDS_TOO = frozenset({"may", "march", "mar", "mai", "ago", "gen", "set"})
"""Names of months that in small letters are words, too."""
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:1[6-9]|20)\d{2}"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_FROM_DIGITS = (
    rf"(?<!\d)(?P<y>{_YEAR})\s*年\s*(?:(?P<m>1[0-2]|0?[1-9])\s*月\s*(?:(?P<d>{_DAY})\s*[日号號])?)?",
    rf"(?<!\d)(?P<y>{_YEAR})[-/.](?P<m>1[0-2]|0?[1-9])[-/.](?P<d>{_DAY})(?!\d)",
    rf"(?<![\d.])(?P<d>{_DAY})\.\s?(?P<m>1[0-2]|0?[1-9])\.\s?(?P<y>{_YEAR})(?!\d)",
    rf"(?<!\d)(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<y>{_YEAR})(?!\d)",
)
_FROM_MONTH = (
    rf"(?P<n>{_MONTH})\.?\s+(?P<d>{_DAY})(?:st|nd|rd|th)?(?!\d|[.,]\d|[%\w])"
    rf"(?:\s*,?\s*(?:of\s+)?(?P<y>{_YEAR})(?!\d))?",
    rf"(?P<n>{_MONTH})\.?\s*,?\s*(?:de\s+|of\s+)?(?P<y>{_YEAR})(?!\d)",
)
_FROM_DAY = (
    rf"(?<!\d)(?<!\d[.,])(?P<d>{_DAY})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+|of\s+)?(?P<n>{_MONTH})(?![^\W\d_])\.?"
    rf"(?:\s*,?\s*(?:de\s+|of\s+)?(?P<y>{_YEAR})(?!\d))?",
    r"(?<!\d)(?P<m>1[0-2]|0?[1-9])\s*月\s*(?P<d>[12]\d|3[01]|0?[1-9])\s*[日号號]",
)
_DIGITS_FIRST, _MONTH_FIRST, _DAY_FIRST = (
    tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
    for patterns in (_FROM_DIGITS, _FROM_MONTH, _FROM_DAY)
)
_BEFORE_DIGIT = re.compile(r"(?<![^\W\d_])[^\W\d_]{3,10}(?=\.?\s*,?\s*(?:de\s+|of\s+)?\d)")
_DIGIT = re.compile(r"\d")
_YEARS = re.compile(
    rf"(?<![\d,.$€£¥#])(?:(?<![A-Za-z])(?:FY|CY)\s?['’]?(?P<short>\d{{2}})(?![\d,.]\d|\d)|"
    rf"(?:(?<![A-Za-z])(?:FY|CY|[QH][1-4])\s?['’]?|(?<![A-Za-z]))(?P<full>{_YEAR})(?![\d%]|[.,]\d|\s?(?:million|billion|thousand)))"
)
_RANGE_END = re.compile(rf"(?<=\d{{4}})\s?[-–/]\s?(?:(?P<short>\d{{2}})(?!\d|[-/.])|(?P<full>{_YEAR})(?!\d|[-/.]\d))")
_QUARTERS = re.compile(
    r"\bQ([1-4])(?!\d)|\b([1-4])Q(?=\d|\b)|\b(first|second|third|fourth|1st|2nd|3rd|4th)[ -](?:fiscal[ -])?quarter"
    r"|第?([一二三四1-4])季度",
    re.IGNORECASE,
)
_QUARTER_NAMES = ("first 1st 一 1", "second 2nd 二 2", "third 3rd 三 3", "fourth 4th 四 4")
_NAMED_QUARTERS = {name: number for number, names in enumerate(_QUARTER_NAMES, start=1) for name in names.split()}


@dataclass(frozen=True, slots=True)
class Date:
    """A date, or the part of one that is stated: 0 for a year, month or day that is not, and where it stands.

    `swapped` is the date with day and month the other way round, where digits alone leave that open.
    """

    year: int
    month: int
    day: int
    start: int
    end: int
    swapped: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Times:
    """What a text says of time: its dates, the years that stand alone, and the quarters."""

    dates: tuple[Date, ...]
    years: tuple[tuple[int, int, int], ...]
    quarters: frozenset[int]

    @classmethod
    def of(cls, several: "Sequence[Times]") -> "Times":
        """What several texts say together."""
        return cls(
            tuple(itertools.chain.from_iterable(one.dates for one in several)),
            tuple(itertools.chain.from_iterable(one.years for one in several)),
            frozenset(itertools.chain.from_iterable(one.quarters for one in several)),
        )

    @property
    def all_years(self) -> frozenset[int]:
        """Every year, in a date or alone."""
        return frozenset(date.year for date in self.dates if date.year) | {year for year, _, _ in self.years}

    @property
    def places(self) -> list[tuple[int, int]]:
        """The half-open ranges of characters that dates and years stand in."""
        return [(date.start, date.end) for date in self.dates] + [(start, end) for _, start, end in self.years]

    def in_order(self) -> list[tuple[int, int]]:
        """Every year with where it begins, in order."""
        dated = [(date.start, date.year) for date in self.dates if date.year]
        return [(year, start) for start, year in sorted([*dated, *((start, year) for year, start, _ in self.years)])]


_NO_TIMES = Times((), (), frozenset())


def times(text: str) -> Times:
    """The dates, years and quarters of a text in which digits are ASCII."""
    if _DIGIT.search(text) is None:
        return _NO_TIMES
    taken: list[Date] = []
    for match in _written(text):
        if any(date.start < match.end() and match.start() < date.end for date in taken):
            continue
        if (match.groupdict().get("n") or "").islower() and not match["y"] and match["n"] in _WORDS_TOO:
            continue
        taken.append(_date(match))
    alone = [date for date in taken if date.year and not date.month]
    dates = tuple(sorted((date for date in taken if date.month), key=lambda date: date.start))
    years = [(date.year, date.start, date.end) for date in alone]
    years += list(_years(text, [(date.start, date.end) for date in taken]))
    return Times(dates, tuple(sorted(years, key=lambda entry: entry[1])), _quarters(text))


def _written(text: str) -> Iterator[re.Match[str]]:
    """What is written like a date; what reads as one in several ways, in the most telling one first."""
    for pattern in _DIGITS_FIRST:
        yield from pattern.finditer(text)
    months = [found.start() for found in _BEFORE_DIGIT.finditer(text) if found.group().lower() in MONTHS]
    of_day, of_year = _MONTH_FIRST
    yield from filter(None, (of_day.match(text, start) for start in months))
    for pattern in _DAY_FIRST:
        yield from pattern.finditer(text)
    yield from filter(None, (of_year.match(text, start) for start in months))


def holds(stated: Sequence[Times], claimed: Date) -> bool:
    """Whether texts state a claimed date, or one that says more; "March 31, 2022 and 2021" states both."""
    dates = list(itertools.chain.from_iterable(one.dates for one in stated))
    alone = {year for one in stated for year, _, _ in one.years}
    for date in dates:
        same = (claimed.month, claimed.day or date.day) in ((date.month, date.day), date.swapped)
        if not same and claimed.swapped != (0, 0):
            same = claimed.swapped == (date.month, date.day)
        if same and (not claimed.year or claimed.year == date.year or claimed.year in alone):
            return True
    return False


def _date(match: re.Match[str]) -> Date:
    found = match.groupdict()
    year = int(found.get("y") or 0)
    if found.get("a"):
        one, two = int(found["a"]), int(found["b"])
        month, day = (one, two) if one <= 12 else (two, one)
        return Date(year, month, day, match.start(), match.end(), (day, month) if day <= 12 else (0, 0))
    month = int(found.get("m") or 0) or MONTHS.get((found.get("n") or "").lower(), 0)
    return Date(year, month, int(found.get("d") or 0), match.start(), match.end())


def _years(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    for match in _YEARS.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        year = int(match["full"]) if match["full"] else 2000 + int(match["short"])
        yield year, match.start(), match.end()
        if last := _RANGE_END.match(text, match.end()):
            end = int(last["full"] or 100 * (year // 100) + int(last["short"]))
            if year < end <= year + 50 and last["short"]:
                yield end, last.start(), last.end()


def _quarters(text: str) -> frozenset[int]:
    found = (match for match in _QUARTERS.finditer(text))
    return frozenset(
        int(match[1] or match[2] or 0) or _NAMED_QUARTERS[(match[3] or match[4]).lower()] for match in found
    )
