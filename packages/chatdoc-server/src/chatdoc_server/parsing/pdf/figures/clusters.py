"""Figures: drawings and raster images that stand together, with the labels that belong to them.

Tables are drawn with lines and shades too, and pages with panels and banners. What is no plain rectangle
makes a figure; rectangles do when they are dark, of bars' shape and not behind a line of text. Running text and
tables are never taken: what stands over much of either is a background, and what tiles a grid with text is its cells.
"""

import itertools
from collections.abc import Sequence, Set
from typing import NamedTuple

from chatdoc_server.document import Box, ElementKind
from chatdoc_server.parsing.pdf.blocks.paragraphs import is_caption
from chatdoc_server.parsing.pdf.boxes import area, around
from chatdoc_server.parsing.pdf.figures import labels
from chatdoc_server.parsing.pdf.figures.diagrams import diagrams
from chatdoc_server.parsing.pdf.figures.labels import Labels
from chatdoc_server.parsing.pdf.model import Block, Drawing, RawPage, Row, Rule, Word

_MIN_SIDE = 24.0
_MIN_AREA = 1500.0
_MIN_BAR = 6.0
_BARS = 3
_MAX_BARS = 600
_BANNER = 2
_WRITTEN_ON = 15
_BACKGROUND = 0.7
_TILE = 4.0
_ASIDE = 8.0
_BELOW = 15.0
_EDGE = 2.5
_ROUNDS = 6
_SHADE_LINES = 3.0
_PANEL_TEXTS = 3
_CAPTION_REACH = 3.5


class Figure(NamedTuple):
    """Where a figure stands on the page as displayed; `is_image` if it is nothing but raster images."""

    box: Box
    is_image: bool


class _Cluster(NamedTuple):
    """Ink that stands together: its box, and what it is of; `nodes` are boxes that lines connect."""

    box: Box
    images: int = 0
    shapes: int = 0
    bars: int = 0
    nodes: int = 0

    @property
    def is_image(self) -> bool:
        """Whether it is nothing but raster images."""
        return not self.shapes and not self.bars and not self.nodes

    def with_(self, other: "_Cluster") -> "_Cluster":
        return _Cluster(
            around([self.box, other.box]),
            self.images + other.images,
            self.shapes + other.shapes,
            self.bars + other.bars,
            self.nodes + other.nodes,
        )


def figures(page: RawPage, images: Sequence[Box], drawings: Sequence[Drawing], rows: Sequence[Row]) -> list[Figure]:
    """The page's figures, top to bottom, none overlapping.

    `images` and `drawings` are those of the page that are no furniture, `rows` the upright rows of its body.
    """
    if not images and not drawings and not page.rules:
        return []
    drawn = [_Cluster(box, nodes=1) for box in diagrams(page)]
    clusters = _merge([*_images(images, page), *_shapes(drawings, page, rows), *drawn])
    if not (
        any(cluster.images or cluster.shapes or cluster.nodes for cluster in clusters)
        or sum(one.bars for one in clusters) >= _BARS
    ):
        return []
    text = Labels(rows, page)
    clusters = [one._replace(box=text.short_of_captions(one.box)) for one in _grow(clusters, text, page)]
    found = _shared([_figure(cluster) for cluster in clusters if _is_figure(cluster, text, page)], rows)
    return sorted(found, key=lambda figure: (figure.box.top, figure.box.left))


def take(rows: Sequence[Row], box: Box) -> tuple[list[Row], list[list[Word]]]:
    """The rows that are left without what stands in the box, and the lines of words that stand in it."""
    left: list[Row] = []
    lines: list[list[Word]] = []
    for row in rows:
        if row and (min(one.top for one in row) > box.bottom or max(one.bottom for one in row) < box.top):
            left.append(row)
            continue
        inside = [one for one in row if labels.stands_in(one, box)]
        lines += [one.words for one in inside]
        outside = [one for one in row if not labels.stands_in(one, box)]
        if outside:
            left.append(outside)
    return left, lines


def block(figure: Figure, lines: list[list[Word]]) -> Block:
    """The figure as a block that owns these lines of words, which stand in it."""
    return Block(kind=ElementKind.IMAGE if figure.is_image else ElementKind.FIGURE, box=figure.box, lines=lines)


