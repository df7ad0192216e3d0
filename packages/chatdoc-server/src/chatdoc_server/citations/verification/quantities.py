"""Quantities in running text and in cells: what they are worth, in which unit, and how exactly they are stated."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from chatdoc_server.citations.verification.numerals import folded
from chatdoc_server.languages.normalisation import COMMA_DECIMALS, SPACED_THOUSANDS

_SCALE_WORDS: dict[str, int] = {
    "thousand|thousands|tsd|k|千|тысяч|тыс": 3,
    "万|萬|만": 4,
    "lakh|lakhs": 5,
    "million|millions|mn|mm|mio|mln|millionen|millón|millones|milhão|milhões|milione|milioni|miljoen|"
    "миллион|миллиона|миллионов|млн|مليون|ล้าน|百万|百萬": 6,
    "crore|crores|千万|千萬": 7,
    "亿|億|억": 8,
    "billion|billions|bn|mrd|milliard|milliards|milliarden|miliardi|miliardo|miljard|mil millones|mil milhões|"
    "bilhão|bilhões|миллиард|миллиарда|миллиардов|млрд|مليار|พันล้าน|十亿|十億": 9,
    "trillion|trillions|tn|万亿|萬億|兆|조": 12,
}
"""Words of scale in any language, as powers of ten; "m" and "b" alone are read only behind a currency or a digit."""
SCALES = {word: Decimal(10) ** power for words, power in _SCALE_WORDS.items() for word in words.split("|")}
_LETTER_SCALES = {"k": Decimal(10**3), "m": Decimal(10**6), "b": Decimal(10**9)}
_CURRENCIES = {
    "$": "$", "us$": "$", "usd": "$", "dollar": "$", "dollars": "$", "美元": "$", "€": "€", "eur": "€", "euro": "€",
    "euros": "€", "欧元": "€", "歐元": "€", "£": "£", "gbp": "£", "pounds": "£", "¥": "¥", "￥": "¥", "jpy": "¥",
    "yen": "¥", "円": "¥", "日元": "¥", "cny": "¥", "rmb": "¥", "yuan": "¥", "元": "¥",
    "人民币": "¥", "₹": "₹", "inr": "₹",
    "rupees": "₹", "chf": "chf", "₩": "₩", "원": "₩", "руб": "₽", "рублей": "₽", "₽": "₽",
}  # fmt: skip
"""Signs and names of currencies; those of China and Japan share one, as their sign does."""

_PERCENT = (
    r"%|٪|percent\b|per\s?cent\b|percentage\s+points?\b|pct\b|prozent\b|pour\s+cent\b|por\s+ciento\b|por\s+cento\b|"
    r"per\s+cento\b|procent\b|процент\w*|pp\b|个百分点|個百分點"
)
_SCALE = "|".join(sorted(map(re.escape, SCALES), key=len, reverse=True))
_MONEY = "|".join(sorted(map(re.escape, _CURRENCIES), key=len, reverse=True))
_SIGNED = "-−–+"
_GROUPED = r"\d{1,3}(?:[,.'’]\d{3})+(?:[.,]\d+)?(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?!\d)"
_NUMBER = rf"{_GROUPED}|\d+(?:[.,]\d+)?|(?<![\d])\.\d+"
_SPACED_NUMBER = rf"\d{{1,3}}(?: \d{{3}})+(?:[.,]\d+)?(?!\d)|{_NUMBER}"
_PATTERN = (
    r"(?<![A-Za-z0-9])(?<![A-Za-z][.,_-])(?<!\d[.,])"
    rf"(?P<sign>[{_SIGNED}](?=\S))?(?P<open>\()?[ ]?(?P<before>{_MONEY})?[ ]?(?P<sign2>[{_SIGNED}])?(?P<open2>\()?[ ]?"
    r"(?P<digits>@)"
    rf"[ ]?(?:(?P<percent>{_PERCENT})|(?P<letter>(?<=\d)[kmb](?![a-z\d]))|(?:-|[ ])?(?P<scale>{_SCALE})(?![a-z])\.?)?"
    rf"(?P<close>[ ]?\))?[ ]?(?:(?P<percent2>%)|(?P<scale2>(?:{_SCALE})(?![a-z])))?[ ]?(?P<after>{_MONEY})?"
)
_QUANTITY = re.compile(_PATTERN.replace("@", _NUMBER), re.IGNORECASE)
_SPACED_QUANTITY = re.compile(_PATTERN.replace("@", _SPACED_NUMBER), re.IGNORECASE)
_ALL_IN = re.compile(
    rf"\b(?:in|of|en|em|in)\s+(?:[a-z$€£¥.]+\s+){{0,2}}?(?P<scale>thousands|millions|billions|millionen|milliarden|"
    rf"millones|milhões|milioni)\b|(?P<money>单位|單位|単位)[:：]?\s*(?:人民币|美元)?\s*(?P<cjk>{_SCALE})|"
    r"\b(?:USD|EUR|GBP|US\$|\$|€|£)\s*(?P<short>thousands?|millions?|billions?|mm|mn|m|bn|k)\b",
    re.IGNORECASE,
)
_SHORT_SCALES = {"thousands": 3, "millions": 6, "billions": 9, "millionen": 6, "milliarden": 9, "millones": 6,
                 "milhões": 6, "milioni": 6, "thousand": 3, "million": 6, "billion": 9, "mm": 6, "mn": 6, "m": 6,
                 "bn": 9, "k": 3}  # fmt: skip
_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: value for value, word in enumerate(_UNITS.split()) if value > 1} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), start=2)
}
_WORD = re.compile(
    rf"(?<![\w-])(?P<tens>{'|'.join(_TENS.split())})(?:-(?P<unit>{'|'.join(_UNITS.split()[1:10])}))?(?![\w-]*\w*quarter)\b"
    rf"|(?<![\w-])(?<!the )(?P<small>{'|'.join(_UNITS.split()[2:])})\b(?!-\w+-)",
    re.IGNORECASE,
)
_PERIODS = {"annum": "year", "annually": "year", "yearly": "year", "hourly": "hour", "daily": "day",
            "weekly": "week", "monthly": "month", "quarterly": "quarter"}  # fmt: skip
_PER = re.compile(
    r"\s?(?:(?:an?|per|(?:in )?each|every|/)\s?(?P<period>hour|day|week|month|quarter|year|annum)\b(?! of\b)"
    r"|(?P<adverb>annually|yearly|hourly|daily|weekly|monthly|quarterly)\b)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:\b(?:about|approximately|around|nearly|almost|roughly|some|over|more than|less than|under|circa|ca|rund|etwa|"
    r"environ|cerca de|alrededor de|circa)\.?|约|約|大约|近|超过|~|≈)\s*\W{0,2}$",
    re.IGNORECASE,
)
_DIGITS_OF_ONE_READING = re.compile(r"\d{1,3}[.,]\d{3}")
TELLING = 2
"""Digits that a rounded figure must state, as "2 billion" for 1,577 million says too little."""
_NEAR = Decimal("0.05")
"""How far a rounded figure of fewer digits may be off, as a share."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text.

    `value` is its size in whole units without a sign, "4.0 billion" is 4000000000 and "12%" is 12; `step` is what its
    last digit is worth. `printed` is the number alone. `sign` is -1 or 1 where one is printed, else 0; in parentheses
    it is -1, and `aside` where these may as well be just that. `per` is the period that a rate is for, "month" in
    "$25 a month". `other` is the value as English writes it, where the text is in a language that writes a comma before
    decimals: answers often keep a document's figures as they are.
    """

    value: Decimal
    step: Decimal
    printed: Decimal
    start: int
    end: int
    sign: int = 0
    aside: bool = False
    percent: bool = False
    currency: str = ""
    scaled: bool = False
    about: bool = False
    per: str = ""
    other: Decimal | None = None

    @property
    def is_bare(self) -> bool:
        """Whether it is a number alone, without any unit."""
        return not (self.percent or self.currency or self.scaled)


def quantities(text: str, language: str = "", *, scale: Decimal | None = None) -> list[Quantity]:
    """The quantities in a text, in order; years, dates and codes must have been taken out of it.

    Args:
        text: Running text, or a cell.
        language: ISO 639-1 code, which tells what a comma between digits means; empty as in English.
        scale: What figures without a scale of their own are stated in; None for what the text says of all of its
            figures ("in millions"), else in ones.
    """
    plain = folded(text)
    common = scale if scale is not None else _common(plain)
    pattern = _SPACED_QUANTITY if language in SPACED_THOUSANDS else _QUANTITY
    found = [one for match in pattern.finditer(plain) if (one := _read(match, plain, language, common)) is not None]
    taken = [(one.start, one.end) for one in found]
    found += [
        _in_words(match)
        for match in _WORD.finditer(plain)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]
    return sorted(found, key=lambda one: one.start)


def agree(claimed: Quantity, stated: Quantity) -> bool:
    """Whether a claimed quantity is a stated one, after unit and scale, signs left aside.

    It may be rounded, as far as its own digits show: 1.6 billion is 1,577 million, 1,600 million is not; a word such as
    "about" leaves its zeros open. A bare number may repeat what is printed where the scale stands elsewhere.
    """
    if claimed.percent != stated.percent and not (claimed.is_bare and claimed.printed == stated.printed):
        return False
    for own, other in ((claimed.currency, stated.currency), (claimed.per, stated.per)):
        if own and other and own != other:
            return False
    if stated.value in (claimed.value, claimed.other):
        return True
    if claimed.is_bare and claimed.printed == stated.printed:
        return True
    return claimed.step > stated.step and _rounds(claimed, stated.value)


def told_of(figure: Quantity) -> int:
    """How many digits a figure tells, up to its last step: one for "2 billion", four for "1,000"."""
    return len(str(int(figure.value / figure.step)))


def common_scale(text: str) -> Decimal | None:
    """What a line such as "in millions, except per share data" says that figures are stated in; None for nothing."""
    return _common(folded(text))


def _rounds(claimed: Quantity, value: Decimal) -> bool:
    step = claimed.step
    whole = claimed.printed == claimed.printed.to_integral_value()
    if claimed.about and whole and not claimed.percent:
        zeros = len(str(int(claimed.printed))) - len(str(int(claimed.printed)).rstrip("0"))
        step *= Decimal(10) ** zeros
    if (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step != claimed.value:
        return False
    return (
        claimed.percent
        or told_of(replace(claimed, step=step)) >= TELLING
        or abs(value - claimed.value) <= _NEAR * claimed.value
    )


def _common(text: str) -> Decimal | None:
    found = _ALL_IN.search(text)
    if found is None:
        return None
    if found["cjk"]:
        return SCALES[found["cjk"].lower()]
    return Decimal(10) ** _SHORT_SCALES[(found["scale"] or found["short"]).lower()]


def _read(match: re.Match[str], text: str, language: str, common: Decimal | None) -> Quantity | None:
    number, places = _number(match["digits"], language)
    percent = bool(match["percent"] or match["percent2"])
    currency = _CURRENCIES.get((match["before"] or match["after"] or "").lower(), "")
    scale, scaled = _scale_of(match, currency)
    if not scaled and not percent and common is not None:
        scale, scaled = common, True
    opened = match["open"] or match["open2"]
    closed = bool(opened and match["close"])
    sign = {"+": 1}.get(match["sign"] or match["sign2"] or "", -1 if match["sign"] or match["sign2"] else 0)
    sure = bool(match["open2"] and match["before"]) or match.group().strip() == text.strip()
    return Quantity(
        value=number * scale,
        step=scale.scaleb(-places),
        printed=number,
        start=match.start("digits"),
        end=match.start() + len(match.group().rstrip()),
        sign=-1 if closed else sign,
        aside=closed and not sure,
        percent=percent,
        currency=currency,
        scaled=scaled,
        per=_period(text[match.end() :]),
        about=_ABOUT.search(text[max(0, match.start() - 24) : match.start()]) is not None,
        other=_other(match["digits"], number, scale) if language in COMMA_DECIMALS else None,
    )


def _period(after: str) -> str:
    """The period that a figure is a rate for, by what follows it: "a month", "per annum"; empty for none."""
    found = _PER.match(after)
    if found is None:
        return ""
    period = (found["period"] or found["adverb"]).lower()
    return _PERIODS.get(period, period)


def _scale_of(match: re.Match[str], currency: str) -> tuple[Decimal, bool]:
    word = match["scale"] or match["scale2"]
    if word:
        return SCALES[word.lower()], True
    if match["letter"] and (currency or match["letter"].isupper()):
        return _LETTER_SCALES[match["letter"].lower()], True
    return Decimal(1), False


def _number(token: str, language: str) -> tuple[Decimal, int]:
    """A number's value, and how many decimals it states."""
    digits = re.sub(r"[ '’]", "", token)
    decimal = _decimal_mark(digits, language)
    whole, _, rest = digits.rpartition(decimal) if decimal else (digits, "", "")
    bare = re.sub(r"\D", "", whole) or "0"
    return Decimal(f"{bare}.{rest}" if rest else bare), len(rest)


