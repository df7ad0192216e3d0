"""Boxes turned by right angles, from a page into a frame in which its text is upright, and back.

A frame is named by the clockwise rotation of its text on the page, 0, 90, 180 or 270 degrees. Its origin is the
corner where upright text would start. Points or pixels: the unit does not matter.
"""

from chatdoc_server.document import Box


def size(rotation: int, width: float, height: float) -> tuple[float, float]:
    """Width and height of the frame for a page of that width and height."""
    return (height, width) if rotation in {90, 270} else (width, height)


def to_frame(box: Box, rotation: int, width: float, height: float) -> Box:
    """A box of the page, of that width and height, as it stands in the frame."""
    left, top, right, bottom = box
    if rotation == 90:
        return Box(top, width - right, bottom, width - left)
    if rotation == 180:
        return Box(width - right, height - bottom, width - left, height - top)
    if rotation == 270:
        return Box(height - bottom, left, height - top, right)
    return box


def to_page(box: Box, rotation: int, width: float, height: float) -> Box:
    """A box of the frame as it stands on the page, of that width and height."""
    return to_frame(box, -rotation % 360, *size(rotation, width, height))
