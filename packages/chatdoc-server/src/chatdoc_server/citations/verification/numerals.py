"""Digits and numerals of other scripts as ASCII digits, each text as long as it was."""

import re

_ZEROS = "٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀႐០᠐"
_ONE_TO_ONE = (
    {ord(zero) + value: str(value) for zero in _ZEROS for value in range(10)}
    | {0xFF01 + at: chr(0x21 + at) for at in range(94) if chr(0x21 + at) not in ",;:?!"}
    | {0x00A0: " ", 0x202F: " ", 0x2009: " ", 0x3000: " ", 0x066B: ".", 0x066C: ",", 0x2212: "-", 0x066A: "%"}
)
_FOLDED = str.maketrans(dict(_ONE_TO_ONE))
_CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_TEN, _HUNDRED, _THOUSAND = "十", "百", "千"
_CHINESE = re.compile("[〇零一二三四五六七八九十百千两兩]+(?=[年月日号號%％亿億万萬元個个名家人]|個月|个月)")
_PERCENT = re.compile("百分之([〇零一二三四五六七八九十百点點\\d.]+)")


def folded(text: str) -> str:
    """The text with ASCII digits, signs and spaces; what stands at a place stays there."""
    return text if text.isascii() else text.translate(_FOLDED)


def chinese_as_digits(text: str) -> str:
    """The text with its Chinese numerals before a counted word as digits: "二〇二二年三月" is "2022年3月".

    Offsets change. "百分之十二" becomes "12%".
    """
    if text.isascii():
        return text
    text = _PERCENT.sub(lambda found: f"{_value(found[1])}%", text)
    return _CHINESE.sub(lambda found: _value(found.group()), text)


def _value(numeral: str) -> str:
    if numeral.isascii():
        return numeral
    whole, mark, rest = numeral.replace("點", "点").partition("点")
    decimals = "".join(str(_CHINESE_DIGITS.get(one, one)) for one in rest)
    return f"{_whole(whole)}.{decimals}" if mark and decimals else str(_whole(whole))


def _whole(numeral: str) -> int:
    if not set(numeral) & {_TEN, _HUNDRED, _THOUSAND}:
        return int("".join(str(_CHINESE_DIGITS.get(one, one)) for one in numeral) or "0")
    total = digit = 0
    for one in numeral:
        weight = {_TEN: 10, _HUNDRED: 100, _THOUSAND: 1000}.get(one)
        if weight is None:
            digit = _CHINESE_DIGITS.get(one, 0)
        else:
            total += (digit or 1) * weight
            digit = 0
    return total + digit
