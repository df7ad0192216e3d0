"""Where tables stand between drawn lines of one extent: what is between them is rows, or it is running text.

A table may begin above its first line and end below its last: heads and rows set like its own belong to it.
"""

from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from chatdoc_server.document import Box
from chatdoc_server.parsing.pdf.blocks.paragraphs import is_caption
from chatdoc_server.parsing.pdf.model import Row
from chatdoc_server.parsing.pdf.tables.relations import joined
from chatdoc_server.parsing.pdf.tables.strokes import Stroke, Strokes
from chatdoc_server.parsing.pdf.tables.tokens import CELL_GAP, Token, token, tokens

_MIN_WIDTH = 40.0
_SAME_EXTENT = 4.0
_OUTSIDE = 6.0
_GAP = 2.2
_LONE_GAP = 1.3
_WIDE = 0.6
_WHOLE = 0.9
_JUSTIFIED = 1.0
_FULL = 0.9
_INDENT = 2.5
_ENDS = frozenset(".!?:。！？：")
_PROSE_WORDS = 7
_PROSE_LETTERS = 20
_SENTENCE = 5
_SENTENCE_GAP = 1.6
_GROWN = 12
_LONG = 80
_HEADS = 4
_LEAST = 3
_TOUCHING = 3.0
_NEAR = 120.0
_PAIR = 2
_LIKE = 0.85
_CLOSE = 0.6
_SMALL = 0.8
_RAISED = 0.2


class TextRow(NamedTuple):
    """A line of text between the left and right end of some drawn lines; whether something crosses these ends."""

    tokens: list[Token]
    top: float
    bottom: float
    crosses: bool


def frames(across: Sequence[Stroke]) -> list[list[Stroke]]:
    """Lines of one extent, top to bottom, the widest first, and lone ones last."""
    groups: list[list[Stroke]] = []
    for stroke in sorted(across, key=lambda one: (one.start, one.end)):
        if stroke.length < _MIN_WIDTH:
            continue
        for group in reversed(groups[-_GROWN:]):
            if max(abs(group[0].start - stroke.start), abs(group[0].end - stroke.end)) <= _SAME_EXTENT:
                group.append(stroke)
                break
        else:
            groups.append([stroke])
    frames = [sorted(group) for group in groups]
    return sorted(frames, key=lambda group: (len(group) == 1, group[0].start - group[0].end))


def stripe(rows: Sequence[Row], box: Box) -> list[TextRow]:
    """The lines of text between the left and right of a box, from somewhat above to somewhat below it."""
    left, right = box.left, box.right
    result: list[TextRow] = []
    for row in rows:
        if not box.top - _NEAR < row[0].top < box.bottom + _NEAR:
            continue
        inside = [one for one in row if left - _OUTSIDE <= one.left and one.right <= right + _OUTSIDE]
        held = {id(one) for one in inside}
        crossing = len(inside) < len(row) and any(
            one.left < right - _OUTSIDE and one.right > left + _OUTSIDE for one in row if id(one) not in held
        )
        if inside or crossing:
            parts = inside or row
            found = joined(tokens(inside)) if inside else []
            top, bottom = min(one.top for one in parts), max(one.bottom for one in parts)
            text = TextRow(found, top, bottom, crossing)
            if result and inside and not crossing and _is_raised(result[-1], text):
                result[-1] = _with(result[-1], text)
            else:
                result.append(text)
    return result


def _is_raised(above: TextRow, text: TextRow) -> bool:
    """Whether one of two lines is the marks raised or lowered beside the other."""
    if not above.tokens or above.crosses:
        return False
    overlap = min(above.bottom, text.bottom) - max(above.top, text.top)
    if overlap <= _RAISED * min(above.bottom - above.top, text.bottom - text.top):
        return False
    low, high = sorted([_height(above), _height(text)])
    return low < _SMALL * high


def _height(text: TextRow) -> float:
    return max(word.height for one in text.tokens for word in one.words)


def _with(line: TextRow, marks: TextRow) -> TextRow:
    """A line with the marks raised or lowered beside its words."""
    words = sorted((word for one in (*line.tokens, *marks.tokens) for word in one.words), key=attrgetter("left"))
    groups = [[words[0]]]
    for word in words[1:]:
        if word.left - max(one.right for one in groups[-1]) < CELL_GAP * max(word.height, groups[-1][-1].height):
            groups[-1].append(word)
        else:
            groups.append([word])
    return TextRow(
        [token(group) for group in groups], min(line.top, marks.top), max(line.bottom, marks.bottom), crosses=False
    )


