"""What kind of an answer a question wants: a person, a date or a reason; a yes or no, a list, a definition, a summary.

The classes of things are the coarse ones of question answering (Li and Roth, "Learning Question Classifiers", 2002),
told by the words a question is asked with; no grammar is taken apart.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from chatdoc_server.languages.function_words import function_words
from chatdoc_server.languages.normalisation import normalised
from chatdoc_server.questions import asking
from chatdoc_server.questions.words import STOP_WORDS, words


class Wanted(StrEnum):
    """What an answer must hold to be one."""

    ANYTHING = "anything"
    PERSON = "person"
    DATE = "date"
    AMOUNT = "amount"
    PLACE = "place"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Definition:
    """A question for what something is. `explicit` says that it asks for nothing else: "What does X mean?"."""

    term: str
    explicit: bool


_WANTED = {
    "en": {
        Wanted.PERSON: r"^(?:(?:by|from|to|of|with|for) )?who(?:m|se)?\b",
        Wanted.DATE: r"^(?:(?:since|until|by|from) )?when\b|\b(?:what|which) (?:date|day|month|year|time)\b",
        Wanted.AMOUNT: r"^(?:(?:in|at|for|by|to|within|after|of|on|with|from) )?how (?:many|much|long|old|often|far"
        r"|high|tall|deep|wide|large|big|heavy|fast|hot|cold|low|small|soon)\b|^(?:what|which) "
        r"(?:(?:is|was|were|are) )?(?:the |its |their )?"
        r"(?:[\w’'-]+ ){0,3}?(?:prices?|costs?|fees?|number|amount|rates?|percentage|share|value"
        r"|size|length|weight|width|height|capacity|temperature|duration|salary|total|penalty|dosage|dose|age|speed"
        r"|quantity)\b",
        Wanted.PLACE: r"^(?:from |to )?where\b|^(?:in |at |on |from |to )?(?:what|which) (?:city|country|town"
        r"|place|location"
        r"|address|state|street)\b",
        Wanted.REASON: r"^(?:why|how come)\b|^(?:for )?what (?:reason|purpose)s?\b|^what (?:is|are|was"
        r"|were) the (?:main |key "
        r"|primary )?(?:reason|cause)s?\b|^what (?:caused|drove|led to)\b",
    },
    "de": {
        Wanted.DATE: r"^(?:seit |bis |ab )?wann\b|^(?:in|an|zu) welche[mnr] (?:jahr|tag|datum|monat)",
        Wanted.AMOUNT: r"^wie ?(?:viele?|hoch|gro(?:ß|ss)|lang|alt|weit|schwer|teuer|oft|tief|breit)",
        Wanted.REASON: r"^(?:warum|weshalb|wieso|aus welchem grund)\b",
    },
    "fr": {
        Wanted.DATE: r"^(?:depuis |jusqu.à )?quand\b|^en quelle année\b|^à quelle (?:date|heure)\b",
        Wanted.AMOUNT: r"^combien\b",
        Wanted.REASON: r"^pourquoi\b|^pour quelles? raisons?\b",
    },
    "es": {
        Wanted.DATE: r"^¿?(?:desde |hasta )?cu[aá]ndo\b|^¿?en qué (?:año|fecha)\b",
        Wanted.AMOUNT: r"^¿?cu[aá]nt[oa]s?\b",
        Wanted.REASON: r"^¿?por qué\b",
    },
    "pt": {
        Wanted.DATE: r"^(?:desde |até )?quando\b|^em que (?:ano|data)\b",
        Wanted.AMOUNT: r"^quant[oa]s?\b",
        Wanted.REASON: r"^por ?qu[eê]\b",
    },
    "it": {
        Wanted.DATE: r"^(?:da )?quando\b|^in (?:che|quale) (?:anno|data)\b",
        Wanted.AMOUNT: r"^quant[oaie]\b",
        Wanted.REASON: r"^perch[eé]\b",
    },
    "nl": {
        Wanted.DATE: r"^(?:sinds )?wanneer\b|^in welk jaar\b",
        Wanted.AMOUNT: r"^hoe ?(?:veel|hoog|groot|lang|oud|ver|zwaar|duur|vaak)\b",
        Wanted.REASON: r"^waarom\b",
    },
    "ru": {
        Wanted.DATE: r"^когда\b|^в каком году\b",
        Wanted.AMOUNT: r"^сколько\b",
        Wanted.REASON: r"^(?:почему|зачем|отчего)\b",
    },
    "zh": {
        Wanted.DATE: "什么时候|什麼時候|何时|何時|哪一?年|哪一?天|几月|幾月|几号|幾號",
        Wanted.AMOUNT: "多少|[几幾](?!乎)[个個名位人家项項次年天条條种種只隻张張页頁座台辆輛本册冊岁歲元件层層块塊]"
        "|多[长長大高远遠久重深宽寬厚快]",
        Wanted.REASON: "为什么|為什麼|为何|為何|什么原因|什麼原因|原因是什",
    },
    "ja": {
        Wanted.DATE: "いつ|何年|何月|何日",
        Wanted.AMOUNT: "いくつ|いくら|どのくらい|どれくらい|何(?:[人個件社名本台回匹頭冊枚歳度円]|時間|[かヶ]月|週間"
        "|パーセント|メートル|キロ|リットル|トン|ノット)",
        Wanted.REASON: "なぜ|何故|どうして|理由は",
    },
    "ko": {
        Wanted.DATE: "언제|몇 ?년|며칠",
        Wanted.AMOUNT: "얼마|몇 ?[명개건회]",
        Wanted.REASON: "왜|이유는",
    },
    "ar": {Wanted.DATE: r"^متي\b|^متى\b", Wanted.AMOUNT: r"^(?:ب)?كم\b", Wanted.REASON: r"^لماذا\b|^لم\b"},
    "he": {Wanted.DATE: r"^(?:מ)?מתי\b|^באיזו שנה", Wanted.AMOUNT: r"^(?:ב)?כמה\b", Wanted.REASON: r"^(?:מדוע"
    r"|למה)\b"},
    "th": {Wanted.DATE: "เมื่อไ|วันไหน|ปีไหน", Wanted.AMOUNT: "เท่าไ|เท่าใด|กี่", Wanted.REASON: "ทำไม|เพราะเหตุใด"},
}  # fmt: skip
_WANTED_PATTERNS = {
    language: tuple((wanted, re.compile(pattern, re.IGNORECASE)) for wanted, pattern in patterns.items())
    for language, patterns in _WANTED.items()
}

_LIST = re.compile(
    r"^(?:please )?(?:list|enumerate|name|itemi[sz]e)\b(?! of)"
    r"|^(?:what|which) (?:are|were) "
    r"|^which (?:\w+ ){0,3}?\w+s\b(?! of\b)|^(?:what|which) (?:types|kinds|sorts|categories|items|steps|documents) ",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"^(?:please )?(?:list|enumerate|name|itemi[sz]e|what are|what were|which are|which were)(?: all| some)?(?: of)?"
    r"(?: the| its| their| our)?"
    r"(?: [\w’'&.]+['’]s?)?(?: \d+| two| three| four| five| six| seven| eight| nine| ten)?"
    r" ((?:[\w-]+ ){0,2}?[a-z-]{3,}(?<!s)s)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\b(?:(\d{1,2})|(two|three|four|five|six|seven|eight|nine|ten))\s+(?:\w+\s+){0,3}?\w+s\b", re.IGNORECASE
)
_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_VERDICT = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|may|must|shall|should|will|would|am)(?:n['’]t)?\s",
    re.IGNORECASE,
)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_EXPLICIT = (
    re.compile(r"^what (?:does|do|did) (?:the )?(?:(?:term|word|abbreviation|acronym|phrase)s? )?(.+?) (?:mean"
    r"|stand for|refer to)$", re.IGNORECASE),
    re.compile(r"^what is (?:meant|understood) by (?:the )?(?:(?:term|word|phrase) )?(.+)$", re.IGNORECASE),
    re.compile(r"^what (?:does|do) (?:the |this )?[\w’' ]{1,40}? mean by (?:the term |the word )?(.+)$", re.IGNORECASE),
    re.compile(r"^what is the (?:definition|meaning) of (?:the )?(?:(?:term|word) )?(.+)$", re.IGNORECASE),
    re.compile(r"^how (?:is|are) (?:the )?(?:(?:term|word)s? )?(.+?) defined(?: \w+){0,4}$", re.IGNORECASE),
    re.compile(r"^how (?:does|do) (?:the |this )?[\w’' ]{1,40}? define (?:the )?(?:(?:term"
    r"|word) )?(.+)$", re.IGNORECASE),
    re.compile(r"^(?:please )?define (?:the )?(?:(?:term|word) )?(.+)$", re.IGNORECASE),
    re.compile(r"^(.+?) stands for(?: what)?$", re.IGNORECASE),
)  # fmt: skip
_WHAT_IS = re.compile(r"^what(?: is| are|['’]s) (?:an? |the )?((?:[^\s,]+ ){0,4}?[^\s,]+)$", re.IGNORECASE)
_SOURCE = re.compile(
    r" (?:under|in|within|according to) (?:this|the) (?:agreement|contract|document|report|lease|policy|paper"
    r"|filing|text)$",
    re.IGNORECASE,
)
_OTHER_DEFINITIONS = {
    "zh": r"^(?:什么是|什麼是|何为|何謂|何谓|请?定义)(?P<a>[^，。？?]{1,20}?)[？?。]?$"
    r"|^(?P<b>[^，。？?]{1,20}?)(?:是什么意思|是什麼意思|是指什么|是指什麼|指的是什么|的定义是什么|的含义是什么"
    r"|是什么|是什麼)[？?。]?$",
    "ar": r"^ما (?:المقصود ب|معنى |تعريف |هو تعريف )(?P<a>[^؟?]{1,40}?)[؟?]?$"
    r"|^ماذا (?:يعني|تعني) (?P<b>[^؟?]{1,40}?)[؟?]?$",
    "he": r"^מה (?:פירוש|פירושו של|המשמעות של|ההגדרה של) (?P<a>[^?]{1,40}?)\??$|^מהו (?P<b>[^?]{1,40}?)\??$",
    "de": r"^was (?:bedeutet|heißt|ist mit) (?P<a>[^,?]{1,40}?)(?: gemeint)?\??$|^was (?:ist"
    r"|sind) (?:eine?r? )(?P<b>[^,?]{1,40})\??$",
    "fr": r"^que (?:signifie|veut dire) (?P<a>[^,?]{1,40}?) ?\??$|^qu.est-ce qu.une? (?P<b>[^,?]{1,40}?) ?\??$",
    "es": r"^¿?qué significa (?P<a>[^,?]{1,40})\??$|^¿?qué es una? (?P<b>[^,?]{1,40})\??$",
}
_DEFINITION_PATTERNS = {
    language: re.compile(pattern, re.IGNORECASE) for language, pattern in _OTHER_DEFINITIONS.items()
}
_QUOTES = "\"'“”‘’«»「」『』 "
_SUMMARY = {
    "en": r"^(?:please |can you |could you )*(?:summari[sz]e\b|(?:give|write|provide) (?:me "
    r"|us )?(?:an? )?(?:\w+ )?(?:summary|"
    r"overview|outline)\b|(?:an? )?(?:brief |short )?(?:summary|overview) (?:of|for|please)\b|summary$|overview$"
    r"|(?:tl;?dr)$|outline (?:this|the)\b)|^what (?:is|are) (?:the )?(?:main|key|central|most important"
    r"|major) (?:points?|ideas?"
    r"|takeaways?|messages?|topics?|findings|highlights)\b|^what (?:is|does|are) (?:this|the"
    r"|these) (?:whole )?(?:document|"
    r"report|text|paper|file|agreement|contract|filing|article|book|manual|documents|page) (?:about|say|cover"
    r"|contain)\b"
    r"|^what is (?:this|it) (?:all )?about$|^(?:the )?key points\b|^main (?:points|ideas)\b|^highlights\b",
    "zh": "^(?:请|請)?(?:帮我|幫我|为我)?(?:总结|總結|概括|概述|归纳|歸納|摘要)|(?:主要|大致|核心)(?:内容|內容"
    r"|讲|講|观点|要点|说了)"
    r"|(?:讲|講|说|說)了?(?:些)?(?:什么|什麼)[？?]?$|(?:摘要|总结|概要)[。？?]?$",
    "de": r"\bfass(?:e|en)?\b.*\bzusammen\b|zusammenfassung\b|\bworum geht es\b|^was sind die (?:wichtigsten"
    r"|zentralen) (?:punkte|"
    r"aussagen)",
    "fr": r"\brésum(?:e|er|ez|é)\b|de quoi (?:parle|traite)|\b(?:points|idées) (?:clés|principa)",
    "es": r"\bresum(?:e|ir|en|a)\b|de qué trata|\bpuntos (?:clave|principales)",
    "pt": r"\bresum(?:o|a|e|ir)\b|do que (?:trata|fala)|\bpontos (?:principais|chave)",
    "it": r"\briassum|\briassunto\b|di cosa (?:parla|tratta)|\bpunti (?:chiave|principali)",
    "nl": r"\bvat\b.*\bsamen\b|samenvatting|waar gaat\b.*\bover\b|belangrijkste punten",
    "ru": r"кратк(?:ое|ий|о) (?:содержание|изл)|резюм|перескажи|о чем (?:этот|документ|текст|идет)"
    r"|основные (?:положения|тезисы|"
    r"моменты|идеи)",
    "ar": r"لخص|تلخيص|ملخص|عم يتحدث|عن ماذا يتحدث|النقاط الرييسي|النقاط الرئيسي|الأفكار الرئيسي",
    "he": r"סכם|סכמי|תקציר|סיכום|במה עוסק|על מה המסמך|הנקודות העיקריות",
    "ja": "要約|まとめて|概要|要点|何について|主な内容",
    "ko": "요약|개요|주요 내용|핵심|무엇에 (?:관|대)",
    "th": "สรุป|ย่อความ|เกี่ยวกับอะไร|ประเด็นสำคัญ",
}  # fmt: skip
_SUMMARY_PATTERNS = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _SUMMARY.items()}
_OTHER_VERDICTS = {
    "zh": "[吗嗎][？?]?$|是否|能否|可否|是不是|能不能|可不可以|有没有|有沒有",
    "ar": r"^(?:و)?هل\s",
}
_OTHER_VERDICT_PATTERNS = {language: re.compile(pattern) for language, pattern in _OTHER_VERDICTS.items()}
_ENDS = " \t\n?.!？。！؟¿¡"


def wanted(text: str, language: str) -> Wanted:
    """What the answer to a question must hold; anything where its words do not tell."""
    core = _core(text, language)
    patterns = _WANTED_PATTERNS.get(language or "en", ())
    return next((kind for kind, pattern in patterns if pattern.search(core)), Wanted.ANYTHING)


def wants_summary(text: str, language: str) -> bool:
    """Whether a question asks what a document, or a part of it, says in short."""
    pattern = _SUMMARY_PATTERNS.get(language or "en")
    return pattern is not None and pattern.search(_core(text, language)) is not None


def wants_list(text: str) -> bool:
    """Whether an English question asks for several things of one kind."""
    return _LIST.search(text.strip(_ENDS)) is not None


def listed(text: str) -> str:
    """The word for what an English question wants a list of: "basins" of "the three basins"; empty where unclear."""
    found = _LISTED.search(" ".join(text.split()))
    return found[1].split()[-1].lower() if found else ""


def wants_verdict(text: str, language: str) -> bool:
    """Whether a question is answered by yes or no; one that offers a choice ("A or B?") is not."""
    core = text.strip(_ENDS)
    if language in _OTHER_VERDICT_PATTERNS:
        return _OTHER_VERDICT_PATTERNS[language].search(text.strip()) is not None
    return language in ("en", "") and _VERDICT.match(core) is not None and _OR.search(core) is None


def count_asked(text: str) -> int:
    """How many things an English question asks for ("the three largest"), 0 when it does not say."""
    found = _COUNT.search(text)
    if found is None:
        return 0
    return int(found[1]) if found[1] else _COUNTS.index(found[2].lower()) + 2


def definition(text: str, language: str) -> Definition | None:
    """The term that a question asks the meaning of; None when it asks something else."""
    core = _core(text, language)
    if language in _DEFINITION_PATTERNS:
        found = _DEFINITION_PATTERNS[language].search(text.strip())
        term = "" if found is None else next(filter(None, found.groups()), "")
        return Definition(term.strip(_QUOTES), explicit=True) if term.strip(_QUOTES) else None
    if language not in ("en", ""):
        return None
    plain = " ".join(text.split()).strip(_ENDS)
    for pattern in _EXPLICIT:
        if found := pattern.match(plain):
            return Definition(found[1].strip(_QUOTES), explicit=True)
    found = _WHAT_IS.match(_SOURCE.sub("", core))
    return Definition(found[1].strip(_QUOTES), explicit=False) if found else None


def _core(text: str, language: str) -> str:
    """A question without the punctuation around it; in small letters and plain forms where no capital tells."""
    core = " ".join(text.split()).strip(_ENDS)
    return core if language in ("en", "") else normalised(core, language)


_OF_ASKING = """
    summarize summarise summary overview outline brief short key main major central important point points idea ideas
    takeaway takeaways message messages topic topics finding findings highlights document report text paper file
    agreement contract filing article book manual page documents section part chapter say says cover contain whole
    give write provide can you could please tldr content contents detail details sentence sentences paragraph"""
_ABOUT_ASKING = frozenset(_OF_ASKING.split())


def topic(text: str, language: str) -> frozenset[str]:
    """The words of a question for a summary that say of what: "risk", "factors"; empty for the whole document."""
    core = _core(text, language)
    if language in ("en", ""):
        found = (word.lower for word in words(core))
        return frozenset(word for word in found if word not in STOP_WORDS and word not in _ABOUT_ASKING)
    pattern = _SUMMARY_PATTERNS.get(language)
    rest = asking.without_deictic(
        asking.without_asking(pattern.sub(" ", core) if pattern else core, language), language
    )
    skipped = function_words(language) | asking.asked_with(language) | asking.deictic(language)
    return frozenset(word for word in re.findall(r"\w+", rest) if word not in skipped and len(word) > 1)