def _images(images: Sequence[Box], page: RawPage) -> list[_Cluster]:
    """The raster images but for scans and backgrounds, and what is too small to show anything."""
    found = []
    for image in images:
        box = _clip(image, page)
        if _is_large(box) and not _is_whole(box, page):
            found.append(_Cluster(box, images=1))
    return found


def _shapes(drawings: Sequence[Drawing], page: RawPage, rows: Sequence[Row]) -> list[_Cluster]:
    """The drawings that may be of a figure: all but frames, shades and panels."""
    edges: dict[int, list[Rule]] = {}
    for rule in page.rules:
        if rule.right - rule.left > rule.bottom - rule.top:
            edges.setdefault(round(rule.top), []).append(rule)
    found = []
    plain = []
    for drawing in drawings:
        box = _clip(Box(drawing.left, drawing.top, drawing.right, drawing.bottom), page)
        if area(box) * 2 < area(drawing) or _is_whole(box, page):
            continue
        if drawing.curved or not _is_rectangle(drawing, edges):
            found.append(_Cluster(box, shapes=1))
        elif drawing.filled and min(box.right - box.left, box.bottom - box.top) >= _MIN_BAR:
            plain.append(box)
    if len(plain) <= _MAX_BARS:
        found += [_Cluster(box, bars=1) for box in _bars(plain, rows)]
    return found


def _is_whole(box: Box, page: RawPage) -> bool:
    return area(box) > _BACKGROUND * page.width * page.height


def _is_rectangle(drawing: Drawing, edges: dict[int, list[Rule]]) -> bool:
    """Whether lines run along both its top and its bottom, from side to side."""
    return all(
        any(
            rule.left <= drawing.left + _EDGE and rule.right >= drawing.right - _EDGE and abs(rule.top - level) < _EDGE
            for near in range(round(level) - 3, round(level) + 4)
            for rule in edges.get(near, ())
        )
        for level in (drawing.top, drawing.bottom)
    )


def _bars(plain: Sequence[Box], rows: Sequence[Row]) -> list[Box]:
    """The filled rectangles that are no shades behind lines of text, nor panels with text on them."""
    if not plain:
        return []
    texts = [one for row in rows for one in row]
    shades: set[tuple[int, int]] = set()
    panels: set[Box] = set()
    for box in plain:
        inside = [one for one in texts if labels.stands_in(one, box)]
        if inside and box.bottom - box.top < _SHADE_LINES * inside[0].height:
            shades.add((round(box.top), round(box.bottom)))
        elif len(inside) >= _PANEL_TEXTS or any(labels.is_long(one) for one in inside):
            panels.add(box)
    bars = [box for box in plain if box not in panels and (round(box.top), round(box.bottom)) not in shades]
    cells = _cells(plain, set(bars)) if bars else set()
    return [box for box in bars if box not in cells]


def _cells(plain: Sequence[Box], bare: Set[Box]) -> set[Box]:
    """The rectangles that tile a grid, in rows as well as in columns, unless all of the grid is bare of text.

    A row of the grid goes on over the cells that have no shade.
    """
    aside = _tiled(plain, level=1, along=0)
    below = _tiled(plain, level=0, along=1)
    beside, stacked = ({box for pair in pairs for box in pair} for pairs in (aside, below))
    rows: dict[tuple[int, int], list[Box]] = {}
    for box in beside & stacked:
        rows.setdefault((round(box.top), round(box.bottom)), [])
    near: dict[Box, list[Box]] = {}
    for box in beside | stacked:
        row = rows.get((round(box.top), round(box.bottom)))
        if row is not None:
            row.append(box)
            near[box] = []
    for one, other in (*aside, *below, *(pair for row in rows.values() for pair in itertools.pairwise(row))):
        if one in near and other in near:
            near[one].append(other)
            near[other].append(one)
    cells: set[Box] = set()
    ahead = [box for box in near if box not in bare]
    while ahead:
        box = ahead.pop()
        if box not in cells:
            cells.add(box)
            ahead += near[box]
    return cells


def _tiled(plain: Sequence[Box], level: int, along: int) -> list[tuple[Box, Box]]:
    """The pairs of rectangles that share a whole side, one after another in the direction of the side `along`."""
    lines: dict[tuple[int, int], list[Box]] = {}
    for box in plain:
        lines.setdefault((round(box[level]), round(box[level + 2])), []).append(box)
    return [
        (one, other)
        for line in lines.values()
        for one, other in itertools.pairwise(sorted(line, key=lambda box: box[along]))
        if abs(other[along] - one[along + 2]) <= _EDGE
    ]


