"""Yes or no to questions in Chinese, where one clause says so itself: the same characters, denied or not."""

import re

_ASKING = re.compile(
    "是否(?:已经|已經|已)?|能否|可否|是不是|能不能|可不可以|有没有|有沒有|[吗嗎么麼呢]|[？?。！!，,、\\s“”「」]"
)
_NEGATION = re.compile(
    "不得|不可以|不可|不能|不允许|不允許|没有|沒有|并未|並未|尚未|从未|從未|禁止|不予|不|未|没|沒|无|無|非"
)
_ALLOWED = re.compile("可以|可|能够|能夠|能|允许|允許|得以")
_SMALL = re.compile("[的了已将將会會为為有在是对對与與和其该該本]|已经|已經")
_BENT = re.compile(
    "如果|若|除非|除|但|仅|僅|只|部分|可能|计划|計劃|拟|擬|经.{0,12}同意|在.{0,12}情况下|情形|大部分|一般|通常|或许|前提|之前|以前|例外"
)  # fmt: skip
_LEAST = 3
"""Characters that say what is asked."""


def verdict(question: str, sentence: str) -> bool | None:
    """What a sentence says to a question that wants yes or no; None in doubt.

    One clause must hold the characters asked, in their order and together.

    Characters of grammar, of negation and of permission are left out of both before they are compared.
    """
    asked = _ASKING.sub("", question)
    if len(asked) == len(question) or _BENT.search(sentence):
        return None
    allowed = bool(_ALLOWED.search(question.replace("可否", "可").replace("能否", "能")))
    core, question_denied = _core(asked)
    said, _ = _core(_ASKING.sub("", sentence))
    if len(core) < _LEAST or core not in said:
        return None
    part = _clause(sentence, core)
    if part is None or (allowed and not _ALLOWED.search(part) and not re.search("不得|禁止", part)):
        return None
    denials = len(_NEGATION.findall(part))
    return (denials % 2 == 1) == question_denied if denials <= 1 else None


def _core(text: str) -> tuple[str, bool]:
    bare = _NEGATION.sub("", text)
    return _SMALL.sub("", _ALLOWED.sub("", bare)), bool(_NEGATION.search(text))


def _clause(sentence: str, core: str) -> str | None:
    """The clause between commas that says what is asked; None where it takes more than one."""
    for clause in re.split("[，,；;。]", sentence):
        if core in _core(_ASKING.sub("", clause))[0]:
            return clause
    return None
