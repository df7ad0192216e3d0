"""Yes or no, where one sentence says so itself: the same things in the same roles, denied or not.

What a sentence says is held against what is asked word by word, as in natural logic (MacCartney and Manning, "Natural
Logic for Textual Inference", 2007): each step keeps what is said, narrows it or turns it into its contrary. A statement that is
narrower than the question affirms but does not deny; a denial holds of everything narrower than what it denies; and
opposites exclude each other. A verdict is given only when nothing can bend it: no other subject, no condition or
exception, no intention or guess. Whatever else is left to the reader.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, takewhile

from chatdoc_server.answering.prose.verdicts import vocabulary as known
from chatdoc_server.answering.prose.verdicts.clauses import Statement, plainly, second, statements
from chatdoc_server.answering.prose.verdicts.quantities import Quantity, Relation, quantities
from chatdoc_server.answering.prose.verdicts.vocabulary import Mode
from chatdoc_server.questions import periods
from chatdoc_server.questions.words import STOP_WORDS, Stems, words

_ASKED = re.compile(
    r"^(?P<auxiliary>is|are|was|were|do|does|did|has|have|had|can|could|may|must|shall|should|will|would)"
    r"(?P<not>n['’]t)?\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_HAVE_TO = re.compile(r"\b(?:have|has|had) to\b", re.IGNORECASE)
_SAYS_ITSELF = re.compile(r"(?P<yes>yes)\b|no\b(?=\s*[,.:;–—-])", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:It|They|He|She)\b")
_BY = re.compile(r"\bby (?:the |an? |its |our )?(\w+)")
_DATE = re.compile(
    r"\b(?:(?:at|on|as of|by|in|during|for|since)\s+)?(?:the\s+)?(?:end of\s+)?(?:(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December)\s+\d{1,2}(?:,\s*|\s+)|\d{1,2}\s+(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December)\s+)(?:19|20)\d{2}\b"
)
_TO = re.compile(r"\s+to\b", re.IGNORECASE)
_OF = re.compile(r"\s*(?:of|for|in|from|with|to|at|by|on|['’]s)\b", re.IGNORECASE)
_NARROWING = re.compile(r"\s*(?:of|from|with|that|which|who|whose)\b", re.IGNORECASE)
_JOINING = frozenset({"and", "or", "but", "which", "who", "that"})
_TAIL = re.compile(r"[,;](?!\d)")
_DETERMINERS = frozenset({"a", "an", "the", "its", "our", "their"})
_LEAST_MATCHED = 2
"""Words of a question that a statement must hold itself where the rest is only taken up."""
_NEAR = 3
"""Words between a form of "be" and its participle, and one."""
_PASSIVE = 2
"""Words asked at least for a subject and an object to change places."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a quantity of a text, by stem, and where it stands."""

    lower: str
    stem: str
    start: int
    end: int
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's content in order, whether it is denied, how it speaks, and what it asks of each thing.

    `of_mode` is whether what it asks is the mode itself: "Is a deposit required?".
    """

    tokens: tuple[Token, ...]
    denied: bool
    mode: Mode
    universal: bool
    passive: bool
    of_mode: bool
    without: bool
    consents: bool

    @property
    def stems(self) -> tuple[str, ...]:
        """The content words by stem."""
        return tuple(token.stem for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Held:
    """How far a statement holds what is asked: the place of the last word, and what the steps there did."""

    last: int
    places: tuple[int, ...] = ()
    turned: bool = False
    narrowed: bool = False
    contrary: bool = False
    taken_up: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges one question against statements of one document.

    `own` are the stems of names that all of the document is about.
    """

    stems: Stems
    own: frozenset[str]

    def tokens(self, text: str) -> list[Token]:
        """The words and quantities of a text, in order."""
        measured = list(quantities(text))
        found = [
            Token(word.lower, self.stem(word.lower), word.start, word.end)
            for word in words(text)
            if not any(one.start <= word.start < one.end for one in measured)
        ]
        found += [Token("", "#", one.start, one.end, one) for one in measured]
        return sorted(found, key=lambda token: token.start)

    def stem(self, lower: str) -> str:
        """The stem of a word, or of the verb that it is a form of."""
        return self.stems.of(known.LEMMAS.get(lower, lower))

    def is_small(self, found: Sequence[Token], number: int) -> bool:
        """Whether a word says nothing of what is asked: of grammar, of no weight, or the document's own name."""
        token = found[number]
        if token.quantity is not None:
            return False
        lower = token.lower
        if lower in known.ITSELF:
            return number > 0 and found[number - 1].lower in ("the", "this", "our")
        small = lower in STOP_WORDS or lower in known.FILLERS or lower in known.OWN_WORDS
        return (small and not self.opposites(token.stem)) or token.stem in self.own or bool(periods.in_head(lower))

    def opposites(self, stem: str) -> frozenset[str]:
        """The stems of what cannot hold beside a word."""
        return _opposites()[0].get(stem, frozenset())


