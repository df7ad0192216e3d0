"""Yes or no, where one sentence says so itself: the same things in the same roles, denied or not.

What a sentence says is held against what is asked word by word, as in natural logic (MacCartney and Manning, "Natural
Logic for Textual Inference", 2007): each step keeps what is said, narrows it or turns it into its contrary. A statement
that is narrower than the question affirms but does not deny; a denial holds of everything narrower than what it denies;
and opposites exclude each other. A verdict is given only when nothing can bend it: no other subject, no condition or
exception, no intention or guess. Whatever else is left to the reader.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

from chatdoc_server.answering.prose.verdicts import vocabulary as known
from chatdoc_server.answering.prose.verdicts.alignment import Held, held_by, lacking
from chatdoc_server.answering.prose.verdicts.asked import Asked, answers, asked_by, orders
from chatdoc_server.answering.prose.verdicts.clauses import DATE, Statement, second, statements
from chatdoc_server.answering.prose.verdicts.reading import (
    Reader,
    Token,
    is_denied,
    is_of_speech,
    mode_of,
    mode_of_clause,
    same_as,
    says_mode,
)
from chatdoc_server.answering.prose.verdicts.vocabulary import Mode
from chatdoc_server.questions import periods
from chatdoc_server.questions.words import STOP_WORDS, Stems, words

_SAYS_ITSELF = re.compile(r"(?P<yes>yes)\b|no\b(?=\s*[,.:;–—-])", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:It|They|He|She)\b")
_OF = re.compile(r"\s*(?:of|for|in|from|with|to|at|by|on|['’]s)\b", re.IGNORECASE)
_LIMITED = re.compile(r"\s+(?:for|from|among|under|on|to|until|since|in|within|inside|between)\b", re.IGNORECASE)
"""What limits a statement of how things are in general: "for members under 18"."""
_JOINING = frozenset({"and", "or", "but", "which", "who", "that"})
_COMPARED = re.compile(r"\([^()]*\)")
"""What is told beside a statement, such as the year before's figure."""
_YEARS = re.compile(
    r"(?:fiscal |years? )*(?:19|20)\d\d(?:(?:,? (?:and|or|to)|,|–|-)\s?(?:in )?(?:fiscal )?(?:19|20)\d\d)*"
)
_TAIL = re.compile(r"[,;](?!\d)")


def verdict(
    question: str,
    sentence: str,
    reader: Reader,
    own_years: frozenset[int],
    before: str = "",
    over: Sequence[str] = (),
) -> bool | None:
    """What a sentence says to a question that wants yes or no; None where it leaves any doubt.

    Args:
        question: in English, without instructions to the reader.
        sentence: of the document.
        reader: of the question and of sentences of this document.
        own_years: the years it is about; a sentence about others answers only a question that names them.
        before: the sentence before it, which says what "It" is.
        over: the headings over it, and what stands before it in its paragraph.
    """
    want = asked_by(question, reader)
    if want is None or not want.tokens:
        return None
    if (answered := _answered(want, sentence, before, over, reader)) is not None:
        return answered
    if not _may_speak_of(want, sentence, reader) or not _are_same_times(question, sentence, own_years):
        return None
    # What a sentence says itself it need not take up.
    leans = not reader.stems_of(sentence).issuperset(want.stems)
    context = reader.stems_of(before).union(*map(reader.stems_of, over)) if leans else frozenset[str]()
    if _PRONOUN.match(sentence.strip()):
        # What "It" is may be told some sentences before, each of which says "It" too.
        antecedent = " ".join((*over[:1], before)) if _PRONOUN.match(before) else before
        told = reader.stems_of(antecedent) - reader.stems_of(sentence)
        subject = len(list(takewhile(told.__contains__, want.stems)))
        want = replace(want, tokens=want.tokens[min(subject, len(want.tokens) - 1) :])
    found = {
        said
        for statement in statements(DATE.sub("", sentence))
        if (said := _judged(want, statement, context, reader)) is not None
    }
    return found.pop() if len(found) == 1 else None


