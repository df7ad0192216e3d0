"""Judging an answer: whether it says what is true, cites where that stands, or says that it is not there."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tests.quality.questions import Place, Question

MARKER = re.compile(r'\[<span data-index="(\d+)">\d+</span>\]')
FIGURE = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")

_SCALES = (Decimal(1), Decimal(1_000), Decimal(1_000_000), Decimal("0.001"), Decimal("0.000001"))
_SCALED_FROM = 1_000
"""A figure is found in thousands or in millions too from here on; a smaller one could be anything then."""
_CLOSE = Decimal("0.0005")
"""How far a figure may be off, as a share of it; or by half of its last digit."""

_QUOTED = re.compile("[“«「”](.+)[”»」“]", re.DOTALL)
_QUOTE = re.compile(r"[“«„「”]")
_REFUSED = {
    "en": re.compile(
        r"\b(?:does|do) not (?:state|say|mention|contain|answer|tell|name|define)\b(?! the result itself)"
        r"|: not found in "
    ),
    "zh": re.compile("没有(?:说明|提到|写明|给出)(?!结果)|没有找到"),
    "ar": re.compile(r"(?:لا|لم) (?:يذكر|تذكر|يرد|ترد|تنص|ينص)|غير (?:مذكور|موجود)"),
    "he": re.compile(r"(?:לא|אינו|איננו) (?:מציין|מזכיר|אומר|כולל|צוין|נאמר|נמצא|מופיע)"),
}
_LEADERS = re.compile(r"(?:\. ?){4,}")
_SHORT_VOWELS = re.compile("[\u064b-\u0652]")
# One glyph, whose two letters PDFium tells in the order of the page.
_LAM_ALEF = re.compile("ل([اأإآ])")
_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"})
_YES = {"en": ("Yes",), "zh": ("是", "有", "可以"), "ar": ("نعم",), "he": ("כן",)}
_NO = {"en": ("No",), "zh": ("否", "不是", "没有", "不可以"), "ar": ("لا",), "he": ("לא",)}


@dataclass(frozen=True, slots=True)
class Cited:
    """What stands under one source of an answer, and on its page or, where there are no pages, in its document."""

    words: str
    page: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How good an answer is. `against` is a yes that should be a no, or the other way round."""

    right: bool
    cited: bool
    refused: bool
    against: bool = False


def judge(question: Question, answer: str, cited: Sequence[Cited]) -> Verdict:
    """Compares an answer, with its markers in it or without, with what is true."""
    said = plain(answer)
    refused = is_refusal(said, question.language)
    if question.absent:
        return Verdict(refused, True, refused)
    against = question.yes is not None and polarity(said, question.language) == (not question.yes)
    right = not refused and says_all(question, said)
    return Verdict(right, all(_stands(places, cited) for places in question.evidence), refused, against)


def plain(answer: str) -> str:
    """The answer without its markers."""
    return MARKER.sub("", answer).strip()


def is_refusal(said: str, language: str) -> bool:
    """Whether an answer begins by saying, in the service's own words, that the documents do not say."""
    first = said.split("\n", 1)[0]
    return bool(_REFUSED[language].search(_QUOTE.split(first, maxsplit=1)[0]))


def polarity(said: str, language: str) -> bool | None:
    """Whether an answer begins with yes or no; None for neither."""
    word = re.match(r"\w+", said)
    if not word:
        return None
    if language == "zh":
        head = re.split("[，。：,:]", said, maxsplit=1)[0].strip()
        return True if head in _YES["zh"] else False if head in _NO["zh"] else None
    return True if word.group() in _YES[language] else False if word.group() in _NO[language] else None


def says_all(question: Question, said: str) -> bool:
    """Whether an answer says all that belongs to it, and nothing that would be wrong."""
    return (
        (not question.figure or says_figure(question.figure, said))
        and all(any(holds(said, one) for one in ways) for ways in question.words)
        and all(holds(said, item) for item in question.items)
        and not any(holds(said, item) for item in question.without)
        and sum(any(holds(said, one) for one in ways) for ways in question.points) >= question.least
        and (question.yes is None or polarity(said, question.language) == question.yes)
    )


def says_figure(figure: str, said: str) -> bool:
    """Whether a figure stands in a text, as exactly as it is given, perhaps in thousands or in millions."""
    wanted = Decimal(figure)
    last_digit = Decimal(1).scaleb(int(wanted.as_tuple().exponent))
    allowed = max(last_digit / 2, abs(wanted) * _CLOSE)
    scales = _SCALES if abs(wanted) >= _SCALED_FROM else _SCALES[:1]
    found = [Decimal(one.replace(",", "")) for one in FIGURE.findall(said)]
    return any(abs(one * scale - wanted) <= allowed for one in found for scale in scales)


def holds(text: str, words: str) -> bool:
    """Whether words stand in a text, but for white space, case and kinds of quotation marks; figures stand whole."""
    text, words = squeezed(text), squeezed(words)
    start = r"(?<![\d.,])" if words[:1].isdigit() else ""
    end = r"(?![\d]|[.,]\d)" if words[-1:].isdigit() else ""
    return bool(re.search(start + re.escape(words) + end, text))


def squeezed(text: str) -> str:
    """A text in lower case, with plain marks and dashes, and spaces only between words of scripts that use them."""
    together = " ".join(_LEADERS.sub(" ", text.translate(_ALIKE)).lower().split())
    together = _LAM_ALEF.sub(r"\1ل", _SHORT_VOWELS.sub("", together))
    return re.sub(r"(?<=[^\x00-\u07ff]) | (?=[^\x00-\u07ff])", "", together)


def figures(text: str) -> set[str]:
    """The figures in a text, without what parts thousands."""
    return {one.replace(",", "") for one in FIGURE.findall(text)}


def found_in(question: Question, passages: Sequence[Cited]) -> bool:
    """Whether all evidence of a question stands in passages that were found."""
    return all(_stands(places, passages) for places in question.evidence)


def supports(under: str, said: str) -> bool:
    """Whether the quote before a marker stands under it; or else, a figure or the words there are in what is said."""
    quote = _QUOTED.search(said)
    if quote:
        return _letters(quote.group(1)) in _letters(under)
    shown = figures(under)
    return bool(shown & figures(said)) if shown else holds(said, under)


def _letters(text: str) -> str:
    """Letters and digits alone: beside figures in lines that run to the left, libraries place full stops anywhere."""
    return re.sub(r"\W", "", squeezed(text))


def _stands(places: Iterable[Place], cited: Sequence[Cited]) -> bool:
    return any(
        holds(one.words, place.words) and (not place.page or holds(one.page, place.page))
        for place in places
        for one in cited
    )
