"""Yes or no, where one sentence says so itself: the same things in the same order, denied or not.

A verdict is given only when nothing in the sentence can bend it: no other subject, no condition or exception, no
intention or guess, and no word of its own between those that are asked. Whatever else is left to the reader.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import takewhile

from chatdoc_server.questions import periods
from chatdoc_server.questions.kindred import kindred
from chatdoc_server.questions.words import STOP_WORDS, Stems, Word, words

_ASKED = re.compile(
    r"^(?P<auxiliary>is|are|was|were|do|does|did|has|have|had|can|could|may|must|shall|should|will|would)"
    r"(?P<not>n['’]t)?\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_NEGATIONS = frozenset({"not", "no", "never", "none", "cannot", "neither", "nor", "nobody", "nothing", "nowhere"})
_SHORT_NEGATION = re.compile(r"n['’]t$")
_BENT = re.compile(
    r"\b(?:if|unless|except(?:ing|ions?)?|only|provided|subject to|until|other than|apart from|save for|to the extent"
    r"|so long as|as long as|no longer|not yet|no assurance|but|however|although|though|instead|whether"
    r"|(?:prior|written) (?:\w+ )?(?:consent|approval)|(?:consent|approval|permission) of)\b",
    re.IGNORECASE,
)
"""What bends a sentence wherever it stands: conditions, exceptions, turns to something else."""
_WEAKENED = re.compile(
    r"\b(?:without|where|when|while|rather|hardly|barely|rarely|seldom|partly|partially|mostly|usually|generally"
    r"|normally|typically|in part|sometimes|often|some|most|few|many|certain|almost|nearly|would|could|might|should"
    r"|expects?|believes?|intends?|plans?|anticipates?|likely|unlikely|possibl[ey]|perhaps|assum\w+|alleg\w+|claims?"
    r"|limited to|refus\w+|fail\w*|lack\w*)\b",
    re.IGNORECASE,
)
"""What weakens the clause it stands in: parts of the whole, guesses, intentions."""
_CLOSED = re.compile(r"\s*(?:[,;:.)]|$|(?:and|or|nor|because|since|as|due)\b)", re.IGNORECASE)
"""What follows a clause that says nothing more of its object."""


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_OWN_WORDS = _set("""
    company we our us it its they their he his she her group registrant corporation firm""")
"""What stands for what the document is about, and pronouns for it."""
_ITSELF = _set("agreement contract lease licence license policy document report")
"""What a document calls itself, after "the" or "this"."""
_FILLERS = _set("""
    any all also currently presently now either both ever still own such respective whole entire fully already thereof
    hereby end be been being each every fiscal year years yet then therefore accordingly""")
"""Words of no weight between those that are asked."""
_REASON = re.compile(r",?\s+(?:because|since|as (?:it|they|the|this|we)|due to|owing to)\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"\([^()]{1,80}\)|,\s(?:in|at|on|under|by|of|for|with|to|as|including|such as)\s[^,;.]{1,60},(?=\s)",
    re.IGNORECASE,
)
"""What stands between commas or parentheses and may be left out."""
_UNDER = re.compile(
    r"^(?:under|pursuant to|according to|in accordance with|in addition to|in light of|as of|since) [^,;]{1,80},\s*"
    r"|^(?:accordingly|therefore|in addition|moreover|furthermore|as a result|consequently),\s*",
    re.IGNORECASE,
)
"""What may open a sentence and leaves what follows as it is."""
_PRONOUN = re.compile(r"(?:It|They|He|She)\b")
_BY = re.compile(r"\bby (?:the |an? |its |our )?(\w+)")
_PASSIVE = 2
"""Words asked at least for a subject and an object to change places."""
_LEADING = re.compile(r"^(?:[•▪◦–-]\s*|\(?\w{1,3}[.)]\s+|\d+(?:\.\d+)*\s+)")
_DATED = re.compile(
    r"^(?:in|at|on|as of|during|for|since)\s+(?:the\s+)?(?:fiscal\s+|year\s+ended\s+)?(?:\w+\s+\d{1,2},?\s+)?\d{4}"
    r"\s*,\s*",
    re.IGNORECASE,
)


class Mode(Enum):
    """How a clause speaks of what happens: as a fact, as allowed, as a duty, or as to come."""

    FACT = "fact"
    ALLOWED = "allowed"
    DUTY = "duty"
    FUTURE = "future"


_MODES = {
    Mode.ALLOWED: _set("""
        may can allow allows allowed permit permits permitted entitle entitled authorized could possible right lawful
        permissible"""),
    Mode.DUTY: _set("must shall require requires required oblige obliged obligated mandatory need needs compulsory"),
    Mode.FUTURE: _set("will"),
}
_FORBIDDEN = _set("forbid forbids forbidden prohibit prohibits prohibited ban banned disallowed unlawful")
"""What says that something is not allowed."""
_IS_ASKED_OF = {
    Mode.FACT: (Mode.FACT, Mode.DUTY, Mode.FUTURE),
    Mode.ALLOWED: (Mode.ALLOWED,),
    Mode.DUTY: (Mode.DUTY,),
    Mode.FUTURE: (Mode.FUTURE, Mode.DUTY),
}
"""In which modes a sentence may answer a question in each."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What a question or a sentence says: its content words by stem in order, whether it is denied, and how."""

    stems: tuple[str, ...]
    denied: bool
    mode: Mode