def _may_speak_of(want: Asked, sentence: str, reader: Reader) -> bool:
    """Whether a sentence has half of the words asked, or words for the same or the contrary: a cheap test."""
    said = reader.stems_of(sentence)
    bare = {reader.stem(known.prefixed(word.lower) or "-") for word in words(sentence)}
    asked = [token.stem for token in want.tokens if token.quantity is None]
    held = sum(bool(({stem} | same_as(stem) | reader.opposites(stem)) & (said | bare)) for stem in asked)
    return 2 * held >= len(asked)


def _answered(want: Asked, sentence: str, before: str, over: Sequence[str], reader: Reader) -> bool | None:
    """The yes or no that begins a sentence right under the same question."""
    said = _SAYS_ITSELF.match(sentence.strip())
    if said is None:
        return None
    told = reader.stems_of(" ".join(over))
    for question in (before, *over):
        other = asked_by(question, reader) if question.rstrip().endswith("?") else None
        if other is None or (other.mode, other.denied) != (want.mode, want.denied):
            continue
        # What the whole document is about need not be said again.
        if [stem for stem in want.stems if stem in other.stems or stem not in told] == list(other.stems):
            return bool(said["yes"])
    return None


def _judged(want: Asked, statement: Statement, context: frozenset[str], reader: Reader) -> bool | None:
    if statement.without:
        return _judged_of_rest(want, statement, context, reader)
    told = context | reader.stems_of(statement.topic)
    topic = told.union(*map(same_as, told))
    texts = [statement.text]
    subject_end = _end_of_subject(want, statement.text, reader)
    if subject_end and (other := second(statement.text, subject_end)):
        texts.append(other)
    for text in texts:
        for ordered in orders(want, text, reader):
            if (found := _said(ordered, text, topic, reader)) is not None:
                return found
    return None


def _end_of_subject(want: Asked, text: str, reader: Reader) -> int:
    """Where the subject ends that a text shares with the question, when a verb follows it; 0 for none."""
    end = place = 0
    found = reader.tokens(text)
    for number, token in enumerate(found):
        if place < len(want.tokens) and token.stem == want.stems[place]:
            place, end = place + 1, token.end
        elif not reader.is_small(found, number):
            break
    return 0 if _OF.match(text, end) else end


def _judged_of_rest(want: Asked, statement: Statement, context: frozenset[str], reader: Reader) -> bool | None:
    """What a statement says of what it excepts or contrasts: the contrary.

    All of that must be asked, and all else that is asked before it must be said.
    """
    taken = [token.stem for token in _content(statement.without, reader)]
    if not taken or not set(taken) <= set(want.stems):
        return None
    said = context | reader.stems_of(statement.topic) | reader.stems_of(statement.text)
    first, last = want.stems.index(taken[0]), max(map(want.stems.index, taken))
    clause = reader.tokens(statement.text)
    # What follows what is taken out only says more of it.
    if not first or not set(want.stems[: last + 1]) <= said.union(taken) or known.WEAKENED.search(statement.text):
        return None
    if not answers(want, clause, mode_of_clause(clause), denied=is_denied(clause)):
        return None
    return is_denied(clause) != want.denied


def _content(text: str, reader: Reader) -> list[Token]:
    found = reader.tokens(text)
    return [
        token for number, token in enumerate(found) if not reader.is_small(found, number) and not is_of_speech(token)
    ]


def _said(want: Asked, text: str, topic: frozenset[str], reader: Reader) -> bool | None:
    """What a text says to the question with its words in this order; None where it says more, less or other."""
    found = reader.tokens(text)
    held = held_by(want, found, topic, reader)
    if held is None or _goes_on(text, found, held.last):
        return None
    # "Smoking in the rooms is prohibited": the verb may come last.
    tail = _verb_after(found, held.last, text)
    until = tail if tail >= 0 else _with_names(found, held.last, text, reader)
    clause, rest = found[: until + 1], text[found[until].end :]
    without = lacking(clause, held, reader)
    if without is None or _is_bent(want, clause, text, rest):
        return None
    mode, turned = mode_of_clause(clause), without != want.without
    denied = sum((is_denied(clause), held.turned, turned)) % 2 == 1
    fits = (
        not (want.general and (mode is Mode.FUTURE or any(token.lower in known.PAST for token in clause)))
        and answers(want, clause, mode, denied=is_denied(clause))
        and not (turned and (want.denied or is_denied(clause)))
        # Of two opposites neither may hold: "did not fall" is no rise.
        and not (held.contrary and (is_denied(clause) or not denied))
        and (denied or not want.universal or any(token.lower in known.FOR_EACH for token in clause))
        and _reaches(want, held, mode, rest, denied=denied)
    )
    return denied == want.denied if fits else None


