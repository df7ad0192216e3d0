"""What is known of characters' shapes: how far their ink reaches above and below the baseline.

In parts of the font's size, the height of its em. The values are the middle of what common text fonts have; with
several characters in a line, what one font does otherwise matters little.
"""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

_HANGUL = range(0xAC00, 0xD7B0)


class Reach(NamedTuple):
    """How far ink reaches above and below the baseline, and how much that is to be trusted."""

    ascent: float
    descent: float
    trust: float


class Extent(NamedTuple):
    """Some characters, and the first and last row of their ink, as a half-open range."""

    text: str
    top: int
    bottom: int


class Metrics(NamedTuple):
    """The size of a line's font in pixels, and the row that its characters stand on."""

    size: float
    baseline: float


_SHORT = Reach(0.46, 0.0, 0.2)
_HANGING = Reach(0.46, 0.21, 0.6)
_HIGH = Reach(0.69, 0.0, 1.0)
_WIDE = Reach(0.83, 0.08, 1.0)
_SHAPES = {
    **dict.fromkeys("acemnorsuvwxz", _SHORT),
    **dict.fromkeys("gpqy", _HANGING),
    **dict.fromkeys("bdfhkl", Reach(0.71, 0.0, 1.0)),
    **dict.fromkeys("it", Reach(0.65, 0.0, 0.5)),
    "j": Reach(0.66, 0.21, 0.6),
    **dict.fromkeys("()[]{}|/\\", Reach(0.73, 0.2, 0.5)),
    **dict.fromkeys("0123456789", Reach(0.67, 0.0, 1.0)),
    **dict.fromkeys("&@#%!?", Reach(0.7, 0.02, 0.5)),
    "$": Reach(0.73, 0.09, 0.5),
    **dict.fromkeys(",;", Reach(0.1, 0.13, 0.0)),
    **dict.fromkeys(".:…_", Reach(0.1, 0.0, 0.0)),
}
"""All that is not here counts as a capital, unless it is wide or no letter."""


def is_wide(text: str) -> bool:
    """Whether the text is a character that fills a square, as those of Chinese and Japanese do: a word of its own."""
    return len(text) == 1 and unicodedata.east_asian_width(text) in "WF" and ord(text) not in _HANGUL


def metrics_of(extents: Iterable[Extent], height: int) -> Metrics:
    """Size and baseline of the line that these words make up; guessed from its image's height if nothing tells."""
    sizes, weights, bottoms = [], [], []
    for text, top, bottom in extents:
        reach = _reach(text)
        if reach.trust and bottom > top:
            sizes.append((bottom - top) / (reach.ascent + reach.descent))
            weights.append(reach.trust * len(text))
            bottoms.append((bottom, reach.descent))
    if not sizes:
        return Metrics(0.75 * height, 0.8 * height)
    size = _middle(sizes, weights)
    return Metrics(size, _middle([bottom - descent * size for bottom, descent in bottoms], weights))


def _reach(text: str) -> Reach:
    """How far a word reaches; no trust for one of punctuation only."""
    known = [_shape(character) for character in text]
    ascent = max(one.ascent for one in known)
    descent = max(one.descent for one in known)
    return Reach(ascent, descent, max((one.trust for one in known if one.ascent == ascent), default=0.0))


def _shape(character: str) -> Reach:
    shape = _SHAPES.get(character)
    if shape is not None:
        return shape
    if not character.isalnum():
        return Reach(0.0, 0.0, 0.0)
    return _WIDE if is_wide(character) else _HIGH


def _middle(values: list[float], weights: list[float]) -> float:
    """The weighted median."""
    order = np.argsort(values)
    sums = np.cumsum(np.asarray(weights)[order])
    return float(np.asarray(values)[order][np.searchsorted(sums, sums[-1] / 2)])
