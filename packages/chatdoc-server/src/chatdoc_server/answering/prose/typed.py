"""Whether a sentence holds the kind of thing that a question asks for: who, when, how many, where, why.

Expected answer types, as in question answering since TREC (Li and Roth 2002), told by the form of words. Where a
language's form does not tell, such as names in scripts without capitals, every sentence passes.
"""

import re
from collections.abc import Callable

from chatdoc_server.answering.prose.measures import is_measured, undated
from chatdoc_server.questions.answer_types import Wanted

_MONTHS = r"january|february|march|april|may|june|july|august|september|october|november|december"
_NUMBER_WORDS = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen"
    "|once|twice|half|double|triple|single|none|several|daily|weekly|monthly|quarterly|annual(?:ly)?|yearly|hourly"
)
_AMOUNT = {
    "en": re.compile(rf"\d|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE),
    "de": re.compile(r"\d|\b(?:eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|elf|zwölf|\w*(?:zehn|hundert|tausend)"
                     r"|\w*(?:zwan|vier|fünf|sech|sieb|acht|neun)zig|\w*dreißig|\w*mal|anderthalb|täglich|jährlich"
                     r"|monatlich|wöchentlich|halb\w*)\b", re.IGNORECASE),
    "fr": re.compile(r"\d|\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
                     r"|vingt|trente|quarante|cinquante|soixante|cents?|mille|millions?"
                     r"|une (?:fois|semaine|année|heure)"
                     r"|un (?:an|mois|jour)|moitié|demie?)\b", re.IGNORECASE),
    "es": re.compile(r"\d|\b(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince"
                     r"|dieci\w+|veint\w+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien(?:to)?"
                     r"|\w*cient[oa]s|mil|millones|un (?:año|mes|día)|una (?:vez|semana|hora)|mitad|medi[oa])\b",
                     re.IGNORECASE),
    "ru": re.compile(r"\d|\b(?:дв(?:а|е|ух|ум|умя|ести|ухсот)|тр(?:и|ёх|ех|иста)|четыр(?:е|ёх|ех|еста)|пят[ьи]|шест[ьи]"
                     r"|сем[ьи]|восемь|восьми|девят[ьи]|десят[ьи]|\w+(?:надцат[ьи]|дцат[ьи]|десят|сот)|сорока?|девяност[оа]"
                     r"|сто|ста|тысяч\w*|миллион\w*|половин\w*|полтор\w*|дважды|трижды|раз)\b", re.IGNORECASE),
    "ar": re.compile(r"\d|\b[وفبلك]?(?:ال|لل)?(?:اثن[اتي]\w*|ثلاث\w*|[أا]ربع\w*|خمس\w*|ست(?:ة|ين|ون|مئة|مائة)?|سبع\w*"
                     r"|ثماني?\w*|تسع\w*|عشر\w*|مئ(?:ة|تي|تا)\w*|مائ\w+|[أآ]ل(?:ف|اف)\w*|مل(?:يون|ايين)\w*|نصف|مرة"
                     r"|(?:مر|سن|يوم|شهر|[أا]سبوع|ساع|دقيق)ت?(?:ين|ان))\b"),
    "zh": re.compile("[\\d一二两兩三四五六七八九十百千万萬亿億半]"),
    "ja": re.compile("[\\d一二三四五六七八九十百千万億半]"),
}  # fmt: skip
_DATE = {
    "en": re.compile(
        rf"\b(?:1[5-9]|20)\d\d\b|\b(?:{_MONTHS}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b|\b(?:mon|tues|wednes"
        r"|thurs|fri|satur|sun)days?\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b|\bo['’]clock\b|\b(?:noon|midnight)\b"
        r"|\b(?:after|before|until|upon|during|prior to|not later than|when|whenever|as soon as"
        r"|at the (?:end|beginning|start|time))\b|\b(?:immediately|annually|quarterly|monthly|weekly|daily|yearly)\b"
        r"|\b(?:within|every|each) (?:\w+ ){0,3}(?:hour|day|week|month|quarter|year)s?\b"
        r"|\bat (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|\b(?:morning|evening|afternoon)\b"
        r"|\bcentury\b|\b(?:spring|summer|autumn|winter)\b|\d[- ](?:day|week|month|year)s?\b",
        re.IGNORECASE,
    ),
    "zh": re.compile("[年月日号號点點时時週周]|\\d"),
}  # fmt: skip
_NO_AMOUNT = re.compile(
    rf"(?<![\d,.$])(?:1[89]|20)\d\d(?!\d|,\d|\.\d)|\b\d{{1,2}} (?:{_MONTHS})\b|\b(?:{_MONTHS}) \d{{1,2}}\b|"
    r"\b(?:notes?|items?|sections?|parts?|forms?|pages?|rules?|articles?|tables?"
    r"|figures?|exhibits?|chapters?|schedules?) \d[\w.]*",
    re.IGNORECASE,
)
"""Figures that count nothing: years, and numbers of sections and the like."""
_COUNTED = re.compile(r"\bhow many (?:[\w’'-]+ ){0,3}?([a-z’'-]{3,}s|people)\b")
_COUNTS = (
    "(?:of|to|was|were|is|are|totall?ed|reached|numbered|by|about|some|over|nearly|around|approximately|more|than|only"
    "|at most|at least)"
)
"""What stands between some things and their number."""
_HOW_LONG_IS = re.compile(r"how long (?:is|are|was|were) (?:the |this |its |their )?((?:[\w’'-]+ ){0,3}[\w’'-]+)$")
_HAS_DIGIT = re.compile(r"\d")
_REASON = {
    "en": re.compile(
        rf"\b(?:because|due|since(?! (?:then|\d|fiscal|{_MONTHS}))|owing|thanks|therefore|thus|hence|so that"
        r"|in order|as a result"
        r"|results? (?:from|of|in)|resulted"
        r"|resulting|attributable|attributed|driven|drove|drivers?|caus\w+|reflect\w*|reasons?|led to|leads to"
        r"|relat(?:ed|es) to"
        r"|primarily|mainly|mostly|largely|partially|offset|contribut\w+|consequence|purpose|enabl\w+|as (?:we"
        r"|it|they|the|this)"
        r"|given|to \w+|for \w+ing|by \w+|from (?:higher|lower|increas\w+|decreas\w+)|impact\w*|prevent\w*"
        r"|avoid\w*|ensur\w+)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile("因|由于|由於|所以|为了|為了|导致|導致|原因|致使|以便|受|故|使得|主要是|从而|從而"),
}  # fmt: skip
_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|outside|within|on|across|throughout|via|under|behind|opposite|off|through|into|between"
    r"|beside|above|below|along|around|inside|next)\b|\b(?:located|based|headquarter\w*|address|offices?)\b",
    re.IGNORECASE,
)
_OF_TIME = re.compile(rf"\b(?:{_MONTHS}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?\b", re.IGNORECASE)
_NAME = re.compile(r"(?<![.!?:] )(?<!^)(?<![“\"•])\b[A-Z][\w’'-]*")
_FULL_NAME = re.compile(
    r"\b[A-Z][\w’'-]+(?:\s+[A-Z]\.)*\s+(?:(?:de|van|von|der|den|di|da|del|al|bin|la"
    r"|le)\s+)*[A-Z][\w’'-]+"
)
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|Judge|Justice)\b")
_PEOPLE = re.compile(
    r"\b(?:who|person(?:s|nel)?|people|man|men|woman|women|he|she|they|we|you|i|staff|team|board|committee"
    r"|council|court"
    r"|company|part(?:y|ies)|government|ministry|department|agency|authority|bureau|compan(?:y|ies)|firms?"
    r"|client|tenant"
    r"|agent|president|chair\w*|head|chief|student|assistant|accountant|participant|resident|patient|parent"
    r"|child(?:ren)?"
    r"|spouse|citizen|guest|attendant|physician|nurse|lessee|licensee|employee|trustee|nominee|guarantor"
    r"|\w{3,}(?:ers?|ors?"
    r"|ists?|ians?|ees?))\b",
    re.IGNORECASE,
)
_NO_PEOPLE = """
    after other others over under order number never whether either neither rather further however higher lower
    greater later former latter larger smaller another ever power water paper letter matter quarter corner center
    centre chapter cover offer answer together per december november october september summer winter fever silver
    layer error factor sector monitor motor for nor door floor major minor prior superior interior exterior color
    labor fees trees degrees computer server register remainder transfer consider deliver discover filter meter
    parameter printer router"""