@cache
def _opposites() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """By stem what denies a word, and what says the same."""
    stems = Stems()
    denied: dict[str, frozenset[str]] = {}
    same: dict[str, frozenset[str]] = {}
    for pair in known.opposite_words():
        first, second_ = (stems.of(known.LEMMAS.get(word, word)) for word in pair)
        denied[first] = denied.get(first, frozenset()) | {second_}
        denied[second_] = denied.get(second_, frozenset()) | {first}
    for group in known.same_words():
        found = frozenset(map(stems.of, group))
        for stem in found:
            same[stem] = same.get(stem, frozenset()) | found
    return denied, same


def verdict(
    question: str,
    sentence: str,
    stems: Stems,
    own: frozenset[str],
    own_years: frozenset[int],
    before: str = "",
    over: Sequence[str] = (),
) -> bool | None:
    """What a sentence says to a question that wants yes or no; None where it leaves any doubt.

    Args:
        question: in English, without instructions to the reader.
        sentence: of the document.
        stems: of this question.
        own: the stems of names that all of the document is about.
        own_years: the years it is about; a sentence about others answers only a question that names them.
        before: the sentence before it, which says what "It" is.
        over: the headings over it.
    """
    judge = Judge(stems, own)
    want = _asked(question, judge)
    if want is None or not want.tokens:
        return None
    if (answered := _answered(want, sentence, (before, *over[-1:]), judge)) is not None:
        return answered
    if not _are_same_times(question, sentence, own_years):
        return None
    context = " ".join((before, *over))
    if _PRONOUN.match(sentence.strip()):
        told = frozenset(map(judge.stem, (word.lower for word in words(before))))
        subject = len(list(takewhile(told.__contains__, want.stems)))
        want = replace(want, tokens=want.tokens[min(subject, len(want.tokens) - 1) :])
    found = {
        said
        for statement in statements(_DATE.sub("", sentence))
        if (said := _judged(want, statement, context, judge)) is not None
    }
    return found.pop() if len(found) == 1 else None


def _asked(question: str, judge: Judge) -> Asked | None:
    match = _ASKED.match(plainly(_DATE.sub("", question.strip().rstrip("?!. "))))
    if match is None:
        return None
    text = _HAVE_TO.sub("must", match.group().replace(match["not"] or "\0", " not"))
    if _HAVE_TO.search(match["rest"]) or _HAVE_TO.match(match.group()):
        text = _HAVE_TO.sub("must", text)
    found = judge.tokens(text)
    content: list[Token] = []
    denied, mode, of_mode = False, Mode.FACT, False
    for number, token in enumerate(found):
        if token.lower in known.NEGATIONS or known.SHORT_NEGATION.search(token.lower):
            denied = not denied
        elif token.lower in known.FORBIDDEN:
            denied, mode, of_mode = not denied, Mode.ALLOWED, not _TO.match(text, token.end)
        elif (spoken := mode_of(token.lower)) is not None:
            mode = spoken
            of_mode = token.lower not in _AUXILIARY and not _TO.match(text, token.end)
        elif not judge.is_small(found, number):
            content.append(token)
    return Asked(
        tokens=tuple(content),
        denied=denied,
        mode=mode,
        universal=any(token.lower in known.UNIVERSAL for token in found),
        passive=_is_passive(found),
        of_mode=of_mode,
        without=any(token.lower == "without" for token in found),
        consents=known.CONSENT.search(question) is not None,
    )


