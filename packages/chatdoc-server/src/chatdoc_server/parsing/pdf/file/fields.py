"""What is filled in a form: values that the file keeps but does not draw, as words where viewers show them.

Most files carry a picture of each filled field, and its text is among the page's already. A viewer draws the others
itself, from the value.
"""

from collections.abc import Iterable, Sequence

from liteparse.types import FormField

from chatdoc_server.document import NO_BOX, Box
from chatdoc_server.parsing.pdf.model import Field, Run, Word

CHECKED, UNCHECKED = "☒", "☐"

_BOXES = frozenset({"checkbox", "radiobutton"})
_TEXTS = frozenset({"text", "combobox", "listbox"})
_PASSWORD = 1 << 13
_MOST = 500
_REACH = 1.0
_TALLEST = 13.0
_FILLED = 0.8
_PADDING = 2.0
_NARROW = 0.5
_PITCH = 1.2


def field(found: FormField) -> Field:
    """A form's field as the library reads it; secrets and buttons have no value."""
    value = ""
    if found.type in _BOXES:
        value = CHECKED if found.checked else UNCHECKED
    elif found.type in _TEXTS and not (found.type == "text" and (found.field_flags or 0) & _PASSWORD):
        value = ", ".join(found.selected_options) or found.value or ""
    rect = found.rect
    return Field(
        name=found.alternate_name or found.name or "",
        value=value,
        box=Box(rect.x, rect.y, rect.x + rect.width, rect.y + rect.height) if rect else NO_BOX,
    )


def filled(fields: Sequence[Field], runs: Iterable[Run]) -> list[Run]:
    """The values of the fields in which no words stand, one run a line."""
    empty = [
        one for one in fields[:_MOST] if one.value and one.box.right > one.box.left and one.box.bottom > one.box.top
    ]
    if not empty:
        return []
    middles = [((word.left + word.right) / 2, (word.top + word.bottom) / 2) for run in runs for word in run.words]
    return [run for one in empty[:_MOST] if not _is_written(one.box, middles) for run in _written(one)]


def _is_written(box: Box, middles: Iterable[tuple[float, float]]) -> bool:
    return any(
        box.left - _REACH <= across <= box.right + _REACH and box.top - _REACH <= down <= box.bottom + _REACH
        for across, down in middles
    )


def _written(one: Field) -> list[Run]:
    """The field's value in lines that fit its box, as viewers set it: one line in the middle, several from the top."""
    box = one.box
    if one.value in {CHECKED, UNCHECKED}:
        word = Word(one.value, *box, height=box.bottom - box.top)
        return [Run((word,), *box)]
    height = min(_FILLED * (box.bottom - box.top), _TALLEST)
    letter = _NARROW * height
    room = max(box.right - box.left - 2 * _PADDING, letter)
    lines = _lines(one.value, room, letter)
    if not lines:
        return []
    if box.bottom - box.top < 2 * _PITCH * height:
        lines = [[word for line in lines for word in line]]
        top, pitch = (box.top + box.bottom - height) / 2, 0.0
    else:
        top = box.top + _PADDING
        pitch = min(_PITCH * height, (box.bottom - top - height) / max(len(lines) - 1, 1))
    runs = []
    for at, line in enumerate(lines):
        fitting = min(letter, room / max(sum(_width(word) + 1 for word in line) - 1, 1))
        runs.append(_run(line, box.left + _PADDING, top + at * pitch, height, fitting))
    return runs


def _lines(value: str, room: float, letter: float) -> list[list[str]]:
    lines: list[list[str]] = []
    for paragraph in value.splitlines():
        line: list[str] = []
        for word in paragraph.split():
            if line and (sum(_width(other) + 1 for other in line) + _width(word)) * letter > room:
                lines.append(line)
                line = []
            line.append(word)
        if line:
            lines.append(line)
    return lines


def _width(word: str) -> float:
    """How wide a word is, in narrow letters; those of Chinese, Japanese and Korean are as wide as two."""
    return sum(2 if letter >= "\u2e80" else 1 for letter in word)


def _run(line: Sequence[str], left: float, top: float, height: float, letter: float) -> Run:
    words = []
    start = left
    for text in line:
        right = left + _width(text) * letter
        words.append(Word(text, left, top, right, top + height, height=height))
        left = right + letter
    return Run(tuple(words), start, top, words[-1].right, top + height)
