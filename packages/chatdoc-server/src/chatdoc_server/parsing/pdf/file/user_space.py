"""Between the page as displayed and the space that a PDF file's own coordinates are in."""

from typing import NamedTuple

from chatdoc_server.document import Box
from chatdoc_server.parsing import turn


class UserBox(NamedTuple):
    """A rectangle in a page's user space: its units, with the origin where the page puts it and y growing upwards."""

    left: float
    bottom: float
    right: float
    top: float


class Shown(NamedTuple):
    """How a page is shown.

    `visible` is the part of it that is, `rotation` the clockwise turn of 0, 90, 180 or 270 degrees, `width` and
    `height` the page as displayed, in points. They tell how large one unit of user space is.
    """

    visible: UserBox
    rotation: int
    width: float
    height: float


def to_user_space(box: Box, shown: Shown) -> UserBox:
    """A box of the page as displayed, in points from its top left, in the page's user space."""
    visible = shown.visible
    width, height = turn.size(shown.rotation, visible.right - visible.left, visible.top - visible.bottom)
    across, down = width / shown.width, height / shown.height
    units = Box(box.left * across, box.top * down, box.right * across, box.bottom * down)
    # The page upright is the frame of a text that the page's rotation has turned.
    left, top, right, bottom = turn.to_frame(units, shown.rotation, width, height)
    return UserBox(visible.left + left, visible.top - bottom, visible.left + right, visible.top - top)


def from_user_space(box: UserBox, shown: Shown) -> Box:
    """A box of the page's user space on the page as displayed, in points from its top left."""
    visible = shown.visible
    own = Box(box.left - visible.left, visible.top - box.top, box.right - visible.left, visible.top - box.bottom)
    width, height = turn.size(shown.rotation, visible.right - visible.left, visible.top - visible.bottom)
    left, top, right, bottom = turn.to_page(own, shown.rotation, width, height)
    across, down = shown.width / width, shown.height / height
    return Box(left * across, top * down, right * across, bottom * down)