def _with_names(found: Sequence[Token], last: int, text: str, reader: Reader) -> int:
    """The place of the last word asked, or of the name of what all of the document is about that goes with it."""
    for number in range(last + 1, len(found)):
        if not text[found[number - 1].end : found[number].start].isspace():
            return last
        if found[number].stem in reader.own:
            return number
        if found[number].lower not in ("the", "this", "its", "our"):
            return last
    return last


def _is_bent(want: Asked, clause: Sequence[Token], text: str, rest: str) -> bool:
    """Whether a clause is only partly, perhaps or by another's leave so, or says how something else is to be done."""
    reach = text[: clause[-1].end] + _TAIL.split(rest)[0]
    leave = reach if mode_of_clause(clause) is Mode.FACT else text
    if known.CONSENT.search(leave) and not want.consents:
        return True
    return known.WEAKENED.search(reach) is not None or (want.of_mode and not says_mode(clause, text))


def _goes_on(text: str, found: Sequence[Token], last: int) -> bool:
    """Whether the last word asked is only the beginning of a longer name: "goodwill" of "goodwill impairment"."""
    if last + 1 >= len(found):
        return False
    between, following = text[found[last].end : found[last + 1].start], found[last + 1]
    if following.quantity is not None or known.ALLOWED_TAIL.match(text, found[last].end):
        return False
    lower = following.lower
    return between.isspace() and lower not in STOP_WORDS and mode_of(lower) is None and not known.is_adverb(lower)


def _verb_after(found: Sequence[Token], last: int, text: str) -> int:
    """The place of a word after the last one asked that says how all of it is meant; -1 for none."""
    for number in range(last + 1, len(found)):
        if _TAIL.search(text[found[last].end : found[number].start]) or found[number].lower in _JOINING:
            return -1
        if found[number].lower in known.FORBIDDEN or mode_of(found[number].lower) is not None:
            return number
    return -1


def _reaches(want: Asked, held: Held, mode: Mode, rest: str, *, denied: bool) -> bool:
    """Whether what follows the words asked leaves it of all that is asked.

    "May not sublet to strangers" forbids less than subletting; "paid dividends to its parent" is a payment.
    """
    light = known.LIGHT_TAIL.match(rest) is not None
    if any(token.stem in _changes() for token in want.tokens) and held.last >= 0:
        return not held.narrowed and (light or known.CHANGED_TAIL.match(rest) is not None)
    if denied:
        return not held.narrowed and light
    if want.general and _LIMITED.match(rest) is not None:
        return light
    if mode is Mode.ALLOWED:
        return not held.narrowed and (light or known.ALLOWED_TAIL.match(rest) is not None)
    return True


@cache
def _changes() -> frozenset[str]:
    return frozenset(map(Stems().of, known.CHANGES))


def _are_same_times(question: str, sentence: str, own_years: frozenset[int]) -> bool:
    """Whether a sentence speaks of the times asked, or, where none is asked, of the document's own."""
    sentence = _COMPARED.sub(" ", sentence)
    said = frozenset(periods.in_head(sentence))
    asked = frozenset(period.year for period in periods.asked(question))
    days, told = set(DATE.findall(question)), set(DATE.findall(sentence))
    if days and told and not {_day(one) for one in days} <= {_day(one) for one in told}:
        return False
    if days and told:
        return True
    if asked and len(said) > 1 and _listed_years(sentence) != said:
        return False
    return asked <= (said or own_years) if asked else bool(said & own_years) or not said


def _listed_years(sentence: str) -> frozenset[int]:
    """The years of the longest list of years: "in 2021, 2022, or 2023"."""
    lists = [frozenset(periods.in_head(found.group())) for found in _YEARS.finditer(sentence)]
    return max(lists, key=len, default=frozenset())


def _day(date: str) -> str:
    return " ".join(date.split()[-3:]).replace(",", "").lower()
