"""The order of styles, outermost first: by size and weight, and by how they nest in the document.

That what stands over another heading is set no smaller, and that what always stands within another is deeper, is how
a reader tells levels apart; Rahman and Finin, "Understanding and representing the semantics of large structured
documents" (2018), rank headings by such features of their fonts.
Pairs of styles are compared, and each style ranks by the comparisons that it wins (Copeland's method).
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from chatdoc_server.parsing.pdf.headings.numbering import NAMED
from chatdoc_server.parsing.pdf.headings.styles import Style

MAX_STYLES = 64
"""Styles that are compared, the most frequent ones; a document with more has no system."""

_BOLD = 2.0
_CAPITALS = 1.0
_CENTRED = 0.7
_ITALIC = -0.7
_COLON = -1.5
_LISTED = 2.0
_NAMED = 2.0
_SIZE = 4.0
_DEEPER = 0.5
_MANY = 0.2
_APART = 0.8
_ADJACENT = 2.0
_CONTAINED = 2.5

Counts = NDArray[np.int32]
Scores = NDArray[np.float64]


def ranked(sequence: Sequence[tuple[Style, bool]], listed: frozenset[Style]) -> dict[Style, int]:
    """The rank of each key of the headings' styles: 1 for the outermost, one for all that nothing sets apart.

    `sequence` are the headings' styles in reading order, each with whether it follows the heading before at once, with
    no text between. `listed` are the keys of the headings that the contents list names.
    """
    looks: dict[Style, Counter[Style]] = {}
    for style, _ in sequence:
        looks.setdefault(style.key, Counter())[style] += 1
    compared = sorted(looks, key=lambda key: -looks[key].total())[:MAX_STYLES]
    place = {key: at for at, key in enumerate(compared)}
    scores = _scores(
        [_typical(looks[key]) for key in compared],
        [key in listed for key in compared],
        _evidence([(place[style.key], follows) for style, follows in sequence if style.key in place], len(place)),
    )
    wins = np.tanh(scores).sum(axis=1)
    order = sorted(compared, key=lambda key: (-wins[place[key]], looks[key].total()))
    rest = sorted((key for key in looks if key not in place), key=lambda key: (key.size, not key.bold))
    return _tiers(_numbers_in_order(order + rest), place, scores)


def _tiers(order: Sequence[Style], place: dict[Style, int], scores: Scores) -> dict[Style, int]:
    """Ranks in that order, a new one where a style is clearly below one of those of the rank above."""
    result: dict[Style, int] = {}
    tier: list[Style] = []
    rank = 1
    for key in order:
        apart = [scores[place[one], place[key]] for one in tier if one in place and key in place]
        if any(score >= _APART for score in apart) or any(one.is_firm and key.is_firm for one in tier):
            tier, rank = [], rank + 1
        tier.append(key)
        result[key] = rank
    return result


def _scores(looks: Sequence[Style], listed: Sequence[bool], evidence: tuple[Counts, Counts]) -> Scores:
    """How far each style [row] stands over each other [column]; negative for under."""
    priors = np.array([_prior(look, is_listed) for look, is_listed in zip(looks, listed, strict=True)])
    sizes = np.array([look.size for look in looks])
    at_once, within = (_balance(counts) for counts in evidence)
    scores: Scores = priors[:, None] - priors[None, :] + _SIZE * np.sign(sizes[None, :] - sizes[:, None])
    return scores + _ADJACENT * at_once + _CONTAINED * within


def _evidence(sequence: Sequence[tuple[int, bool]], count: int) -> tuple[Counts, Counts]:
    """How often one style [row] stands right over another [column], and how often it holds several of another."""
    at_once = np.zeros((count, count), np.int32)
    within = np.zeros((count, count), np.int32)
    since = np.zeros((count, count), np.int32)
    last = -1
    for style, follows in sequence:
        if follows and last >= 0 and last != style:
            at_once[last, style] += 1
        within[style] += since[style] > 1
        since[style] = 0
        since[:, style] += 1
        last = style
    return at_once, within


def _balance(counts: Counts) -> Scores:
    """From -1 to 1: how far the counts speak for one style [row] standing over another [column]."""
    balance: Scores = (counts - counts.T) / (counts + counts.T + 1.0)
    return balance


def _typical(looks: Counter[Style]) -> Style:
    """The largest of the looks that many headings of a key have: the others repeat or list them."""
    many = [look for look, count in looks.items() if count >= _MANY * looks.total()]
    return min(many or looks, key=lambda look: (look.size, not look.bold, -looks[look]))


def _prior(style: Style, is_listed: bool) -> float:
    return (
        _BOLD * style.bold
        + _CAPITALS * style.capitals
        + _CENTRED * style.centred
        + _ITALIC * style.italic
        + _COLON * style.colon
        + _LISTED * is_listed
        + (_NAMED if style.family == NAMED else 0)
        - _DEEPER * style.depth
    )


def _numbers_in_order(order: list[Style]) -> list[Style]:
    """The order with "1.1" above "1.1.1" and parts above items: a number's depth holds against all else."""
    for family in {key.family for key in order if key.family}:
        places = [at for at, key in enumerate(order) if key.family == family and key.is_firm]
        for at, key in zip(places, sorted((order[at] for at in places), key=lambda one: one.depth), strict=True):
            order[at] = key
    return order
