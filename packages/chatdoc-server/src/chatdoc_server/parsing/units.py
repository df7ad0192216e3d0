"""What the figures of a table are stated in, as printed near it."""

import re

_UNIT = re.compile(
    r"(?:\b(?:u\.?s\.?\s+)?(?:dollars?|amounts?|shares|figures|tabular dollars)\b[^().:]{0,30}?\s)?"
    r"\b(?:in|of)\s+(?:u\.?s\.?\s+)?(?:thousands|millions|billions|trillions)\b[^():]{0,60}"
    r"|(?<=\()\s*(?:\$\s*)?(?:thousands|millions|billions)\b[^()]{0,60}"
    r"|(?:金额)?[单單][位元]\s*[:：为為]?\s*(?:人民币|人民幣|港币|港幣|美元)?[百千万萬亿億]*(?:元|股|美元|港元|人民币|人民幣)"
    r"(?:\s*[币幣][种種別别]\s*[:：]\s*(?:人民币|人民幣|港币|港幣|美元))?"
    r"|(?<=[(（])\s*(?:除[^()（）]{1,20}外[,，]?)?(?:人民币|人民幣|港币|港幣|美元)[百千万萬亿億]*元?(?=[)）])",
    re.IGNORECASE,
)

TITLE_REACH = 4
"""How many blocks above a table may say what it is called and stated in."""
TITLE_WORDS = 30
"""Words from which on a text is too long to be a table's title."""


def unit_in(text: str) -> str:
    """The unit that a text states, such as "in millions"; empty when it states none."""
    found = _UNIT.search(text)
    return found[0].strip(" ,;-") if found else ""


def is_unit(text: str) -> bool:
    """Whether a text says hardly more than a unit."""
    found = _UNIT.search(text)
    return found is not None and len(found[0]) * 3 > len(text) * 2