_NO_PERSON = frozenset(_NO_PEOPLE.split())


def counted(question: str) -> str:
    """The word for what a question asks the number of: "people" of "How many people …"; empty for none."""
    found = _COUNTED.search(question.lower())
    return found[1] if found else ""


def is_typed(wanted: Wanted, language: str) -> bool:
    """Whether the answers of a kind can be told by their form in a language."""
    if wanted in (Wanted.DATE, Wanted.AMOUNT):
        return True
    if wanted is Wanted.REASON:
        return language in _REASON or not language
    return language in ("en", "") and wanted in (Wanted.PERSON, Wanted.PLACE)


def holds(wanted: Wanted, text: str, question: str, language: str = "en") -> bool:
    """Whether a sentence holds a thing of the kind wanted, apart from those that the question itself names."""
    if not is_typed(wanted, language):
        return True
    return _TESTS[wanted](text, question.lower(), language or "en")


def _amount(text: str, question: str, language: str) -> bool:
    pattern = _AMOUNT.get(language, _HAS_DIGIT)
    if language in ("zh", "ja"):
        if not is_measured(text, question, language):
            return False
        text = undated(text)
    if language == "en":
        if _is_dated_by(text, question):
            return False
        text = _NO_AMOUNT.sub(" ", text)
        things = counted(question)
        if things and (number := _number_of(things, text)) is not None:
            return number
    return any(not _told(text, found, question) for found in pattern.finditer(text))


