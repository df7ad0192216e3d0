"""A recognised line to words with boxes, by the ink in its image.

The recogniser tells about where each character stands, to a few pixels. Where words begin and end is read off the
gaps in the ink around those places, and the size of the font off the ink of characters whose shape is known.
"""

import itertools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chatdoc_server.document import Box
from chatdoc_server.parsing.ocr.engine import Image, Recognised
from chatdoc_server.parsing.ocr.ink import Ink, Stretch, band_of, ink_of, runs, stroke_of
from chatdoc_server.parsing.ocr.letters import Extent, is_wide, metrics_of

Flags = NDArray[np.bool_]

_ASCENT, _DESCENT = 0.72, 0.21
_WIDE_ASCENT, _WIDE_DESCENT = 0.88, 0.12
_BAND_GAP, _WIDE_BAND_GAP = 0.13, 0.4
_OUTSIDE = 0.5
_LEAST_SPACE = 0.17
_LONE_SPACE = 0.25
_DIGIT_SPACES = (0.25, 0.3, 0.5)
_SPACE_SHARE = 0.65
_BETWEEN_WIDE = 0.09
_CLOSING = frozenset(".,:;!?)]}%'\"”’")


class OcrWord(NamedTuple):
    """A word and the box its font takes, in pixels; `glued` when no space parts it from the word before."""

    text: str
    box: Box
    glued: bool = False


class Spelt(NamedTuple):
    """A line's words, left to right; its font's size in pixels, and how thick its strokes are in sizes."""

    words: tuple[OcrWord, ...]
    size: float
    stroke: float


class _Part(NamedTuple):
    """Some characters of a line: where their middles are, and the columns that they take.

    `spaced` is whether a space stands before them.
    """

    text: str
    middles: tuple[float, ...]
    columns: Stretch
    spaced: bool


def spell(read: Recognised, image: Image, corner: tuple[float, float]) -> Spelt:
    """The words of a line that was read in `image`; boxes count from `corner`, where its left top stands."""
    ink = ink_of(image)
    height = len(ink)
    is_of_wide = any(map(is_wide, read.text))
    band = band_of(ink, round((_WIDE_BAND_GAP if is_of_wide else _BAND_GAP) * height))
    ink = ink[band.start : band.stop]
    inked = np.asarray(ink.any(axis=0))
    parts = _parts(read, inked, height)
    telling = [part for part in parts if is_wide(part.text) is is_of_wide]
    size, baseline = metrics_of([_extent(part, ink) for part in telling], height)
    parts = _part_unspaced(parts, inked, size)
    ascent, descent = (_WIDE_ASCENT, _WIDE_DESCENT) if is_of_wide else (_ASCENT, _DESCENT)
    left, top = corner[0], corner[1] + band.start + baseline
    words = [
        OcrWord(
            part.text,
            Box(left + start, top - ascent * size, left + stop, top + descent * size),
            glued=at > 0 and not part.spaced,
        )
        for at, (part, (start, stop)) in enumerate(zip(parts, _edges(parts, size), strict=True))
    ]
    return Spelt(tuple(words), size, stroke_of(ink, size))


def _parts(read: Recognised, inked: Flags, height: int) -> list[_Part]:
    """The line's words, and each wide character by itself."""
    texts, firsts, spaced = _tokens(read.text)
    middles = [
        tuple(at * len(inked) for at in read.middles[first : first + len(text)])
        for text, first in zip(texts, firsts, strict=True)
    ]
    if not texts or not all(middles):
        return []
    cuts = [
        _cut(inked, before[-1], after[0], between_wide=not is_spaced)
        for (before, after), is_spaced in zip(itertools.pairwise(middles), spaced[1:], strict=True)
    ]
    starts = [_outermost(inked, middles[0][0], -1, height), *[cut.stop for cut in cuts]]
    stops = [*[cut.start for cut in cuts], _outermost(inked, middles[-1][-1], 1, height)]
    return [
        _Part(text, own, Stretch(start, max(stop, start + 1)), is_spaced)
        for text, own, start, stop, is_spaced in zip(texts, middles, starts, stops, spaced, strict=True)
    ]


def _tokens(text: str) -> tuple[list[str], list[int], list[bool]]:
    """Words and single wide characters, the number of each one's first character, and whether a space stands before."""
    texts: list[str] = []
    firsts: list[int] = []
    spaced: list[bool] = []
    count = 0
    after_space = True
    for character in text:
        if character.isspace():
            after_space = True
            continue
        if texts and not after_space and not is_wide(character) and not is_wide(texts[-1][-1]):
            texts[-1] += character
        else:
            texts.append(character)
            firsts.append(count)
            spaced.append(after_space)
        count += 1
        after_space = False
    return texts, firsts, spaced