def verdict(
    question: str, sentence: str, stems: Stems, own: frozenset[str], own_years: frozenset[int], before: str = ""
) -> bool | None:
    """What a sentence says to a question that wants yes or no; None where it leaves any doubt.

    Args:
        question: in English, without instructions to the reader.
        sentence: of the document.
        stems: of this question.
        own: the stems of names that all of the document is about.
        own_years: the years it is about; a sentence about others answers only a question that names them.
        before: the sentence before it, which says what "It" is.
    """
    asked = _ASKED.match(question.strip().rstrip("?!. "))
    if asked is None or not _are_same_years(question, sentence, own_years):
        return None
    want = _clause(_asked_words(asked), stems, own)
    # What only gives the reason does not bend what is said.
    plain = _REASON.split(_DATED.sub("", _LEADING.sub("", sentence.strip())))[0]
    plain = _ASIDE.sub(" ", _UNDER.sub("", plain))
    if _PRONOUN.match(plain):
        told = frozenset(stems.content(before))
        subject = len(list(takewhile(told.__contains__, want.stems)))
        want = Clause(want.stems[min(subject, len(want.stems) - 1) :], want.denied, want.mode)
    if not want.stems or _BENT.search(plain) or plain.endswith("?"):
        return None
    said = _part_said(plain, want, stems, own) or _said_of_subject(plain, want, stems, own)
    if said is None or said.mode not in _allowed_modes(want, said):
        return None
    return said.denied == want.denied


def _said_of_subject(sentence: str, want: Clause, stems: Stems, own: frozenset[str]) -> Clause | None:
    """The same where the subject comes last: "No errors were found by the auditors"."""
    found = _BY.search(sentence)
    if found is None or len(want.stems) < _PASSIVE:
        return None
    subject, verb, *rest = want.stems
    turned = Clause((*rest, verb, subject), want.denied, want.mode)
    return _part_said(sentence, turned, stems, own) if stems.content(found[1])[:1] == [want.stems[0]] else None


def _asked_words(asked: re.Match[str]) -> list[Word]:
    auxiliary = asked["auxiliary"] + (" not" if asked["not"] else "")
    return list(words(f"{auxiliary} {asked['rest']}"))


def _allowed_modes(want: Clause, said: Clause) -> Sequence[Mode]:
    # What one shall not do one may not do.
    if want.mode is Mode.ALLOWED and said.denied:
        return (Mode.ALLOWED, Mode.DUTY)
    return _IS_ASKED_OF[want.mode]


def _clause(found: Sequence[Word], stems: Stems, own: frozenset[str]) -> Clause:
    content: list[str] = []
    denied, mode = False, Mode.FACT
    for number, word in enumerate(found):
        lower = word.lower
        if lower in _NEGATIONS or _SHORT_NEGATION.search(lower):
            denied = not denied
        elif lower in _FORBIDDEN:
            denied, mode = not denied, Mode.ALLOWED
        elif (spoken := _mode_of(lower)) is not None:
            mode = spoken
        elif not _is_small(found, number, stems, own):
            content.append(stems.of(lower))
    return Clause(tuple(content), denied, mode)


def _mode_of(lower: str) -> Mode | None:
    return next((mode for mode, known in _MODES.items() if lower in known), None)


def _is_small(found: Sequence[Word], number: int, stems: Stems, own: frozenset[str]) -> bool:
    """Whether a word says nothing of what is asked: of grammar, of no weight, or the document's own name."""
    lower = found[number].lower
    if lower in _ITSELF:
        return number > 0 and found[number - 1].lower in ("the", "this", "our")
    small = lower in STOP_WORDS or lower in _FILLERS or lower in _OWN_WORDS
    return small or stems.of(lower) in own or bool(periods.in_head(lower))


