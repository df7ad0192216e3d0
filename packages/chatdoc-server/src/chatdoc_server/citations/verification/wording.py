"""Whether a sentence with the words of another says something else with them: one exchanged, or roles turned round.

Of two English sentences that share most of their words, the place of the others decides: a word that stands where
the other sentence has one of its own says something else, and so does an order in which who and whom change places.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from chatdoc_server.answering.prose.verdicts.reading import same_as
from chatdoc_server.citations.verification import signs
from chatdoc_server.citations.verification.vocabulary import BEING, CAUSE, LEVEL, OPPOSED

_TURNED = 3
"""Words that must stand in the opposite order: a part that is moved to the front turns no three of them."""
_BY = re.compile(r"\bby\b", re.IGNORECASE)
_THAN = re.compile(r"\bthan\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")


def is_exchanged(said: Sequence[str], stated: Sequence[str], missing: frozenset[str]) -> bool:
    """Whether a claim has a word of its own in place of one of the sentence's.

    Args:
        said: The stems of the claim's words, in order.
        stated: Those of the sentence.
        missing: Stems of the claim's telling words that stand neither in the sentence nor before or over it.
    """
    if not missing:
        return False
    steps = SequenceMatcher(None, said, stated, autojunk=False).get_opcodes()
    return any(way == "replace" and not missing.isdisjoint(said[begin:end]) for way, begin, end, _, _ in steps)


def weighty(said: str, stated: str) -> str:
    """A claim without what needs no like in the sentence: words of a way that it points, too, of causes and levels."""
    for words, way in signs.WAYS:
        if any(other.search(stated) for other, same in signs.WAYS if same == way):
            said = words.sub(" ", said)
    return LEVEL.sub(" ", CAUSE.sub(" ", said))


def is_known(stem: str, known: Collection[str]) -> bool:
    """Whether a word, or another that says the same, is among some."""
    return stem in known or any(one in known for one in same_as(stem))


def is_turned(said: str, stated: str, words_said: Sequence[str], words_stated: Sequence[str]) -> bool:
    """Whether the words of two sentences stand in opposite order, so that who and whom have changed places.

    With a form of "to be" a sentence reads both ways, unless it compares or is in the passive as the other one is.

    Args:
        said: The claim.
        stated: The sentence.
        words_said: The stems of the claim's telling words, in order.
        words_stated: Those of the sentence.
    """
    alike = any(word.search(said) and word.search(stated) for word in (_BY, _THAN))
    if not alike and (BEING.search(said) or BEING.search(stated)):
        return False
    places = {stem: place for place, stem in enumerate(words_stated) if words_stated.count(stem) == 1}
    order = [places[stem] for stem in words_said if stem in places and words_said.count(stem) == 1]
    return _longest_falling(order) >= _TURNED


def is_opposed(said: str, stated: str) -> bool:
    """Whether a claim has a small word, such as "before", of which the sentence has the opposite alone."""
    own, other = (frozenset(_WORD.findall(text.lower())) for text in (said, stated))
    return any(
        (one in own and one not in other and against in other and against not in own)
        or (against in own and against not in other and one in other and one not in own)
        for one, against in OPPOSED
    )


def _longest_falling(places: Sequence[int]) -> int:
    """The length of the longest falling subsequence (patience sorting; Fredman 1975)."""
    tails: list[int] = []
    for place in places:
        at = bisect_left(tails, -place)
        tails[at : at + 1] = [-place]
    return len(tails)