def _decimal_mark(digits: str, language: str) -> str:
    """Which character stands before the decimals of a number, empty for none."""
    commas, dots = digits.count(","), digits.count(".")
    if commas and dots:
        return "," if digits.rfind(",") > digits.rfind(".") else "."
    mark = "," if commas else "." if dots else ""
    if not mark or commas + dots > 1:
        return ""
    groups = _DIGITS_OF_ONE_READING.fullmatch(digits) is not None
    decimals = "," if language in COMMA_DECIMALS else "."
    return mark if mark == decimals or not groups else ""


def _other(token: str, number: Decimal, scale: Decimal) -> Decimal | None:
    if _DIGITS_OF_ONE_READING.fullmatch(token) is None:
        return None
    one = Decimal(token.replace(",", "").replace(".", ""))
    return (one / 1000 if number == one else one) * scale


def _in_words(match: re.Match[str]) -> Quantity:
    small, tens, unit = match["small"], match["tens"], match["unit"]
    value = _WORDS[small.lower()] if small else _WORDS[tens.lower()]
    value += _UNITS.split().index(unit.lower()) if unit else 0
    return Quantity(Decimal(value), Decimal(1), Decimal(value), match.start(), match.end())


def without(text: str, ranges: Iterator[tuple[int, int]] | list[tuple[int, int]]) -> str:
    """A text with some of its characters blanked, so that all others stay where they are."""
    letters = list(text)
    for start, end in ranges:
        letters[start:end] = " " * (end - start)
    return "".join(letters)
