"""Follow-up questions made whole: "and in 2021?" after "What were net sales in 2022?" asks for net sales in 2021.

A question that stands alone is left as it is. In English a follow-up's period, name or item takes the place of the one
before, and pronouns become what they stand for; in other languages a year takes the place of a year, and else the
question before is put behind the follow-up, so that its words are looked for too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from chatdoc_server.questions import asking, periods, plain
from chatdoc_server.questions.naming import folded, items_in
from chatdoc_server.questions.words import STOP_WORDS, Stems, words

REMEMBERED = 6
"""How many earlier questions are followed up."""
_READ = 1000
"""Characters of an earlier question or answer that are read."""
_MOST_WORDS = 8
"""Words of a follow-up; longer questions stand alone, unless a pronoun says otherwise."""
_MOST_CONTENT = 5
"""Content words of a question that a pronoun may leave to the one before."""

_PERIOD = re.compile(
    r"(?:(?:the\s+)?(?:first|second|third|fourth|[1-4](?:st|nd|rd|th))\s+(?:quarter|half)\s+(?:of\s+)?)?"
    r"(?:(?:fiscal(?:\s+year)?|FY|CY|[QH][1-4])\s*[-']?\s*)*(?:(?:19|20)\d{2}|(?<=FY)\d{2})(?:\s*[QH][1-4])?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:and|but|so|ok|okay|well|then|also|now|what about|how about|what of|the same for|same for"
    r"|compared to|versus)\b[\s,]*",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?:in|for|of|at|by|during|on|to|from|as of|with)\s+", re.IGNORECASE)
_WH = re.compile(
    r"^(?:wh\w+|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|must)\b", re.IGNORECASE
)
_AUXILIARY = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|must)\b", re.IGNORECASE
)
_BARE = re.compile(
    r"^(?:why|why not|how so|how come|how|who|whom|by whom|when|where|since when|how much|how many)$", re.IGNORECASE
)
_REASON = re.compile(r"^(?:why|how come|how so)", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\b(?:(?P<possessive>its|their|his|her(?=\s+[a-z])|theirs|hers)|(?P<other>it|they|them|he|him|she|her|this|that|these"
    r"|those))\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"(?<!\w)(?!I\b)[A-Z][\w&’'-]*(?:\s+(?:of\s+|and\s+|&\s+)?[A-Z][\w&’'-]*)*")
_OBJECT = re.compile(r"\s(?:of|for|in|at|by|to|from|with)\s+((?:the\s+|a\s+|an\s+)?[^?]+?)\s*\??$", re.IGNORECASE)
_ASKED_OF = re.compile(r"^(?:what|which|who|how\s+\w+|where|when)\s+(?:is|are|was|were)\s+(.+)$", re.IGNORECASE)
_NAMED_THING = re.compile(
    r"\b(?:the|a|an|our)\s+(?:[\w’'-]+\s+){1,3}?(?:of|for|in|at)\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*"
)
_DETERMINED = re.compile(
    r"\b(?:the|an?|our|its)\s+(?:[\w’'-]+\s+){0,2}?[\w’'-]+(?=\s+(?:in|for|of|at|by|to|on|with)\b|$)", re.IGNORECASE
)
"""A thing with its article, up to what says more of it."""
_ARTICLE = re.compile(r"^(?:the|an?|our|its)\s+", re.IGNORECASE)
_BRIDGED = re.compile(r"^what (?:is|was|are|were) the ([\w-]+)$", re.IGNORECASE)
"""A question for a part or side of what was spoken of: "What is the requirement?"."""
_THING = re.compile(r"\b(?:the|a|an|our)\s+((?:[\w’'-]+\s*){1,4})", re.IGNORECASE)
_DOES = re.compile(r"\b(?:do|does|did)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"^((?:The|A|An|Our|[A-Z][\w’'&.-]*)(?:\s+[\w’'&.-]+){0,7}?)\s+(?:is|are|was|were|has|have|had|will|can|may|must)\s"
)
_THINGS = re.compile(
    r"^(?:how many|which|what(?: are| were)?(?: the)?|list(?: the)?)\s+((?:[a-z’'-]+\s+){0,2}?[a-z’'-]+(?<!s)s)\b",
    re.IGNORECASE,
)
_PLURAL = frozenset({"they", "them", "their", "theirs", "these", "those"})
_NO_SUBJECT = STOP_WORDS - {"the", "a", "an", "our"}
_QUOTED = re.compile(r"[“«„「](.+?)[”»“」]", re.DOTALL)

_CONNECTIVE = re.compile(
    r"^(?:und|aber|et|mais|y|pero|e|ma|mas|en|maar|и|а|но|ו|و|أو|そして|では|じゃあ|それでは|那么|那麼|那|그럼|그리고|แล้ว)"
    r"(?:\b|(?=[^\w\s]|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f\u0600-\u06ff]))"
    r"|呢[?？]?$|は[?？]$",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:er|sie|es|sein|seine|ihr|ihre|ihn|dort|dazu|davon|il|elle|ils|elles|lui|son|sa|ses|leur|leurs|él|ella|ellos"
    r"|su|sus|ele|ela|seu|sua|lui|lei|suo|hij|zij|haar|hun|он|она|оно|они|его|её|ее|их|там|هو|هي|هم|הוא|היא|הם)\b"
    r"|它|他|她|其|那里|那裡|それ|彼|その|そこ|これ|그것|그의|มัน|เขา|นั้น",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_ENDS = " \t\n?.!？。！؟¿¡"


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier question and the beginning of its answer, which may be empty."""

    question: str
    answer: str = ""