def _is_dated_by(text: str, question: str) -> bool:
    """Whether a text only dates something by what is asked the length of: "two days after the probation period"."""
    asked = _HOW_LONG_IS.match(question.strip(" ?"))
    if asked is None:
        return False
    name = rf"{re.escape(asked[1])}\b"
    dated = rf"\b(?:after|before|until|since|following|beyond)(?: (?:the|this|that|an?|its|their|your))? {name}(?! of)"
    return len(re.findall(dated, text, re.IGNORECASE)) == len(re.findall(name, text, re.IGNORECASE)) > 0


def _number_of(things: str, text: str) -> bool | None:
    """Whether a text says how many of some things there are; None when it does not name them."""
    stem = re.escape(things.removesuffix("s").removesuffix("ie"))
    if re.search(rf"\b{stem}", text, re.IGNORECASE) is None:
        return None
    number = rf"(?:\d[\d,.]*|\b(?:{_NUMBER_WORDS})\b)"
    before = rf"{number}(?:[ -][^\s.;]+){{0,5}}? {stem}"
    # "Transformer 1" is one of them; only "transformers: 3", or a verb between, counts them.
    after = rf"\b{stem}(?:\w*\W{{0,3}}(?:{_COUNTS}\W+){{1,3}}|\w*s\W{{1,3}}|\w*\s?[:(=–-]\s?){number}"
    return re.search(rf"{before}|{after}|\b(?:once|twice)\b|{number} times\b", text, re.IGNORECASE) is not None


def _date(text: str, question: str, language: str) -> bool:
    pattern = _DATE.get(language, _HAS_DIGIT)
    return any(not _told(text, found, question) for found in pattern.finditer(text))


def _told(text: str, found: re.Match[str], question: str) -> bool:
    """Whether the whole word or figure that something was found in stands in the question already."""
    start, end = found.span()
    while start > 0 and (text[start - 1].isascii() and text[start - 1].isalnum()):
        start -= 1
    while end < len(text) and (text[end].isascii() and text[end].isalnum()):
        end += 1
    return re.search(rf"(?<![a-z0-9]){re.escape(text[start:end].lower())}(?![a-z0-9])", question) is not None


def _reason(text: str, _question: str, language: str) -> bool:
    return _REASON[language].search(text) is not None


def _place(text: str, question: str, _language: str) -> bool:
    return any(
        text[found.end() : found.end() + 1].isspace() or not _told(text, found, question)
        for found in _PLACE.finditer(text)
    )


def _person(text: str, question: str, _language: str) -> bool:
    """A name, or a noun for people, that the question does not say already; "who" may also be asked of a company."""
    if _TITLE.search(text):
        return True
    text = _OF_TIME.sub(" ", text)
    names = (found.group() for pattern in (_NAME, _FULL_NAME) for found in pattern.finditer(text))
    if any(any(word.lower() not in question for word in name.split()) for name in names):
        return True
    people = (found.group().lower() for found in _PEOPLE.finditer(text))
    return any(word not in _NO_PERSON and word not in question for word in people)


_TESTS: dict[Wanted, Callable[[str, str, str], bool]] = {
    Wanted.AMOUNT: _amount,
    Wanted.DATE: _date,
    Wanted.REASON: _reason,
    Wanted.PLACE: _place,
    Wanted.PERSON: _person,
    Wanted.ANYTHING: lambda _text, _question, _language: True,
}