def _cut(inked: Flags, before: float, after: float, *, between_wide: bool) -> Stretch:
    """The gap between two characters with these middles.

    It is the widest one, as a space is; between characters that touch nearly, the one next to the middle.
    """
    found = _gaps(inked, before, after)
    middle = round((before + after) / 2)
    if not found:
        return Stretch(middle, middle)
    if between_wide:
        return min(found, key=lambda gap: abs(gap.start + gap.stop - 2 * middle))
    return max(found, key=lambda gap: gap.length)


def _gaps(inked: Flags, before: float, after: float) -> list[Stretch]:
    """The gaps that begin or end between two columns, whole: where characters stand is told roughly."""
    start = max(int(before) - int(np.argmax(inked[int(before) :: -1])), 0) if before >= 0 else 0
    stop = int(np.ceil(after)) + 1
    if stop < len(inked):
        stop += int(np.argmax(inked[stop:]))
    return [Stretch(gap.start + start, gap.stop + start) for gap in runs(~inked[start:stop])]


def _outermost(inked: Flags, middle: float, step: int, height: int) -> int:
    """The edge of the ink that goes on from a middle to the left (-1) or right (1) without a wide gap."""
    columns = np.flatnonzero(inked)
    if not len(columns):
        return int(middle)
    # The middle may be told a little beside the character.
    at = int(columns[np.abs(columns - middle).argmin()])
    for column in columns[columns < at][::-1] if step < 0 else columns[columns > at]:
        if abs(column - at) > _OUTSIDE * height:
            break
        at = int(column)
    return at if step < 0 else at + 1


def _extent(part: _Part, ink: Ink) -> Extent:
    rows = np.flatnonzero(ink[:, part.columns.start : part.columns.stop].any(axis=1))
    return Extent(part.text, int(rows[0]), int(rows[-1]) + 1) if len(rows) else Extent(part.text, 0, 0)


def _part_unspaced(parts: list[_Part], inked: Flags, size: float) -> list[_Part]:
    """Words parted where the image shows a space that the recogniser missed."""
    spaces = [after.columns.start - before.columns.stop for before, after in itertools.pairwise(parts) if after.spaced]
    least = max(_SPACE_SHARE * float(np.median(spaces)), _LEAST_SPACE * size) if spaces else _LONE_SPACE * size
    return [piece for part in parts for piece in _parted(part, inked, least, size)]


def _parted(part: _Part, inked: Flags, least: float, size: float) -> list[_Part]:
    """The part cut wherever a gap of more than `least` columns is between two of its characters."""
    pieces: list[_Part] = []
    first, start = 0, part.columns.start
    for at in range(1, len(part.text) + 1):
        if at == len(part.text):
            gap = Stretch(part.columns.stop, part.columns.stop)
        else:
            inside = [
                gap
                for gap in _gaps(inked, part.middles[at - 1], part.middles[at])
                if gap.start > start
                and gap.stop < part.columns.stop
                # Between the middles of its neighbours, and not of those beside them.
                and 2 * part.middles[at - 1] < gap.start + gap.stop < 2 * part.middles[at]
            ]
            gap = max(inside, key=lambda one: one.length, default=Stretch(0, 0))
            pair = part.text[at - 1 : at + 1]
            # Digits all have the same width, of which a 1 fills little.
            needed = max(least, _DIGIT_SPACES[pair.count("1")] * size) if pair.isdigit() else least
            if gap.length <= needed or pair[1] in _CLOSING:
                continue
        columns = Stretch(start, max(gap.start, start + 1))
        pieces.append(_Part(part.text[first:at], part.middles[first:at], columns, part.spaced or first > 0))
        first, start = at, gap.stop
    return pieces


def _edges(parts: list[_Part], size: float) -> list[tuple[float, float]]:
    """Left and right of each part; between parts with no space a little is left free, or they would pass for one."""
    edges = [[float(part.columns.start), float(part.columns.stop)] for part in parts]
    for (before, after), part in zip(itertools.pairwise(edges), parts[1:], strict=True):
        lacking = _BETWEEN_WIDE * size - (after[0] - before[1])
        if not part.spaced and lacking > 0:
            before[1] -= lacking / 2
            after[0] += lacking / 2
    return [(start, max(stop, start + 1.0)) for start, stop in edges]
