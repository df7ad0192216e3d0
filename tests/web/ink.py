"""Where words stand on a drawn page: the dark pixels of its canvas, read without asking the reader."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator

_INK = """(mark, reach) => {
    const canvas = mark.closest(".page").querySelector("canvas");
    const page = canvas.getBoundingClientRect(), box = mark.getBoundingClientRect();
    const scale = canvas.width / page.width;
    const at = (value, edge) => Math.round((value - edge) * scale);
    const left = at(box.left - reach, page.left), top = at(box.top - reach, page.top);
    const width = Math.round((box.width + 2 * reach) * scale), height = Math.round((box.height + 2 * reach) * scale);
    const pixels = canvas.getContext("2d").getImageData(left, top, width, height).data;
    let found = null;
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
        const place = 4 * (y * width + x);
        if (pixels[place] + pixels[place + 1] + pixels[place + 2] > 500) continue;
        found ??= [x, y, x, y];
        found = [Math.min(found[0], x), Math.min(found[1], y), Math.max(found[2], x + 1), Math.max(found[3], y + 1)];
    }
    if (!found) return null;
    const back = (value, start, edge) => (start + value) / scale + edge;
    return {
        mark: [box.left, box.top, box.right, box.bottom],
        ink: [
            back(found[0], left, page.left), back(found[1], top, page.top),
            back(found[2], left, page.left), back(found[3], top, page.top),
        ],
    };
}"""


@dataclass(frozen=True, slots=True)
class Inked:
    """A mark, and the dark pixels in and around it: left, top, right and bottom in CSS pixels of the frame."""

    mark: tuple[float, ...]
    ink: tuple[float, ...]


def ink_around(mark: Locator, reach: float = 8) -> Inked:
    """The ink in a mark and so many pixels around it."""
    found: dict[str, Any] | None = mark.evaluate(_INK, reach)
    assert found is not None, "nothing is drawn there"
    return Inked(tuple(found["mark"]), tuple(found["ink"]))