_AUXILIARY = frozenset({"may", "can", "could", "must", "shall", "will"})


def mode_of(lower: str) -> Mode | None:
    """How a word makes a clause speak; None for most words."""
    return next((mode for mode, spoken in known.MODES.items() if lower in spoken), None)


def is_of_speech(token: Token) -> bool:
    """Whether a word denies, forbids, or says how a clause speaks."""
    lower = token.lower
    denies = lower in known.NEGATIONS or known.SHORT_NEGATION.search(lower) is not None
    return denies or lower in known.FORBIDDEN or mode_of(lower) is not None


def _is_passive(found: Sequence[Token]) -> bool:
    """Whether a clause has a participle after a form of "be", though other words may stand between in a question."""
    bes = [number for number, token in enumerate(found) if token.lower in known.BE]
    return bool(bes) and any(_is_participle(token.lower) and not is_of_speech(token) for token in found[bes[0] + 1 :])


def _is_participle(lower: str) -> bool:
    bare = known.prefixed(lower) or lower
    return (bare.endswith("ed") and bare not in ("need", "red", "hundred")) or bare in known.PASSIVE


def _answered(want: Asked, sentence: str, asked_before: Sequence[str], judge: Judge) -> bool | None:
    """The yes or no that begins a sentence right under the same question."""
    said = _SAYS_ITSELF.match(sentence.strip())
    if said is None:
        return None
    for question in asked_before:
        other = _asked(question, judge) if question.rstrip().endswith("?") else None
        if other is not None and other.stems == want.stems and other.mode is want.mode and other.denied == want.denied:
            return bool(said["yes"])
    return None


def _judged(want: Asked, statement: Statement, context: str, judge: Judge) -> bool | None:
    if statement.without:
        return _judged_of_rest(want, statement, context, judge)
    told = [judge.stem(word.lower) for word in words(f"{context} {statement.topic}")]
    topic = frozenset(told).union(*map(_same, told))
    texts = [statement.text]
    subject_end = _end_of_subject(want, statement.text, judge)
    if subject_end and (other := second(statement.text, subject_end)):
        texts.append(other)
    for text in texts:
        if known.CONSENT.search(text) and not want.consents:
            continue
        for ordered in _orders(want, text, judge):
            if (found := _said(ordered, text, topic, judge)) is not None:
                return found
    return None


def _end_of_subject(want: Asked, text: str, judge: Judge) -> int:
    """Where the subject ends that a text shares with the question, when a verb follows it; 0 for none."""
    end = place = 0
    found = judge.tokens(text)
    for number, token in enumerate(found):
        if place < len(want.tokens) and token.stem == want.stems[place]:
            place, end = place + 1, token.end
        elif not judge.is_small(found, number):
            break
    return 0 if _OF.match(text, end) else end


def _judged_of_rest(want: Asked, statement: Statement, context: str, judge: Judge) -> bool | None:
    """What a statement says of what it excepts or contrasts: the contrary.

    All of that must be asked, and all else that is asked before it must be said.
    """
    taken = [token.stem for token in _content(statement.without, judge)]
    if not taken or not set(taken) <= set(want.stems):
        return None
    said = {judge.stem(word.lower) for word in words(f"{context} {statement.topic} {statement.text}")}
    first, last = want.stems.index(taken[0]), max(map(want.stems.index, taken))
    clause = judge.tokens(statement.text)
    # What follows what is taken out only says more of it.
    if not first or not set(want.stems[: last + 1]) <= said.union(taken) or known.WEAKENED.search(statement.text):
        return None
    if not _answers(want, clause, _mode(clause), denied=_is_denied(clause)):
        return None
    return _is_denied(clause) != want.denied


def _content(text: str, judge: Judge) -> list[Token]:
    found = judge.tokens(text)
    return [
        token for number, token in enumerate(found) if not judge.is_small(found, number) and not is_of_speech(token)
    ]


