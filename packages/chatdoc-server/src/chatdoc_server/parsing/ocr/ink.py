"""The ink of a line's image: which pixels are dark, and where the gaps between them are."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chatdoc_server.parsing.ocr.engine import Image

Ink = NDArray[np.bool_]
"""Whether each pixel [height, width] is of a character."""

_CONTRAST = 0.4
_LEAST_CONTRAST = 20.0
_RULE = 0.85
_THROUGH = 0.92
_RULE_THICKNESS = 0.12
_LONG_RUN = 0.3
_LONGEST = 1.5


class Stretch(NamedTuple):
    """Half-open range of rows or columns."""

    start: int
    stop: int

    @property
    def length(self) -> int:
        """How many there are."""
        return self.stop - self.start


def ink_of(image: Image) -> Ink:
    """What differs from the ground of a grey image, darker or lighter; lines drawn along or across are left out."""
    ground = float(np.median(image))
    contrast = np.abs(image.astype(np.float32) - ground)
    ink: Ink = contrast > max(_CONTRAST * float(np.percentile(contrast, 99)), _LEAST_CONTRAST)
    # A character does not reach from the top of its line's image to the bottom.
    through = ink.mean(axis=0) > _THROUGH
    for run in runs(ink.mean(axis=1) > _RULE):
        if run.length <= max(_RULE_THICKNESS * len(ink), 2):
            ink[run.start : run.stop] = False
    _drop_long_runs(ink, round(_LONGEST * len(ink)))
    ink[:, through] = False
    return ink


def _drop_long_runs(ink: Ink, longest: int) -> None:
    """Leave out what goes on along a row for longer: lines that are drawn under or over the text."""
    if ink.shape[1] <= longest:
        return
    edges = np.diff(np.pad(ink, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    starts, stops = np.argwhere(edges == 1), np.argwhere(edges == -1)
    long = stops[:, 1] - starts[:, 1] > longest
    for (row, start), (_, stop) in zip(starts[long], stops[long], strict=True):
        ink[row, start:stop] = False


def runs(flags: NDArray[np.bool_]) -> list[Stretch]:
    """The stretches in which the flags are set."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [Stretch(int(start), int(stop)) for start, stop in edges.reshape(-1, 2)]


def band_of(ink: Ink, gap: int) -> Stretch:
    """The rows that the line itself takes: of those that less than `gap` empty rows part, the ones with most ink."""
    full = ink.sum(axis=1)
    bands: list[Stretch] = []
    for part in runs(full > 0):
        if bands and part.start - bands[-1].stop < gap:
            bands[-1] = Stretch(bands[-1].start, part.stop)
        else:
            bands.append(part)
    return max(bands, key=lambda band: full[band.start : band.stop].sum(), default=Stretch(0, len(ink)))


def stroke_of(ink: Ink, size: float) -> float:
    """How thick strokes are, in sizes of the font: the mean length of the short runs of ink along the rows."""
    edges = np.diff(np.pad(ink, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    lengths = np.argwhere(edges == -1)[:, 1] - np.argwhere(edges == 1)[:, 1]
    short = lengths[lengths < _LONG_RUN * size]
    return float(short.mean()) / size if len(short) else 0.0