def resolve(question: str, earlier: Sequence[Exchange], language: str = "en") -> str:
    """The question as it would be asked without what was said before.

    Args:
        question: What is asked now.
        earlier: The exchanges before it, the oldest first; the last `REMEMBERED` count.
        language: ISO 639-1 code of the conversation's language; empty counts as English.
    """
    whole, answer = "", ""
    for exchange in earlier[-REMEMBERED:]:
        whole = _made_whole(_tidy(exchange.question)[-_READ:], whole, answer, language)
        answer = _tidy(exchange.answer)[:_READ]
    tidy = _tidy(question)
    made = _made_whole(tidy, whole, answer, language)
    return question if made == tidy else made


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _made_whole(question: str, before: str, answer: str, language: str) -> str:
    if not before or not question:
        return question
    if language in ("en", ""):
        return _english(question, before, answer)
    return _other(question, before, language)


def _english(question: str, before: str, answer: str) -> str:
    core = question.strip(_ENDS)
    rest, led = _without_lead(core)
    if _BARE.match(core) or _BARE.match(rest):
        return _asked_of(rest if _BARE.match(rest) else core, before)
    short = len(core.split()) <= _MOST_WORDS
    named = _PERIOD.sub(" ", _PREPOSITION.sub("", rest))
    content = [word for word in words(named) if word.lower not in STOP_WORDS]
    if periods.asked(core) and short and not content:
        return _in_period(before, _PREPOSITION.sub("", rest))
    if led and short and not _WH.match(rest) and content:
        return _of_another(before, _PREPOSITION.sub("", rest))
    return _completed(question, before, answer, len(content)) or question


def _completed(question: str, before: str, answer: str, content: int) -> str:
    """A question with what its pronoun stands for, or what it leaves out; empty when it stands alone.

    `content` is how many content words it has itself.
    """
    core = question.strip(_ENDS)
    rest, led = _without_lead(core)
    short = len(core.split()) <= _MOST_WORDS
    if (pronoun := _pronoun(core)) and content <= _MOST_CONTENT and not _own_names(core):
        found = _several_things(before) if pronoun.group().lower() in _PLURAL else ""
        return _with_antecedent(question, pronoun, found or _antecedent(before, answer))
    if led and short and content <= 2 and not _own_names(rest):
        return f"{rest} {_antecedent(before, answer)}?"
    if short and all(word.lower in STOP_WORDS | asking.deictic("en") for word in words(core)):
        return f"{before} {question}"
    if (part := _BRIDGED.match(core)) and not items_in(folded(part[1]), None):
        return f"{core} for {_antecedent(before, answer)}?"
    return ""


def _without_lead(core: str) -> tuple[str, bool]:
    """A question without the "and" or "what about" it begins with, and whether it began so."""
    rest = core
    while found := _LEAD.match(rest):
        rest = rest[found.end() :]
    return rest, rest != core


def _asked_of(bare: str, before: str) -> str:
    """A lone question word asked of the question before: "Why did sales fall?" for "why?" after "Did sales fall?"."""
    if _REASON.match(bare):
        bare = "Why"
        if _AUXILIARY.match(before):
            return f"Why {before[0].lower()}{before[1:]}"
    return f"{bare[0].upper()}{bare[1:]}: {before}"


def _in_period(before: str, period: str) -> str:
    found = list(_PERIOD.finditer(before))
    if not found:
        return f"{before.rstrip(_ENDS)} in {period}?"
    return f"{before[: found[0].start()]}{period}{before[found[-1].end() :]}"


def _of_another(before: str, phrase: str) -> str:
    """The question before, asked of another item, name or thing; a period in the phrase is asked too."""
    if periods.asked(phrase) and _PERIOD.search(phrase):
        period = " ".join(found.group() for found in _PERIOD.finditer(phrase))
        phrase = re.sub(r"\s+(?:in|for|of|at)$", "", _PERIOD.sub("", phrase).strip())
        before = _in_period(before, period)
    if replaced := _item_replaced(before, phrase):
        return replaced
    names = [found for found in _CAPITALS.finditer(before) if found.start() > 0 and not _PERIOD.match(found.group())]
    if (name := _ARTICLE.sub("", phrase))[:1].isupper() and names:
        return _replaced(before, names[-1].span(), name)
    dated = _PERIOD.search(before)
    asked = before if dated is None else re.sub(r"\s+(?:in|for|of|at)\s*$", "", before[: dated.start()])
    found = _OBJECT.search(asked.rstrip(_ENDS))
    things = list(_DETERMINED.finditer(asked.rstrip(_ENDS)))
    if _ARTICLE.match(phrase) and things and not names and not (found and _ARTICLE.match(found[1])):
        return _replaced(before, things[-1].span(), phrase)
    if found and not names:
        return _replaced(before, found.span(1), phrase)
    if (found := _ASKED_OF.match(asked.rstrip(_ENDS))) and not names:
        return _replaced(before, found.span(1), phrase)
    return f"{before.rstrip(_ENDS)} for {phrase}?"