def _merge(clusters: Sequence[_Cluster]) -> list[_Cluster]:
    """Clusters close to one another put together, from the top of the page down."""
    done: list[_Cluster] = []
    for cluster in sorted(clusters, key=lambda one: one.box.top):
        whole = cluster
        apart = len(done) + 1
        while len(done) < apart:
            apart = len(done)
            near = [one for one in done if _belong(one, whole)]
            done = [one for one in done if not _belong(one, whole)]
            for one in near:
                whole = whole.with_(one)
        done.append(whole)
    return done


def _belong(one: _Cluster, other: _Cluster) -> bool:
    """Whether the clusters are parts of one figure; of images only those that touch are, tiles of one picture."""
    if one.is_image and other.is_image:
        return labels.is_near(one.box, other.box, _TILE, _TILE)
    return labels.is_near(one.box, other.box, _ASIDE, _BELOW)


def _grow(clusters: list[_Cluster], text: Labels, page: RawPage) -> list[_Cluster]:
    """The clusters with the lines that cross them, the labels beside them, and what these lead to."""
    inks = clusters
    for _ in range(_ROUNDS):
        grown = []
        for cluster in inks:
            box = cluster.box
            if not cluster.is_image:
                box = text.short_of_prose(box, text.with_labels(_with_rules(box, page.rules)))
            grown.append(cluster._replace(box=_clip(box, page)))
        merged = _merge(grown)
        if merged == inks:
            break
        inks = merged
    return inks


def _with_rules(box: Box, rules: Sequence[Rule]) -> Box:
    """The box with the lines that start, end or run in it: axes and grids."""
    grown = box
    for rule in rules:
        if (
            rule.left < box.right + 1
            and rule.right > box.left - 1
            and rule.top < box.bottom + 1
            and rule.bottom > box.top - 1
        ):
            grown = around([grown, rule])
    return grown


def _is_figure(cluster: _Cluster, text: Labels, page: RawPage) -> bool:
    if not (cluster.nodes or _is_large(cluster.box)) or _is_whole(cluster.box, page):
        return False
    if not _is_enough(cluster):
        return False
    words = text.words_in(cluster.box)
    if cluster.is_image and words >= _WRITTEN_ON:
        return False
    is_banner = not cluster.images and not cluster.nodes and cluster.shapes + cluster.bars <= _BANNER and words > 0
    return not is_banner and not text.holds_content(cluster.box)


def _is_enough(cluster: _Cluster) -> bool:
    return bool(cluster.images or cluster.shapes or cluster.nodes or cluster.bars >= _BARS)


def _is_large(box: Box) -> bool:
    return min(box.right - box.left, box.bottom - box.top) >= _MIN_SIDE and area(box) >= _MIN_AREA


def _figure(cluster: _Cluster) -> Figure:
    return Figure(cluster.box, is_image=cluster.is_image)


def _shared(found: list[Figure], rows: Sequence[Row]) -> list[Figure]:
    """The figures, those side by side over one caption put together: they are parts of one."""
    captions = [one for row in rows for one in row if is_caption(one.text)] if len(found) > 1 else []
    for caption in captions:
        alike = [other for other in captions if min(caption.bottom, other.bottom) > max(caption.top, other.top)]
        reach = _CAPTION_REACH * caption.height
        parts = [one for one in found if -1 <= caption.top - one.box.bottom <= reach]
        if len(alike) > 1 or len(parts) < 2:
            continue
        whole = parts[0]
        for one in parts[1:]:
            if min(one.box.bottom, whole.box.bottom) > max(one.box.top, whole.box.top):
                whole = Figure(around([whole.box, one.box]), whole.is_image and one.is_image)
        middle = (caption.left + caption.right) / 2
        if whole.box.left < middle < whole.box.right:
            found = [whole, *(one for one in found if not _is_within(one.box, whole.box))]
    return found


def _is_within(one: Box, other: Box) -> bool:
    return one.left >= other.left and one.top >= other.top and one.right <= other.right and one.bottom <= other.bottom


def _clip(box: Box, page: RawPage) -> Box:
    return Box(max(box.left, 0.0), max(box.top, 0.0), min(box.right, page.width), min(box.bottom, page.height))
