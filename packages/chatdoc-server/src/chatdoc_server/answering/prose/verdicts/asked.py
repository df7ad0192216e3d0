"""What an English question for yes or no asks: its content in order, its polarity, mode and voice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chatdoc_server.answering.prose.verdicts import vocabulary as known
from chatdoc_server.answering.prose.verdicts.clauses import DATE, plainly
from chatdoc_server.answering.prose.verdicts.reading import (
    AUXILIARIES,
    TO,
    Reader,
    Token,
    is_of_speech,
    is_participle,
    is_passive,
    mode_of,
    same_as,
)
from chatdoc_server.answering.prose.verdicts.vocabulary import Mode

_ASKED = re.compile(
    r"^(?P<auxiliary>is|are|was|were|do|does|did|has|have|had|can|could|may|must|shall|should|will|would)"
    r"(?P<not>n['’]t)?\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_PRESENT = frozenset({"is", "are", "do", "does"})
_HAVE_TO = re.compile(r"\b(?:have|has|had) to\b", re.IGNORECASE)
_BY = re.compile(r"\bby (?:the |an? |its |our )?(\w+)")
_NEAR = 3
"""Words between a form of "be" and its participle, and one."""
_PASSIVE = 2
"""Words asked at least for a subject and an object to change places."""


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
    general: bool

    @property
    def stems(self) -> tuple[str, ...]:
        """The content words by stem."""
        return tuple(token.stem for token in self.tokens)


def asked_by(question: str, reader: Reader) -> Asked | None:
    """The question that a text asks, read; None where it is none for yes or no."""
    match = _ASKED.match(plainly(DATE.sub("", question.strip().rstrip("?!. "))))
    if match is None:
        return None
    text = _HAVE_TO.sub("must", match.group().replace(match["not"] or "\0", " not"))
    if _HAVE_TO.search(match["rest"]) or _HAVE_TO.match(match.group()):
        text = _HAVE_TO.sub("must", text)
    found = reader.tokens(text)
    content: list[Token] = []
    denied, mode, of_mode = False, Mode.FACT, False
    for number, token in enumerate(found):
        if token.lower in known.NEGATIONS or known.SHORT_NEGATION.search(token.lower):
            denied = not denied
        elif token.lower in known.FORBIDDEN:
            denied, mode, of_mode = not denied, Mode.ALLOWED, not TO.match(text, token.end)
        elif (spoken := mode_of(token.lower)) is not None:
            mode = spoken
            of_mode = token.lower not in AUXILIARIES and not TO.match(text, token.end)
        elif not reader.is_small(found, number):
            content.append(token)
    return Asked(
        tokens=tuple(content),
        denied=denied,
        mode=mode,
        universal=any(token.lower in known.UNIVERSAL for token in found),
        passive=is_passive(found),
        of_mode=of_mode,
        without=any(token.lower == "without" for token in found),
        consents=known.CONSENT.search(question) is not None,
        general=match["auxiliary"].lower() in _PRESENT,
    )


def answers(want: Asked, clause: Sequence[Token], mode: Mode, *, denied: bool) -> bool:
    """Whether a clause in a mode may answer a question in its own."""
    if mode is Mode.DUTY and denied and want.mode is Mode.ALLOWED:
        # What one shall not do one may not do; what one need not do one may.
        return not any(token.lower in known.NO_DUTY for token in clause)
    return mode in known.IS_ASKED_OF[want.mode]


def orders(want: Asked, text: str, reader: Reader) -> Iterator[Asked]:
    """The question's words in the orders in which a statement of that voice would say them."""
    passive = _is_said_passively(want, reader.tokens(text), reader)
    tokens = want.tokens
    by = _BY.search(text)
    if passive == want.passive:
        yield want
    if len(tokens) < _PASSIVE:
        return
    if by is not None and reader.stem(by[1].lower()) == tokens[0].stem:
        yield replace(want, tokens=(*tokens[2:], tokens[1], tokens[0]))
        yield replace(want, tokens=(tokens[1], *tokens[2:], tokens[0]))
    if want.passive and not passive:
        for number in range(1, len(tokens)):
            if is_participle(tokens[number].lower):
                yield replace(want, tokens=(tokens[number], *tokens[:number], *tokens[number + 1 :]))
                yield replace(want, tokens=(*tokens[number + 1 :], tokens[number], *tokens[:number]))
    if passive and not want.passive and by is None:
        for number in range(1, len(tokens)):
            yield replace(want, tokens=(*tokens[1 : number + 1], tokens[0], *tokens[number + 1 :]))


def _is_said_passively(want: Asked, found: Sequence[Token], reader: Reader) -> bool:
    """Whether a text has a participle that is asked, or denies it, after a form of "be"."""
    told = frozenset[str]().union(
        *({token.stem} | same_as(token.stem) for token in want.tokens),
        *(reader.opposites(token.stem) for token in want.tokens if is_participle(token.lower)),
    )
    return any(
        is_participle(token.lower)
        and not is_of_speech(token)
        and (token.stem in told or reader.stem(known.prefixed(token.lower) or "-") in told)
        and any(before.lower in known.BE for before in found[max(0, number - _NEAR) : number])
        for number, token in enumerate(found)
    )
