"""Parts a message that asks several things into its questions."""

import re

from chatdoc_server.languages.sentences import split
from chatdoc_server.questions.instructions import strip_instructions
from chatdoc_server.questions.words import STOP_WORDS, words

MOST = 4
"""Questions of one message that are looked for by themselves."""

FEWEST = 2
"""Words that tell what is asked, below which something is no question of its own."""

_ASKS = (
    r"(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|did|does|do|has|have|had|can|could|will|would"
    r"|should|must|may|list|name|describe|explain|summari[sz]e|define|give|state|tell)"
)
_BEFORE = r"(?:in|at|by|to|for|after|before|from|within|on|until|since|with)"
_JOINT = re.compile(
    rf"\s*[,;?]?\s+(?:and|also|plus|as well as)(?:\s+also)?,?\s+(?=(?:{_BEFORE}\s+)?{_ASKS}\b)", re.IGNORECASE
)
_OPENS = re.compile(rf"{_ASKS}\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|him|his|she|hers?|this|that|these|those|such|so|same|former|latter|one|ones"
    r"|there|then|both|each)\b",
    re.IGNORECASE,
)


def several(question: str) -> tuple[str, ...]:
    """The questions that an English message asks, in order; the whole message alone where it is one.

    "What was revenue in 2021, and who is the auditor?" is two. What points back at the rest, as "and by how much did it
    rise", or has too few words of its own, is part of it: then the message stays whole. Where there are several, what
    the message tells its reader to do is left out.
    """
    found = pieces(question)
    if not 1 < len(found) <= MOST or not all(map(_stands_alone, found)):
        return (question,)
    if any(map(_POINTS_BACK.search, found[1:])):
        return (question,)
    return found


def pieces(question: str) -> tuple[str, ...]:
    """The sentences of an English message, parted where another question is joined to one, whatever each needs."""
    stripped = strip_instructions(question)
    if stripped.definitions:
        return (question,)
    core = stripped.core
    sentences = [core[start:end].strip() for start, end in split(core)]
    return tuple(piece.strip() for sentence in sentences for piece in _JOINT.split(sentence) if piece.strip())


def _stands_alone(piece: str) -> bool:
    told = [word for word in words(piece) if word.lower not in STOP_WORDS]
    return _OPENS.match(piece) is not None and len(told) >= FEWEST