def stretches(frame: Sequence[Stroke], texts: Sequence[TextRow], drawn: Strokes) -> list[tuple[float, float]]:
    """From which to which height tables stand between the lines of a frame."""
    left, right = frame[0].start, frame[0].end
    walls = [wall for wall in drawn.down if left - _TOUCHING <= wall.at <= right + _TOUCHING]
    runs: list[list[Stroke]] = []
    for stroke in frame:
        if runs and _joined(runs[-1][-1], stroke, texts, walls):
            runs[-1].append(stroke)
        else:
            runs.append([stroke])
    partial = _partial(frame, drawn)
    result = []
    for run in runs:
        top, bottom = run[0].at, run[-1].at
        if bottom - top > _MIN_WIDTH / 4:
            result.append(_grown(top, _lowest(top, bottom, walls), texts, partial))
        else:
            result += _about(top, texts, partial)
    return result


def _lowest(top: float, bottom: float, walls: Sequence[Stroke]) -> float:
    """Where a table ends whose last rows fill only some of its columns: lines that run down go on to there."""
    ends = sorted(wall.end for wall in walls if top - _TOUCHING < wall.start < bottom - _TOUCHING)
    return max(bottom, ends[-_PAIR]) if len(ends) >= _PAIR else bottom


def _joined(one: Stroke, other: Stroke, texts: Sequence[TextRow], walls: Sequence[Stroke]) -> bool:
    """Whether what stands between two lines of a frame is rows of one table."""
    upper, lower, left, width = one.at, other.at, one.start, one.length
    inside = [text for text in texts if upper < (text.top + text.bottom) / 2 < lower]
    if not inside:
        return lower - upper < _MIN_WIDTH / 4 or _walled(upper, lower, walls) > 1
    if any(text.crosses for text in inside) or any(_is_caption(text) for text in inside):
        return False
    walled = _walled(upper, lower, walls)
    if walled > 2:
        return True
    height = median(text.bottom - text.top for text in inside)
    several = sum(1 for text in inside if len(text.tokens) > 1)
    limit = (_GAP if several or walled else _LONE_GAP) * height
    edges = [upper, *(edge for text in inside for edge in (text.top, text.bottom)), lower]
    gaps = [low - high for high, low in zip(edges[::2], edges[1::2], strict=True)]
    if max(gaps) > limit:
        return False
    return walled > 1 or not _holds_prose(inside, left, width)


def _holds_prose(inside: Sequence[TextRow], left: float, width: float) -> bool:
    """Whether running text stands among the lines: full lines from the left end on."""
    full = [_is_running(text, left, width) for text in inside]
    if len(inside) == 1:
        last = inside[0].tokens[-1].words[-1] if inside[0].tokens else None
        return full[0] and (last is None or last.text[-1] in _ENDS or last.right - left > _FULL * width)
    if any(is_full and text.tokens[-1].words[-1].text[-1] in _ENDS for is_full, text in zip(full, inside, strict=True)):
        return True
    single = [
        is_full or (len(text.tokens) == 1 and text.tokens[0].left - left < _INDENT * (text.bottom - text.top))
        for is_full, text in zip(full, inside, strict=True)
    ]
    beside = [any(single[at + step] for step in (-1, 1) if 0 <= at + step < len(single)) for at in range(len(single))]
    return any(is_full and near for is_full, near in zip(full, beside, strict=True))


def _walled(upper: float, lower: float, walls: Sequence[Stroke]) -> int:
    """How many lines run down all the way."""
    return sum(1 for wall in walls if wall.start <= upper + _TOUCHING and wall.end >= lower - _TOUCHING)


def _is_caption(text: TextRow) -> bool:
    return bool(text.tokens) and is_caption(" ".join(one.text for one in text.tokens))


def _is_running(text: TextRow, left: float, width: float) -> bool:
    """Whether the line is running text: words from side to side, no further apart than justified ones stand."""
    words = [word for one in text.tokens for word in one.words]
    if not words or words[-1].right - words[0].left < _WIDE * width or words[0].left - left > _INDENT * words[0].height:
        return False
    figures = sum(1 for one in text.tokens[1:] if one.words[0].text[0].isdigit())
    if sum(len(word.text) for word in words) < _PROSE_LETTERS or figures * 2 >= len(text.tokens) > 1:
        return False
    return all(right.left - left.right < _JUSTIFIED * right.height for left, right in pairwise(words))