def _orders(want: Asked, text: str, judge: Judge) -> Iterator[Asked]:
    """The question's words in the orders in which a statement of that voice would say them."""
    passive = _is_said_passively(want, judge.tokens(text), judge)
    tokens = want.tokens
    by = _BY.search(text)
    if passive == want.passive:
        yield want
    if len(tokens) < _PASSIVE:
        return
    if by is not None and judge.stem(by[1].lower()) == tokens[0].stem:
        yield replace(want, tokens=(*tokens[2:], tokens[1], tokens[0]))
        yield replace(want, tokens=(tokens[1], *tokens[2:], tokens[0]))
    if want.passive and not passive:
        for number in range(1, len(tokens)):
            if _is_participle(tokens[number].lower):
                yield replace(want, tokens=(tokens[number], *tokens[:number], *tokens[number + 1 :]))
                yield replace(want, tokens=(*tokens[number + 1 :], tokens[number], *tokens[:number]))
    if passive and not want.passive and by is None:
        for number in range(1, len(tokens)):
            yield replace(want, tokens=(*tokens[1 : number + 1], tokens[0], *tokens[number + 1 :]))


def _is_said_passively(want: Asked, found: Sequence[Token], judge: Judge) -> bool:
    """Whether a text has a participle that is asked, or denies it, after a form of "be"."""
    told = frozenset[str]().union(
        *({token.stem} | _same(token.stem) for token in want.tokens),
        *(judge.opposites(token.stem) for token in want.tokens if _is_participle(token.lower)),
    )
    return any(
        _is_participle(token.lower)
        and not is_of_speech(token)
        and (token.stem in told or judge.stem(known.prefixed(token.lower) or "-") in told)
        and any(before.lower in known.BE for before in found[max(0, number - _NEAR) : number])
        for number, token in enumerate(found)
    )


def _same(stem: str) -> frozenset[str]:
    return _opposites()[1].get(stem, frozenset())


def _said(want: Asked, text: str, topic: frozenset[str], judge: Judge) -> bool | None:
    """What a text says to the question with its words in this order; None where it says more, less or other."""
    found = judge.tokens(text)
    held = _held(want, found, topic, judge)
    if held is None or _goes_on(text, found, held.last):
        return None
    # "Smoking in the rooms is prohibited": the verb may come last.
    tail = _verb_after(found, held.last, text)
    until = tail if tail >= 0 else held.last
    clause, rest = found[: until + 1], text[found[until].end :]
    reach = text[: found[until].end] + _TAIL.split(rest)[0]
    if known.WEAKENED.search(reach) or (want.of_mode and not _says_mode(clause, text)):
        return None
    without = _without(clause, held, judge)
    if without is None or (without != want.without and (want.denied or _is_denied(clause))):
        return None
    denied = sum((_is_denied(clause), held.turned, without != want.without)) % 2 == 1
    mode = _mode(clause)
    if not _answers(want, clause, mode, denied=_is_denied(clause)):
        return None
    if held.contrary and (denied is False or _is_denied(clause)):
        return None
    if want.universal and not denied and not any(token.lower in known.FOR_EACH for token in clause):
        return None
    if not _reaches(want, held, mode, rest, denied=denied, judge=judge, tail=tail >= 0):
        return None
    return denied == want.denied


def _without(clause: Sequence[Token], held: Held, judge: Judge) -> bool | None:
    """Whether a word asked is said to be lacking; None where something else is."""
    lacking = [number for number, token in enumerate(clause) if token.lower == "without"]
    for number in lacking:
        after = range(number + 1, len(clause))
        if not any(place in held.places for place in islice((p for p in after if not judge.is_small(clause, p)), 1)):
            return None
    return bool(lacking)


