"""Markers in a streamed answer, made readable."""

import re

_MARKER = re.compile(r'\[<span data-index="(\d+)">\d+</span>\]')
# What may still become a marker: with the numbers taken out, it is a beginning of `_SHAPE`.
_SHAPE = '[<span data-index="#">#</span>]'
_DIGITS = re.compile(r"\d+")


class MarkerFilter:
    """Writes `[1]` for the marker of the first source, wherever the stream cuts it."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, chunk: str) -> str:
        """What can be shown now."""
        text = _MARKER.sub(lambda found: f"[{int(found[1]) + 1}]", self._held + chunk)
        bracket = text.rfind("[")
        end = bracket if bracket >= 0 and _may_become_marker(text[bracket:]) else len(text)
        self._held = text[end:]
        return text[:end]

    def rest(self) -> str:
        """What was held back for a marker that never came."""
        held, self._held = self._held, ""
        return held


def _may_become_marker(text: str) -> bool:
    return _SHAPE.startswith(_DIGITS.sub("#", text))
