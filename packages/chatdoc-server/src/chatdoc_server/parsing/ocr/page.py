"""An image of a page to its lines: which way they run, how they slope, what they say."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chatdoc_server.document import Box
from chatdoc_server.parsing.ocr.engine import Engine, Image, Recognised
from chatdoc_server.parsing.ocr.frame import Frame, Quads, skew_of, whole
from chatdoc_server.parsing.ocr.words import Spelt, spell

_SURE = 0.5
_FAR = 0.35
_NEW = 0.2
_CLEAR = 0.85
_SAMPLE = 5
_SAMPLE_LENGTH = 8.0
_LONG = 3.0
_TALL = 1.5
_MAYBE_UPRIGHT = 3.0


class OcrLine(NamedTuple):
    """A line and the frame it stands in, named by the clockwise rotation of the line's text in the image.

    The boxes of its words are pixels of the straightened frame.
    """

    rotation: int
    spelt: Spelt


class OcrPage(NamedTuple):
    """What an image says, in no order.

    Its lines slope down to the right by `skew` degrees; most of them are turned clockwise by `rotation`.
    """

    lines: tuple[OcrLine, ...]
    skew: float = 0.0
    rotation: int = 0


def read_image(image: Image, engine: Engine, detail: float) -> OcrPage:
    """The lines of a page's grey image [height, width].

    Lines are looked for in the image made smaller by the factor `detail`, and read in the image itself.
    """
    rotation, quads = _find(image, engine, detail)
    if not len(quads):
        return OcrPage(())
    frame = Frame(np.rot90(image, rotation // 90), rotation, skew_of(quads))
    boxes = [whole(frame.straighten(quad)) for quad in quads]
    wide = [box for box in boxes if not _is_tall(box)]
    tall = [box for box in boxes if _is_tall(box)]
    cuts = [frame.cut(box) for box in wide]
    read = engine.recognise(cuts)
    if _is_upside_down(frame, wide, read, engine):
        wide, tall = ([frame.turn(box, 180) for box in some] for some in (wide, tall))
        frame = frame.turned(180)
        cuts = [frame.cut(box) for box in wide]
        read = engine.recognise(cuts)
    lines = _lines(frame, wide, cuts, read)
    for box in tall:
        lines += _read_tall(frame, box, engine)
    return OcrPage(tuple(lines), frame.skew, frame.rotation)


def _find(image: Image, engine: Engine, detail: float) -> tuple[int, Quads]:
    """Where lines stand in the frame of that rotation, 0 or 90, in which most of them are level."""
    small = _smaller(image, detail)
    quads = _detect(small, engine)
    scale = np.array([image.shape[1] / small.shape[1], image.shape[0] / small.shape[0]])
    across, down = _sides(quads)
    if across[across > _LONG * down].sum() >= down[down > _LONG * across].sum():
        return 0, quads * scale
    return 90, _detect(np.ascontiguousarray(np.rot90(small)), engine) * scale[::-1]


def _detect(image: Image, engine: Engine) -> Quads:
    """Where lines stand; large letters, which the model does not take for text, are found from farther away."""
    found = engine.detect(image)
    far = engine.detect(_smaller(image, _FAR)) / _FAR
    missed = [quad for quad in far if _covered(quad, found) < _NEW]
    return np.concatenate([found, np.array(missed)]) if missed else found


def _covered(quad: NDArray[np.float64], quads: Quads) -> float:
    """How much of a box others cover, at most 1 for each."""
    low, high = quad.min(axis=0), quad.max(axis=0)
    common = np.minimum(high, quads.max(axis=1)) - np.maximum(low, quads.min(axis=1))
    return float(np.clip(common, 0, None).prod(axis=1).sum() / (high - low).prod())


def _smaller(image: Image, scale: float) -> Image:
    import cv2  # noqa: PLC0415  # a process that reads no scan is spared it

    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _sides(quads: Quads) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How wide and how high the boxes are, in pixels."""
    return np.hypot(*(quads[:, 1] - quads[:, 0]).T), np.hypot(*(quads[:, 3] - quads[:, 0]).T)


def _is_tall(box: Box) -> bool:
    return box.bottom - box.top >= _TALL * (box.right - box.left)


def _is_upside_down(frame: Frame, boxes: Sequence[Box], read: Sequence[Recognised], engine: Engine) -> bool:
    """Whether the lines, which were read with doubts, are surer the other way up; looks at a few of them."""
    long = [at for at, box in enumerate(boxes) if box.right - box.left > _LONG * (box.bottom - box.top)]
    if not long or _surety([read[at] for at in long]) >= _CLEAR:
        return False
    long.sort(
        key=lambda at: abs((boxes[at].right - boxes[at].left) / (boxes[at].bottom - boxes[at].top) - _SAMPLE_LENGTH)
    )
    sample = long[:_SAMPLE]
    over = frame.turned(180)
    turned = engine.recognise([over.cut(frame.turn(boxes[at], 180)) for at in sample])
    return _surety(turned) > _surety([read[at] for at in sample])


def _surety(read: Sequence[Recognised]) -> float:
    return float(np.mean([one.score for one in read]))


def _read_tall(frame: Frame, box: Box, engine: Engine) -> list[OcrLine]:
    """A box that is higher than wide: a line that runs down or up, or no more than a character."""
    turns = [0, 90, 270] if box.bottom - box.top < _MAYBE_UPRIGHT * (box.right - box.left) else [90, 270]
    frames = [frame.turned(turn) for turn in turns]
    boxes = [frame.turn(box, turn) for turn in turns]
    cuts = [one.cut(its) for one, its in zip(frames, boxes, strict=True)]
    read = engine.recognise(cuts)
    best = max(range(len(turns)), key=lambda at: read[at].score)
    return _lines(frames[best], [boxes[best]], [cuts[best]], [read[best]])


def _lines(frame: Frame, boxes: Sequence[Box], cuts: Sequence[Image], read: Sequence[Recognised]) -> list[OcrLine]:
    return [
        OcrLine(frame.rotation, spelt)
        for box, cut, one in zip(boxes, cuts, read, strict=True)
        if one.score >= _SURE and (spelt := spell(one, cut, (box.left, box.top))).words
    ]