def _held(want: Asked, found: Sequence[Token], topic: frozenset[str], judge: Judge) -> Held | None:
    """How the words of a clause hold those asked, in their order, with nothing but small words between."""
    place, held = 0, Held(-1)
    asked = want.tokens
    for number, token in enumerate(found):
        if place == len(asked):
            break
        step = _step(asked[place], token, found, want, judge)
        if step is None and held.last >= 0:
            skipped = _skipped(asked, place, token, topic, judge)
            if skipped:
                held = replace(held, taken_up=(*held.taken_up, *(one.stem for one in asked[place : place + skipped])))
                place += skipped
                step = _step(asked[place], token, found, want, judge)
        if step is not None:
            turned, contrary = step
            held = replace(
                held,
                last=number,
                places=(*held.places, number),
                turned=held.turned != turned,
                contrary=held.contrary or contrary,
            )
            place += 1
        elif not _may_stand_between(found, number, asked[place], judge):
            if token.quantity is None and not _narrows(found, number, place, asked, judge):
                break
            held = replace(held, narrowed=True)
    left = asked[place:]
    if left and (place < _LEAST_MATCHED or not {token.stem for token in left} <= topic or not _is_denied(found)):
        return None if place < len(asked) else held
    return replace(held, taken_up=(*held.taken_up, *(token.stem for token in left)))


def _skipped(asked: Sequence[Token], place: int, token: Token, topic: frozenset[str], judge: Judge) -> int:
    """How many words asked are left out here because what the statement takes up holds them; 0 for none."""
    for number in range(place + 1, len(asked)):
        if asked[number - 1].stem not in topic or asked[number - 1].quantity is not None:
            return 0
        if _is_same(token, asked[number]):
            return number - place
    return 0


def _is_same(token: Token, asked: Token) -> bool:
    if token.quantity is not None or asked.quantity is not None:
        return False
    return token.stem == asked.stem or asked.stem in _same(token.stem)


def _step(asked: Token, token: Token, found: Sequence[Token], want: Asked, judge: Judge) -> tuple[bool, bool] | None:
    """Whether a word says the one that is asked: if so, whether it turns it round, and whether it only excludes it."""
    if asked.quantity is not None:
        return _measured(asked.quantity, token.quantity, found, want) if token.quantity is not None else None
    if token.quantity is not None:
        return None
    if _is_same(token, asked):
        return False, False
    if judge.stem(known.prefixed(token.lower) or "-") == asked.stem:
        return True, False
    return (True, True) if token.stem in judge.opposites(asked.stem) else None


def _measured(asked: Quantity, said: Quantity, found: Sequence[Token], want: Asked) -> tuple[bool, bool] | None:
    """The same of quantities: what is said lies in what is asked, or has nothing in common with it."""
    limits = want.mode is Mode.ALLOWED
    relation = asked.relation(said) if limits or _is_denied(found) else said.relation(asked)
    if relation is Relation.WITHIN:
        return False, False
    alike = sum(token.quantity is not None and token.quantity.unit == asked.unit for token in found)
    apart = relation is Relation.APART and alike == 1 and not _is_denied(found) and not (limits and said.exact)
    return (True, True) if apart else None


def _narrows(found: Sequence[Token], number: int, place: int, asked: Sequence[Token], judge: Judge) -> bool:
    """Whether a word only says more of the last one asked, which follows: "quarterly dividends"."""
    following = found[number + 1 : number + 2]
    inside = place == len(asked) - 1 > 0 or (place > 0 and found[number - 1].lower in _DETERMINERS)
    return inside and bool(following) and _is_same(following[0], asked[place]) and found[number - 1].lower != "of"


def _may_stand_between(found: Sequence[Token], number: int, following: Token, judge: Judge) -> bool:
    """Whether a word that is not asked leaves the clause what it is: of grammar, of polarity, or an adverb."""
    token = found[number]
    if token.quantity is not None:
        return False
    return (
        judge.is_small(found, number)
        or is_of_speech(token)
        or token.lower == "without"
        or (token.lower.endswith("ly") and known.WEAKENED.search(token.lower) is None)
        or _is_coordinated(found, number, following)
    )


def _is_coordinated(found: Sequence[Token], number: int, following: Token) -> bool:
    """Whether a word only stands beside the one that is looked for: "never declared or paid"."""
    beside = found[number + 1 : number + 3]
    return len(beside) == 2 and beside[0].lower in ("or", "and") and _is_same(beside[1], following)