def _part_said(sentence: str, want: Clause, stems: Stems, own: frozenset[str]) -> Clause | None:
    """The part of a sentence that says what is asked, up to its last word; None when it says more, less or other.

    Nothing but small words may stand before it and in it, so that its subject and object are those asked. A word that
    is asked may be said as its opposite: "non-refundable".
    """
    found = list(words(sentence))
    place, denied, last, narrowed = 0, False, -1, False
    for number, word in enumerate(found):
        if place == len(want.stems):
            break
        lower, looked_for = word.lower, want.stems[place]
        if _is_same(stems.of(lower), looked_for):
            place, last = place + 1, number
        elif _opposite(lower, stems) == looked_for:
            place, last, denied = place + 1, number, not denied
        elif not _may_stand_between(found, number, looked_for, stems, own):
            following = found[number + 1 : number + 2]
            narrows = place == len(want.stems) - 1 > 0 and [stems.of(other.lower) for other in following] == [
                looked_for
            ]
            if not narrows or found[number - 1].lower == "of":
                return None
            narrowed = True
    if place < len(want.stems) or _goes_on(sentence, found, last):
        return None
    return _closed(sentence, found, last, want, denied=denied, narrowed=narrowed, stems=stems, own=own)


def _closed(
    sentence: str,
    found: Sequence[Word],
    last: int,
    want: Clause,
    *,
    denied: bool,
    narrowed: bool,
    stems: Stems,
    own: frozenset[str],
) -> Clause | None:
    """The clause that ends with the last word asked; None where what follows, or a word inside, says less."""
    # "Smoking in the rooms is prohibited": the verb may come last.
    tail = [word for word in found[last + 1 :] if word.lower in _FORBIDDEN or _mode_of(word.lower) is not None][:1]
    until = found.index(tail[0]) + 1 if tail else last + 1
    clause = _clause(found[:until], stems, own)
    rest = sentence[found[until - 1].end :]
    if _WEAKENED.search(sentence[: found[until - 1].end] + re.split("[,;]", rest)[0]):
        return None
    # "May not sublet to strangers" forbids less than subletting; "paid dividends to its parent" is a payment.
    is_narrow = narrowed or (not tail and _CLOSED.match(rest) is None)
    if is_narrow and (clause.denied != denied or clause.mode is Mode.ALLOWED):
        return None
    return Clause(want.stems, clause.denied != denied, clause.mode)


def _is_same(stem: str, wanted: str) -> bool:
    return stem == wanted or stem in kindred(wanted)[0]


def _may_stand_between(found: Sequence[Word], number: int, following: str, stems: Stems, own: frozenset[str]) -> bool:
    """Whether a word that is not asked leaves the clause what it is: of grammar, of polarity, or an adverb."""
    lower = found[number].lower
    return (
        _is_small(found, number, stems, own)
        or lower in _NEGATIONS
        or _SHORT_NEGATION.search(lower) is not None
        or lower in _FORBIDDEN
        or _mode_of(lower) is not None
        or (lower.endswith("ly") and _WEAKENED.search(lower) is None)
        or _is_coordinated(found, number, following, stems)
    )


def _is_coordinated(found: Sequence[Word], number: int, following: str, stems: Stems) -> bool:
    """Whether a word only stands beside the one that is looked for: "never declared or paid"."""
    beside = found[number + 1 : number + 3]
    return len(beside) == 2 and beside[0].lower in ("or", "and") and stems.of(beside[1].lower) == following


def _goes_on(sentence: str, found: Sequence[Word], last: int) -> bool:
    """Whether the last word asked is only the beginning of a longer name: "goodwill" of "goodwill impairment"."""
    if last + 1 >= len(found):
        return False
    between = sentence[found[last].end : found[last + 1].start]
    following = found[last + 1].lower
    return between.isspace() and following not in STOP_WORDS and _mode_of(following) is None and following[-2:] != "ly"


def _opposite(lower: str, stems: Stems) -> str:
    """The stem of the word that this one denies: "refundable" of "non-refundable"; empty for none."""
    for prefix in ("non-", "non", "un"):
        if lower.startswith(prefix) and len(lower) > len(prefix) + 3:
            return stems.of(lower[len(prefix) :])
    return ""


def _are_same_years(question: str, sentence: str, own_years: frozenset[int]) -> bool:
    """Whether a sentence speaks of the years asked, or, where none is asked, of none but the document's own."""
    said = frozenset(periods.in_head(sentence))
    asked = frozenset(period.year for period in periods.asked(question))
    return asked <= (said or own_years) if asked else said <= own_years or not said