def _partial(frame: Sequence[Stroke], drawn: Strokes) -> list[float]:
    """The heights of lines under some of a table's columns."""
    left, right = frame[0].start, frame[0].end
    return [
        one.at
        for one in drawn.across
        if left - _OUTSIDE <= one.start and one.end <= right + _OUTSIDE and one.length < _WHOLE * (right - left)
    ]


def _grown(top: float, bottom: float, texts: Sequence[TextRow], partial: Sequence[float]) -> tuple[float, float]:
    """The stretch with the rows right above its first line and right below its last: not all tables close."""
    inside = [text for text in texts if top < (text.top + text.bottom) / 2 < bottom]
    several = [text for text in inside if len(text.tokens) > 1]
    if not several:
        return top, bottom
    height = median(text.bottom - text.top for text in inside)
    near = max(several, key=lambda text: len(text.tokens))
    above = [text for text in reversed(texts) if text.bottom <= top + 1]
    below = [text for text in texts if text.top >= bottom - 1]
    return (
        _end(above[:_GROWN], top, near, height, partial),
        _end(below[:_GROWN], bottom, near, height, ()),
    )


def _about(at: float, texts: Sequence[TextRow], partial: Sequence[float]) -> list[tuple[float, float]]:
    """The stretch of a table whose only line through all columns is at this height, if there is any."""
    below = [text for text in texts if text.top >= at - 1][:_LONG]
    above = [text for text in reversed(texts) if text.bottom <= at + 1][:_HEADS]
    near = [*above[:1], *below[:2]]
    if len(near) < _LEAST or any(len(text.tokens) < 2 for text in near):
        return []
    height = median(text.bottom - text.top for text in near)
    most = max(near, key=lambda text: len(text.tokens))
    top, bottom = _end(above, at, most, height, partial), _end(below, at, most, height, ())
    return [(top, bottom)] if top < at < bottom else []


def _end(texts: Sequence[TextRow], start: float, near: TextRow, height: float, partial: Sequence[float]) -> float:
    """How far rows go on from a line: such as have about the columns of `near`, or lines under some of their heads."""
    end = start
    for text in texts:
        is_up = text.top < start
        gap = end - text.bottom if is_up else text.top - end
        if gap > _LONE_GAP * height or text.crosses or _is_caption(text):
            break
        ruled = any(text.bottom - 1 < at < end for at in partial) if is_up else False
        if not (ruled or (is_up and _is_over(text, near, gap, height)) or _is_row(text, near)):
            break
        end = min(end, text.top) if is_up else text.bottom
        near = text if len(text.tokens) > len(near.tokens) else near
    return end


def _is_over(text: TextRow, near: TextRow, gap: float, height: float) -> bool:
    """Whether a line holds heads over those below it, which they all but touch."""
    if not text.tokens or gap > _CLOSE * height or not _LIKE < _height(text) / _height(near) < 1 / _LIKE:
        return False
    return gap < 0 or (len(text.tokens) > 1 and not _is_sentence(text) and not _reads_on(text))


def _is_row(text: TextRow, near: TextRow) -> bool:
    """Whether a line is a row like another: about as many texts, none of them running."""
    if len(text.tokens) * 2 <= len(near.tokens) or len(text.tokens) < 2 or _is_sentence(text) or _reads_on(text):
        return False
    return all(len(one.words) <= _PROSE_WORDS for one in text.tokens) and _fits(text, near)


def _fits(text: TextRow, near: TextRow) -> bool:
    """Whether a line is set like another, and no text of it stands under several of the other's."""
    if not _LIKE < _height(text) / _height(near) < 1 / _LIKE:
        return False
    hits = [
        sum(1 for other in near.tokens if min(one.right, other.right) - max(one.left, other.left) > _TOUCHING)
        for one in text.tokens
    ]
    return max(hits) < _PAIR and sum(hits) * 2 > len(hits)


def _reads_on(text: TextRow) -> bool:
    """Whether a line's words stand no further apart than sentences do."""
    words = [word for one in text.tokens for word in one.words]
    gaps = [right.left - left.right for left, right in pairwise(words)]
    return len(words) > _SENTENCE and max(gaps) < _SENTENCE_GAP * words[0].height


def _is_sentence(text: TextRow) -> bool:
    """Whether a line ends as a sentence does, of words enough for one."""
    words = [word for one in text.tokens for word in one.words]
    return words[-1].text[-1] in _ENDS and len(words) > _SENTENCE