def _goes_on(text: str, found: Sequence[Token], last: int) -> bool:
    """Whether the last word asked is only the beginning of a longer name: "goodwill" of "goodwill impairment"."""
    if last + 1 >= len(found):
        return False
    between, following = text[found[last].end : found[last + 1].start], found[last + 1]
    if following.quantity is not None or known.ALLOWED_TAIL.match(text, found[last].end):
        return False
    lower = following.lower
    return between.isspace() and lower not in STOP_WORDS and mode_of(lower) is None and lower[-2:] != "ly"


def _verb_after(found: Sequence[Token], last: int, text: str) -> int:
    """The place of a word after the last one asked that says how all of it is meant; -1 for none."""
    for number in range(last + 1, len(found)):
        if _TAIL.search(text[found[last].end : found[number].start]) or found[number].lower in _JOINING:
            return -1
        if found[number].lower in known.FORBIDDEN or mode_of(found[number].lower) is not None:
            return number
    return -1


def _is_denied(clause: Sequence[Token]) -> bool:
    denials = sum(
        token.lower in known.NEGATIONS
        or known.SHORT_NEGATION.search(token.lower) is not None
        or token.lower in known.FORBIDDEN
        for token in clause
    )
    # "Neither … nor" denies once.
    paired = any(token.lower == "neither" for token in clause) and any(token.lower == "nor" for token in clause)
    return (denials - paired) % 2 == 1


def _mode(clause: Sequence[Token]) -> Mode:
    found = Mode.FACT
    for token in clause:
        if token.lower in known.FORBIDDEN:
            found = Mode.ALLOWED
        elif (spoken := mode_of(token.lower)) is not None:
            found = spoken
    return found


def _says_mode(clause: Sequence[Token], text: str) -> bool:
    """Whether a clause says that something is allowed, required or forbidden, not that something else is to be done."""
    return any(
        (token.lower in known.FORBIDDEN or (mode_of(token.lower) is not None and token.lower not in _AUXILIARY))
        and not _TO.match(text, token.end)
        for token in clause
    )


def _answers(want: Asked, clause: Sequence[Token], mode: Mode, *, denied: bool) -> bool:
    """Whether a clause in a mode may answer a question in its own."""
    if mode is Mode.DUTY and denied and want.mode is Mode.ALLOWED:
        # What one shall not do one may not do; what one need not do one may.
        return not any(token.lower in known.NO_DUTY for token in clause)
    return mode in known.IS_ASKED_OF[want.mode]


def _reaches(want: Asked, held: Held, mode: Mode, rest: str, *, denied: bool, judge: Judge, tail: bool) -> bool:
    """Whether what follows the words asked leaves it of all that is asked.

    "May not sublet to strangers" forbids less than subletting; "paid dividends to its parent" is a payment.
    """
    light = tail or known.LIGHT_TAIL.match(rest) is not None
    if any(token.stem in _changes() for token in want.tokens) and held.last >= 0:
        return not held.narrowed and (light or known.CHANGED_TAIL.match(rest) is not None)
    if denied:
        return not held.narrowed and light
    if mode is Mode.ALLOWED:
        return not held.narrowed and (light or known.ALLOWED_TAIL.match(rest) is not None)
    return True


@cache
def _changes() -> frozenset[str]:
    return frozenset(map(Stems().of, known.CHANGES))


def _are_same_times(question: str, sentence: str, own_years: frozenset[int]) -> bool:
    """Whether a sentence speaks of the times asked, or, where none is asked, of the document's own."""
    said = frozenset(periods.in_head(sentence))
    asked = frozenset(period.year for period in periods.asked(question))
    days, told = set(_DATE.findall(question)), set(_DATE.findall(sentence))
    if days and told and not {_day(one) for one in days} <= {_day(one) for one in told}:
        return False
    return asked <= (said or own_years) if asked else bool(said & own_years) or not said


def _day(date: str) -> str:
    return " ".join(date.split()[-3:]).replace(",", "").lower()
