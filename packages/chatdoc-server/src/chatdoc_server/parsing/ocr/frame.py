"""An image as it is read: turned by right angles so that its text runs left to right, and straightened.

A frame is named by the clockwise rotation of its text in the image. Boxes in it are pixels of the straightened
frame: turned about its middle until lines that slope are level. The image itself stays as it is; only what is cut
out is straightened.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chatdoc_server.document import Box
from chatdoc_server.parsing.ocr.engine import Image
from chatdoc_server.parsing.turn import to_frame

Quads = NDArray[np.float64]
"""Corners of boxes [n, 4, 2] as x, y in pixels, clockwise from the top left."""

_LONG = 6.0
_LEVEL = 0.3
_STEEPEST = 15.0


class Frame(NamedTuple):
    """A grey image [height, width] turned upright; its lines slope down to the right by `skew` degrees."""

    image: Image
    rotation: int = 0
    skew: float = 0.0

    def turned(self, degrees: int) -> "Frame":
        """The frame of what stands turned clockwise by that in this one."""
        return Frame(np.rot90(self.image, degrees // 90), (self.rotation + degrees) % 360, self.skew)

    def turn(self, box: Box, degrees: int) -> Box:
        """A box of this frame as it stands in the one turned by that."""
        height, width = self.image.shape[:2]
        return to_frame(box, degrees, width, height)

    def straighten(self, corners: NDArray[np.float64]) -> Box:
        """The box around the corners [4, 2] of a box, once level."""
        middle = self._middle()
        level = (corners - middle) @ _turning(-self.skew).T + middle
        left, top = level.min(axis=0)
        right, bottom = level.max(axis=0)
        return Box(float(left), float(top), float(right), float(bottom))

    def cut(self, box: Box) -> Image:
        """What stands in the box, which is in whole pixels, level; beyond the edge the image goes on as it ends."""
        left, top, right, bottom = (int(edge) for edge in box)
        if not self.skew:
            rows = np.clip(np.arange(top, bottom), 0, self.image.shape[0] - 1)
            columns = np.clip(np.arange(left, right), 0, self.image.shape[1] - 1)
            return np.ascontiguousarray(self.image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
        import cv2  # noqa: PLC0415  # a process that reads no scan is spared it

        middle, turning = self._middle(), _turning(self.skew)
        shift = turning @ (np.array([left, top]) - middle) + middle
        matrix = np.hstack([turning, shift[:, None]])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        size = (right - left, bottom - top)
        image = np.ascontiguousarray(self.image)
        cut = cv2.warpAffine(image, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(cut, dtype=np.uint8)

    def _middle(self) -> NDArray[np.float64]:
        height, width = self.image.shape[:2]
        return np.array([width / 2, height / 2])


def whole(box: Box) -> Box:
    """The box in whole pixels, at least one high and wide."""
    left, top = math.floor(box.left), math.floor(box.top)
    return Box(left, top, max(math.ceil(box.right), left + 1), max(math.ceil(box.bottom), top + 1))


def skew_of(quads: Quads) -> float:
    """By how many degrees lines slope down to the right: the usual angle of long ones, 0 if that is next to none."""
    across = quads[:, 1] - quads[:, 0] + quads[:, 2] - quads[:, 3]
    down = quads[:, 3] - quads[:, 0] + quads[:, 2] - quads[:, 1]
    length = np.hypot(*across.T)
    angle = np.degrees(np.arctan2(across[:, 1], across[:, 0]))
    kept = (length > _LONG * np.hypot(*down.T)) & (np.abs(angle) < _STEEPEST)
    if not kept.any():
        return 0.0
    order = np.argsort(angle[kept])
    weights = np.cumsum(length[kept][order])
    skew = float(angle[kept][order][np.searchsorted(weights, weights[-1] / 2)])
    return skew if abs(skew) >= _LEVEL else 0.0


def _turning(degrees: float) -> NDArray[np.float64]:
    """Turns column vectors clockwise as displayed, y down."""
    radians = math.radians(degrees)
    return np.array([[math.cos(radians), -math.sin(radians)], [math.sin(radians), math.cos(radians)]])
