"""Figures as documents print them."""

import re
from decimal import Decimal

import msgspec

from chatdoc_server.languages.normalisation import COMMA_DECIMALS, figure, normalised

_CURRENCY = r"(?:US|C|A|HK|NZ|S|R)?[$]|[€£¥₹]|(?:USD|EUR|GBP|JPY|CHF|RMB|CNY)\b"
_PRINTED = re.compile(
    rf"^\s*(?P<open>\()?\s*(?P<currency>{_CURRENCY})?\s*(?P<open2>\()?\s*(?P<minus>[-−–])?\s*(?P<currency2>{_CURRENCY})?\s*"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*(?P<percent>%|percent\b|pts?\b|x\b|bps?\b)?\s*"
    r"(?P<close>\))?\s*(?P<percent2>%)?\s*(?P<note>\(?[a-z0-9]{1,2}\))?\s*$",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    rf"^\s*(?P<before>[(+]?\s*(?:{_CURRENCY})?\s*[-−–]?\s*(?:{_CURRENCY})?\s*)"
    r"(?P<figure>\d(?:[\d.,'’ \u00a0\u202f]*\d)?)\s*(?P<behind>\)?\s*%?)\s*"
    r"(?P<unit>[^\W\d_][^\d()]{0,11}|[°€£¥₹][^\d()]{0,3})?\s*$",
    re.IGNORECASE,
)
_SIGNS = frozenset("€£¥₹$")
_NOTHING = re.compile(r"^\s*[$€£¥]?\s*(?:[-–—−]+|n/?a|nm|n\.m\.|\*+)\s*%?\s*$", re.IGNORECASE)


class Printed(msgspec.Struct, frozen=True, gc=False):
    """A figure read off a cell: its value with its sign, and the currency and suffix printed beside it."""

    value: Decimal
    currency: str
    suffix: str


def read(text: str) -> Printed | None:
    """The figure that a cell consists of, None when it is anything else; "(1,749)" is minus 1749."""
    found = _PRINTED.match(text)
    if found is None:
        return None
    value = Decimal(found["digits"].replace(",", ""))
    if found["open"] or found["open2"] or found["minus"]:
        value = -value
    suffix = found["percent"] or found["percent2"] or ""
    return Printed(value, found["currency"] or found["currency2"] or "", suffix.lower())


def measured(text: str, language: str = "") -> Printed | None:
    """The figure that a cell of any table consists of, with the unit behind it as suffix: "12.5 mg/l", "1.234,50 €".

    Thousands and decimals are parted as `language` (ISO 639-1) does.
    """
    found = _MEASURED.match(normalised(text, language))
    if found is None:
        return read(text)
    digits = figure(found["figure"], language) if language in COMMA_DECIMALS else found["figure"]
    plain = read(f"{found['before'].replace('+', '')}{digits}{found['behind'] or ''}")
    if plain is None:
        return None
    unit = text.strip()[-len(found["unit"]) :] if found["unit"] else ""
    currency = unit if unit in _SIGNS else plain.currency.upper()
    return Printed(plain.value, currency, plain.suffix or ("" if unit in _SIGNS else unit))


def is_blank(text: str) -> bool:
    """Whether a cell says "nothing": a dash, "n/a" and the like."""
    return _NOTHING.match(text) is not None
