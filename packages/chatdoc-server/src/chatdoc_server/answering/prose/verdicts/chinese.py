"""Yes or no to questions in Chinese, where one clause says so itself: the same characters, denied or not.

What is asked is parted from how it is asked: characters of grammar, denial, permission and duty are read as such and
left out before a clause's characters are compared with the question's.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum
from itertools import takewhile

_ASKING = re.compile("是否(?:已经|已經|已)?|是不是|有没有|有沒有|[吗嗎么麼呢]|[？?。！!\\s“”「」]")
_VERB_TWICE = re.compile("(可)不可以|(能)不能|(需)不需要|(要)不要")
"""What asks by a verb and its denial: "能不能" is "能"."""
_CAN = re.compile("能否|可否")
_FORBIDDEN = re.compile("不得|不可以|不可|不能|不允许|不允許|禁止|严禁|嚴禁|不予|不准|不許|不许")
_NO_DUTY = re.compile("无须|無須|无需|無需|不必|不需要|不用|不需|毋须|毋須|不要求|并非必须")
_NO_RIGHT = re.compile("无权|無權|没有权利|沒有權利")
_RIGHT = re.compile("有权|有權")
_NEGATION = re.compile("没有|沒有|并未|並未|并不|並不|尚未|从未|從未|不|未|没|沒|无|無|非")
_ALLOWED = re.compile("可以|可|能够|能夠|能|允许|允許|得以")
_DUTY = re.compile("必须|必須|应当|應當|应该|應該|需要|须|須|应|應|需")
_SMALL = re.compile("[的了已将將会會为為有在是对對与與和于於均都也其该該本就]|已经|已經")
_BENT = re.compile(
    "如果|若|除非|(?<![解删刪排清])除|但|仅|僅|只|部分|可能|计划|計劃|拟|擬|[经經].{0,12}同意|未[经經]|在.{0,12}情况下|情形|大部分|一般|通常|或许|或許|前提"
    "|之前|以前|例外|少数|少數|多数|多數|有些|某些|(?:预计|預計)(?!负债|負債)|打算|声称|聲稱|据称|據稱|另有|指定"
)  # fmt: skip
_UNIVERSAL = re.compile("所有|全部|每[个個名位家项項]|一切|任何|均|都")
_TIMES = re.compile(r"(?:截至)?(?:19|20)\d\d\s?年(?:度|末|底|\d{1,2}\s?月(?:\d{1,2}\s?日)?)?(?:[末底初])?")
_CAUSE = re.compile("(?:为|為|就|对|對|因)(?P<what>[^，,。？?]{2,16}?)(?:的)?(?=计提|計提|支付|作出|承担|承擔|提供)")
"""For what something is done, which a clause may leave to the heading over it."""
_COMPARED = re.compile(
    r"(?P<how>超过|超過|大于|高于|多于|长于|低于|少于|不足|不到|至少|不少于|不低于)(?P<amount>[^，,。？?吗嗎]+)"
)
_AMOUNT = re.compile(
    r"(?P<how>超过|超過|大于|高于|低于|少于|不足|至少|不少于|不低于|不超过|最多|至多|约|約|近)?"
    r"(?P<number>\d[\d,]*(?:\.\d+)?|[一二两兩三四五六七八九十]+)\s?(?P<scale>[百千万萬亿億]*)"
    r"(?P<unit>个月|個月|年|天|日|小时|小時|分钟|元|人|名|家|%|％|吨|噸|公里|米|公斤|升)"
)
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)} | {"两": 2, "兩": 2}
_SCALES = {"百": 1e2, "千": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}
_UNITS = {
    "年": ("月", 12.0),
    "个月": ("月", 1.0),
    "個月": ("月", 1.0),
    "日": ("天", 1.0),
    "名": ("人", 1.0),
    "％": ("%", 1.0),
}
_ABOVE = re.compile("超|大于|高于|多于|长于")
_LEAST_OF = re.compile("至少|不少|不低")
_LEAST = 3
"""Characters that say what is asked."""
_OF_TWO = 2
"""Characters of a subject, and of what is said of it, where they stand in two clauses."""


class Mode(Enum):
    """How a clause speaks of what happens."""

    FACT = "fact"
    ALLOWED = "allowed"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Clause:
    """The characters of what a clause says, whether it is denied, how it speaks, and whether it says so of each."""

    core: str
    denied: bool
    mode: Mode
    universal: bool
    clear: bool = True


def verdict(question: str, sentence: str, before: str = "") -> bool | None:
    """What a sentence says to a question that wants yes or no; None in doubt.

    One clause must hold the characters asked, in their order and together.

    Args:
        question: in Chinese.
        sentence: of the document.
        before: the headings over it and the sentence before it.
    """
    asked = _ASKING.sub("", _VERB_TWICE.sub(lambda found: "".join(filter(None, found.groups())), question))
    if asked == question.strip("？?。 ") and not _CAN.search(question):
        return None
    if _BENT.search(sentence):
        return None
    if (compared := _COMPARED.search(asked)) is not None:
        return _of_amounts(asked[: compared.start()], compared, sentence)
    want = _clause(_CAN.sub("可", asked))
    clauses = [clause for clause in re.split("[，,；;。]", sentence) if clause]
    subject = clauses[0]
    for clause in clauses:
        if (said := _said(want, clause, subject)) is not None:
            return said
    cause = _CAUSE.search(asked)
    # Whose case it is tells which.
    if cause is not None and cause["what"].split("的")[0] in f"{before}{sentence}":
        bare = replace(want, core=_clause(asked.replace(cause.group(), "")).core)
        return next((found for clause in clauses if (found := _said(bare, clause, "")) is False), None)
    return None


def _said(want: Clause, text: str, subject: str) -> bool | None:
    """What one clause says to what is asked; where it has no subject, that of the sentence may be its own."""
    said = _clause(text)
    if not said.clear or len(want.core) < _LEAST or (want.universal and not said.universal and not said.denied):
        return None
    together = zip(want.core, _clause(subject).core, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], together))
    own = want.core[shared:] if min(shared, len(want.core) - shared) >= _OF_TWO else ""
    told = next((core for core in (want.core, own) if core and said.core.startswith(core)), "")
    if not told or not _answers(want, said):
        return None
    # A denial with more behind it denies less, and so is a permission or a duty of less.
    if len(said.core) > len(told) and (said.denied or said.mode is not Mode.FACT):
        return None
    return said.denied == want.denied


def _answers(want: Clause, said: Clause) -> bool:
    if want.mode is said.mode:
        return True
    return want.mode is Mode.FACT and said.mode is Mode.DUTY


def _clause(text: str) -> Clause:
    """What a clause says, parted from how it says it."""
    rest = _TIMES.sub("", text)
    mode, denials = Mode.FACT, 0
    for pattern, spoken, denies in (
        (_NO_DUTY, Mode.DUTY, True),
        (_NO_RIGHT, Mode.ALLOWED, True),
        (_FORBIDDEN, Mode.ALLOWED, True),
        (_RIGHT, Mode.ALLOWED, False),
        (_NEGATION, None, True),
        (_DUTY, Mode.DUTY, False),
        (_ALLOWED, Mode.ALLOWED, False),
    ):
        rest, times = pattern.subn("", rest)
        denials += times if denies else 0
        if times and spoken is not None and mode is Mode.FACT:
            mode = spoken
    universal = _UNIVERSAL.search(rest) is not None
    core = _SMALL.sub("", _UNIVERSAL.sub("", rest))
    return Clause(core, denials == 1, mode, universal, denials <= 1)


def _of_amounts(about: str, compared: re.Match[str], sentence: str) -> bool | None:
    """Whether an amount that a clause states of the same thing is above or below the one asked."""
    wanted = _AMOUNT.search(compared["amount"])
    core = _clause(about).core
    for clause in re.split("[，,；;。]", sentence):
        found = list(_AMOUNT.finditer(clause))
        if len(found) != 1 or wanted is None or found[0]["how"] or len(core) < _LEAST - 1:
            continue
        if _clause(clause[: found[0].start()]).core != core or _NEGATION.search(clause):
            continue
        (value, unit), (limit, other) = _amount(found[0]), _amount(wanted)
        if unit != other:
            return None
        if _LEAST_OF.search(compared["how"]):
            return value >= limit
        return value > limit if _ABOVE.search(compared["how"]) else value < limit
    return None


def _amount(found: re.Match[str]) -> tuple[float, str]:
    """How much of what."""
    written = found["number"]
    value = float(written.replace(",", "")) if written[0].isdigit() and written[0].isascii() else _chinese(written)
    for scale in found["scale"]:
        value *= _SCALES[scale]
    unit, size = _UNITS.get(found["unit"], (found["unit"], 1.0))
    return value * size, unit


def _chinese(written: str) -> float:
    """The value of a number below a hundred in characters."""
    tens, ten, ones = written.rpartition("十")
    value = _DIGITS.get(tens or "一", 0) * 10 if ten else 0
    return float(value + _DIGITS.get(ones, 0))
