"""What the figures of a table are stated in: a currency, and a scale such as "million"."""

import re
from dataclasses import dataclass

_SCALE = re.compile(
    r"\bin\s+(?:[a-z.$]+\s+){0,3}?(thousand|million|billion)s?\b|\b(thousand|million|billion)s\b|[$](?:mm|m)\b",
    re.IGNORECASE,
)
_EASTERN_SCALE = re.compile(
    r"(?:单位|單位|単位|단위|[(（])\s*[:：]?\s*(?:人民币|人民幣|rmb)?\s*((?:百万|百萬|千万|十亿|[千万萬亿億])?元"
    r"|(?:百万|[千万億])円|(?:백만|[천만억])원)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[$€£¥]|\bdollars?\b|\bUSD\b|\beuros?\b", re.IGNORECASE)
_UNIT_LINE = re.compile(
    r"\b(?:in|of)\s+(?:[a-z.$]+\s+){0,3}?(?:thousand|million|billion)s\b|\((?:dollars\s+)?(?:thousand|million|billion)s\b",
    re.IGNORECASE,
)
_NO_SCALE = re.compile(
    r"\bper\b.{0,24}\bshare\b|\bper share\b|\bemployees\b|\bstores\b|\brates?\b|\bratio\b|\bdays\b|\bpercent|%",
    re.IGNORECASE,
)
_NO_MONEY = re.compile(
    r"\bshares\b|\bnumber of\b|\bemployees\b|\bstores\b|\bratio\b|\bdays\b|\bsquare\b|\bunits\b|\bcustomers\b",
    re.IGNORECASE,
)
_PER_SHARE = re.compile(r"\bper\b.{0,24}\bshare\b|\bper share\b|^(?:basic|diluted)\b", re.IGNORECASE)
_LONGEST_LINE = 400
_BEFORE = 24
"""Characters before a scale that may name its currency."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a figure is stated in: the currency sign and the scale word, each empty when nothing says so."""

    currency: str
    scale: str


def stated_in(text: str) -> str:
    """The words of a line about a table that say what its figures are stated in; empty where none do."""
    found = _UNIT_LINE.search(text) or _EASTERN_SCALE.search(text) if len(text) < _LONGEST_LINE else None
    return text[max(0, found.start() - _BEFORE) : found.end()] if found else ""


def scale_of(label: str, near: str, stated: str) -> str:
    """The scale of a row's figures.

    Args:
        label: what the row is called.
        near: that, the section it stands in, and what stands over the figure.
        stated: what the table says its figures are stated in, which holds for amounts alone.
    """
    found = _SCALE.search(label)
    if not found and not _NO_SCALE.search(near) and not _PER_SHARE.search(near):
        found = _SCALE.search(f"{near} {stated}")
    if found:
        return (found[1] or found[2] or "million").lower()
    if near.isascii() and stated.isascii():
        return ""
    eastern = _EASTERN_SCALE.search(f"{near} {stated}")
    return eastern[1] if eastern else ""


def is_money(text: str) -> bool:
    """Whether what a table says its figures are stated in names a currency."""
    return _MONEY.search(text) is not None


def counts_things(label: str) -> bool:
    """Whether a row counts things, so that its figures are no amounts of money."""
    return _NO_MONEY.search(label) is not None