def _item_replaced(before: str, phrase: str) -> str:
    """The question before with its item's name replaced, when the phrase names one too."""
    new, old = items_in(folded(phrase), None), items_in(folded(before), None)
    if not new or not old:
        return ""
    for name in sorted(old[-1].asked, key=len, reverse=True):
        if found := re.search(rf"\b{re.escape(name)}\b", before, re.IGNORECASE):
            return _replaced(before, found.span(), phrase)
    return ""


def _replaced(text: str, span: tuple[int, int], by: str) -> str:
    tail = "’s" if text[: span[1]].endswith(("'s", "’s")) and not by.endswith(("'s", "’s")) else ""
    return f"{text[: span[0]]}{by}{tail}{text[span[1] :]}"


def _pronoun(core: str) -> re.Match[str] | None:
    """The pronoun that points back, if any: one before a noun ("that year") or a clause ("it that") does not."""
    for found in _PRONOUN.finditer(core):
        following = core[found.end() :].split()
        demonstrative = found.group().lower() in ("this", "that", "these", "those")
        if not (demonstrative and following and following[0].lower() not in STOP_WORDS):
            return found
    return None


def _own_names(core: str) -> bool:
    return any(found.start() > 0 for found in _CAPITALS.finditer(core))


def _with_antecedent(question: str, pronoun: re.Match[str], antecedent: str) -> str:
    at = question.find(pronoun.string) + pronoun.start()
    by = antecedent
    if pronoun["possessive"] and not antecedent.endswith(("'s", "’s")):
        by = f"{antecedent}’s"
    return f"{question[:at]}{by}{question[at + len(pronoun.group()) :]}"


def _several_things(before: str) -> str:
    """The things that a question asks the number or the names of: "the audits" of "How many audits may …"."""
    found = _THINGS.match(before)
    return f"the {found[1]}" if found else ""


def _antecedent(before: str, answer: str) -> str:
    """What the exchange before was about: the subject of the sentence quoted, else a name or thing in the question."""
    stems = Stems()
    quoted = _QUOTED.search(answer)
    if quoted and (found := _SUBJECT.match(quoted[1].strip())):
        subject = found[1]
        if subject.split()[0].lower() not in _NO_SUBJECT and set(stems.content(subject)) & set(stems.content(before)):
            return subject[0].lower() + subject[1:] if subject.startswith(("The ", "A ", "An ", "Our ")) else subject
    if found := _NAMED_THING.search(before):
        return found.group()
    if names := [found for found in _CAPITALS.finditer(before) if found.start() > 0]:
        article = "the " if before[: names[-1].start()].lower().endswith(" the ") else ""
        return article + re.sub(r"['’]s$", "", names[-1].group())
    if (found := _ASKED_OF.match(before.rstrip(_ENDS))) and not _ARTICLE.match(found[1]):
        return found[1]
    return _thing(before) or " ".join(word.text for word in words(before) if word.lower not in STOP_WORDS)


def _thing(before: str) -> str:
    """The first thing with an article in a question, up to what is said of it; empty for none."""
    found = _THING.search(before)
    if found is None:
        return ""
    thing = list(takewhile(_is_of_name, found[1].split()))
    # The last word of "what does the lease cover" is its verb.
    if len(thing) > 1 and _DOES.search(before) and before.rstrip(_ENDS).endswith(thing[-1]):
        thing.pop()
    return f"the {' '.join(thing)}" if thing else ""


def _is_of_name(word: str) -> bool:
    return word.lower() not in STOP_WORDS and not word.lower().endswith("ed")


def _other(question: str, before: str, language: str) -> str:
    """A follow-up in another language: its year instead of the year before, or both questions together."""
    core = question.strip(_ENDS)
    taken = plain.read(core, language)
    own = [term for term in taken.terms if term.key not in taken.years]
    leads = _CONNECTIVE.search(core) is not None or _CONNECTIVE.search(question.strip()) is not None
    if taken.years and (not own or (leads and len(own) <= 1)) and len(core) <= len(before):
        if _YEAR.search(before):
            return _YEAR.sub(taken.years[-1], before)
        return f"{before} {taken.years[-1]}"
    if not own or (len(own) <= _MOST_CONTENT and (leads or _POINTS_BACK.search(core))):
        return f"{question} {before}"
    return question
