"""How the words of an English clause are read: what they are forms of, what they deny, and how they make it speak."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from unicodedata import normalize

from chatdoc_server.answering.prose.verdicts import vocabulary as known
from chatdoc_server.answering.prose.verdicts.quantities import Quantity, quantities
from chatdoc_server.answering.prose.verdicts.vocabulary import Mode
from chatdoc_server.questions import periods
from chatdoc_server.questions.words import STOP_WORDS, Stems, words

TO = re.compile(r"\s+to\b", re.IGNORECASE)
AUXILIARIES = frozenset({"may", "can", "could", "must", "shall", "will"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a quantity of a text, by stem, and where it stands."""

    lower: str
    stem: str
    start: int
    end: int
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one question and statements of one document; what it has read it remembers.

    `own` are the stems of names that all of the document is about.
    """

    stems: Stems
    own: frozenset[str]
    _tokens: dict[str, tuple[Token, ...]] = field(default_factory=dict)
    _stems: dict[str, frozenset[str]] = field(default_factory=dict)

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The words and quantities of a text, in order."""
        if text not in self._tokens:
            measured = list(quantities(text))
            found = [
                Token(word.lower, self.stem(word.lower), word.start, word.end)
                for word in words(text)
                if not any(one.start <= word.start < one.end for one in measured)
            ]
            found += [Token("", "#", one.start, one.end, one) for one in measured]
            self._tokens[text] = tuple(sorted(found, key=lambda token: token.start))
        return self._tokens[text]

    def stem(self, lower: str) -> str:
        """The stem of a word, or of the verb that it is a form of."""
        # Not every text writes accents: "façade" and "facade".
        plain = lower if lower.isascii() else "".join(filter(str.isascii, normalize("NFKD", lower))) or lower
        return self.stems.of(known.LEMMAS.get(plain, plain))

    def stems_of(self, text: str) -> frozenset[str]:
        """The stems of all words of a text."""
        if text not in self._stems:
            self._stems[text] = frozenset(self.stem(word.lower) for word in words(text))
        return self._stems[text]

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


@cache
def acts() -> frozenset[str]:
    """The stems of verbs that have opposites."""
    stems = Stems()
    return frozenset(stems.of(word) for word in known.ACTS)


def same_as(stem: str) -> frozenset[str]:
    """The stems of words that may stand for one."""
    return _opposites()[1].get(stem, frozenset())


def is_same(token: Token, asked: Token) -> bool:
    """Whether a word is one that is asked, or may stand for it."""
    if token.quantity is not None or asked.quantity is not None:
        return False
    return token.stem == asked.stem or asked.stem in same_as(token.stem)


def mode_of(lower: str) -> Mode | None:
    """How a word makes a clause speak; None for most words."""
    return next((mode for mode, spoken in known.MODES.items() if lower in spoken), None)


def is_of_speech(token: Token) -> bool:
    """Whether a word denies, forbids, or says how a clause speaks."""
    lower = token.lower
    denies = lower in known.NEGATIONS or known.SHORT_NEGATION.search(lower) is not None
    return denies or lower in known.FORBIDDEN or mode_of(lower) is not None


def is_passive(found: Sequence[Token]) -> bool:
    """Whether a clause has a participle after a form of "be", though other words may stand between in a question."""
    bes = [number for number, token in enumerate(found) if token.lower in known.BE]
    return bool(bes) and any(is_participle(token.lower) and not is_of_speech(token) for token in found[bes[0] + 1 :])


def is_participle(lower: str) -> bool:
    """Whether a word has the form of a participle."""
    bare = known.prefixed(lower) or lower
    return (bare.endswith("ed") and bare not in ("need", "red", "hundred")) or bare in known.PASSIVE


def is_denied(clause: Sequence[Token]) -> bool:
    """Whether a clause is denied, taken as a whole."""
    denials = sum(
        token.lower in known.NEGATIONS
        or known.SHORT_NEGATION.search(token.lower) is not None
        or token.lower in known.FORBIDDEN
        for token in clause
    )
    # "Neither … nor" denies once.
    paired = any(token.lower == "neither" for token in clause) and any(token.lower == "nor" for token in clause)
    return (denials - paired) % 2 == 1


def mode_of_clause(clause: Sequence[Token]) -> Mode:
    """How a clause speaks of what happens."""
    found = Mode.FACT
    for token in clause:
        if token.lower in known.FORBIDDEN:
            found = Mode.ALLOWED
        elif (spoken := mode_of(token.lower)) is not None:
            found = spoken
    return found


def says_mode(clause: Sequence[Token], text: str) -> bool:
    """Whether a clause says that something is allowed, required or forbidden, not that something else is to be done."""
    return any(
        (token.lower in known.FORBIDDEN or (mode_of(token.lower) is not None and token.lower not in AUXILIARIES))
        and not TO.match(text, token.end)
        for token in clause
    )
