"""How well blocks are found on their pages."""

import numpy as np
from numpy.typing import NDArray

from bench.structure.share import Share, f1, mean
from bench.structure.truth import Kind, Place, Structure

Boxes = NDArray[np.float64]
"""Left, top, right and bottom of each, float64 [n, 4]."""

SAME = 0.5
"""The overlap from which on two boxes are of the same block."""


def score(truth: Structure, read: Structure) -> dict[str, Share]:
    """`IoU`: how well the box of each true block is met by the best one that was read, over those of one page.

    `blocks F1`: of finding blocks, a box being found that is met by half, and of the same kind.
    """
    true, made = boxes(truth), boxes(read)
    if not true:
        return {}
    overlaps: list[float] = []
    hits = 0
    for page in {place.page for _, place in true}:
        there = [one for one in true if one[1].page == page]
        here = [one for one in made if one[1].page == page]
        shares = iou(sides(there), sides(here))
        overlaps += [float(best) for best in shares.max(axis=1, initial=0.0)]
        hits += matched(shares, [kind for kind, _ in there], [kind for kind, _ in here])
    return {"IoU": mean(overlaps), "blocks F1": f1(hits, len(true), len(made))}


def boxes(structure: Structure) -> list[tuple[Kind, Place]]:
    """Every box with the kind of its block."""
    return [(block.kind, place) for block in structure.blocks for place in block.boxes]


def sides(found: list[tuple[Kind, Place]]) -> Boxes:
    """Boxes as an array."""
    return np.array([place[1:] for _, place in found], dtype=np.float64).reshape(-1, 4)


def iou(true: Boxes, read: Boxes) -> NDArray[np.float64]:
    """Intersection over union of each true box with each that was read, float64 [n, m]."""
    start = np.maximum(true[:, None, :2], read[None, :, :2])
    stop = np.minimum(true[:, None, 2:], read[None, :, 2:])
    both = np.prod(np.clip(stop - start, 0.0, None), axis=2)
    areas = [np.prod(np.clip(one[:, 2:] - one[:, :2], 0.0, None), axis=1) for one in (true, read)]
    union = areas[0][:, None] + areas[1][None, :] - both
    shares: NDArray[np.float64] = np.divide(both, union, out=np.zeros_like(both), where=union > 0.0)
    return shares


def matched(shares: NDArray[np.float64], true: list[Kind], read: list[Kind]) -> int:
    """How many true boxes find one of their kind, the best pairs first."""
    same = np.array([[one is other for other in read] for one in true], dtype=bool).reshape(shares.shape)
    places = np.argwhere(same & (shares >= SAME))
    taken: tuple[set[int], set[int]] = set(), set()
    for i, j in sorted(places.tolist(), key=lambda place: -shares[place[0], place[1]]):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
    return len(taken[0])
